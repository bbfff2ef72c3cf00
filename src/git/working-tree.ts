import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * The top of the working tree that a folder lies in, as far as the file system tells. No process is started, so it costs
 * a commit nothing; where the answer decides what is scanned, `certainTopLevel` is asked.
 */
export function likelyTopLevel(
  folder: string = process.cwd(),
  env: NodeJS.ProcessEnv = process.env,
): string | undefined {
  if (env.GIT_WORK_TREE !== undefined) return resolve(folder, env.GIT_WORK_TREE);
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (at === dirname(at)) return undefined;
  }
}
