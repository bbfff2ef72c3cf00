import { createHash } from 'node:crypto';
import type { Content } from '../containers/format.js';

/** The digest that the name of a blob says it has, and what it really has. */
export interface Digested {
  readonly content: AsyncIterable<Buffer>;
  /** `sha256:…` of all that came. To be asked when everything was read. */
  digest(): string;
}

/** Hexadecimal digits of the registered algorithms. https://github.com/opencontainers/image-spec/blob/v1.1.1/descriptor.md */
const DIGITS: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };

const DIGEST = /^([a-z0-9]+):([0-9a-f]+)$/;
const BLOB = /^(?:blobs\/)?(sha256|sha384|sha512)[/:]([0-9a-f]+)(?:\.(?:tar(?:\.\w+)?|json))?$/;
/** How docker, podman and others name configurations and layers outside of `blobs/`. */
const BARE = /^([0-9a-f]{64})\.(?:json|tar|tar\.gz)$/;

/** The digest that a member is named by, as `sha256:…`; undefined when its name is none. */
export function digestInName(name: string): string | undefined {
  const [, bare] = BARE.exec(name) ?? [];
  if (bare !== undefined) return `sha256:${bare}`;
  const [, algorithm = '', hex = ''] = BLOB.exec(name) ?? [];
  return DIGITS[algorithm] === hex.length ? `${algorithm}:${hex}` : undefined;
}

/** Where a layout has the blob of a digest; undefined when it is no digest, so that it leads nowhere else. */
export function blobName(digest: unknown): string | undefined {
  const [, algorithm = '', hex = ''] = (typeof digest === 'string' && DIGEST.exec(digest)) || [];
  return DIGITS[algorithm] === hex.length ? `blobs/${algorithm}/${hex}` : undefined;
}

/** The same bytes, while their digest is made. @param expected tells the algorithm */
export function digested(content: Content, expected: string | undefined): Digested {
  const algorithm = expected?.slice(0, expected.indexOf(':')) ?? 'sha256';
  const hash = createHash(algorithm);
  return {
    content: (async function* () {
      for await (const piece of content) {
        hash.update(piece);
        yield piece;
      }
    })(),
    digest: () => `${algorithm}:${hash.digest('hex')}`,
  };
}
