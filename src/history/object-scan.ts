import { DeltaScanner } from '../detect/delta/delta-scanner.js';
import type { Engine } from '../detect/engine.js';
import type { ObjectType } from '../git/object-reader.js';
import type { LargeObject, StoredObject, Unread } from '../git/packs/stored-object.js';
import { unreadReason } from '../git/packs/unread-error.js';
import { LEAST_OVERLAP, LongText } from '../long-text.js';
import type { Entry } from '../policy/entry.js';
import { Gathering } from '../policy/gathering.js';
import type { Wanted } from '../policy/wanted.js';
import type { Place } from '../sources/source.js';
import { type Taken, TakenObjects } from './cache/taken-objects.js';

/** What came of some objects, in a form that threads can hand over: no secret is in it. */
export interface Found {
  readonly objects: number;
  readonly bytes: number;
  readonly ignored: number;
  readonly belowConfidence: number;
  readonly entries: readonly Entry[];
  readonly unread: readonly Unread[];
  /** Objects in which something stayed encoded, because it would be too large. */
  readonly encoded: readonly string[];
  /** What was searched to its end and need not be again. */
  readonly taken: Taken;
}

/** Pieces of this size are searched together: around each, two overlaps are searched twice. */
const PIECE = 1 << 23;

/** Searches objects one by one and gathers what is found, in one thread. */
export class ObjectScan {
  readonly #engine: Engine;
  readonly #scanner: DeltaScanner;
  readonly #wanted: Wanted;
  readonly #now: Date;
  #gathering: Gathering;
  #objects = 0;
  #bytes = 0;
  #unread: Unread[] = [];
  #encoded = new Set<string>();
  readonly #taken = new TakenObjects();
  #isCut = false;
  /** Something was found in the large object that is searched. */
  #hasMatches = false;

  constructor(engine: Engine, wanted: Wanted, now: Date) {
    this.#engine = engine;
    this.#wanted = wanted;
    this.#now = now;
    this.#scanner = new DeltaScanner(engine);
    this.#gathering = new Gathering(wanted, now);
  }

  take(object: StoredObject): void {
    const { content, depth, delta } = object;
    const found = this.#scanner.scan(content, depth, delta, () => {
      this.#isCut = true;
    });
    if (!object.isRepeated) {
      this.#objects++;
      this.#bytes += content.length;
      if (this.#isCut) this.#encoded.add(object.id);
      else this.#taken.add(object.entry, object.type, content.length, found);
      if (found.length > 0) {
        const bytes = Buffer.from(content.buffer, content.byteOffset, content.length);
        const { id } = object;
        this.#gathering.take({ bytes, from: 0, to: bytes.length, found, object: id }, placeOf(object.type));
      }
    }
    this.#isCut = false;
  }

  /**
   * Searches what is too large to be held. What cannot be read to its end counts as unread, and nothing of it is kept.
   *
   * @param goesOn asked for each piece
   */
  async takeLarge(object: LargeObject, goesOn: () => boolean): Promise<void> {
    const { id, type } = object;
    const before = this.#gathering;
    this.#hasMatches = false;
    this.#gathering = new Gathering(this.#wanted, this.#now);
    try {
      const isWhole = await this.#searchPieces(object, goesOn);
      before.merge(this.#gathering);
      if (!isWhole) return;
      this.#objects++;
      this.#bytes += object.size;
      // What is found in pieces is told by them: such an object is searched again as one.
      if (!this.#isCut && !this.#hasMatches && type !== 'commit') this.#taken.add(object.entry, type, object.size, []);
    } catch (error) {
      const reason = unreadReason(error);
      if (reason === undefined) throw error;
      this.miss({ kind: 'unread', subject: id, isObject: true, reason });
    } finally {
      this.#gathering = before;
      if (this.#isCut && type !== 'tree') this.#encoded.add(id);
      this.#isCut = false;
    }
  }

  /** Searches a text that is in no object, and that is counted as none. */
  takeText(bytes: Buffer, place: Place): void {
    const found = this.#engine.scan(bytes, () => this.#encoded.add(place.ref ?? 'a text'));
    if (found.length > 0) this.#gathering.take({ bytes, from: 0, to: bytes.length, found, object: undefined }, place);
  }

  miss(unread: Unread): void {
    this.#unread.push(unread);
  }

  /** All that came of it, once. */
  result(): Found {
    const { counts, collector } = this.#gathering;
    const found = {
      objects: this.#objects,
      bytes: this.#bytes,
      ...counts,
      entries: collector.take(),
      unread: this.#unread,
      encoded: [...this.#encoded],
      taken: this.#taken.take(),
    };
    this.#gathering = new Gathering(this.#wanted, this.#now);
    [this.#objects, this.#bytes, this.#unread, this.#encoded] = [0, 0, [], new Set()];
    return found;
  }

  /** @returns false when it was told to stop */
  async #searchPieces(object: LargeObject, goesOn: () => boolean): Promise<boolean> {
    const text = new LongText(Math.max(LEAST_OVERLAP, this.#engine.margin));
    const search = (piece: Buffer, last: boolean) => {
      const window = text.next(piece, last);
      const found = this.#engine.scan(window.bytes, () => {
        this.#isCut = true;
      });
      this.#hasMatches ||= found.length > 0;
      if (found.length > 0) this.#gathering.take({ ...window, found, object: object.id }, placeOf(object.type));
    };
    let [pieces, length]: [Uint8Array[], number] = [[], 0];
    for await (const piece of object.pieces()) {
      pieces.push(piece);
      length += piece.length;
      if (!goesOn()) return false;
      if (length < PIECE) continue;
      search(Buffer.concat(pieces), false);
      [pieces, length] = [[], 0];
    }
    search(Buffer.concat(pieces), true);
    return true;
  }
}

function placeOf(type: ObjectType): Place {
  return type === 'commit' || type === 'tag' ? { part: type } : {};
}
