import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { Repository } from '../git/queries.js';
import { runGit } from '../git/spawn.js';
import { topLevel } from '../git/top-level.js';
import { dependencyRange, huskyScript } from './package-manifest.js';
import { isOwnHook } from './plain-hook-script.js';
import { type Project, readProject } from './project.js';
import { SetUpError } from './set-up-error.js';

/** Which of the ways to install a hook is right here. */
export type SetUp = HuskySetUp | PlainSetUp;

export interface HuskySetUp {
  readonly kind: 'husky';
  readonly project: Project;
  /** The folder of the hooks that people write: `.husky`. */
  readonly folder: string;
  /** True when git runs them already, by the wrappers in `.husky/_`. */
  readonly running: boolean;
  /** How many working trees the repository has. */
  readonly worktrees: number;
}

export interface PlainSetUp {
  readonly kind: 'plain';
  readonly project: Project;
  /** The folder where git looks for hooks. */
  readonly hooks: string;
  /** True when other repositories look there too: the user's own configuration says so, not this repository's. */
  readonly shared: boolean;
}

/**
 * Finds out how hooks are run here.
 *
 * @param cwd any folder of the working tree
 * @throws GitUnusableError outside a repository, and in a bare one
 * @throws SetUpError when turning husky on would turn other hooks off: that is for people to decide
 */
export async function detectSetUp(cwd?: string): Promise<SetUp> {
  const top = await topLevel(cwd);
  const git = new Repository(top);
  // Git starts hooks at the top, so a relative folder is meant from there.
  const hooks = resolve(top, await git.hooksPath());
  if (isHuskys(hooks)) return runningHusky(top, hooks);
  const project = readProject(top, top);
  const configured = await git.config('--get', 'core.hooksPath');
  if (usesHusky(project)) {
    const others = otherHooks(hooks);
    if (configured === undefined && others.length === 0) {
      const worktrees = await countWorktrees(top);
      return { kind: 'husky', project, folder: join(top, '.husky'), running: false, worktrees };
    }
    if (isHuskyChosen(project)) throw huskyWouldHide(top, hooks, others);
  }
  const shared = configured !== undefined && !isInside(top, hooks) && !(await isConfiguredHere(git));
  return { kind: 'plain', project, hooks, shared };
}

/** `FOLDER/_` is husky 9's: by the usual name, or by the `h` in it that every wrapper calls. */
function isHuskys(hooks: string): boolean {
  return basename(hooks) === '_' && (basename(dirname(hooks)) === '.husky' || existsSync(join(hooks, 'h')));
}

/** Husky may live in a package further down: `"prepare": "cd .. && husky frontend/.husky"`. */
async function runningHusky(top: string, hooks: string): Promise<HuskySetUp> {
  const folder = dirname(hooks);
  const home = dirname(folder);
  const project = readProject(top, isInside(top, home) && existsSync(join(home, 'package.json')) ? home : top);
  // A new working tree has the configuration, but no wrappers before husky has run in it.
  const running = existsSync(join(hooks, 'pre-commit'));
  return { kind: 'husky', project, folder, running, worktrees: await countWorktrees(top) };
}

function usesHusky({ manifest, husky }: Project): boolean {
  return manifest !== undefined && (husky !== undefined || dependencyRange(manifest, 'husky') !== undefined);
}

/** The project does not only have husky: its hooks are meant to be run by it, and will be after the next install. */
function isHuskyChosen({ top, manifest }: Project): boolean {
  if (manifest === undefined || dependencyRange(manifest, 'husky') === undefined) return false;
  return existsSync(join(top, '.husky')) || huskyScript(manifest) !== undefined;
}

/** The hooks that git runs now and would not run any more. Ours is not one of them: husky would run its successor. */
function otherHooks(hooks: string): string[] {
  if (!isFolder(hooks)) return [];
  return readdirSync(hooks, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && !entry.name.endsWith('.sample'))
    .map(({ name }) => name)
    .filter((name) => isExecutable(join(hooks, name)) && !isOwnHook(join(hooks, name)))
    .sort();
}

function huskyWouldHide(top: string, hooks: string, others: readonly string[]): SetUpError {
  const list = others.length > 0 ? ` (${others.join(', ')})` : '';
  return new SetUpError(
    `package.json wants husky to run the hooks, but git runs those in ${shownPath(top, hooks)}${list}, and husky would turn them off: move them to .husky/, run husky, then run hushkey init again`,
  );
}

export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

/** Whether git would run it: it skips what is not executable. */
export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function isConfiguredHere(git: Repository): Promise<boolean> {
  const scopes = [
    await git.config('--local', '--get', 'core.hooksPath'),
    await git.config('--worktree', '--get', 'core.hooksPath'),
  ];
  return scopes.some((value) => value !== undefined);
}

async function countWorktrees(top: string): Promise<number> {
  const list = (await runGit(['worktree', 'list', '--porcelain'], { cwd: top })).toString('latin1');
  return list.match(/^worktree /gm)?.length ?? 1;
}

/** A path for people: from the top level when it is in the working tree. */
export function shownPath(top: string, path: string): string {
  return isInside(top, path) ? relative(top, path).split(sep).join('/') : path;
}

export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
