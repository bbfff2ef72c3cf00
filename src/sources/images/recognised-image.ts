import { lstatSync } from 'node:fs';
import type { ByteReader } from '../containers/byte-reader.js';
import { BufferAccess, type RandomAccess } from '../containers/random-access.js';
import { parseHeader } from '../containers/tar-header.js';
import { join } from '../folder-walk.js';
import { pathInLayer } from './path-in-layer.js';

const BLOCK = 512;
/** A saved image has a few members for each of its layers. */
const MOST_HEADERS = 4096;

/** What only a saved image has at its top. Others have a `manifest.json` too, which is looked into. */
const SIGN = 'oci-layout';
const SAVED = 'manifest.json';
const INDEX = 'index.json';
/** The names of what saved images hold. They are enough where the rest was cut off. */
const MEMBER = /^(?:blobs\/sha(?:256|384|512)(?:$|\/)|(?:sha256:)?[0-9a-f]{64}(?:$|\/|\.(?:json|tar)))/;
/** Folders that say nothing yet. */
const FOLDERS: ReadonlySet<string> = new Set(['', 'blobs']);

/** Whether a tar is a saved image: it has docker's `manifest.json`, is a layout of the OCI, or the beginning of one. */
export function isSavedImage(access: RandomAccess): boolean {
  let first: string | undefined;
  for (const { name, at } of headersOf(access)) {
    if (name === SIGN) return true;
    if (name === SAVED) return isListOfImages(access.read(at + BLOCK, 4096));
    if (!FOLDERS.has(name)) first ??= name;
  }
  return first !== undefined && MEMBER.test(first);
}

/** The headers of the first members, as far as they are whole. Those that only announce another one are passed over. */
function* headersOf(access: RandomAccess): Generator<{ readonly name: string; readonly at: number }> {
  for (let [at, count] = [0, 0]; count < MOST_HEADERS && at < access.size; count++) {
    const header = parseHeader(access.read(at, BLOCK));
    if (header === undefined) return;
    if (!ANNOUNCES.has(header.type)) yield { name: pathInLayer(header.name.toString('latin1')), at };
    at += BLOCK + Math.ceil(header.size / BLOCK) * BLOCK;
  }
}

const ANNOUNCES: ReadonlySet<string> = new Set(['x', 'g', 'L', 'K']);

/**
 * Whether a stream is one, as far as its first members tell. Asks for no more than a name, where that is none of an image: a
 * text shall not wait for more of it.
 */
export async function beginsAsSavedImage(reader: ByteReader): Promise<boolean> {
  try {
    for (let length = 1; length <= LONGEST_NAME; length++) {
      const head = await reader.peek(length);
      const last = head[length - 1];
      if (last === undefined || (last !== 0 && (last <= 0x20 || last > 0x7e))) return false;
      if (last === 0) break;
    }
    if (parseHeader(await reader.peek(BLOCK)) === undefined) return false;
    const access = new BufferAccess(await reader.peek(16 * BLOCK));
    for (const { name, at } of headersOf(access))
      if (name === SAVED) return isListOfImages(access.read(at + BLOCK, 4096));
      else if (name === INDEX) return /"manifests"\s*:/.test(access.read(at + BLOCK, 4096).toString('latin1'));
      else if (!FOLDERS.has(name)) return name === SIGN || name === 'repositories' || MEMBER.test(name);
  } catch {
    // What fails is told by who reads on.
  }
  return false;
}

/** Bytes that the first field of a header has. */
const LONGEST_NAME = 100;

/** `[{"Config":…,"Layers":[…]}]`, in any order. */
function isListOfImages(bytes: Buffer): boolean {
  return /^\s*\[\s*\{\s*"(?:Config|RepoTags|Layers|LayerSources|Parent)"/.test(bytes.toString('latin1'));
}

/** Whether a folder is a layout of the OCI. https://github.com/opencontainers/image-spec/blob/v1.1.1/image-layout.md */
export function isLayoutFolder(folder: Buffer): boolean {
  return ['oci-layout', 'index.json'].every((name) => isFile(join(folder, Buffer.from(name))));
}

function isFile(path: Buffer): boolean {
  try {
    return lstatSync(path).isFile();
  } catch {
    return false;
  }
}
