import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './repository.js';

/**
 * A `PATH` whose git does what a shell script says, with the real one as `$git`. A script that does not end hands over to
 * it. `$state` is a folder that stays from call to call.
 */
export function wrappedGit(script: string): { readonly PATH: string } {
  const folder = temporaryFolder();
  const git = spawnSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).stdout.trim();
  mkdirSync(join(folder, 'bin'));
  const file = join(folder, 'bin', 'git');
  writeFileSync(
    file,
    `#!/bin/sh\nPATH='${process.env.PATH}'\ngit='${git}'\nstate='${folder}'\nself='${file}'\n${script}\nexec "$git" "$@"\n`,
  );
  chmodSync(file, 0o755);
  return { PATH: `${join(folder, 'bin')}:${process.env.PATH}` };
}

/** A script that does something once, when git is called with these words among its own. */
export function once(words: string, action: string): string {
  return `case " $* " in *" ${words} "*) if mkdir "$state/done" 2>/dev/null; then ${action}; fi;; esac`;
}
