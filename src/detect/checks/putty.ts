import { createHash, createHmac } from 'node:crypto';
import { embedded } from './embedded.js';
import type { Proof } from './proof.js';

const PROTECTED: Proof = { verdict: 'proved', severity: 'medium', notes: ['protected by a passphrase'] };

/** What a file of PuTTY's holds; `publicPart` and `privatePart` are decoded. */
export interface PuttyKey {
  readonly version: 2 | 3;
  readonly algorithm: string;
  readonly encryption: string;
  readonly comment: string;
  readonly publicPart: Uint8Array;
  readonly privatePart: Uint8Array;
}

/**
 * A private key of PuTTY's, version 2 or 3: the numbers of lines are those it tells of, and when it lies open its code of
 * authentication is right. https://the.earth.li/~sgtatham/putty/0.83/htmldoc/AppendixC.html
 */
export function puttyKey(secret: string): Proof {
  const lines = linesOf(secret);
  if (lines.filter((line) => line.startsWith('PuTTY-User-Key-File-')).length > 1) return { verdict: 'refuted' };
  const header = (name: RegExp) => lines.map((line) => name.exec(line)).find((found) => found !== null);
  const [, version, algorithm = ''] = header(/^PuTTY-User-Key-File-([23]): (\S+)$/) ?? [];
  const encryption = header(/^Encryption: (\S+)$/)?.[1];
  const publicPart = partAfter(lines, 'Public-Lines');
  const privatePart = partAfter(lines, 'Private-Lines');
  const mac = header(/^Private-MAC: ([0-9a-f]+)$/)?.[1];
  if (version === undefined || encryption === undefined || publicPart === undefined || privatePart === undefined)
    return { verdict: 'doubtful' };
  if (encryption !== 'none') return privatePart.length % 16 === 0 ? PROTECTED : { verdict: 'doubtful' };
  const comment = header(/^Comment: ?(.*)$/)?.[1] ?? '';
  const key = { version: version === '2' ? 2 : 3, algorithm, encryption, comment, publicPart, privatePart } as const;
  return { verdict: mac === puttyMac(key) ? 'proved' : 'doubtful' };
}

/** The lines as they were before somebody indented, quoted, joined or commented them. */
function linesOf(secret: string): string[] {
  return embedded(secret, secret.includes('\\'))
    .text.split(/\r\n|[\r\n]/)
    .map((line) => line.replace(/^\s{0,200}(?:(?:\/\/|#|\*|>)\s|(?:[+.]\s{0,20})?["'`])?\s{0,200}/, '').trimEnd())
    .filter((line) => /[A-Za-z0-9]/.test(line));
}

/** The bytes of as many lines of base 64 as the header says, when they are there. */
function partAfter(lines: readonly string[], name: string): Buffer | undefined {
  const at = lines.findIndex((line) => line.startsWith(`${name}: `));
  const count = Number(lines[at]?.slice(name.length + 2));
  const body = lines.slice(at + 1, at + 1 + count);
  const isWhole = at !== -1 && count >= 1 && body.length === count;
  if (!isWhole || !body.every((line) => /^[A-Za-z0-9+/]{1,64}={0,2}$/.test(line))) return undefined;
  return Buffer.from(body.join(''), 'base64');
}

/** The code of authentication of a key without a passphrase, in hexadecimal digits. */
export function puttyMac({ version, algorithm, encryption, comment, publicPart, privatePart }: PuttyKey): string {
  const parts = [algorithm, encryption, Buffer.from(comment, 'latin1'), publicPart, privatePart].map(sshString);
  const key = createHash('sha1').update('putty-private-key-file-mac-key').digest();
  const hmac = version === 2 ? createHmac('sha1', key) : createHmac('sha256', '');
  return hmac.update(Buffer.concat(parts)).digest('hex');
}

/** RFC 4251 §5: a length of four bytes, then the bytes. */
export function sshString(value: Uint8Array | string): Buffer {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}
