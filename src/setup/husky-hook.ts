import { existsSync, lstatSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type HuskySetUp, isInside, shownPath } from './detect-set-up.js';
import { runsHushkey, withLine } from './hook-script.js';
import { HOOKS, type HookName } from './hooks.js';
import { runHusky } from './installed-husky.js';
import type { Outcome } from './outcome.js';
import { dependencyRange, huskyScript, withHuskyPrepare } from './package-manifest.js';
import type { Project } from './project.js';
import { SetUpError } from './set-up-error.js';

/**
 * Adds hushkey to the hook that husky runs and, where git does not run husky's hooks yet, sets husky up.
 *
 * @throws SetUpError when husky is too old or fails, or when a file of the set-up leads out of the working tree
 */
export function setUpHusky(setUp: HuskySetUp, name: HookName = 'pre-commit'): Outcome {
  const { project, folder } = setUp;
  requireHusky9(project);
  const file = join(folder, name);
  const manifestFile = join(project.folder, 'package.json');
  for (const path of [folder, file, manifestFile]) refuseDetour(project.top, path);
  // Everything that can be refused is worked out before anything is written.
  const hook = editedHook(file, name, hookLine(project, name), shownPath(project.top, file));
  const manifest = editedManifest(setUp);
  const running = setUp.running || turnHuskyOn(setUp);
  if (manifest !== undefined) writeFileSync(manifestFile, manifest);
  if (hook !== undefined) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, hook.content, 'latin1');
  }
  const changes = [
    ...(hook !== undefined ? [hook.told] : []),
    ...(manifest !== undefined ? ['package.json: the script "prepare" runs husky after every install'] : []),
    ...(running && !setUp.running
      ? [`git config core.hooksPath: ${shownPath(project.top, folder)}/_, set by husky`]
      : []),
  ];
  return {
    names: [name],
    hook: shownPath(project.top, file),
    running,
    changes,
    next: nextSteps(project, running, [
      ...(hook !== undefined ? [shownPath(project.top, file)] : []),
      ...(manifest !== undefined ? [shownPath(project.top, manifestFile)] : []),
    ]),
    trial: project.manager.exec('hushkey staged'),
    warnings: warnings(setUp, manifest !== undefined),
  };
}

/** Husky 9 reads hooks without the preamble of older ones, has `node_modules/.bin` on their PATH and needs no `install`. */
function requireHusky9({ husky, manifest, manager }: Project): void {
  const version = husky?.version ?? (manifest && dependencyRange(manifest, 'husky'));
  const major = /^[~^>=v\s]*(\d+)/.exec(version ?? '')?.[1];
  if (major !== undefined && Number(major) < 9)
    throw new SetUpError(
      `husky ${major} is in use and hushkey needs husky 9: run "${manager.add('husky@9')}" and follow its notes, then run hushkey init again`,
    );
}

/** Whoever wrote the repository must not choose, by a symbolic link, which file of this machine is written to. */
function refuseDetour(top: string, path: string): void {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined || (!found.isSymbolicLink() && isInside(realpathSync(top), realpathSync(path)))) return;
  throw new SetUpError(
    `${shownPath(top, path)} is a symbolic link or outside of this working tree, so hushkey does not write there`,
  );
}

/** Husky runs hooks with `sh -e`, at the top level and with its `node_modules/.bin` on the PATH: npx would cost time. */
function hookLine({ top, folder, manager }: Project, name: HookName): string {
  const words = `hushkey ${HOOKS[name].command}${HOOKS[name].words}`;
  const command = manager.withoutFolder ? `yarn ${words}` : words;
  if (folder === top) return command;
  // What git hands to a hook is named from the top.
  if (name !== 'pre-commit')
    throw new SetUpError(`husky lives in ${shownPath(top, folder)}: there only the pre-commit hook can be installed`);
  return `(cd '${shownPath(top, folder).replaceAll("'", "'\\''")}' && ${command})`;
}

/** @returns undefined when the hook runs hushkey already. Latin-1 carries any bytes unharmed. */
function editedHook(
  file: string,
  name: HookName,
  line: string,
  shown: string,
): { content: string; told: string } | undefined {
  const before = existsSync(file) ? readFileSync(file, 'latin1') : undefined;
  if (before !== undefined && runsHushkey(before, HOOKS[name].command)) return undefined;
  const { script, place } = withLine(before ?? '', Buffer.from(line).toString('latin1'));
  if (before === undefined) return { content: script, told: `${shown}: new, runs ${line}` };
  const where =
    place.at === 'end' ? `added ${line} at the end` : `added ${line} before everything else, because ${place.because}`;
  return { content: script, told: `${shown}: ${where}` };
}

/** A set-up that runs is left as it is. Further down, only the people there know how husky is to be started. */
function editedManifest({ project, running }: HuskySetUp): string | undefined {
  const { manifest, folder, top } = project;
  if (running || manifest === undefined || folder !== top) return undefined;
  const text = withHuskyPrepare(manifest);
  return text === manifest.text ? undefined : text;
}

/** @returns false when husky is not there to be run */
function turnHuskyOn({ project, folder }: HuskySetUp): boolean {
  if (project.husky === undefined) return false;
  runHusky(project.husky, project.top, folder);
  return true;
}

function nextSteps({ manifest, manager }: Project, running: boolean, changed: readonly string[]): string[] {
  const lists = (name: string) => manifest !== undefined && dependencyRange(manifest, name) !== undefined;
  const installed = lists('husky') ? manager.install : `${manager.add('husky')} && ${manager.exec('husky')}`;
  return [
    ...(running ? [] : [`${installed}  (husky is not in node_modules; once installed, it has git run the hook)`]),
    ...(running && !lists('husky') ? [`${manager.add('husky')}  (it is not in package.json)`] : []),
    ...(lists('hushkey')
      ? []
      : [`${manager.add('hushkey')}  (it is not in package.json, and the hook refuses commits without it)`]),
    ...(changed.length > 0 ? [`commit ${changed.join(' and ')}, so that everybody has the hook`] : []),
  ];
}

function warnings({ project, worktrees }: HuskySetUp, manifestChanged: boolean): string[] {
  const { manifest, manager } = project;
  const run = manager.exec('husky');
  const script = manifestChanged ? 'prepare' : manifest && huskyScript(manifest);
  const nobody = `whoever clones this repository has no hook until "${run}"`;
  return [
    ...(script === undefined ? [`no install script of package.json runs husky: ${nobody}`] : []),
    ...(script === 'prepare' && !manager.installRunsPrepare
      ? [`Yarn 2 and newer runs no "prepare" script of the project itself: ${nobody}`]
      : []),
    ...(worktrees > 1
      ? [
          `working trees do not share husky's .husky/_: in one made by git worktree add, git runs no hook, and says nothing, until "${run}" was run there`,
        ]
      : []),
  ];
}
