// Real source for benchmarks, read into memory.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Programs and images are no source: they hold zeros early on, as git's own test has it. */
const LOOKED_AT = 8000;
const isSource = (bytes) => !bytes.subarray(0, LOOKED_AT).includes(0);

/**
 * The files below the folders, and the blobs of those that are git repositories without a work tree; the same share of
 * each folder, until there is enough.
 *
 * @param most bytes in all
 */
export function readSource(folders, most) {
  return folders.flatMap((folder) => {
    const files = existsSync(join(folder, 'objects')) ? blobsOf(folder) : filesBelow(folder);
    const source = [];
    let total = 0;
    for (const bytes of files) {
      if (total > most / folders.length) break;
      if (!isSource(bytes)) continue;
      source.push(bytes);
      total += bytes.length;
    }
    return source;
  });
}

function* filesBelow(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true }))
    if (entry.isFile()) yield readFileSync(join(entry.parentPath ?? entry.path, entry.name));
}

/** In batches, so that the output of git never is larger than a buffer can be. */
function* blobsOf(repository) {
  const git = (args, input) =>
    spawnSync('git', ['-C', repository, 'cat-file', ...args], { input, maxBuffer: 2 ** 31 }).stdout;
  const objects = git(['--batch-all-objects', '--unordered', '--batch-check']).toString().split('\n');
  const blobs = objects.filter((line) => / blob /.test(line)).map((line) => line.split(' ')[0]);
  const batch = 1000;
  for (let from = 0; from < blobs.length; from += batch) {
    const output = git(['--batch'], `${blobs.slice(from, from + batch).join('\n')}\n`);
    for (let at = 0; at < output.length; ) {
      const content = output.indexOf(0x0a, at) + 1;
      const size = Number(output.toString('latin1', at, content).split(' ')[2]);
      yield output.subarray(content, content + size);
      at = content + size + 1;
    }
  }
}
