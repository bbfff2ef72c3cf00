import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './repository.js';

/** A PATH with nothing on it but programs of these names, which do what their scripts say, and what those need. */
export function pathWith(scripts: Readonly<Record<string, string>>): string {
  const folder = join(temporaryFolder(), 'bin');
  mkdirSync(folder);
  for (const [name, script] of Object.entries(scripts)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  symlinkSync('/bin/cat', join(folder, 'cat'));
  symlinkSync('/usr/bin/head', join(folder, 'head'));
  return folder;
}
