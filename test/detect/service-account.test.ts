import { describe, expect, it } from 'vitest';
import { Engine } from '../../src/detect/engine.js';
import { STRUCTURE_REACH } from '../../src/detect/pattern.js';
import { catalogue, token } from '../support/token.js';

const engine = new Engine(catalogue.patterns);
const found = (text: string) => engine.scan(Buffer.from(text)).map(({ pattern }) => pattern.id);

const ACCOUNT = 'ci-deploy@acme-prod-1.iam.gserviceaccount.com';
const KEY_ID = '0f1e2d3c'.repeat(5);
const pem = () => `${token('pem-private-key')}\n`;

/** What Google hands out, with its keys in its order. */
const file = (key = pem()): Readonly<Record<string, string>> => ({
  type: 'service_account',
  project_id: 'acme-prod-1',
  private_key_id: KEY_ID,
  private_key: key,
  client_email: ACCOUNT,
  client_id: '104857600000000000001',
  auth_uri: 'https://accounts.google.com/o/oauth2/auth',
  token_uri: 'https://oauth2.googleapis.com/token',
  auth_provider_x509_cert_url: 'https://www.googleapis.com/oauth2/v1/certs',
  client_x509_cert_url: `https://www.googleapis.com/robot/v1/metadata/x509/${ACCOUNT.replace('@', '%40')}`,
  universe_domain: 'googleapis.com',
});
const sorted = (object: object, by: (a: string, b: string) => number) =>
  Object.fromEntries(Object.entries(object).sort(([a], [b]) => by(a, b)));

describe('the file of a service account', () => {
  it.each<[string, string]>([
    ['as it is handed out', JSON.stringify(file(), undefined, 2)],
    ['minified', JSON.stringify(file())],
    [
      'in alphabetical order',
      JSON.stringify(
        sorted(file(), (a, b) => (a < b ? -1 : 1)),
        undefined,
        2,
      ),
    ],
    ['in the opposite order', JSON.stringify(sorted(file(), (a, b) => (a < b ? 1 : -1)))],
    [
      'with its key last',
      JSON.stringify(sorted(file(), (a, b) => Number(a === 'private_key') - Number(b === 'private_key'))),
    ],
    ['as a string in JSON', JSON.stringify({ GOOGLE_CREDENTIALS: JSON.stringify(file(), undefined, 2) })],
    ['as a string in a string in JSON', JSON.stringify({ a: JSON.stringify({ b: JSON.stringify(file()) }) })],
    ['in a line of .env', `GOOGLE_CREDENTIALS='${JSON.stringify(file())}'\n`],
    [
      'between other objects',
      JSON.stringify([{ a: 1 }, { nested: { deep: {} }, ...file(), after: { more: [{}] } }, { b: 2 }]),
    ],
    ['as a Python dictionary', `info = ${JSON.stringify(file()).replaceAll('"', "'")}`],
    [
      'as code',
      `cert({\n  clientEmail: '${ACCOUNT}',\n  privateKeyId: '${KEY_ID}',\n  privateKey: '${pem().replaceAll('\n', '\\n')}',\n})`,
    ],
  ])('is one finding %s', (_, text) => {
    const matches = engine.scan(Buffer.from(text));
    expect(matches.map(({ pattern }) => pattern.id)).toEqual(['gcp-service-account-key']);
    expect(matches[0]).toMatchObject({ severity: 'critical', confidence: 'high', proved: true });
    expect(matches[0]?.notes).toEqual([`service account ${ACCOUNT}`, `key id ${KEY_ID}`]);
  });

  it('is known again by its key, however it is laid out', () => {
    const object = file();
    const keys = [JSON.stringify(object), JSON.stringify(object, undefined, 4)].map((text) => {
      const bytes = Buffer.from(text);
      const [match] = engine.scan(bytes);
      return bytes.toString('latin1', match?.start, match?.end);
    });
    expect(new Set(keys).size).toBe(1);
  });

  it('tells each of several files by its own account', () => {
    const accounts = ['one', 'two', 'three'].map((name) => `${name}@acme.iam.gserviceaccount.com`);
    const text = JSON.stringify(accounts.map((account) => ({ ...file(), client_email: account })));
    const notes = engine.scan(Buffer.from(text)).map(({ notes }) => notes[0]);
    expect(notes).toEqual(accounts.map((account) => `service account ${account}`));
  });
});

describe('what is only a part of such a file', () => {
  const text = JSON.stringify(file(), undefined, 2);
  const without = (key: string) => JSON.stringify({ ...file(), [key]: undefined });

  it.each<[string, string, string[]]>([
    ['cut off behind the key', text.slice(0, text.indexOf('client_email')), ['pem-private-key']],
    ['cut off before the last brace', text.slice(0, -1), ['pem-private-key']],
    ['cut off within the key', text.slice(0, text.indexOf('client_email') - 300), []],
    ['without an account', without('client_email'), ['pem-private-key']],
    ['without a key', without('private_key'), []],
    ['with a key that is left out', JSON.stringify(file('REDACTED')), []],
    ['of another issuer', JSON.stringify({ ...file(), client_email: 'ci@acme.example' }), ['pem-private-key']],
    ['with a key of another name', JSON.stringify({ tls: pem(), client_email: ACCOUNT }), ['pem-private-key']],
    ['beside an account', JSON.stringify([{ private_key: pem() }, { client_email: ACCOUNT }]), ['pem-private-key']],
    [
      'too far from the account',
      JSON.stringify({ client_email: ACCOUNT, more: 'lorem '.repeat(STRUCTURE_REACH / 6), private_key: pem() }),
      ['pem-private-key'],
    ],
  ])('falls back to what it is: %s', (_, part, expected) => {
    expect(found(part)).toEqual(expected);
  });

  it('is doubtful when its key does not parse', () => {
    const broken = pem().replace(/\n[A-Za-z0-9+/]{8}/, '\n');
    const [match] = engine.scan(Buffer.from(JSON.stringify(file(broken))));
    expect(match).toMatchObject({ confidence: 'low', proved: false });
    expect(match?.pattern.id).toBe('gcp-service-account-key');
  });
});
