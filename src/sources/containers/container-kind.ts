import type { ContainerFormat } from './format.js';
import { FORMATS } from './generated/formats.js';
import type { RandomAccess } from './random-access.js';
import { findEndRecord } from './zip/end-record.js';

/** So many bytes tell what something is, the header of a tar among them. */
export const HEAD = 512;

/** What kind of container something is, by its first bytes: 512 of them, or all there are. */
export function containerKind(head: Buffer): ContainerFormat | undefined {
  return FORMATS.find((format) => format.begins(head));
}

/**
 * What kind of container ends something that begins as something else: a zip behind a program that unpacks it, behind a
 * picture, behind a signature.
 */
export function containerAtEnd(access: RandomAccess): ContainerFormat | undefined {
  if (access.size < HEAD / 4 || findEndRecord(access) === undefined) return undefined;
  return FORMATS.find(({ name }) => name === 'zip');
}
