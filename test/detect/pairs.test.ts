import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/catalogue/random.js';
import { Engine } from '../../src/detect/engine.js';
import type { Match } from '../../src/detect/match.js';
import { everyPart } from '../../src/detect/pairs.js';
import { PAIR_REACH, type Pattern } from '../../src/detect/pattern.js';
import { patternWith } from '../support/pattern.js';
import { catalogue, token } from '../support/token.js';

const engine = new Engine(catalogue.patterns);

const keyId = () => token('aws-access-key-id');
const secret = () => token('aws-secret-access-key');

/** What was found, as the pairs of texts that a list of drawn secrets holds; numbers stand for them in what a test prints. */
function pairsIn(text: string, drawn: readonly string[], on = engine): string[] {
  const bytes = Buffer.from(text, 'latin1');
  const name = ({ start, end }: Match) => String(drawn.indexOf(bytes.toString('latin1', start, end)));
  return on.scan(bytes).map((match) => [match, ...(match.parts ?? [])].map(name).join('+'));
}

describe('an AWS secret and its id', () => {
  it.each<[string, (id: string, key: string) => string]>([
    ['in .env', (id, key) => `AWS_ACCESS_KEY_ID=${id}\nAWS_SECRET_ACCESS_KEY=${key}\n`],
    ['the secret first', (id, key) => `AWS_SECRET_ACCESS_KEY=${key}\nAWS_ACCESS_KEY_ID=${id}\n`],
    [
      'with other variables between',
      (id, key) => `AWS_ACCESS_KEY_ID=${id}\nAWS_REGION=eu-central-1\nSECRET_KEY=${key}\n`,
    ],
    [
      'in JSON',
      (id, key) => JSON.stringify({ AccessKey: { AccessKeyId: id, Status: 'Active', SecretAccessKey: key } }),
    ],
    ['in JSON inside JSON', (id, key) => JSON.stringify({ body: JSON.stringify({ key: id, secret: key }) })],
    ['in Python', (id, key) => `boto3.client("s3", aws_access_key_id="${id}",\n    aws_secret_access_key="${key}")`],
    ['in Terraform', (id, key) => `provider "aws" {\n  access_key = "${id}"\n  secret_key = "${key}"\n}\n`],
    ['in YAML', (id, key) => `s3:\n  accessKey: ${id}\n  secretKey: ${key}\n`],
    ['as the console hands it out', (id, key) => `Access key ID,Secret access key\r\n${id},${key}\r\n`],
    ['as arguments', (id, key) => `const s3 = connect("${id}", "${key}");`],
    ['in the file of s3fs', (id, key) => `${id}:${key}\n`],
    ['on two lines of a note', (id, key) => `the bucket:\n${id}\n${key}\n`],
    ['without a word of AWS', (id, key) => `minio:\n  user: ${id}\n  secret: ${key}\n`],
  ])('are one %s', (_, write) => {
    for (let draw = 0; draw < 20; draw++) {
      const [id, key] = [keyId(), secret()];
      expect(pairsIn(write(id, key), [key, id])).toEqual(['0+1']);
      const [pair] = engine.scan(Buffer.from(write(id, key)));
      expect(pair?.pattern.id).toBe('aws-secret-access-key');
      expect(pair).toMatchObject({ severity: 'critical', confidence: 'high' });
      expect(pair?.parts?.map(({ pattern }) => pattern.id)).toEqual(['aws-access-key-id']);
    }
  });

  it('keep their own severity alone', () => {
    const [id] = engine.scan(Buffer.from(`AWS_ACCESS_KEY_ID=${keyId()}`));
    expect(id).toMatchObject({ severity: 'medium', confidence: 'high' });
    const [key] = engine.scan(Buffer.from(`AWS_SECRET_ACCESS_KEY=${secret()}`));
    expect(key).toMatchObject({ severity: 'critical', confidence: 'medium' });
    expect([id, key].map((match) => match?.parts)).toEqual([undefined, undefined]);
  });

  it('are one for a temporary id too', () => {
    const [id, key] = [token('aws-temporary-access-key-id'), secret()];
    expect(pairsIn(`{"AccessKeyId": "${id}", "SecretAccessKey": "${key}"}`, [key, id])).toEqual(['0+1']);
  });
});

describe('several pairs in one file', () => {
  const layouts: [string, (ids: string[], keys: string[]) => string][] = [
    [
      'a credentials file',
      (ids, keys) =>
        ids.map((id, n) => `[profile${n}]\naws_access_key_id = ${id}\naws_secret_access_key = ${keys[n]}\n`).join('\n'),
    ],
    [
      'a credentials file with the secret first and short names',
      (ids, keys) => ids.map((id, n) => `[${n}]\naws_secret_access_key=${keys[n]}\naws_access_key_id=${id}`).join('\n'),
    ],
    [
      'rows of id and secret',
      (ids, keys) => `user,id,secret\n${ids.map((id, n) => `u${n},${id},${keys[n]}`).join('\n')}`,
    ],
    ['rows of secret and id', (ids, keys) => ids.map((id, n) => `${keys[n]},${id}`).join('\n')],
    [
      'numbered variables',
      (ids, keys) => ids.map((id, n) => `AWS_ID_${n}=${id}\nAWS_SECRET_ACCESS_KEY_${n}=${keys[n]}`).join('\n'),
    ],
    ['minified JSON', (ids, keys) => JSON.stringify(ids.map((id, n) => ({ id, awsSecretKey: keys[n] })))],
    [
      'all ids, then all secrets',
      (ids, keys) => `${ids.map((id) => `id ${id}`).join('\n')}\n${keys.map((key) => `aws_secret=${key}`).join('\n')}`,
    ],
  ];

  it.each(layouts)('are each with their own in %s', (_, write) => {
    for (let draw = 0; draw < 20; draw++) {
      const [ids, keys] = [
        [keyId(), keyId(), keyId()],
        [secret(), secret(), secret()],
      ];
      expect(pairsIn(write(ids, keys), [...keys, ...ids]).sort()).toEqual(['0+3', '1+4', '2+5']);
    }
  });

  it('stay so when one of them has no secret', () => {
    const [ids, keys] = [
      [keyId(), keyId(), keyId()],
      [secret(), secret()],
    ];
    const text = `[a]\naws_access_key_id = ${ids[0]}\naws_secret_access_key = ${keys[0]}
[b]\naws_access_key_id = ${ids[1]}\nregion = x\n[c]\naws_access_key_id = ${ids[2]}\naws_secret_access_key = ${keys[1]}\n`;
    expect(pairsIn(text, [...keys, ...ids])).toEqual(['0+2', '3', '1+4']);
  });

  it('use each id once', () => {
    const [id, one, other] = [keyId(), secret(), secret()];
    const text = `AWS_SECRET_KEY=${one}\nAWS_ACCESS_KEY_ID=${id}\n\n\nAWS_SECRET_KEY=${other}\n`;
    expect(pairsIn(text, [one, other, id])).toEqual(['0+2', '1']);
  });
});

describe('other pairs', () => {
  it.each([
    ['Twilio', 'twilio-auth-token', 'twilio-account-sid', 'TWILIO_ACCOUNT_SID=<id>\nTWILIO_AUTH_TOKEN=<secret>'],
    ['Google', 'gcp-oauth-client-secret', 'gcp-oauth-client-id', '{"client_id":"<id>","client_secret":"<secret>"}'],
    [
      'GitHub',
      'github-oauth-client-secret',
      'github-oauth-client-id',
      'GITHUB_CLIENT_ID=<id>\nGITHUB_CLIENT_SECRET=<secret>',
    ],
    ['Facebook', 'meta-app-secret', 'meta-app-id', 'FACEBOOK_APP_ID=<id>\nFACEBOOK_APP_SECRET=<secret>'],
    ['Spotify', 'spotify-client-secret', 'spotify-client-id', 'SPOTIFY_CLIENT_ID=<id>\nSPOTIFY_CLIENT_SECRET=<secret>'],
    ['Slack', 'slack-client-secret', 'slack-client-id', 'SLACK_CLIENT_ID=<id>\nSLACK_CLIENT_SECRET=<secret>'],
    [
      'Alibaba',
      'alibaba-access-key-secret',
      'alibaba-access-key-id',
      'ALIBABA_ID=<id>\nALIBABA_ACCESS_KEY_SECRET=<secret>',
    ],
    ['Google storage', 'gcp-storage-hmac-secret', 'gcp-storage-hmac-access-id', '<id> <secret>'],
  ])('of %s are one', (_, secretPattern, idPattern, text) => {
    const [key, id] = [token(secretPattern), token(idPattern)];
    const written = text.replace('<id>', id).replace('<secret>', key);
    expect(pairsIn(written, [key, id])).toEqual(['0+1']);
    expect(engine.scan(Buffer.from(written))[0]?.pattern.id).toBe(secretPattern);
  });

  it('have a part for each id that belongs to the secret', () => {
    const [key, tenant, client] = ['azure-ad-client-secret', 'azure-tenant-id', 'azure-client-id'].map((id) =>
      token(id),
    );
    const text = `ARM_TENANT_ID=${tenant}\nARM_CLIENT_ID=${client}\nARM_CLIENT_SECRET=x1y${key}\n`;
    expect(pairsIn(text, [key as string, tenant as string, client as string])).toEqual(['0+1+2']);
  });

  it('of two grave secrets are two: either opens something alone', () => {
    const text = `DD_API_KEY=${token('datadog-api-key')}\nDD_APP_KEY=${token('datadog-application-key')}\n`;
    expect(engine.scan(Buffer.from(text)).map(({ parts }) => parts)).toEqual([undefined, undefined]);
  });
});

const ID = patternWith({ id: 'id', regex: 'acme_[a-z]{4}', severity: 'low', confidence: 'high' });
const KEY = patternWith({
  id: 'key',
  anchor: { literals: ['key_'], place: 'word' },
  regex: 'key_[a-z]{6}',
  confidence: 'medium',
  pairs: [['id']],
});
const told = (patterns: readonly Pattern[], text: string) =>
  new Engine(patterns).scan(Buffer.from(text)).map(({ pattern, severity, confidence, parts }) => ({
    id: [pattern.id, ...(parts ?? []).map((part) => part.pattern.id)].join('+'),
    severity,
    confidence,
  }));

describe('a pair', () => {
  it('stands within a reach', () => {
    const text = (bytes: number) => `acme_qwhz${' '.repeat(bytes)}key_qwhzkb`;
    expect(told([ID, KEY], text(PAIR_REACH)).map(({ id }) => id)).toEqual(['key+id']);
    expect(told([ID, KEY], text(PAIR_REACH + 1)).map(({ id }) => id)).toEqual(['id', 'key']);
  });

  it('is as grave as the graver of the two, and certain when both know their layout', () => {
    const text = 'acme_qwhz key_qwhzkb';
    expect(told([ID, KEY], text)).toEqual([{ id: 'key+id', severity: 'high', confidence: 'high' }]);
    const grave = { ...ID, severity: 'critical' } as const;
    expect(told([grave, KEY], text)).toEqual([{ id: 'key+id', severity: 'critical', confidence: 'high' }]);
    const generic = { ...KEY, specificity: 'generic' } as const;
    const [medium, open] = [
      { ...ID, confidence: 'medium' },
      { ...ID, public: true },
    ] as const;
    expect(told([medium, generic], text)).toEqual([{ id: 'key+id', severity: 'high', confidence: 'medium' }]);
    expect(told([open, generic], text)).toEqual([{ id: 'key+id', severity: 'high', confidence: 'medium' }]);
  });

  it('does not hide an id that is more certain than a doubtful secret', () => {
    const doubtful = { ...KEY, confidence: 'low' } as const;
    expect(told([ID, doubtful], 'acme_qwhz key_qwhzkb').map(({ id }) => id)).toEqual(['id', 'key']);
    const open = { ...ID, public: true } as const;
    expect(told([open, doubtful], 'acme_qwhz key_qwhzkb')).toEqual([
      { id: 'key+id', severity: 'high', confidence: 'low' },
    ]);
  });

  it('loses nothing when patterns name each other', () => {
    const turned = { ...ID, pairs: [['key']] };
    for (const patterns of [
      [turned, KEY],
      [KEY, turned],
    ])
      expect(
        told(patterns, 'acme_qwhz key_qwhzkb')
          .flatMap(({ id }) => id.split('+'))
          .sort(),
      ).toEqual(['id', 'key']);
  });

  it('is no business of a partner that does not exist', () => {
    expect(told([{ ...KEY, pairs: [['nobody']] }], 'acme_qwhz key_qwhzkb').map(({ id }) => id)).toEqual(['key']);
  });
});

/** Drawn anew for each seed, so that a failure can be seen again. */
const drawnFrom = (...patterns: string[]) =>
  fc.tuple(fc.constantFrom(...patterns), fc.nat()).map(([id, seed]) => token(id, 0, seededRandom(seed)));

/** Ids, secrets with and without names, what looks like neither, and space: a text in which much can go together. */
const piece = fc.oneof(
  drawnFrom('aws-access-key-id', 'gcp-storage-hmac-access-id', 'aws-secret-access-key'),
  drawnFrom('aws-secret-access-key').map((key) => `AWS_SECRET_ACCESS_KEY=${key}`),
  drawnFrom('twilio-auth-token').map((key) => `TWILIO_AUTH_TOKEN=${key}`),
  drawnFrom('twilio-account-sid').map((sid) => `TWILIO_ACCOUNT_SID=${sid}`),
  fc.constantFrom('\n', ',', ' ', '\n\n', '"', ' = '),
  fc.integer({ min: 1, max: 300 }).map((length) => ' lorem'.repeat(50).slice(0, length)),
);
const text = fc.array(piece, { maxLength: 30, size: 'max' }).map((pieces) => Buffer.from(pieces.join(' ')));

/** All that matches say of themselves, at offsets counted from `from`. */
const described = (matches: readonly Match[], from = 0): unknown[] =>
  matches.map(({ pattern, start, end, parts, ...rest }) => ({
    ...rest,
    id: pattern.id,
    start: start - from,
    end: end - from,
    parts: described(parts ?? [], from),
  }));

describe('pairs', () => {
  it('do not depend on chunks', () => {
    // Chunks are four times what the patterns reach, at least: with these patterns, a few kilobytes.
    const few = catalogue.patterns.filter(({ id }) => /^(?:aws-(?!bedrock)|gcp-storage|twilio)/.test(id));
    const whole = new Engine(few);
    const filler = Buffer.alloc(5000, 'lorem ipsum\n');
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 8 }), fc.integer({ min: 1, max: 9000 }), (texts, chunk) => {
        const bytes = Buffer.concat([filler.subarray(chunk % 5000), ...texts, filler]);
        expect(described(new Engine(few, { chunk }).scan(bytes))).toEqual(described(whole.scan(bytes)));
      }),
      { numRuns: 150 },
    );
  });

  it('do not depend on the order of the patterns', () => {
    const turned = new Engine([...catalogue.patterns].reverse());
    fc.assert(
      fc.property(text, (bytes) => {
        expect(described(turned.scan(bytes))).toEqual(described(engine.scan(bytes)));
      }),
      { numRuns: 100 },
    );
  });

  it('do not depend on what stands further away than anything in them reaches', () => {
    const far = Buffer.alloc(1024, 'lorem ipsum\n');
    fc.assert(
      fc.property(text, text, (bytes, other) => {
        const all = Buffer.concat([other, far, bytes]);
        const at = all.length - bytes.length;
        const here = engine.scan(all).filter(({ start }) => start >= at);
        expect(described(here, at)).toEqual(described(engine.scan(Buffer.concat([far, bytes])), far.length));
      }),
      { numRuns: 100 },
    );
  });

  it('hold every match once', () => {
    const apart = new Engine(catalogue.patterns.map(({ pairs, ...pattern }) => pattern));
    const places = (matches: readonly Match[]) => matches.map(({ pattern, start }) => `${pattern.id} ${start}`);
    fc.assert(
      fc.property(text, (bytes) => {
        const found = places(everyPart(engine.scan(bytes)));
        expect(new Set(found).size).toBe(found.length);
        for (const place of places(apart.scan(bytes))) expect(found).toContain(place);
      }),
      { numRuns: 100 },
    );
  });
});
