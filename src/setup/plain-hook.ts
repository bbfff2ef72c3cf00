import { chmodSync, lstatSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isExecutable, isFolder, type PlainSetUp, shownPath } from './detect-set-up.js';
import { runsHushkey } from './hook-script.js';
import { HOOKS, type HookName } from './hooks.js';
import type { Outcome } from './outcome.js';
import { dependencyRange } from './package-manifest.js';
import { isOwnHook, plainHookScript } from './plain-hook-script.js';
import type { Project } from './project.js';
import { SetUpError } from './set-up-error.js';

const MODE = 0o755;

/**
 * Writes the hook where git looks for it. A hook that is there already stays as it is.
 *
 * @throws SetUpError when it is somebody else's and does not run hushkey, or when git does not run hooks from there
 */
export function setUpPlainHook({ project, hooks, shared }: PlainSetUp, hook: HookName = 'pre-commit'): Outcome {
  const file = join(hooks, hook);
  const shown = shownPath(project.top, file);
  if (isHushkeyHook(file, hook)) return outcome(project, hook, shown, madeExecutable(file, shown));
  if (shared)
    throw new SetUpError(
      `git looks for hooks in ${hooks}, which your own git configuration (core.hooksPath) sets for all your repositories; "git config --local core.hooksPath .githooks" gives this one its own, then run hushkey init again`,
    );
  if (exists(file))
    throw new SetUpError(
      `${shown} is somebody else's hook and was not touched; add this line to it, before any line that can end it:  ${lineFor(project, hook)}`,
    );
  if (exists(hooks) && !isFolder(hooks))
    throw new SetUpError(
      `git looks for hooks in ${hooks}, which is no folder, so it runs none; "git config --unset core.hooksPath" turns hooks on`,
    );
  mkdirSync(hooks, { recursive: true });
  // `wx`: what came to be there in the meantime is not overwritten, and no symbolic link is followed.
  writeFileSync(file, plainHookScript(hook, installAdvice(project)), { flag: 'wx', mode: MODE });
  chmodSync(file, MODE);
  return outcome(project, hook, shown, [`${shown}: new, runs hushkey ${HOOKS[hook].command}`]);
}

/** A hook that runs hushkey: ours, or one that somebody added the line to. */
function isHushkeyHook(file: string, hook: HookName): boolean {
  if (!isFolder(dirname(file))) return false;
  const isFile = statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
  return isFile && runsHushkey(readFileSync(file, 'latin1'), HOOKS[hook].command);
}

/** @returns what had to be changed so that git runs the hook */
function madeExecutable(file: string, shown: string): string[] {
  if (isExecutable(file)) return [];
  if (!isOwnHook(file))
    throw new SetUpError(
      `${shown} runs hushkey, but git skips it because it is not executable; "chmod +x" makes it so`,
    );
  chmodSync(file, MODE);
  return [`${shown}: was not executable, so git skipped it; now it is`];
}

/** Other hooks need not stop at the first failure (`sh -e`), so the line does it itself. */
function lineFor({ manifest }: Project, hook: HookName): string {
  const { command, words } = HOOKS[hook];
  return `${manifest === undefined ? 'hushkey' : 'node_modules/.bin/hushkey'} ${command}${words} || exit $?`;
}

function installAdvice({ manifest, manager }: Project): string {
  return manifest === undefined ? 'npm install --global hushkey' : manager.add('hushkey');
}

function outcome(project: Project, name: HookName, hook: string, changes: readonly string[]): Outcome {
  const { manifest, manager } = project;
  const next =
    manifest === undefined
      ? ['npm install --global hushkey  (unless it is on the PATH already: the hook refuses commits without it)']
      : dependencyRange(manifest, 'hushkey') === undefined
        ? [`${manager.add('hushkey')}  (it is not in package.json, and the hook refuses commits without it)`]
        : [];
  const trial = manifest === undefined ? 'hushkey staged' : manager.exec('hushkey staged');
  return { names: [name], hook, running: true, changes, next, trial, warnings: [] };
}

/** True for a dangling symbolic link too: it is somebody's, and must not be written through. */
function exists(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false; // ENOTDIR: what should be its folder is none.
  }
}
