import { createHash } from 'node:crypto';

/** Enough of an object to be told from others, and small when it is printed. */
export function describeObject(type: string, content: Uint8Array): string {
  return `${type} ${content.length} ${createHash('sha256').update(content).digest('hex').slice(0, 16)}`;
}
