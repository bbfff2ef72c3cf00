import { readFile } from 'node:fs/promises';
import { type MessageCleanup, messageIn } from '../git/commit-message.js';
import { reasonOf } from './file-failure.js';
import type { Gap, Source, SourceBlob } from './source.js';

/** The message of a commit that is about to be made, in the file that git hands to its hooks. */
export class MessageSource implements Source {
  readonly onlyNew = true;
  readonly #file: string;
  readonly #cleanup: MessageCleanup;

  /** @param file as git names it: from the working folder */
  constructor(file: string, cleanup: MessageCleanup) {
    this.#file = file;
    this.#cleanup = cleanup;
  }

  async *blobs(): AsyncGenerator<SourceBlob | Gap> {
    try {
      const bytes = messageIn(await readFile(this.#file), this.#cleanup);
      yield { kind: 'blob', bytes, places: [{ path: this.#file, part: 'commit' }] };
    } catch (error) {
      yield { kind: 'gap', subject: this.#file, reason: reasonOf(error) };
    }
  }
}
