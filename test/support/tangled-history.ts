import { numbers } from './grown-repository.js';
import { TestRepository } from './repository.js';

/**
 * A history of merges of all kinds: of two and of many, criss-cross, of lines without a common root, with content of
 * their own; of files that come back, are renamed and copied, and of folders that move. Contents are few, so that the
 * same one stands at many paths. No two commits are of the same second, and dates go up and down.
 *
 * https://git-scm.com/docs/git-fast-import
 */
export function tangledRepository(commits: number, seed: number, initArgs: readonly string[] = []): TestRepository {
  const repository = new TestRepository(initArgs);
  const input = new Tangle(seed).stream(commits);
  const { code, output } = repository.run(
    'git',
    ['-c', 'fastimport.unpackLimit=1', 'fast-import', '--quiet', '--force'],
    { input },
  );
  if (code !== 0) throw new Error(`git fast-import ended with ${code}: ${output}`);
  return repository;
}

const BRANCHES = ['main', 'one', 'two', 'three', 'topic/four'];
const FOLDERS = ['', 'lib/', 'lib/deep/', 'lib/deep/er/', 'docs/', 'a/b/c/d/'];

class Tangle {
  readonly #next: (below: number) => number;
  /** Branches that were begun. */
  readonly #begun = new Set<string>();
  /** By mark: the files of the commit. */
  readonly #files: Set<string>[] = [];
  readonly #tips = new Map<string, number>();

  constructor(seed: number) {
    this.#next = numbers(seed);
  }

  stream(commits: number): string {
    // A folder with many files makes trees that are worth a delta.
    let stream = this.#commit('main', 0, '');
    for (let n = 0; n < 120; n++) stream += this.#modify(`many/file-with-a-long-name-${n}.txt`, this.#files[0]);
    for (let n = 1; n < commits; n++) {
      const branch = this.#pick(BRANCHES);
      stream += this.#commit(branch, n, this.#parents(branch, n));
      const files = this.#files[n] as Set<string>;
      for (let edits = this.#next(4); edits > 0; edits--) stream += this.#edit(files);
      if (this.#next(12) === 0)
        stream += `tag v${n}\nfrom :${n + 1}\ntagger T <t@example.test> 1600000000 +0000\ndata 4\ntag\n\n`;
      if (this.#next(12) === 0) stream += `reset refs/remotes/origin/r${this.#next(4)}\nfrom :${n + 1}\n\n`;
    }
    return stream;
  }

  #commit(branch: string, n: number, parents: string): string {
    this.#begun.add(branch);
    this.#tips.set(branch, n);
    this.#files[n] ??= new Set();
    const date = 1_600_000_000 + n * 1000 + this.#next(30) * 1000 - 15_000 + n;
    const who = `C <c@example.test> ${date} +0000`;
    return `commit refs/heads/${branch}\nmark :${n + 1}\ncommitter ${who}\ndata <<END\ncommit ${n}\nEND\n${parents}`;
  }

  /** The first parent says which files there are; fast-import takes them from it. */
  #parents(branch: string, n: number): string {
    const isOrphan = !this.#begun.has(branch) && this.#next(3) === 0;
    if (isOrphan) {
      this.#files[n] = new Set();
      return '';
    }
    const first = this.#tips.get(branch) ?? this.#next(n);
    this.#files[n] = new Set(this.#files[first]);
    const others = this.#next(4) === 0 ? Array.from({ length: 1 + this.#next(4) }, () => this.#next(n)) : [];
    const merges = new Set(others.filter((other) => other !== first));
    return `from :${first + 1}\n${[...merges].map((other) => `merge :${other + 1}\n`).join('')}`;
  }

  #edit(files: Set<string>): string {
    const kind = this.#next(8);
    const file = this.#pick([...files, `${this.#pick(FOLDERS)}f${this.#next(5)}.txt`]);
    if (kind === 0 && files.delete(file)) return `D ${file}\n`;
    if (kind === 1) return this.#moveFolder(files);
    if (kind === 2 && files.has(file)) {
      const copy = `${this.#pick(FOLDERS)}copy-${this.#next(3)}.txt`;
      if (copy === file) return '';
      files.add(copy);
      return `C ${file} ${copy}\n`;
    }
    return this.#modify(file, files);
  }

  #moveFolder(files: Set<string>): string {
    const from = this.#pick(FOLDERS.slice(1));
    const to = `moved-${this.#next(3)}/`;
    const inside = [...files].filter((file) => file.startsWith(from));
    if (inside.length === 0) return '';
    for (const file of files) if (file.startsWith(to)) files.delete(file);
    for (const file of inside) {
      files.delete(file);
      files.add(to + file.slice(from.length));
    }
    return `R ${from.slice(0, -1)} ${to.slice(0, -1)}\n`;
  }

  #modify(file: string, files: Set<string> | undefined): string {
    files?.add(file);
    const text = `content ${this.#next(40)}\n`;
    const mode = this.#pick(['100644', '100644', '100755', '120000']);
    return `M ${mode} inline ${file}\ndata ${text.length}\n${text}\n`;
  }

  #pick<T>(items: readonly T[]): T {
    return items[this.#next(items.length)] as T;
  }
}
