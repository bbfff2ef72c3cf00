import { azureCaskTail, azureSignatureTail, withPatSum } from '../detect/checks/azure-key.js';
import { toBase32 } from '../detect/checks/base32.js';
import { toBase58Check } from '../detect/checks/base58.js';
import { withCrc16 } from '../detect/checks/crc16.js';
import { between, type Random, randomBytes } from './random.js';

type Part = (argument: string | undefined, drawn: string, random: Random) => string;

/** Parts of keys that carry a sum or hold a structure. Synthetic: random bytes in the right places. */
export const KEY_PARTS: Readonly<Record<string, Part>> = {
  /** The end of an Azure key, when all up to its signature was just drawn. The argument is the length of that. */
  'azure-signature': (length, drawn) => azureSignatureTail(drawn.slice(-Number(length))),
  /** The four characters that end an Azure key of the common format, or with the argument `long` the eight. */
  'azure-cask': (form, drawn) => azureCaskTail(drawn.slice(-80)).slice(0, form === 'long' ? 8 : 4),
  'azure-devops-pat': (_, __, random) => toBase32(withPatSum(randomBytes(random, 32))).toLowerCase(),
  /** Base58Check of these bytes in hexadecimal and so many random ones: `{=base58-check:80-32}`. */
  'base58-check': (argument, _, random) => {
    const [head = '', length, tail = ''] = (argument ?? '').split('-');
    const content = [Buffer.from(head, 'hex'), randomBytes(random, Number(length)), Buffer.from(tail, 'hex')];
    return toBase58Check(Buffer.concat(content));
  },
  'stellar-seed': (_, __, random) => toBase32(withCrc16(Buffer.concat([Buffer.of(0x90), randomBytes(random, 32)]))),
  /** The prefix of a seed (18 << 3) shares its two bytes with the kind: a user's is 20 << 3. */
  'nats-seed': (_, __, random) =>
    toBase32(withCrc16(Buffer.concat([Buffer.of(0x90 | (0xa0 >> 5), (0xa0 << 3) & 0xff), randomBytes(random, 32)]))),
  /** A macaroon with one caveat, for `pypi.org` or the named host below it. */
  'pypi-macaroon': (host, _, random) => {
    const field = (type: number, value: Buffer | string) =>
      Buffer.concat([Buffer.of(type, Buffer.byteLength(value)), Buffer.from(value)]);
    return Buffer.concat([
      Buffer.of(2),
      field(1, host === undefined ? 'pypi.org' : `${host}.pypi.org`),
      field(2, uuid(random)),
      Buffer.of(0),
      field(2, JSON.stringify([3, uuid(random)])),
      Buffer.of(0, 0),
      field(6, randomBytes(random, 32)),
    ]).toString('base64url');
  },
  /** What Jenkins encrypted: so many blocks of 16 bytes. */
  'jenkins-secret': (blocks, _, random) => {
    const length = 16 * Number(blocks ?? 1);
    const header = Buffer.of(1, 0, 0, 0, 16, 0, 0, length >> 8, length & 0xff);
    return Buffer.concat([header, randomBytes(random, 16 + length)]).toString('base64');
  },
  /** Base 64 of a user's name and a random password. */
  'basic-auth': (user, _, random) => Buffer.from(`${user ?? 'deploy'}:${password(random)}`).toString('base64'),
  /** Base 64 of a random password. */
  'base64-password': (_, __, random) => Buffer.from(password(random)).toString('base64'),
  /** Base64url of a JSON object with these keys and random values: `{=base64-json:iat-url-org}`. */
  'base64-json': (keys, _, random) => {
    const values = (keys ?? '').split('-').map((key) => [key, randomBytes(random, 12).toString('hex')]);
    return Buffer.from(JSON.stringify(Object.fromEntries(values))).toString('base64url');
  },
  /** What a service account token of 1Password holds. */
  'onepassword-json': (_, __, random) => {
    const text = (length: number) => randomBytes(random, length).toString('hex');
    const content = {
      email: `${text(8)}@1passwordserviceaccounts.com`,
      muk: { k: text(32) },
      secretKey: `A3-${text(13)}`,
    };
    return Buffer.from(JSON.stringify({ signInAddress: 'my.1password.com', ...content })).toString('base64');
  },
};

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789';

function password(random: Random): string {
  return Array.from({ length: 18 }, () => LETTERS[between(random, 0, LETTERS.length - 1)]).join('');
}

function uuid(random: Random): string {
  const hex = randomBytes(random, 16).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
