import { linesOf } from './lines.js';
import { runGit, startGit } from './spawn.js';

/** An id in short, as CI systems shorten them. In full it always stands for itself. */
const ID_IN_SHORT = /^([0-9a-f]{7,39})(?:\^\{object\})?$/;

/** A ref by its full name, and nothing that leads on from there. https://git-scm.com/docs/git-check-ref-format */
const FULL_NAME = /^(refs\/(?:(?!@\{)[^\s~^:?*[\\])+)(?:\^\{object\})?$/;

/**
 * The object that a revision stands for: a branch, a tag, `HEAD~3`, an id in short.
 * https://git-scm.com/docs/gitrevisions
 *
 * Git takes the first that fits and goes on: of a branch and a tag of one name the tag, and a tag whose name is an id in
 * short before that object. Whoever may push a tag would decide what is meant, so neither stands for anything here.
 *
 * @returns undefined when it stands for none, or for several
 */
export async function objectOf(revision: string, cwd?: string): Promise<string | undefined> {
  const [, ref] = FULL_NAME.exec(revision) ?? [];
  if (ref !== undefined) return refTarget(ref, cwd);
  // Not with --quiet: that keeps git from saying that a name is ambiguous.
  const words = ['-c', 'core.warnAmbiguousRefs=true', 'rev-parse', '--verify', '--end-of-options', revision];
  const git = startGit(words, cwd);
  git.stdin.end();
  const ids: string[] = [];
  for await (const lines of linesOf(git.stdout)) ids.push(...lines);
  const { code, stderr } = await git.ended;
  const id = ids.at(-1) ?? '';
  if (code !== 0 || !/^[0-9a-f]{40,64}$/.test(id) || isAmbiguous(stderr)) return undefined;
  const [, short] = ID_IN_SHORT.exec(revision) ?? [];
  return short === undefined || id.startsWith(short) ? id : undefined;
}

/** The commit that a revision stands for or leads to. @returns undefined when it is none, is not here, or is several */
export async function commitOf(revision: string, cwd?: string): Promise<string | undefined> {
  const start = ID_IN_SHORT.test(revision) || FULL_NAME.test(revision) ? await objectOf(revision, cwd) : revision;
  return start === undefined ? undefined : objectOf(`${start}^{commit}`, cwd);
}

/**
 * What one ref has. A revision would be looked for in other places too: `refs/tags/refs/remotes/origin/main` as well.
 *
 * @param ref its full name
 * @returns undefined when there is no such ref
 */
export async function refTarget(ref: string, cwd?: string): Promise<string | undefined> {
  const options = { accept: [1, 128], ...(cwd !== undefined && { cwd }) };
  const output = await runGit(['show-ref', '--verify', '--hash', '--', ref], options);
  return output.toString('latin1').trim() || undefined;
}

/** A name of so many digits is always the id. */
function isAmbiguous(stderr: string): boolean {
  return [...stderr.matchAll(/^warning: refname '(.*)' is ambiguous\.$/gm)].some(
    ([, name = '']) => !/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(name),
  );
}
