import { bip39Phrase } from '../detect/checks/bip39.js';
import { ed25519PublicKey } from '../detect/checks/minisign-key.js';
import { puttyMac, sshString } from '../detect/checks/putty.js';
import { type Random, randomBytes } from './random.js';

type Part = (argument: string | undefined, drawn: string, random: Random) => string;

/** Whole files of keys, and words. Synthetic: random bytes in the right places. */
export const STRUCTURE_PARTS: Readonly<Record<string, Part>> = {
  /** A private key of PuTTY's: `{=putty:2}`, `{=putty:3}`, and under a passphrase `{=putty:3-aes256-cbc}`. */
  putty: (argument, _, random) => puttyFile(argument ?? '3', random),
  /** The same on one line with escaped line ends. */
  'putty-escaped': (argument, _, random) => puttyFile(argument ?? '3', random).replaceAll('\n', '\\n'),
  /** The lines of a private key of SSH Communications' under the named cipher. */
  ssh2: (cipher, _, random) => {
    const type = sshString('if-modn{sign{rsa-pkcs1-sha1},encrypt{rsa-pkcs1v2-oaep}}');
    const parts = Buffer.concat([type, sshString(cipher ?? 'none'), sshString(randomBytes(random, 320))]);
    const head = Buffer.alloc(8);
    head.writeUInt32BE(0x3f6ff9eb, 0);
    head.writeUInt32BE(parts.length + 8, 4);
    return lines(Buffer.concat([head, parts]), 70).join('\n');
  },
  /** A secret key of minisign without a passphrase: the salt and the limits are zeros. */
  minisign: (_, __, random) => {
    const seed = randomBytes(random, 32);
    const parts = [Buffer.from('Ed\0\0B2'), Buffer.alloc(48), randomBytes(random, 8), seed, ed25519PublicKey(seed)];
    return Buffer.concat([...parts, Buffer.alloc(32)]).toString('base64');
  },
  /** So many words of BIP 39, from random bytes. */
  bip39: (words, _, random) => bip39Phrase(randomBytes(random, (Number(words ?? 12) / 3) * 4)),
  /** The same as strings of a list. */
  'bip39-list': (words, _, random) =>
    bip39Phrase(randomBytes(random, (Number(words ?? 12) / 3) * 4)).replaceAll(' ', '", "'),
  /** Base 64, on one line, of a DER SEQUENCE that begins as PKCS#8 (`rsa`, `ec`, `ed25519`) or PKCS#1 (`pkcs1`). */
  'der-base64': (kind, _, random) => {
    const head = Buffer.from(DER_HEADS[kind ?? 'rsa'] ?? '', 'hex');
    const bytes = Buffer.concat([head, randomBytes(random, DER_LENGTHS[kind ?? 'rsa'] ?? 0)]);
    const long = bytes.length > 127;
    const length =
      bytes.length > 255 ? [0x82, bytes.length >> 8, bytes.length & 255] : long ? [0x81, bytes.length] : [bytes.length];
    return Buffer.concat([Buffer.from([0x30, ...length]), bytes]).toString('base64');
  },
  /** Base 64 of a configuration of Docker's with one registry. */
  'docker-config': (_, __, random) => {
    const auth = Buffer.from(`svc-pull:${randomBytes(random, 12).toString('base64url')}7`).toString('base64');
    return Buffer.from(JSON.stringify({ auths: { 'registry.internal': { auth } } })).toString('base64');
  },
  /** Base 64 of the URL of a database with a random password. */
  'base64-url': (_, __, random) =>
    Buffer.from(`postgres://app:${randomBytes(random, 12).toString('hex')}@db.internal:5432/app`).toString('base64'),
};

/** From the version of the key on to where its numbers begin. RFC 5208, RFC 8017, RFC 8410 */
const DER_HEADS: Readonly<Record<string, string>> = {
  rsa: '020100300d06092a864886f70d010101050004820000',
  pkcs1: '0201000282010100',
  ec: '020100301306072a8648ce3d020106082a8648ce3d030107046d306b0201010420',
  ed25519: '020100300506032b657004220420',
};

const DER_LENGTHS: Readonly<Record<string, number>> = { rsa: 1190, pkcs1: 1180, ec: 102, ed25519: 32 };

function puttyFile(argument: string, random: Random): string {
  const version = argument.startsWith('2') ? 2 : 3;
  const encryption = argument.slice(2) || 'none';
  const algorithm = 'ssh-ed25519';
  const comment = 'eddsa-key-20240101';
  const publicPart = Buffer.concat([sshString(algorithm), sshString(randomBytes(random, 32))]);
  const privatePart = encryption === 'none' ? sshString(randomBytes(random, 32)) : randomBytes(random, 48);
  const key = { version, algorithm, encryption, comment, publicPart, privatePart } as const;
  const [publicLines, privateLines] = [lines(publicPart, 64), lines(privatePart, 64)];
  const derivation =
    encryption === 'none' ? [] : [`Key-Derivation: Argon2id`, 'Argon2-Memory: 8192', 'Argon2-Passes: 34'];
  return [
    `PuTTY-User-Key-File-${version}: ${algorithm}`,
    `Encryption: ${encryption}`,
    `Comment: ${comment}`,
    `Public-Lines: ${publicLines.length}`,
    ...publicLines,
    ...(version === 3 ? derivation : []),
    `Private-Lines: ${privateLines.length}`,
    ...privateLines,
    `Private-MAC: ${puttyMac(key)}`,
  ].join('\n');
}

function lines(bytes: Buffer, width: number): string[] {
  return bytes.toString('base64').match(new RegExp(`.{1,${width}}`, 'g')) ?? [];
}
