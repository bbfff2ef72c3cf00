import { accessSync, chmodSync, constants, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { temporaryFolder } from './repository.js';

/** The git that the tests run. */
function realGit(): string {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const file = join(folder, 'git');
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // The next folder of the PATH may have it.
    }
  }
  throw new Error('there is no git on the PATH');
}

/**
 * A program named git that stands before the real one on the PATH.
 *
 * @param script what it does, in the shell's language; `real "$@"` goes on to the real git
 * @returns the PATH that finds it first
 */
export function gitShim(script: string): string {
  const folder = join(temporaryFolder(), 'bin');
  mkdirSync(folder);
  const file = join(folder, 'git');
  writeFileSync(file, `#!/bin/sh\nreal() { exec '${realGit()}' "$@"; }\n${script}\n`);
  chmodSync(file, 0o755);
  return `${folder}${delimiter}${process.env.PATH ?? ''}`;
}
