import { armouredBytes, armouredLines } from './armour.js';
import type { Proof } from './proof.js';

const BEGIN = '---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----';
const END = '---- END SSH2 ENCRYPTED PRIVATE KEY ----';
const MAGIC = 0x3f6ff9eb;

/**
 * A private key in the format of SSH Communications' software. In spite of the label it may lie open: the cipher is `none`.
 *
 *     uint32  0x3f6ff9eb
 *     uint32  length of all
 *     string  type of the key
 *     string  cipher
 *     string  private section
 *
 * https://git.tartarus.org/?p=simon/putty.git;a=blob;f=import.c
 */
export function ssh2Key(secret: string): Proof {
  const body = secret.slice(BEGIN.length, secret.lastIndexOf(END)).replace(HEADERS, '');
  for (const bytes of armouredBytes(armouredLines(body))) {
    const cipher = cipherOf(bytes);
    if (cipher === 'none') return { verdict: 'proved' };
    if (cipher !== undefined) return { verdict: 'proved', severity: 'medium', notes: ['protected by a passphrase'] };
  }
  return { verdict: 'doubtful' };
}

/** RFC 4716 §3.3: `Comment: "…"`. Its quotes would be taken for those of a string in source code. */
const HEADERS = /(?:Subject|Comment|x-[a-z-]{1,32}): (?:[^\r\n\\]|\\["'])*/gi;

function cipherOf(body: Buffer): string | undefined {
  if (body.length < 24 || body.readUInt32BE(0) !== MAGIC || body.readUInt32BE(4) !== body.length) return undefined;
  const type = body.readUInt32BE(8);
  const at = 12 + type;
  if (at + 4 > body.length) return undefined;
  const end = at + 4 + body.readUInt32BE(at);
  return end > body.length ? undefined : body.toString('latin1', at + 4, end);
}
