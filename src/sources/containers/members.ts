import { reasonOf } from '../file-failure.js';
import { type Gap, type Place, type SourceBlob, type SourceChunk, STDIN_CONTAINER } from '../source.js';
import { ARCHIVE_LIMITS, type ArchiveLimits } from './archive-limits.js';
import { Budget, LimitError } from './budget.js';
import { ByteReader } from './byte-reader.js';
import { ContainerError } from './container-error.js';
import { containerAtEnd, containerKind, HEAD } from './container-kind.js';
import type { Aside, ContainerFormat, Content, Part } from './format.js';
import { GapList } from './gap-list.js';
import { asidePath, contentPath, memberPath } from './member-path.js';
import { textOfRuns } from './office-text.js';
import { BufferAccess, piecesOf, type RandomAccess } from './random-access.js';
import { Room } from './room.js';
import { textOf } from './text.js';

/** What is read: bytes of which any part can be read, or bytes that come one after the other. */
export type ContainerInput = RandomAccess | Content;

/** How the outermost container is told. */
export interface Shown {
  readonly path: string;
  /** It is no file. */
  readonly isStdin?: boolean;
}

export type Item = SourceBlob | SourceChunk | Gap;

/**
 * Everything that is in a container, and in the containers in it. Nothing is written to the disk, and no more than a
 * bounded part of it is held, whatever it says of itself.
 *
 * What cannot be read is a gap; what can be read behind it is read. What turns out to be no container at all is told as a
 * gap and scanned as it is.
 *
 * @param shown the path that stands before `!/` and the path inside
 * @param limits those that are not the defaults
 */
export async function* membersOf(
  input: ContainerInput,
  shown: Shown,
  limits: Partial<ArchiveLimits> = {},
): AsyncGenerator<Item> {
  const access = 'read' in input ? input : undefined;
  let came = 0;
  const counted = async function* () {
    for await (const piece of 'read' in input ? piecesOf(input) : input) {
      came += piece.length;
      yield piece;
    }
  };
  const walk = new Walk(shown, new Budget({ ...ARCHIVE_LIMITS, ...limits }, () => access?.size ?? came));
  const reader = new ByteReader(counted());
  try {
    yield* walk.all(reader, access);
  } catch (error) {
    if (error instanceof ContainerError) yield* walk.gaps.add(shown.path, error.message, error.advice);
    else if (isOfSystem(error)) yield* walk.gaps.add(shown.path, reasonOf(error));
    else throw error;
  } finally {
    await reader.close();
  }
  yield* walk.gaps.rest(shown.path);
}

/** Where in the nesting something is. */
interface Level {
  readonly path: string;
  /** The formats around it. */
  readonly around: readonly string[];
  /** All of its bytes were scanned as they are: what is in no file of it was seen. */
  readonly isScanned?: boolean | undefined;
}

/** One walk through a container and all that is in it. */
class Walk {
  readonly gaps = new GapList();
  readonly #shown: Shown;
  readonly #budget: Budget;
  readonly #room = new Room();

  constructor(shown: Shown, budget: Budget) {
    this.#shown = shown;
    this.#budget = budget;
  }

  async *all(reader: ByteReader, access: RandomAccess | undefined): AsyncGenerator<Item> {
    const level = { path: this.#shown.path, around: [] };
    const begins = containerKind(await reader.peek(HEAD));
    if (begins !== undefined) {
      yield* this.#open(begins, reader, access, level);
      return;
    }
    const ends = access && containerAtEnd(access);
    // What begins as something else is scanned as that, too.
    yield* textOf(reader, this.#placeOf(level));
    if (ends !== undefined) yield* this.#open(ends, reader, access, { ...level, isScanned: true });
  }

  /** What is inside, or, when nothing can be read of it, the bytes as they are. */
  async *#open(
    format: ContainerFormat,
    reader: ByteReader,
    whole: RandomAccess | undefined,
    { path, around, isScanned }: Level,
  ): AsyncGenerator<Item> {
    if (whole === undefined) reader.keep();
    const spool = whole === undefined && format.wantsAccess ? await this.#room.spool(reader) : undefined;
    const access = whole ?? spool?.access;
    const inner: Opening = { path, around: [...around, format.name], isOpened: isScanned === true, isScanned };
    try {
      for await (const part of format.open({ reader, access, around }))
        if (part.kind === 'raw') yield* this.#asItIs(reader, access, { path, around });
        else yield* this.#part(part, inner);
      // To the end, where a wrong checksum of what is around it is told.
      if (whole === undefined) await reader.skip(Number.POSITIVE_INFINITY);
    } catch (error) {
      if (!isOwn(error)) throw error;
      yield* this.gaps.add(path, error.message, error.advice);
      if (inner.isOpened) return;
      if (access !== undefined || reader.rewind()) yield* this.#asItIs(reader, access, { path, around });
    } finally {
      spool?.release();
    }
  }

  #asItIs(reader: ByteReader, access: RandomAccess | undefined, level: Level): AsyncGenerator<Item> {
    return textOf(access === undefined ? reader : new ByteReader(piecesOf(access)), this.#placeOf(level));
  }

  async *#part(part: Exclude<Part, { kind: 'raw' }>, level: Opening): AsyncGenerator<Item> {
    const { path } = level;
    if (part.kind === 'unread') {
      yield* this.gaps.add(part.name === undefined ? path : memberPath(path, part.name), part.reason, part.advice);
      return;
    }
    if (part.kind === 'content') {
      yield* this.#content(part.content, level);
      return;
    }
    level.isOpened = true;
    if (part.kind === 'aside') {
      yield* this.#reading(asidePath(path, part.what), this.#aside(this.#reader(part), part.what, level));
      return;
    }
    this.#budget.countEntry();
    const inner = { path: memberPath(path, part.name), around: level.around };
    if (part.name.length >= SHORTEST_SECRET)
      yield { kind: 'blob', bytes: part.name, places: [{ ...this.#placeOf(inner), part: 'name' }] };
    if (part.kind === 'member') yield* this.#reading(inner.path, this.#inside(this.#reader(part), inner));
  }

  async *#aside(reader: ByteReader, what: Aside, level: Level): AsyncGenerator<Item> {
    if (level.isScanned) await reader.skip(Number.POSITIVE_INFINITY);
    else if ((await reader.peek(1)).length > 0) yield* textOf(reader, this.#placeOf(level, what));
  }

  /** What a container without names holds is at the container's own path when it is a container too. */
  async *#content(content: Content, level: Opening): AsyncGenerator<Item> {
    const reader = this.#reader({ content });
    // Fails when nothing comes: then it is none.
    const head = await reader.peek(HEAD);
    level.isOpened = true;
    this.#budget.countEntry();
    const path = containerKind(head) === undefined ? contentPath(level.path) : level.path;
    yield* this.#reading(path, this.#inside(reader, { path, around: level.around }));
  }

  async *#inside(reader: ByteReader, level: Level): AsyncGenerator<Item> {
    try {
      const format = containerKind(await reader.peek(HEAD));
      if (format !== undefined && !this.#isTooDeep(level)) yield* this.#open(format, reader, undefined, level);
      else {
        if (format !== undefined) yield* this.gaps.add(level.path, ...this.#tooDeep());
        yield* this.#file(reader, level);
      }
    } finally {
      await reader.close();
    }
  }

  /** A file that does not begin as a container can end as one; that of a document can have words that are torn apart. */
  async *#file(reader: ByteReader, level: Level): AsyncGenerator<Item> {
    for await (const item of textOf(reader, this.#placeOf(level))) {
      yield item;
      if (item.kind !== 'blob') continue;
      const text = textOfRuns(item.bytes);
      if (text !== undefined) yield { kind: 'blob', bytes: text, places: [this.#placeOf(level, 'text')] };
      const access = new BufferAccess(item.bytes);
      const ends = this.#isTooDeep(level) ? undefined : containerAtEnd(access);
      if (ends !== undefined) yield* this.#open(ends, reader, access, { ...level, isScanned: true });
    }
  }

  /** What cannot be read of one thing is told of that, and the rest is read. */
  async *#reading(path: string, items: AsyncIterable<Item>): AsyncGenerator<Item> {
    try {
      yield* items;
    } catch (error) {
      if (!isOwn(error)) throw error;
      yield* this.gaps.add(path, error.message, error.advice);
    }
  }

  #reader({ content, isPlain }: { readonly content: Content; readonly isPlain?: boolean | undefined }): ByteReader {
    return new ByteReader(this.#budget.counted(content, isPlain));
  }

  #isTooDeep({ around }: Level): boolean {
    return around.length >= this.#budget.limits.depth;
  }

  #tooDeep(): [reason: string, advice: string | undefined] {
    const { message, advice } = new LimitError(
      `it lies in ${this.#budget.limits.depth} archives already, and was not looked into`,
      'depth',
    );
    return [message, advice];
  }

  /** @param what is in no file of the container at this level */
  #placeOf({ path, around }: Level, what?: Aside): Place {
    const { isStdin } = this.#shown;
    if (around.length === 0 && what === undefined) return isStdin ? { part: 'stdin' } : { path };
    const container = isStdin ? STDIN_CONTAINER : this.#shown.path;
    return { path: what === undefined ? path : asidePath(path, what), container, ...(isStdin && { part: 'stdin' }) };
  }
}

function isOfSystem(error: unknown): boolean {
  return typeof (error as NodeJS.ErrnoException).syscall === 'string';
}

/** A container of which something came already: it is one. */
interface Opening extends Level {
  isOpened: boolean;
}

/** A name of fewer bytes is not searched. */
const SHORTEST_SECRET = 8;

/** What ends the reading of one thing and not of all. */
function isOwn(error: unknown): error is ContainerError {
  return error instanceof ContainerError && (!(error instanceof LimitError) || error.isOfEntry);
}
