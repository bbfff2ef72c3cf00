import { bech32Sum } from './bech32.js';
import { base36, base62, crc32, hex32, littleEndian32 } from './crc32.js';
import type { Check, Otherwise } from './proof.js';

/**
 * A token that ends in a sum of what stands before it. The same function proves a token that was found and, in the shapes
 * of pattern files, ends one that was drawn.
 */
export interface TokenSum {
  /** What such tokens begin with. */
  readonly begins: RegExp;
  /** Characters of the sum. */
  readonly length: number;
  /** The sum of a token, given all of it that precedes the sum. */
  of(head: string): string;
  /** What a wrong sum says. */
  readonly otherwise: Otherwise;
}

/** Sources: shared facts, "Offline checks"; the letter tells how a sum is known (Documented, Source, Verified, Peer). */
export const TOKEN_SUMS: Readonly<Record<string, TokenSum>> = {
  /** D, V https://github.blog/2021-09-23-announcing-npms-new-access-token-format/ */
  'npm-checksum': { begins: /npm_/, length: 6, of: (head) => base62(crc32(body(head)), 6), otherwise: 'refuted' },
  /** V https://vercel.com/changelog/new-token-formats-and-secret-scanning */
  'vercel-checksum': {
    begins: /vc[piark]_/,
    length: 6,
    of: (head) => base62(crc32(body(head)), 6),
    otherwise: 'refuted',
  },
  /** S https://github.com/jsr-io/jsr */
  'jsr-checksum': { begins: /jsr[pwd]_/, length: 6, of: (head) => base62(crc32(head), 6), otherwise: 'refuted' },
  /** S https://github.com/element-hq/synapse: all before the last underscore */
  'matrix-checksum': {
    begins: /sy[tr]_/,
    length: 6,
    of: (head) => base62(crc32(head.slice(0, head.lastIndexOf('_'))), 6),
    otherwise: 'refuted',
  },
  /** D, V https://developers.cloudflare.com/fundamentals/api/get-started/token-formats/ */
  'cloudflare-checksum': {
    begins: /cf(?:k|ut|at)_/,
    length: 8,
    of: (head) => hex32(crc32(body(head))),
    otherwise: 'refuted',
  },
  /** V */
  'atlassian-checksum': { begins: /ATATT3/, length: 8, of: upperHexOfAll, otherwise: 'refuted' },
  /** P: the same sum in the organization's and Bitbucket's tokens */
  'atlassian-admin-checksum': { begins: /ATCTT3|ATBB/, length: 8, of: upperHexOfAll, otherwise: 'unproven' },
  /** S, V https://github.com/grafana/grafana: the bytes of the sum stand in reverse */
  'grafana-checksum': {
    begins: /glsa_/,
    length: 8,
    of: (head) => littleEndian32(crc32(head.replace(/_$/, ''))).toString('hex'),
    otherwise: 'refuted',
  },
  /** D https://packagist.com/docs/composer-authentication */
  'packagist-checksum': {
    begins: /packagist_[a-z]{3}_/,
    length: 8,
    of: (head) => hex32(crc32(head)),
    otherwise: 'refuted',
  },
  /** V: the characters between the prefix and the last underscore */
  'zuplo-checksum': {
    begins: /zpka_/,
    length: 8,
    of: (head) => hex32(crc32(body(head).replace(/_$/, ''))),
    otherwise: 'refuted',
  },
  /** P */
  'confluent-checksum': {
    begins: /cflt/,
    length: 6,
    of: (head) =>
      littleEndian32(crc32(head.slice(4)))
        .toString('base64')
        .slice(0, 6),
    otherwise: 'unproven',
  },
  /** S https://github.com/rust-lang/crates.io: the exclusive or of all bytes of the body names one character */
  'crates-io-checksum': {
    begins: /cio_tp_/,
    length: 1,
    of: (head) => LETTERS_FIRST[[...head.slice(7)].reduce((sum, char) => sum ^ char.charCodeAt(0), 0) % 62] as string,
    otherwise: 'refuted',
  },
  /** S, D https://docs.gitlab.com/security/tokens/ `.01.` or `.`, length of the payload, sum */
  'gitlab-routable': {
    begins: /gl[a-z]{2,8}-/,
    length: 9,
    of: (head) => {
      const length = base36(payloadOf(head).length, 2);
      return length + base36(crc32(head + length), 7);
    },
    otherwise: 'refuted',
  },
  /** BIP 173, https://age-encryption.org/v1, NIP 19: a whole Bech32 text */
  bech32: {
    begins: /AGE-SECRET-KEY-(?:PQ-)?1|AGE-PLUGIN-|age1|nsec1|suiprivkey1/,
    length: 6,
    of: bech32Sum,
    otherwise: 'refuted',
  },
};

const LETTERS_FIRST = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

function upperHexOfAll(head: string): string {
  return hex32(crc32(head)).toUpperCase();
}

/** Behind the first underscore. */
function body(head: string): string {
  return head.slice(head.indexOf('_') + 1);
}

/** Of a routable GitLab token up to its last dot: base64url behind the prefix (`glpat-`, `glrt-t1_`) and before a dot. */
function payloadOf(head: string): string {
  return /^(?:glrt-t[0-9]_|gl[a-z]+-)([A-Za-z0-9_-]+)\./.exec(head)?.[1] ?? '';
}

export const TOKEN_SUM_CHECKS: Readonly<Record<string, Check>> = Object.fromEntries(
  Object.entries(TOKEN_SUMS).map(([name, sum]) => [name, (secret: string) => ({ verdict: verdictOn(secret, sum) })]),
);

function verdictOn(secret: string, { length, of, otherwise }: TokenSum): 'proved' | Otherwise {
  return of(secret.slice(0, -length)) === secret.slice(-length) ? 'proved' : otherwise;
}
