/** What an entry of a tree leads to. */
export const TREE = 1;
export const BLOB = 2;
/** The commit of a submodule, which is no object of this repository. */
export const OTHER = 0;

/**
 * Reads entries of trees one by one: `MODE SP NAME NUL ID`, again and again. What it read last is in its fields.
 * https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
 */
export class TreeEntry {
  kind: typeof TREE | typeof BLOB | typeof OTHER = OTHER;
  nameStart = 0;
  /** Where the name ends; the id stands behind its NUL. */
  nameEnd = 0;
  readonly #idBytes: number;

  constructor(idBytes: number) {
    this.#idBytes = idBytes;
  }

  /** @returns where the entry ends that begins here; -1 when it is none */
  read(tree: Uint8Array, at: number): number {
    let next = at + SIX;
    // Files have six digits, folders five. Whatever else was written is read digit by digit.
    if (tree[at] === ONE && tree[next] === SPACE) {
      const second = tree[at + 1];
      this.kind = second === ZERO || second === TWO ? BLOB : OTHER;
    } else if (tree[at] === FOUR && tree[next - 1] === SPACE) {
      this.kind = TREE;
      next--;
    } else {
      next = this.#readMode(tree, at);
      if (next === -1) return -1;
    }
    this.nameStart = ++next;
    const { length } = tree;
    while (next < length && tree[next] !== 0) next++;
    this.nameEnd = next;
    const end = next + 1 + this.#idBytes;
    return end > length ? -1 : end;
  }

  /** Old programs wrote folders with a zero before them. A kind that git does not know is, to git, a submodule. */
  #readMode(tree: Uint8Array, at: number): number {
    let mode = 0;
    let next = at;
    for (; next < at + LONGEST_MODE && tree[next] !== SPACE; next++) {
      const digit = (tree[next] as number) - ZERO;
      if (!(digit >= 0 && digit <= 7)) return -1;
      mode = mode * 8 + digit;
    }
    if (next === at || tree[next] !== SPACE) return -1;
    const type = mode & 0o170000;
    this.kind = type === 0o040000 ? TREE : type === 0o100000 || type === 0o120000 ? BLOB : OTHER;
    return next;
  }
}

const SIX = 6;
const LONGEST_MODE = 10;
const SPACE = 0x20;
const ZERO = 0x30;
const ONE = 0x31;
const TWO = 0x32;
const FOUR = 0x34;
