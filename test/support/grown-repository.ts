import { TestRepository } from './repository.js';

/** Numbers that look random and are the same in every run. */
export function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/**
 * A repository with a history of files that grow, shrink, move lines and copy from each other, so that git finds deltas
 * of every kind; all objects are in packs of its own making.
 */
export function grownRepository(commits: number, seed = 1, initArgs: readonly string[] = []): TestRepository {
  const repository = new TestRepository(initArgs);
  growMore(repository, commits, seed);
  return repository;
}

/** More commits, on a branch of their own. */
export function growMore(repository: TestRepository, commits: number, seed: number): void {
  const next = numbers(seed);
  const line = () => `line ${next(1000)} of ${'abcdefghij'.slice(next(10))} ${next(1 << 30).toString(36)}\n`;
  const files = Array.from({ length: 6 }, (_, file) => Array.from({ length: 20 + file * file * 15 }, line));
  const stream: string[] = [];
  for (let commit = 0; commit < commits; commit++) {
    const number = next(files.length);
    const file = files[number] as string[];
    const other = files[next(files.length)] as string[];
    const at = next(file.length);
    const copied = other.slice(next(other.length)).slice(0, next(30));
    file.splice(at, next(8), ...Array.from({ length: next(6) }, line), ...copied);
    if (file.length > 900) file.splice(0, 400);
    if (file.length < 2) file.push(line());
    const text = file.join('');
    const who = `Ada Author <ada@example.test> ${1_700_000_000 + commit} +0000`;
    stream.push(
      `commit refs/heads/grown-${seed}\ncommitter ${who}\ndata <<END\ncommit ${commit}\nEND\n`,
      `M 100644 inline folder-${number % 2}/file-${number}.txt\ndata ${Buffer.byteLength(text)}\n${text}\n`,
    );
    if (commit % 10 === 9)
      stream.push(`tag v${seed}.${commit}\nfrom refs/heads/grown-${seed}\ntagger ${who}\ndata 5\nround\n`);
  }
  const { code, output } = repository.run(
    'git',
    ['-c', 'fastimport.unpackLimit=1', 'fast-import', '--quiet', '--force'],
    { input: stream.join('') },
  );
  if (code !== 0) throw new Error(`git fast-import ended with ${code}: ${output}`);
}
