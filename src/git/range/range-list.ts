import { complaintsOf } from '../complaints.js';
import { linesOf } from '../lines.js';
import { startHistory } from '../reachable-commits.js';
import type { GitProcess } from '../spawn.js';
import { type ObjectRange, rangeInput } from './object-range.js';

/** An object of a range. */
export interface RangeObject {
  readonly id: string;
  /** A path at which it stands, one character for each byte, cut off at a line feed. Of a commit undefined. */
  readonly path: string | undefined;
}

/**
 * All objects of a range, each once: commits, ancestors first, then what they lead to.
 * https://git-scm.com/docs/git-rev-list#Documentation/git-rev-list.txt---objects
 *
 * Of what the other side has, git leaves out the trees where the range begins. What stood in older ones and comes back is
 * told again: that is too much now and then, and never too little.
 */
export class RangeList {
  /** What the range lacks. Known when it was read to its end. */
  readonly missing: string[] = [];
  /** What git complained about. When there is anything, more may be lacking. */
  readonly complaints: string[] = [];
  readonly #git: GitProcess;

  /** @throws GitFailedError when the range is not made of whole ids */
  constructor(range: ObjectRange, cwd?: string) {
    const input = rangeInput(range);
    this.#git = startHistory(['rev-list', '--objects', '--topo-order', '--reverse', '--missing=print', '--stdin'], cwd);
    this.#git.stdin.end(input);
  }

  async *objects(): AsyncGenerator<RangeObject[]> {
    for await (const lines of linesOf(this.#git.stdout)) {
      const objects: RangeObject[] = [];
      for (const line of lines) {
        if (line.startsWith('?')) this.missing.push(line.slice(1));
        else objects.push(objectIn(line));
      }
      yield objects;
    }
    this.complaints.push(...complaintsOf(await this.#git.ended, 'git rev-list'));
  }

  /** Ends git, wherever it is. */
  stop(): void {
    this.#git.kill();
  }
}

function objectIn(line: string): RangeObject {
  const end = line.indexOf(' ');
  return end === -1 ? { id: line, path: undefined } : { id: line.slice(0, end), path: line.slice(end + 1) };
}
