import { posix } from 'node:path';
import type { ByteReader } from '../containers/byte-reader.js';
import type { Content } from '../containers/format.js';
import { type Json, parsed } from './json-leaves.js';
import type { Described, ImageParts } from './manifests.js';

/** What the specification tells registries to accept of a manifest. */
const LARGEST_DOCUMENT = 4 << 20;
/** All of them that are held, in bytes. */
const ROOM = 32 << 20;
const MOST_HOPS = 16;

/** `{` or `[` behind white space and a byte order mark. */
const BEGINS_DOCUMENT = /^(?:\xef\xbb\xbf)?[ \t\r\n]*[{[]/;

/** The members of a saved image: which there are, where links lead, and the documents among them. */
export class MemberList implements ImageParts {
  readonly documents = new Map<string, Json>();
  /** All that came, in bytes. */
  bytes = 0;
  readonly #names = new Set<string>();
  readonly #links = new Map<string, string>();
  readonly #texts = new Map<string, Buffer>();
  #room = ROOM;

  /** The same bytes, counted. */
  async *counted(content: Content): AsyncGenerator<Buffer> {
    for await (const piece of content) {
      this.bytes += piece.length;
      yield piece;
    }
  }

  addFile(name: string): void {
    this.#names.add(name);
  }

  /** @param link relative to the folder of the link */
  addLink(name: string, link: string): void {
    this.#links.set(name, posix.normalize(posix.join(posix.dirname(name), link)));
  }

  /** Takes in what is a JSON document and small enough. @returns false when nothing was read */
  async takeDocument(name: string, head: Buffer, reader: ByteReader): Promise<boolean> {
    if (!BEGINS_DOCUMENT.test(head.toString('latin1'))) return false;
    const most = Math.min(LARGEST_DOCUMENT, this.#room);
    const bytes = await reader.peek(most + 1);
    const document = bytes.length > most ? undefined : parsed(bytes);
    if (document === undefined) return false;
    await reader.take(bytes.length);
    this.#room -= bytes.length;
    this.#names.add(name);
    this.#texts.set(name, bytes);
    this.documents.set(name, document);
    return true;
  }

  has(name: string): boolean {
    return this.#names.has(name);
  }

  resolve(name: string): string | undefined {
    let member = posix.normalize(name);
    for (let hops = 0; hops < MOST_HOPS; hops++) {
      if (member === '..' || member.startsWith('../') || posix.isAbsolute(member)) return undefined;
      const next = this.#names.has(member) ? undefined : this.#links.get(member);
      if (next === undefined) return member;
      member = next;
    }
    return undefined;
  }

  /** Documents that are no manifest, no index and no configuration, as they are. */
  *untold({ manifests, indexes }: Described): Generator<readonly [string, Buffer]> {
    for (const entry of this.#texts) {
      const [name] = entry;
      if (!manifests.has(name) && !indexes.has(name) && !isConfig(this.documents.get(name))) yield entry;
    }
  }
}

/** Told by what is in it: a configuration that no manifest names says as much as any other. */
export function isConfig(document: Json): boolean {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) return false;
  return ['config', 'container_config', 'history', 'rootfs'].some(
    (key) => Object.hasOwn(document, key) && typeof (document as Record<string, Json>)[key] === 'object',
  );
}
