// Repositories with a fifth of a history, two fifths, and so on to all of it.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

const SIZES = 5;

/**
 * Bare repositories in a folder, each with what a commit of the first-parent line reaches, in one pack.
 *
 * @returns their folders, the smallest first
 */
export function growing(repository, folder) {
  const line = git(repository, ['rev-list', '--first-parent', headOf(repository)])
    .toString()
    .trim()
    .split('\n');
  return Array.from({ length: SIZES }, (_, size) => {
    const commit = line[Math.floor((line.length - 1) * (1 - (size + 1) / SIZES))];
    const target = join(folder, `${size + 1}`);
    mkdirSync(target);
    git(target, ['init', '--quiet', '--bare']);
    const pack = join(folder, `${size + 1}.pack`);
    // A shell, so that a pack of any size goes from one to the other.
    const pipe = 'echo "$1" | git -C "$2" pack-objects --quiet --revs --stdout --delta-base-offset > "$3"';
    call('sh', ['-c', `${pipe} && git index-pack --stdin < "$3" && rm "$3"`, 'sh', commit, repository, pack], target);
    git(target, ['update-ref', 'refs/heads/main', commit]);
    git(target, ['symbolic-ref', 'HEAD', 'refs/heads/main']);
    return target;
  });
}

/** Bytes of all packs. */
export function packBytes(repository) {
  const [, kilobytes] = /^size-pack: (\d+)$/m.exec(git(repository, ['count-objects', '--verbose']).toString());
  return Number(kilobytes) * 1024;
}

/** How many blobs there are. */
export function blobCount(repository) {
  const args = ['cat-file', '--batch-all-objects', '--batch-check=%(objecttype)', '--unordered', '--buffer'];
  return git(repository, args)
    .toString()
    .split('\n')
    .filter((type) => type === 'blob').length;
}

/** What is checked out, or where there is no such thing the first ref. */
function headOf(repository) {
  const { status, stdout } = spawnSync('git', ['rev-parse', '--verify', '--quiet', 'HEAD'], { cwd: repository });
  if (status === 0) return stdout.toString().trim();
  return git(repository, ['for-each-ref', '--count=1', '--format=%(objectname)']).toString().trim();
}

function git(cwd, args) {
  return call('git', args, cwd);
}

function call(program, args, cwd) {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, maxBuffer: 2 ** 30 });
  if (error) throw error;
  if (status !== 0) throw new Error(`${program} ${args[0]} ended with ${status}: ${stderr}`);
  return stdout;
}
