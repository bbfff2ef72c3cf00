import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { HUSHKEY, type TestRepository } from './repository.js';

/** A hook that runs the built hushkey with these words, and what git gives it behind them. */
export function installGate(repository: TestRepository, hook: string, ...words: string[]): void {
  const path = repository.git('rev-parse', '--git-path', `hooks/${hook}`);
  const file = path.startsWith('/') ? path : join(repository.folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\nexec '${process.execPath}' '${HUSHKEY}' ${words.join(' ')} "$@"\n`, { mode: 0o755 });
}
