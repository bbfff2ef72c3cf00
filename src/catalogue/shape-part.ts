import { checksumOf } from '../detect/checks/github-checksum.js';
import { crc24 } from '../detect/checks/openpgp.js';
import { TOKEN_SUMS } from '../detect/checks/token-sums.js';
import { between, type Random, randomBytes } from './random.js';
import { KEY_PARTS } from './shape-key-part.js';
import { STRUCTURE_PARTS } from './shape-structure-part.js';

/** The parts of a shape that cannot be drawn character by character. Synthetic: no key below opens anything. */
const PARTS: Readonly<Record<string, (argument: string | undefined, drawn: string, random: Random) => string>> = {
  ...KEY_PARTS,
  ...STRUCTURE_PARTS,
  /** The checksum of a GitHub token whose prefix and body were just drawn. */
  'github-checksum': (_, drawn) => checksumOf(drawn.slice(drawn.lastIndexOf('_') + 1)),
  /** Base 64, 64 characters a line, of a DER SEQUENCE around so many random bytes. */
  der: (bytes, _, random) => lines(derSequence(randomBytes(random, Number(bytes))), 64),
  /** The same on one line with escaped line ends, as JSON and `.env` files hold it. */
  'der-escaped': (bytes, _, random) =>
    lines(derSequence(randomBytes(random, Number(bytes))), 64).replaceAll('\n', '\\n'),
  /** Base 64, 70 characters a line, of a private key in OpenSSH's format under the named cipher. */
  openssh: (cipher, _, random) => lines(openSshKey(cipher ?? 'none', random), 70),
  /** Base 64, 64 characters a line, of an OpenPGP secret-key packet with so many random bytes, and its checksum. */
  openpgp: (bytes, _, random) => {
    const packet = openPgpPacket(randomBytes(random, Number(bytes)));
    return `${lines(packet, 64)}\n=${crc24(packet)}`;
  },
  /** Base 64, on one line, of a whole PEM private key around so many random bytes. */
  'pem-base64': (bytes, _, random) => {
    const body = lines(derSequence(randomBytes(random, Number(bytes))), 64);
    return Buffer.from(`-----BEGIN PRIVATE KEY-----\n${body}\n-----END PRIVATE KEY-----\n`).toString('base64');
  },
  /** A JSON Web Token: header, claims and a random signature. */
  jwt: (_, __, random) => jwt(random),
  /** The same in base 64 as a whole. */
  'jwt-base64': (_, __, random) => Buffer.from(jwt(random)).toString('base64'),
  /** The first part of one, 36 characters. */
  'jwt-header': () => JWT_HEADER,
  /** The second part of one, as many characters long as the argument says: `{=jwt-claims:72-320}`. */
  'jwt-claims': (argument, _, random) => {
    const [least = 0, most = least] = (argument ?? '').split('-').map(Number);
    return jwtClaims(lengthOfBase64(least, most, random), random);
  },
};

/**
 * A part of {@link PARTS}, or the sum of the token that was just drawn.
 *
 * @throws Error when there is no part of this name
 */
export function computedPart(name: string, argument: string | undefined, drawn: string, random: Random): string {
  const sum = TOKEN_SUMS[name];
  if (sum !== undefined) {
    const start = new RegExp(`(?<![A-Za-z0-9])(?:${sum.begins.source})`).exec(drawn)?.index ?? 0;
    return sum.of(drawn.slice(start));
  }
  const part = PARTS[name];
  if (part === undefined) throw new Error(`a shape names the computed part "${name}", which does not exist`);
  return part(argument, drawn, random);
}

const JWT_HEADER = encoded({ alg: 'HS256', typ: 'JWT' });

function jwt(random: Random): string {
  const claims = encoded({ iss: randomBytes(random, 6).toString('hex'), iat: 1_700_000_000 });
  return [JWT_HEADER, claims, randomBytes(random, 32).toString('base64url')].join('.');
}

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** Claims with a random id that fills them up to so many characters of base64url. */
function jwtClaims(length: number, random: Random): string {
  const claims = (jti: string) => ({ iat: 1_700_000_000, jti });
  const room = Math.floor((length * 3) / 4) - JSON.stringify(claims('')).length;
  return encoded(claims(randomBytes(random, Math.max(0, room)).toString('hex').slice(0, Math.max(0, room))));
}

/** Base 64 without padding never has a length of 4 n + 1. */
function lengthOfBase64(least: number, most: number, random: Random): number {
  const length = between(random, least, most);
  if (length % 4 !== 1) return length;
  return length < most ? length + 1 : length - 1;
}

function lines(bytes: Buffer, width: number): string {
  return (bytes.toString('base64').match(new RegExp(`.{1,${width}}`, 'g')) ?? []).join('\n');
}

/** X.690 §8.1: tag 0x30, a length in the long form of two bytes, the content. */
function derSequence(content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0x30, 0x82, content.length >> 8, content.length & 0xff]), content]);
}

/** RFC 9580 §4.2.1: tag 5 in the new format, a length of two octets, version 4, the content. */
function openPgpPacket(content: Buffer): Buffer {
  const length = content.length + 1 - 192;
  return Buffer.concat([Buffer.from([0xc5, (length >> 8) + 192, length & 0xff, 4]), content]);
}

/** See `detect/checks/openssh.ts` for the layout. */
function openSshKey(cipher: string, random: Random): Buffer {
  const string = (value: Buffer | string) => {
    const bytes = Buffer.from(value);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    return Buffer.concat([length, bytes]);
  };
  const check = randomBytes(random, 4);
  const kdf = cipher === 'none' ? 'none' : 'bcrypt';
  const publicKey = Buffer.concat([string('ssh-ed25519'), string(randomBytes(random, 32))]);
  const section =
    cipher === 'none'
      ? Buffer.concat([check, check, publicKey, string(randomBytes(random, 64))])
      : randomBytes(random, 144);
  const one = Buffer.from([0, 0, 0, 1]);
  const options = string(cipher === 'none' ? '' : randomBytes(random, 24));
  return Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    string(cipher),
    string(kdf),
    options,
    one,
    string(publicKey),
    string(section),
  ]);
}
