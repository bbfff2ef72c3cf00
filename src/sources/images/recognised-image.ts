import { lstatSync } from 'node:fs';
import type { ByteReader } from '../containers/byte-reader.js';
import type { RandomAccess } from '../containers/random-access.js';
import { parseHeader } from '../containers/tar-header.js';
import { join } from '../folder-walk.js';
import { pathInLayer } from './path-in-layer.js';

const BLOCK = 512;
/** A saved image has a few members for each of its layers. */
const MOST_HEADERS = 4096;

/** What only a saved image has at its top. Others have a `manifest.json` too, which is looked into. */
const SIGN = 'oci-layout';
const SAVED = 'manifest.json';
/** The names that saved images begin with. */
const BEGINS = /^(?:blobs(?:\/|$)|oci-layout$|repositories$|(?:sha256:)?[0-9a-f]{64}(?:$|\/|\.(?:json|tar)))/;

/** Whether a tar is a saved image: it has docker's `manifest.json`, or is a layout of the OCI. */
export function isSavedImage(access: RandomAccess): boolean {
  let at = 0;
  for (let headers = 0; headers < MOST_HEADERS && at < access.size; headers++) {
    const header = parseHeader(access.read(at, BLOCK));
    if (header === undefined) return false;
    const name = pathInLayer(header.name.toString('latin1'));
    if (name === SIGN) return true;
    if (name === SAVED && header.type !== 'x') return isListOfImages(access.read(at + BLOCK, 4096));
    at += BLOCK + Math.ceil(header.size / BLOCK) * BLOCK;
  }
  return false;
}

/**
 * Whether a stream is one, as far as its first member tells. Asks for no more than a name, where that is none of an image: a
 * text shall not wait for more of it.
 */
export async function beginsAsSavedImage(reader: ByteReader): Promise<boolean> {
  try {
    for (let length = 1; length <= 100; length++) {
      const head = await reader.peek(length);
      const last = head[length - 1];
      if (last === undefined || (last !== 0 && (last <= 0x20 || last > 0x7e))) return false;
      if (last !== 0 && length < 100) continue;
      const name = pathInLayer(head.toString('latin1').replace(/\0.*$/s, ''));
      if (!BEGINS.test(name) && name !== SAVED && name !== 'index.json' && name !== '') return false;
      return await isFirstHeader(reader, name);
    }
  } catch {
    // What fails is told by who reads on.
  }
  return false;
}

async function isFirstHeader(reader: ByteReader, name: string): Promise<boolean> {
  const head = await reader.peek(BLOCK);
  if (parseHeader(head) === undefined) return false;
  if (BEGINS.test(name)) return true;
  const more = await reader.peek(8 * BLOCK);
  if (name === SAVED) return isListOfImages(more.subarray(BLOCK));
  if (name === 'index.json') return /"manifests"\s*:/.test(more.toString('latin1'));
  // A folder that was packed as `.`: its first file tells.
  const next = parseHeader(more.subarray(BLOCK, 2 * BLOCK));
  return next !== undefined && BEGINS.test(pathInLayer(next.name.toString('latin1')));
}

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
