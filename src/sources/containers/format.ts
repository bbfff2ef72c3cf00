import type { ByteReader } from './byte-reader.js';
import type { RandomAccess } from './random-access.js';

/** A kind of container: one file in `formats/` each, known when it lies there. */
export interface ContainerFormat {
  /** As people call it. */
  readonly name: string;
  /** Whether something that begins with these bytes, 512 of them where there are so many, is one. */
  begins(head: Buffer): boolean;
  /** It is read best when any part of it can be read: what comes as a stream is held in memory when it is small enough. */
  readonly wantsAccess?: true;
  /**
   * What it holds, in its order. Each part is read, as far as it will be, before the next one is asked for.
   *
   * @throws ContainerError when the rest of it cannot be read
   */
  open(container: Opened): AsyncGenerator<Part>;
}

/** The bytes of a container. */
interface Opened {
  /** From the first byte on. */
  readonly reader: ByteReader;
  /** When any part can be read. */
  readonly access?: RandomAccess | undefined;
  /** The formats of what it lies in, the outermost first. */
  readonly around?: readonly string[];
}

/** Something in a container. Contents throw a ContainerError where they cannot be read any further. */
export type Part =
  /** A file. */
  | {
      readonly kind: 'member';
      readonly name: Buffer;
      readonly content: Content;
      /** As it is, not compressed: it does not count as expanded. */
      readonly isPlain?: boolean;
    }
  /** All there is, in a container that holds one thing without a name. */
  | { readonly kind: 'content'; readonly content: Content }
  /** The name of something that has no content: a folder, a link, what a link leads to. */
  | {
      readonly kind: 'name';
      readonly name: Buffer;
      /** Where it leads. */
      readonly link?: Buffer;
      /** It is no entry, but what the link leads to that comes next. */
      readonly isTarget?: true;
    }
  /** What is in no file of it. */
  | { readonly kind: 'aside'; readonly what: Aside; readonly content: Content }
  /** All of its bytes as they are, besides what they hold. */
  | { readonly kind: 'raw' }
  /** A file, or all of it, that cannot be read. */
  | {
      readonly kind: 'unread';
      readonly name?: Buffer | undefined;
      readonly reason: string;
      readonly advice?: string | undefined;
    };

export type Content = AsyncIterable<Buffer> | Iterable<Buffer>;

/** Where it is, in words that stand in a path: `app.zip!<comment>`. */
export type Aside =
  | 'comment'
  | 'headers'
  | 'directory'
  | 'before the entries'
  | 'between the entries'
  | 'behind the end'
  | 'text';
