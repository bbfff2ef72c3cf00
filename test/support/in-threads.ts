import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './repository.js';

/**
 * An environment in which the threads of hushkey do something of their own when they begin with a batch of contents.
 *
 * @param script JavaScript; `batch` is the number of the batch, `sleep` waits for so many milliseconds
 */
export function inThreads(script: string): { readonly NODE_OPTIONS: string } {
  const file = join(temporaryFolder(), 'in-threads.cjs');
  writeFileSync(
    file,
    `const { isMainThread } = require('node:worker_threads');
     const sleep = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
     const store = Atomics.store;
     const begin = (batch) => { ${script} };
     let first;
     // A thread says where all can read it which batch it is at; -1 when it is at none.
     if (!isMainThread) Atomics.store = (array, at, batch) => {
       store(array, at, batch);
       first ??= array.buffer;
       if (batch >= 0 && array.buffer === first) begin(batch);
       return batch;
     };`,
  );
  return { NODE_OPTIONS: `--require=${file}` };
}
