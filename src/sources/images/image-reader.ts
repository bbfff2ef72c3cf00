import { ARCHIVE_LIMITS, type ArchiveLimits } from '../containers/archive-limits.js';
import { Budget, LimitError } from '../containers/budget.js';
import { ByteReader } from '../containers/byte-reader.js';
import { ContainerError } from '../containers/container-error.js';
import type { Content, Part } from '../containers/format.js';
import { format as gzip } from '../containers/formats/gzip.js';
import { format as tar } from '../containers/formats/tar.js';
import { format as zstd } from '../containers/formats/zstd.js';
import { GapList } from '../containers/gap-list.js';
import { asidePath, memberPath } from '../containers/member-path.js';
import { isZero } from '../containers/tar-header.js';
import { textOf } from '../containers/text.js';
import { reasonOf } from '../file-failure.js';
import type { Gap, Place, SourceBlob, SourceChunk } from '../source.js';
import { descriptions } from './descriptions.js';
import { digested, digestInName } from './digest.js';
import { ImageStory, otherLayers, type ReadLayer } from './image-story.js';
import { LayerNames } from './layer-names.js';
import { imagesIn } from './manifests.js';
import { MemberList } from './member-list.js';
import { pathInLayer } from './path-in-layer.js';

export type Item = SourceBlob | SourceChunk | Gap;

/** A file of a saved image or of a layout, or a link in it; a reason where there should be one. */
export type ImageMember =
  | { readonly kind: 'file'; readonly name: Buffer; readonly content: Content; readonly size?: number }
  | { readonly kind: 'link'; readonly name: Buffer; readonly link: Buffer }
  | {
      readonly kind: 'unread';
      readonly name?: Buffer | undefined;
      readonly reason: string;
      readonly advice?: string | undefined;
    };

/**
 * What a file holds: by default its bytes as they are. Whatever places it tells are told as places in the image.
 *
 * @throws what the reader throws
 */
type ContentOf = (reader: ByteReader, place: Place) => AsyncIterable<Item>;

export interface ImageOptions {
  /** Those that are not the defaults. */
  readonly limits?: Partial<ArchiveLimits>;
  readonly contentOf?: ContentOf;
  /** Bytes of the image, as far as they are known by now. */
  readonly size?: () => number;
}

/** How an image is told: the path that stands before `!/`, and what holds it, for readers who open files. */
export interface Shown {
  readonly path: string;
  readonly container: string;
}

/** A member while it is read. */
interface Blob {
  readonly name: string;
  /** As it is told. */
  readonly path: string;
  /** When it turns out to be one. */
  layer?: Omit<ReadLayer, 'digest'>;
}

const GET_AGAIN = 'get the image again, and scan that';

/** A name that is shorter can hold no secret. */
const SHORTEST_SECRET = 8;

const HEAD = 512;

/**
 * All that is in container images: every file of every layer, as the layers come, and then what manifests and configurations
 * say. Nothing is written to the disk, and nothing is held but small documents and the names in layers, as numbers.
 *
 * Every member is read, whether or not a manifest names it, and told apart by its content: a wrong media type hides nothing.
 */
export class ImageReader {
  readonly #shown: Shown;
  readonly #contentOf: ContentOf;
  readonly #budget: Budget;
  readonly #members = new MemberList();
  readonly #layers = new Map<string, ReadLayer>();
  readonly #story = new ImageStory();
  readonly #gaps = new GapList();

  constructor(shown: Shown, { limits, contentOf = textOf, size }: ImageOptions = {}) {
    this.#shown = shown;
    this.#contentOf = contentOf;
    this.#budget = new Budget({ ...ARCHIVE_LIMITS, ...limits }, size ?? (() => this.#members.bytes));
  }

  /** @param members in any order. Each of them is read before the next one is asked for */
  async *read(members: AsyncIterable<ImageMember> | Iterable<ImageMember>): AsyncGenerator<Item> {
    try {
      for await (const member of members) yield* this.#member(member);
    } catch (error) {
      yield* this.#failed(this.#shown.path, error);
    }
    const described = imagesIn(this.#members, this.#shown.path);
    yield* described.gaps;
    for (const reason of otherLayers(described.images, this.#layers, this.#members.documents))
      yield* this.#gaps.add(this.#shown.path, reason, GET_AGAIN);
    yield* descriptions(described, this.#members, this.#shown);
    for (const [name, bytes] of this.#members.untold(described))
      yield { kind: 'blob', bytes, places: [this.#place(this.#shown.path, Buffer.from(name))] };
    this.#story.tell(described.images, this.#layers, this.#members.documents);
    yield* this.#gaps.rest(this.#shown.path);
  }

  async *#member(member: ImageMember): AsyncGenerator<Item> {
    if (member.kind === 'unread') {
      const { name, reason, advice } = member;
      const path = name === undefined ? this.#shown.path : memberPath(this.#shown.path, name);
      yield* this.#gaps.add(path, reason, advice);
      return;
    }
    const name = pathInLayer(member.name.toString('utf8'));
    if (member.kind === 'link') this.#members.addLink(name, member.link.toString('utf8'));
    else yield* this.#file(name, member);
  }

  async *#file(name: string, { name: bytes, content }: Extract<ImageMember, { kind: 'file' }>): AsyncGenerator<Item> {
    const path = memberPath(this.#shown.path, bytes);
    const expected = digestInName(name);
    const { content: all, digest } = digested(this.#members.counted(content), expected);
    const reader = new ByteReader(all);
    const blob: Blob = { name, path };
    let isWhole = true;
    try {
      yield* this.#blob(blob, reader);
    } catch (error) {
      yield* this.#failed(path, error);
    }
    try {
      // What stands behind the end counts for the digest.
      await reader.skip(Number.POSITIVE_INFINITY);
    } catch (error) {
      isWhole = false;
      yield* this.#failed(path, error);
    }
    const found = digest();
    if (blob.layer !== undefined) this.#layers.set(name, { digest: found, ...blob.layer });
    if (isWhole && expected !== undefined && found !== expected)
      yield* this.#gaps.add(path, 'its bytes have another digest than its name says', GET_AGAIN);
  }

  /** Told by its first bytes: a document, a layer, or something else. */
  async *#blob(blob: Blob, reader: ByteReader): AsyncGenerator<Item> {
    const head = await reader.peek(HEAD);
    if (await this.#members.takeDocument(blob.name, head, reader)) return;
    this.#members.addFile(blob.name);
    const compression = [gzip, zstd].find((format) => format.begins(head));
    if (compression === undefined) yield* this.#content(blob, reader, true);
    else
      for await (const part of compression.open({ reader }))
        if (part.kind === 'content')
          yield* this.#content(blob, new ByteReader(this.#budget.counted(part.content)), false);
        else if (part.kind === 'aside')
          yield* this.#text(asidePath(blob.path, part.what), new ByteReader(part.content));
  }

  async *#content(blob: Blob, reader: ByteReader, isPlain: boolean): AsyncGenerator<Item> {
    const head = await reader.peek(HEAD);
    const isTar = tar.begins(head) || (head.length === HEAD && isZero(head));
    if (!isTar) {
      yield* this.#inside(reader, { path: blob.path, container: this.#shown.container });
      return;
    }
    const names = new LayerNames();
    blob.layer = { names, isPlain };
    for await (const part of tar.open({ reader })) yield* this.#entry(part, blob, names);
  }

  /** An entry of a layer. */
  async *#entry(part: Part, { name: layer, path: blob }: Blob, names: LayerNames): AsyncGenerator<Item> {
    const shown = this.#shown.path;
    if (part.kind === 'unread') {
      yield* this.#gaps.add(part.name === undefined ? blob : memberPath(shown, part.name), part.reason, part.advice);
    } else if (part.kind === 'aside') {
      yield* this.#text(asidePath(shown, part.what), new ByteReader(part.content), () => this.#story.found(layer, ''));
    } else if (part.kind === 'member' || part.kind === 'name') {
      this.#budget.countEntry();
      // Byte by byte: a name need not be UTF-8.
      const path = pathInLayer(part.name.toString('latin1'));
      const place = { ...this.#place(shown, part.name), image: () => this.#story.found(layer, path) };
      if (part.name.length >= SHORTEST_SECRET)
        yield { kind: 'blob', bytes: part.name, places: [{ ...place, part: 'name' }] };
      const isTarget = part.kind === 'name' && part.isTarget === true;
      if (!isTarget) names.add(path, part.kind === 'name' && part.link === undefined);
      if (part.kind === 'member') yield* this.#memberOfLayer(part.content, place);
    }
  }

  async *#memberOfLayer(content: Content, place: Place): AsyncGenerator<Item> {
    try {
      yield* this.#inside(new ByteReader(this.#budget.counted(content, true)), place);
    } catch (error) {
      // What is true of all that follows is told of the layer.
      if (error instanceof LimitError && !error.isOfEntry) throw error;
      yield* this.#failed(place.path as string, error);
    }
  }

  async *#inside(reader: ByteReader, place: Place): AsyncGenerator<Item> {
    const { container, image } = place;
    const inImage = (each: Place): Place => ({
      ...each,
      ...(container !== undefined && { container }),
      ...(image !== undefined && { image }),
    });
    for await (const item of this.#contentOf(reader, place))
      if (item.kind === 'blob') yield { ...item, places: item.places.map(inImage) };
      else if (item.kind === 'chunk') yield { ...item, place: inImage(item.place) };
      else yield item;
  }

  async *#text(path: string, reader: ByteReader, image?: Place['image']): AsyncGenerator<Item> {
    const place = { path, container: this.#shown.container, ...(image !== undefined && { image }) };
    for await (const item of textOf(reader, place)) if (item.kind !== 'blob' || item.bytes.length > 0) yield item;
  }

  #place(outer: string, name: Buffer): Place {
    return { path: memberPath(outer, name), container: this.#shown.container };
  }

  /** What cannot be read is a gap; a mistake of ours is none. */
  #failed(path: string, error: unknown): Gap[] {
    if (error instanceof ContainerError) return this.#gaps.add(path, error.message, error.advice);
    if ((error as NodeJS.ErrnoException).code !== undefined) return this.#gaps.add(path, reasonOf(error));
    throw error;
  }
}
