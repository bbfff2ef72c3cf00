import { lstatSync, realpathSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { likelyTopLevel } from '../git/working-tree.js';
import { NO_IGNORE_FILE } from '../policy/accepted/ignore-entry.js';
import { isSpoken, type Settings } from '../policy/config/settings.js';
import type { Surroundings } from '../policy/judge.js';
import { type Explicit, loadPolicy } from '../policy/load-policy.js';
import { defaultPolicy, type Policy } from '../policy/policy.js';
import { PolicyFiles } from './policy-files.js';
import { say } from './say.js';

/** What the command line says of the policy; undefined where it says nothing. */
export interface PolicyOptions {
  /** The configuration to read instead of the repository's own. */
  readonly config?: string | undefined;
  readonly minConfidence?: 'low' | 'medium' | 'high' | undefined;
  readonly includePublic?: boolean | undefined;
  readonly known?: boolean | undefined;
}

/** The policy of the repository that somebody works in, and where that is. */
export interface PolicyHere {
  readonly policy: Policy;
  readonly surroundings: Surroundings;
  /** The top of the working tree; outside a repository the working folder. Nothing above it is read. */
  readonly top: string;
}

/**
 * Reads configuration and ignore file from the working tree: what is saved counts, whether or not it is staged.
 *
 * @throws PolicyError when they cannot be used
 */
export async function policyHere(options: PolicyOptions): Promise<PolicyHere> {
  const found = likelyTopLevel();
  const top = found ?? process.cwd();
  const explicit = explicitIn(options, top);
  const files = new PolicyFiles(top);
  const policy = await loadPolicy(files.read, { ...explicit, list: files.list });
  const surroundings = surroundingsOf(found);
  const isSilent = policy.layers.length === 1 && policy.ignoreFile === NO_IGNORE_FILE;
  if (isSilent || (await isCertain(top))) return { policy, surroundings, top };
  say(
    `whether ${top} is the working tree of this commit is not certain, so its configuration and ignore file do not count`,
  );
  return { policy: defaultPolicy(explicit), surroundings, top };
}

/** What the command line says, for a policy that is read anywhere. @param top of the working tree */
export function explicitIn({ config, minConfidence, includePublic, known }: PolicyOptions, top: string): Explicit {
  const said = { minConfidence, includePublic, known };
  return config === undefined ? said : { ...said, config: fromFolder(top, resolve(config)) };
}

/**
 * Pattern files by who can change them: those of the repository, from its top, which a range brings its own version of, and
 * those that lie elsewhere.
 *
 * @param top of the working tree; undefined when there is none
 */
export function patternsBySide(paths: readonly string[] | undefined, top: string | undefined) {
  const [packs, patterns]: [string[], string[]] = [[], []];
  for (const path of paths ?? []) {
    const inside = top === undefined ? path : fromFolder(top, resolve(path)) || '.';
    if (top === undefined || isAbsolute(inside)) patterns.push(path);
    else packs.push(inside);
  }
  return { packs, patterns };
}

/** @param top of the working tree; undefined when there is none */
export function surroundingsOf(top: string | undefined): Surroundings {
  return {
    fromTop: (path) => fromFolder(top ?? process.cwd(), resolve(path)),
    // Of a bare repository nobody knows which files there are.
    ...(top !== undefined && { has: (path) => isThere(join(top, path.replace(/![/<].*$/s, ''))) }),
  };
}

/** Nothing is left out because of what somebody typed: what fits nothing then is stale. */
export function isWidest({ minConfidence, includePublic }: Settings): boolean {
  return !isSpoken(minConfidence) && !isSpoken(includePublic);
}

/**
 * Git sets `GIT_DIR` for hooks, and a hook can have gone into another repository since. Asked only when there is a file that
 * would excuse something.
 */
async function isCertain(top: string): Promise<boolean> {
  if (process.env.GIT_DIR === undefined) return true;
  const { certainTopLevel } = await import('../git/top-level.js');
  const certain = await certainTopLevel();
  return certain !== undefined && realpathSync(certain) === realpathSync(top);
}

/** A path from a folder, with slashes; of what lies elsewhere the absolute one, without the slash that it begins with. */
function fromFolder(folder: string, path: string): string {
  const inside = relative(folder, path);
  const isElsewhere = inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside);
  return isElsewhere ? path.split(sep).join('/') : inside.split(sep).join('/');
}

function isThere(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
}
