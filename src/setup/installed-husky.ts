import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { SetUpError } from './set-up-error.js';

/** A husky in some `node_modules`. */
export interface InstalledHusky {
  readonly version: string;
  /** The script that its `husky` command runs. */
  readonly program: string;
}

/** The husky of a folder's own `node_modules`. */
export function installedHusky(folder: string): InstalledHusky | undefined {
  const home = join(folder, 'node_modules', 'husky');
  if (!existsSync(join(home, 'package.json'))) return undefined;
  const { version, bin } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as {
    version?: unknown;
    bin?: unknown;
  };
  const program = typeof bin === 'string' ? bin : (bin as { husky?: unknown } | undefined)?.husky;
  return { version: String(version), program: join(home, String(program)) };
}

/**
 * Lets husky set itself up as `husky` in a `prepare` script does: it writes its wrappers into `FOLDER/_` and has
 * `core.hooksPath` point there. https://typicode.github.io/husky/how-to.html
 *
 * Husky ends with 0 whatever happens, and says on standard output why it did nothing: so what it did is looked at.
 *
 * @param folder the absolute path of the hooks folder, `.husky` as a rule
 * @throws SetUpError when the wrappers are not there afterwards
 */
export function runHusky(husky: InstalledHusky, top: string, folder: string): void {
  const argument = relative(top, folder).split(sep).join('/');
  const { error, stdout, stderr } = spawnSync(process.execPath, [husky.program, argument], {
    cwd: top,
    encoding: 'utf8',
    windowsHide: true,
  });
  const said = error?.message ?? `${stdout}\n${stderr}`.trim().split('\n').at(-1) ?? '';
  if (said !== '' || !existsSync(join(folder, '_', 'pre-commit')))
    throw new SetUpError(`husky could not set itself up${said === '' ? '' : `: it says "${said}"`}`);
}
