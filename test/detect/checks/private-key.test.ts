import { spawnSync } from 'node:child_process';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Engine } from '../../../src/detect/engine.js';
import { temporaryFolder } from '../../support/repository.js';
import { catalogue, token } from '../../support/token.js';

const engine = new Engine(catalogue.patterns);

/** What was found, without the key. */
function found(text: string) {
  return engine.scan(Buffer.from(text)).map(({ pattern, start, end, severity, confidence }) => ({
    pattern: pattern.id,
    start,
    end,
    severity,
    confidence,
  }));
}

/** One finding, from the first dash of BEGIN to the last of END. */
function expectKey(text: string, severity = 'critical'): void {
  expect(found(text)).toEqual([
    {
      pattern: 'pem-private-key',
      start: text.indexOf('-----BEGIN'),
      end: text.lastIndexOf('KEY-----') + 'KEY-----'.length,
      severity,
      confidence: 'high',
    },
  ]);
}

type Encoding = 'pkcs1' | 'pkcs8' | 'sec1';

function pem(key: KeyObject, type: Encoding, passphrase?: string): string {
  const protection = passphrase === undefined ? {} : { cipher: 'aes-256-cbc', passphrase };
  return key.export({ type, format: 'pem', ...protection }).toString();
}

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const ec = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve }).privateKey;

const KEYS: readonly (readonly [string, string])[] = [
  ['RSA, PKCS#1', pem(rsa, 'pkcs1')],
  ['RSA, PKCS#8', pem(rsa, 'pkcs8')],
  ['RSA with 4,096 bits', pem(generateKeyPairSync('rsa', { modulusLength: 4096 }).privateKey, 'pkcs8')],
  ['P-256, SEC 1', pem(ec('P-256'), 'sec1')],
  ['P-384, SEC 1', pem(ec('P-384'), 'sec1')],
  ['P-521, PKCS#8', pem(ec('P-521'), 'pkcs8')],
  ['Ed25519', pem(generateKeyPairSync('ed25519').privateKey, 'pkcs8')],
  ['Ed448', pem(generateKeyPairSync('ed448').privateKey, 'pkcs8')],
  ['X25519', pem(generateKeyPairSync('x25519').privateKey, 'pkcs8')],
];

const PROTECTED: readonly (readonly [string, string])[] = [
  ['RSA, PKCS#8 under a passphrase', pem(rsa, 'pkcs8', 'a passphrase')],
  ['P-256, PKCS#8 under a passphrase', pem(ec('P-256'), 'pkcs8', 'a passphrase')],
  ['RSA, PKCS#1 with a Proc-Type header', pem(rsa, 'pkcs1', 'a passphrase')],
  ['P-256, SEC 1 with a Proc-Type header', pem(ec('P-256'), 'sec1', 'a passphrase')],
];

const lines = (key: string) => key.trimEnd().split('\n');
/** Something else in the armour of a key. */
const armoured = (key: string, text: string) => [lines(key).at(0), text, lines(key).at(-1)].join('\n');
const indented = (key: string, by: string) => lines(key).map((line) => by + line);

/** Where keys stand in files. */
const FORMS: readonly (readonly [string, (key: string) => string])[] = [
  ['in a file of its own', (key) => key],
  ['with CR LF', (key) => key.replaceAll('\n', '\r\n')],
  ['without a last line feed, in the middle of a text', (key) => `before ${key.trimEnd()} after`],
  ['in JSON', (key) => JSON.stringify({ type: 'service_account', private_key: key })],
  ['in JSON with CR LF', (key) => JSON.stringify({ private_key: key.replaceAll('\n', '\r\n') })],
  ['in JSON inside JSON', (key) => JSON.stringify(JSON.stringify({ private_key: key }))],
  ['in JSON with escaped slashes', (key) => JSON.stringify({ key }).replaceAll('/', '\\/')],
  ['in an .env file', (key) => `PRIVATE_KEY="${key.replaceAll('\n', '\\n')}"\n`],
  ['in a YAML block', (key) => ['key: |', ...indented(key, '  ')].join('\n')],
  ['in a deep YAML block', (key) => ['key: |', ...indented(key, ' '.repeat(24))].join('\n')],
  ['indented with tabs', (key) => indented(key, '\t\t').join('\n')],
  [
    'joined with + behind lines',
    (key) =>
      `const key =\n  ${lines(key)
        .map((line) => `'${line}\\n'`)
        .join(' +\n  ')};`,
  ],
  ['joined with + before lines', (key) => `key = "${lines(key).join('\\n"\n    + "')}\\n";`],
  ['joined with + on one line', (key) => `key = "${lines(key).join('\\n"+"')}";`],
  ['joined with dots', (key) => `$key = '${lines(key).join('\' . "\\n" .\n \'')}';`],
  [
    'in adjacent strings of C',
    (key) =>
      lines(key)
        .map((line) => `  "${line}\\n"`)
        .join('\n'),
  ],
  [
    'in a list of strings',
    (key) =>
      `[${lines(key)
        .map((line) => JSON.stringify(line))
        .join(', ')}].join("\\n")`,
  ],
  ['in comments with //', (key) => indented(key, '// ').join('\n')],
  ['in comments with #', (key) => indented(key, '# ').join('\n')],
  ['in a block comment', (key) => ['/*', ...indented(key, ' * '), ' */'].join('\n')],
  ['in a stored diff', (key) => indented(key, '+').join('\n')],
  ['in a quoted mail', (key) => indented(key, '> ').join('\n')],
  ['in XML with escaped line ends', (key) => `<key>${key.replaceAll('\n', '&#10;')}</key>`],
  ['with trailing spaces', (key) => key.replaceAll('\n', '  \n')],
  ['with empty lines', (key) => key.replaceAll('\n', '\n\n')],
];

describe.each(FORMS)('a private key %s', (_, form) => {
  it.each(KEYS)('is found and proved: %s', (_, key) => {
    expectKey(form(key));
  });

  it.each(PROTECTED)('is found, and less urgent: %s', (_, key) => {
    expectKey(form(key), 'medium');
  });
});

describe('a private key', () => {
  it('is on one line with spaces for line feeds', () => {
    for (const [, key] of KEYS) expectKey(key.trimEnd().replaceAll('\n', ' '));
  });

  it('is proved whatever characters its lines begin with', () => {
    for (let count = 0; count < 60; count++) {
      const key = pem(generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey, 'pkcs8');
      for (const form of ['\n', '\n// ', '\n+', '" +\n"'])
        expect([form, found(key.trimEnd().split('\n').join(form))]).toMatchObject([form, [{ confidence: 'high' }]]);
    }
  });

  it('is told apart from the next one', () => {
    const text = KEYS.map(([, key]) => key).join('');
    const starts = [...text.matchAll(/-----BEGIN/g)].map(({ index }) => index);
    expect(found(text).map(({ start }) => start)).toEqual(starts);
  });

  it('is found behind a BEGIN that never ends', () => {
    const [, key] = KEYS[1] as [string, string];
    const text = `${key.slice(0, 400)}\n${key}`;
    expect(found(text)).toMatchObject([{ start: 401, confidence: 'high' }]);
  });

  it('is never shown in the notes of a finding', () => {
    const notes = PROTECTED.flatMap(([, key]) => engine.scan(Buffer.from(key)).flatMap((match) => match.notes));
    expect(new Set(notes)).toEqual(new Set(['protected by a passphrase']));
  });

  it.each([
    ['lost a line', (key: string) => lines(key).toSpliced(5, 1).join('\n')],
    ['lost a character', (key: string) => key.slice(0, 300) + key.slice(302)],
    ['ends with another label', (key: string) => key.replace('END PRIVATE', 'END RSA PRIVATE')],
    [
      'has its lines in another order',
      (key: string) =>
        lines(key)
          .toSpliced(1, 2, ...lines(key).slice(1, 3).reverse())
          .join('\n'),
    ],
  ])('is of low confidence when it %s', (_, damage) => {
    expect(found(damage(pem(rsa, 'pkcs8')))).toMatchObject([{ pattern: 'pem-private-key', confidence: 'low' }]);
  });

  it.each([
    ['is cut off before its END', (key: string) => key.slice(0, 800)],
    ['lost its BEGIN', (key: string) => key.slice(40)],
    ['is only a label', (key: string) => armoured(key, '')],
    ['says that the rest is left out', (key: string) => `${key.slice(0, 60)}\n...\n${lines(key).at(-1)}`],
    [
      'holds a few words',
      (key: string) => armoured(key, 'paste the key that the console gave you into this box, then save'),
    ],
  ])('is nothing when it %s', (_, damage) => {
    expect(found(damage(pem(rsa, 'pkcs8')))).toEqual([]);
  });
});

describe('what is public', () => {
  const publicKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;

  it.each([
    ['a public key', publicKey.export({ type: 'spki', format: 'pem' }).toString()],
    ['an RSA public key', publicKey.export({ type: 'pkcs1', format: 'pem' }).toString()],
    ['a certificate', pem(rsa, 'pkcs8').replaceAll('PRIVATE KEY', 'CERTIFICATE')],
    ['a certificate request', pem(rsa, 'pkcs8').replaceAll('PRIVATE KEY', 'CERTIFICATE REQUEST')],
    ['parameters', pem(rsa, 'pkcs8').replaceAll('PRIVATE KEY', 'DH PARAMETERS')],
  ])('is not found: %s', (_, text) => {
    expect(found(text)).toEqual([]);
  });
});

const hasSshKeygen = spawnSync('ssh-keygen', ['-?']).error === undefined;

describe.skipIf(!hasSshKeygen)('a key of ssh-keygen (skipped where there is none)', () => {
  it.each([
    ['ed25519', '', 'critical'],
    ['ecdsa', '', 'critical'],
    ['rsa', '', 'critical'],
    ['ed25519', 'a passphrase', 'medium'],
    ['rsa', 'a passphrase', 'medium'],
  ])('of type %s with passphrase %j is found as %s; its public half is not', (type, passphrase, severity) => {
    const file = join(temporaryFolder(), 'id');
    const made = spawnSync('ssh-keygen', ['-q', '-t', type, '-N', passphrase, '-C', 'ada@example.test', '-f', file]);
    expect(made.status).toBe(0);
    const key = readFileSync(file, 'utf8');
    for (const [, form] of FORMS) expectKey(form(key), severity);
    expect(found(readFileSync(`${file}.pub`, 'utf8'))).toEqual([]);
  });

  it.each(['RFC4716', 'PKCS8', 'PEM'])('in the format %s is found', (format) => {
    const file = join(temporaryFolder(), 'id');
    spawnSync('ssh-keygen', ['-q', '-t', 'rsa', '-m', format, '-N', '', '-f', file]);
    expectKey(readFileSync(file, 'utf8'));
  });
});

describe('an OpenPGP private key block', () => {
  it('is proved by its checksum and its first packet', () => {
    for (const shape of [0, 1]) {
      const key = token('pgp-private-key', shape);
      for (const text of [key, key.replaceAll('\n', '\r\n'), JSON.stringify({ key }), indented(key, '    ').join('\n')])
        expect(found(text)).toMatchObject([{ pattern: 'pgp-private-key', confidence: 'high', severity: 'critical' }]);
    }
  });

  it('needs no checksum', () => {
    const key = token('pgp-private-key').replace(/\n=[A-Za-z0-9+/]{4}\n/, '\n');
    expect(found(key)).toMatchObject([{ confidence: 'high' }]);
  });

  it.each([
    ['its checksum is wrong', (key: string) => key.replace(/\n=[A-Za-z0-9+/]{4}\n/, '\n=AAAA\n')],
    ['it lost a line', (key: string) => lines(key).toSpliced(6, 1).join('\n')],
    ['it begins with another packet', (key: string) => key.replace('\n\nx', '\n\ny')],
  ])('is of low confidence when %s', (_, damage) => {
    expect(found(damage(token('pgp-private-key')))).toMatchObject([{ confidence: 'low' }]);
  });

  it('is found beside a name that is not ASCII', () => {
    const key = token('pgp-private-key', 1).replace('Ada', 'Adéle Größe');
    expect(found(key)).toMatchObject([{ pattern: 'pgp-private-key', confidence: 'high' }]);
  });
});
