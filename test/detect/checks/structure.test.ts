import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/catalogue/random.js';
import { draw } from '../../../src/catalogue/shape.js';
import { azureCask, azureDevopsPat, azureSignature } from '../../../src/detect/checks/azure-key.js';
import { fromBase32, toBase32 } from '../../../src/detect/checks/base32.js';
import { fromBase58, fromBase58Check, toBase58, toBase58Check } from '../../../src/detect/checks/base58.js';
import { crc16, withCrc16 } from '../../../src/detect/checks/crc16.js';
import { CHECKS } from '../../../src/detect/checks/index.js';
import { marvin32 } from '../../../src/detect/checks/marvin32.js';
import { isNoPassword } from '../../../src/detect/checks/password-words.js';
import { altered } from '../../support/altered.js';

// Worked examples of the fact table: bodies and their sums, computed by hand of other tools. They are joined to tokens only
// when a test runs.

const verdict = (check: string, secret: string, match = secret) => CHECKS[check]?.(secret, match, () => '').verdict;
const bytes = (from: number, length: number) => Buffer.from(Array.from({ length }, (_, i) => from + i));

describe('a seed', () => {
  it('ends in CRC-16/XMODEM, low byte first', () => {
    expect(crc16(Buffer.from('123456789'))).toBe(0x31c3);
    expect(crc16(Buffer.concat([Buffer.of(0x90), bytes(0, 32)]))).toBe(0x4835);
  });

  it.each([
    ['stellar-seed', Buffer.of(0x90), /^S[A-Z2-7]{55}$/],
    ['nats-seed', Buffer.of(0x95, 0x00), /^SU[A-Z2-7]{56}$/],
  ])('%s proves a whole one', (check, prefix, shape) => {
    const secret = toBase32(withCrc16(Buffer.concat([prefix, bytes(0, 32)])));
    expect(secret).toMatch(shape);
    expect(verdict(check, secret)).toBe('proved');
    expect(verdict(check, altered(secret, 20))).toBe('refuted');
    expect(verdict(check, secret.slice(0, -1))).toBe('refuted');
    expect(verdict(check, `${secret.slice(0, -1)}1`)).toBe('refuted');
  });

  it('of a NATS user has the sum of the worked example', () => {
    expect(crc16(Buffer.concat([Buffer.of(0x95, 0x00), bytes(0, 32)]))).toBe(0xf6ff);
  });
});

describe('base 32 and base 58', () => {
  it('give back what they were given', () => {
    for (let length = 0; length < 40; length++) {
      expect(fromBase32(toBase32(bytes(3, length)))).toEqual(bytes(3, length));
      const withZeros = Buffer.concat([Buffer.alloc(length % 3), bytes(1, length)]);
      expect(fromBase58(toBase58(withZeros))).toEqual(withZeros);
    }
    expect(fromBase58('0OIl')).toBeUndefined();
    expect(fromBase32('18')).toBeUndefined();
  });

  it('Base58Check ends in four bytes of SHA-256 taken twice', () => {
    const content = Buffer.concat([Buffer.of(0x80), bytes(1, 32), Buffer.of(1)]);
    const text = toBase58Check(content);
    expect(fromBase58(text)?.subarray(-4).toString('hex')).toBe('2cfb71ae');
    expect(fromBase58Check(text)).toEqual(content);
    expect(verdict('bitcoin-wif', text)).toBe('proved');
    expect(verdict('bitcoin-wif', altered(text, 30))).toBe('refuted');
    expect(verdict('base58-check', altered(text, 30))).toBe('refuted');
  });

  it('a wallet key has its version and length', () => {
    const key = (...parts: Uint8Array[]) => verdict('bitcoin-wif', toBase58Check(Buffer.concat(parts)));
    expect(key(Buffer.of(0xef), bytes(1, 32))).toBe('proved');
    expect(key(Buffer.of(0x80), bytes(1, 31))).toBe('refuted');
    expect(key(Buffer.of(0x80), bytes(1, 32), Buffer.of(2))).toBe('refuted');
    expect(key(Buffer.of(0x00), bytes(1, 32))).toBe('refuted');
  });
});

describe('an Azure key', () => {
  it('ends in Marvin32', () => {
    const body = 'SyntheticAzureStorageKeyBody0123456789';
    const key = `${body}${body}+ASt${'2BjV9w=='}`;
    expect(Buffer.from(key, 'base64').subarray(-4).toString('hex')).toBe('d818d5f7');
    expect(azureSignature(key).verdict).toBe('proved');
    expect(azureSignature(altered(key, 5)).verdict).toBe('unproven');
    expect(azureSignature(key.replace('+ASt', '+AXx')).verdict).toBe('unproven');
  });

  it.each([
    ['{A-Za-z0-9+/:76}+ASt{=azure-signature:80}', 88],
    ['{A-Za-z0-9+/:76}ACDb{=azure-signature:80}', 88],
    ['{A-Za-z0-9+/:33}+AEh{=azure-signature:37}', 44],
    ['{A-Za-z0-9+/:33}AzCa{=azure-signature:37}', 44],
    ['{A-Za-z0-9+/:42}+ACR{=azure-signature:46}', 52],
    ['{A-Za-z0-9:42}AzSe{=azure-signature:46}', 52],
    ['{A-Za-z0-9+/:44}AzFu{=azure-signature:48}', 56],
  ])('of the shape %s proves itself', (shape, length) => {
    const random = seededRandom(2);
    for (let i = 0; i < 20; i++) {
      const key = draw(shape, random);
      expect(key).toHaveLength(length);
      expect(azureSignature(key).verdict).toBe('proved');
    }
  });

  it('of the common format ends in Marvin32 as base 62 as base 64', () => {
    const head = ['S'.repeat(26), 'y'.repeat(26), 'JQQJ99', 'AL', 'A'.repeat(12), 'AAAB', 'ACOG'].join('');
    expect(marvin32(Buffer.from(head.slice(0, 80), 'base64'), 'Default0')).toBe(0x5d5ba977);
    expect(azureCask(`${head}2Brd`).verdict).toBe('proved');
    expect(azureCask(`${head}2Bre`).verdict).toBe('unproven');
    expect(azureCask(`${head}2B`).verdict).toBe('unproven');
    expect(azureCask(draw(`${'{A-Za-z0-9:52}'}JQQJ99BA{A-Z:16}AZDO{=azure-cask}`, seededRandom(3))).verdict).toBe(
      'proved',
    );
    const older = Buffer.alloc(4);
    older.writeUInt32LE(0x5d5ba977);
    expect(azureCask(head + older.toString('base64').slice(0, 4)).verdict).toBe('proved');
    expect(azureCask(head + older.toString('base64')).verdict).toBe('proved');
  });

  it('of the old DevOps form holds its sum in four places', () => {
    // hushkey:ignore generic-token -- the bytes 0 to 31
    const token = ['aaatwayeaudnhgajbifqydiob4', 'ibceqtcqkucfyydenbwha5dypq'].join('');
    expect(azureDevopsPat(token).verdict).toBe('proved');
    expect(azureDevopsPat(altered(token, 0)).verdict).toBe('refuted');
    expect(azureDevopsPat(token.slice(1)).verdict).toBe('refuted');
    expect(azureDevopsPat(draw('{=azure-devops-pat}', seededRandom(4))).verdict).toBe('proved');
  });
});

describe('a PyPI token', () => {
  const drawn = (shape: string) => draw(shape, seededRandom(5));

  it('is a macaroon of its host', () => {
    expect(drawn('pypi-{=pypi-macaroon}')).toMatch(/^pypi-AgEIcHlwaS5vcmcC/);
    expect(verdict('pypi-macaroon', drawn('pypi-{=pypi-macaroon}'))).toBe('proved');
    expect(drawn('pypi-{=pypi-macaroon:test}')).toMatch(/^pypi-AgENdGVzdC5weXBpLm9yZ/);
    expect(verdict('pypi-macaroon', drawn('pypi-{=pypi-macaroon:test}'))).toBe('proved');
  });

  it('is none with another host, without an identifier, or when it is cut short', () => {
    const token = drawn('pypi-{=pypi-macaroon}');
    expect(verdict('pypi-macaroon', token.slice(0, -8))).toBe('doubtful');
    expect(verdict('pypi-macaroon', token.slice(0, 40))).toBe('refuted');
    expect(verdict('pypi-macaroon', drawn('pypi-AgEIcHlwaS5vcmc{A-Za-z0-9:150}'))).toBe('refuted');
    expect(verdict('pypi-macaroon', drawn('pypi-{=pypi-macaroon:other}'))).toBe('refuted');
    expect(verdict('pypi-macaroon', 'pypi-')).toBe('refuted');
  });
});

describe('JSON in base 64', () => {
  it.each([
    ['sentry-org-token', 'sntrys_{=base64-json:iat-url-org}_{A-Za-z0-9:43}', 'refuted'],
    ['grafana-cloud-token', 'glc_{=base64-json:o-n-k-m}', 'unproven'],
    ['grafana-api-key', '{=base64-json:k-n-id}', 'refuted'],
    ['onepassword-token', 'ops_{=onepassword-json}', 'refuted'],
    ['mapbox-token', 'sk.{=base64-json:u-a}.{A-Za-z0-9:22}', 'refuted'],
  ])('%s proves its keys', (check, shape, otherwise) => {
    const random = seededRandom(6);
    expect(verdict(check, draw(shape, random))).toBe('proved');
    expect(verdict(check, draw(shape.replace(/\{=.*?\}/, '{=base64-json:some-other}'), random))).toBe(otherwise);
    expect(verdict(check, draw(shape, random).slice(0, 12))).toBe(otherwise);
  });
});

describe('a password in a URL', () => {
  const url = (text: string) => {
    const password = /:\/\/[^:]*:(.*)@/.exec(text)?.[1] ?? '';
    return CHECKS['url-password']?.(password, text, () => '');
  };
  const drawn = () => draw('{A-Za-z:11}{0-9:3}', seededRandom(Math.floor(Math.random() * 2 ** 32)));

  it.each(['db.internal', 'ep-cool-1.eu-central-1.aws.neon.tech', 'redis', '10.0.0.4', '', 'exampled.com', 'host.io'])(
    'counts on %j',
    (host) => {
      const proof = url(`postgres://app:${drawn()}@${host}`);
      expect([proof?.verdict, proof?.severity]).toEqual(['open', undefined]);
    },
  );

  it.each(['localhost', '127.0.0.1', '127.0.1.1', '[::1]', 'app.localhost'])('is of little use on %s', (host) => {
    expect(url(`postgres://app:${drawn()}@${host}`)).toMatchObject({ verdict: 'open', severity: 'low' });
  });

  it('is told with its user and its host, and with no user that could be a token', () => {
    expect(url(`postgres://app:${drawn()}@DB.internal.`)?.notes).toEqual(['the password of app at db.internal']);
    expect(url(`redis://:${drawn()}@cache`)?.notes).toEqual(['the password at cache']);
    expect(url(`https://app:${drawn()}@`)?.notes).toEqual(['the password of app']);
    const token = draw('glpat-{A-Za-z0-9_-:20}', seededRandom(3));
    expect(url(`https://${token}:${drawn()}@git.internal`)?.notes).toEqual(['the password at git.internal']);
    expect(url(`https://a\x1b[31m:${drawn()}@git.internal`)?.notes).toEqual(['the password at git.internal']);
  });

  it.each(['example.com', 'db.example.org', 'x.test', 'host', 'HOSTNAME', 'your-host', 'mongodb0.example.com.'])(
    'is invented on %s',
    (host) => expect(url(`postgres://app:${drawn()}@${host}`)?.verdict).toBe('refuted'),
  );

  it.each([
    'Password',
    '$(PW)',
    '$PW',
    '{{ pw }}',
    '%s',
    '****',
    '<pw>',
    'changeme',
    'p%61ss',
    '%3Cpassword%3E',
    'abc',
  ])('is none when it is %s', (password) =>
    expect(url(`postgres://app:${password}@db.internal`)?.verdict).toBe('refuted'),
  );

  it('is none when it is the name of the user', () => {
    expect(url('amqp://Warehouse:warehouse@mq.internal')?.verdict).toBe('refuted');
  });

  it('is doubtful beside a name from documentation', () => {
    expect(url(`postgres://user:${drawn()}@db.internal`)).toMatchObject({ verdict: 'doubtful' });
    expect(url(`postgres://my_user:${drawn()}@localhost`)).toMatchObject({ verdict: 'doubtful', severity: 'low' });
  });

  it('may hold an @', () => {
    expect(url('redis://:ab@cdE5@example.com')?.verdict).toBe('refuted');
    expect(url(['redis://:ab@cdE5', 'cache.internal'].join('@'))?.verdict).toBe('open');
  });
});

describe('basic authentication', () => {
  const of = (text: string) => verdict('basic-auth', Buffer.from(text).toString('base64'));

  it('is a user and a password', () => {
    expect(verdict('basic-auth', draw('{=basic-auth}', seededRandom(7)))).toBe('open');
    expect(of(`ada:${draw('{A-Za-z0-9:12}', seededRandom(8))}`)).toBe('open');
    expect(of(`jürgen:${draw('{A-Za-z0-9:12}', seededRandom(9))}é`)).toBe('open');
  });

  it.each([
    'user:password',
    'username:pass',
    'admin:admin',
    ':x9Kd83jd',
    'x9Kd83jd:',
    'nocolon',
    'a:$PASSWORD',
    'a\u0000b:cde45fg',
  ])('is none in %j', (text) => expect(of(text)).toBe('refuted'));

  it('is doubtful beside a name from documentation', () => {
    expect(of(`username:${draw('{A-Za-z0-9:12}', seededRandom(14))}`)).toBe('doubtful');
  });

  it('is none in what is no text', () => {
    expect(
      verdict('basic-auth', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('a:b9Kd83jd')]).toString('base64')),
    ).toBe('refuted');
  });

  it('a password alone is one', () => {
    const alone = (text: string) => verdict('base64-password', Buffer.from(text).toString('base64'));
    expect(verdict('base64-password', draw('{=base64-password}', seededRandom(10)))).toBe('open');
    expect(alone('password')).toBe('refuted');
    expect(alone('$(PASSWORD)')).toBe('refuted');
    expect(alone('\u0001\u0002abcdefg')).toBe('refuted');
  });
});

describe('a password that is none', () => {
  it.each(
    `password PASSWORD Passw0rd pass changeme change-me CHANGE_ME your-password yourStrongPassword my_secret_password dbpassword
    \${X} $X $(X) {{x}} <password> [password] {password} %s %(password)s :password :pw @PASSWORD@ __PASSWORD__ #{x} **** xxxx XXXXXXXX
    ... secret guest root postgres user_password db-password-here ENC(abc) vault:a/b#c op://vault/item process.env.X os.environ[x]
    env('X') var.password ? !Ref toor 1234 aaaaaaa enter_password_here thisisasecret REDACTED none null P@ssw0rd p4ssw0rd! Password123 TEST_DATA_BASE64`.split(
      /\s+/,
    ),
  )('is %s', (text) => expect(isNoPassword(text)).toBe(true));

  it('is no random one', () => {
    const random = seededRandom(11);
    for (let i = 0; i < 5000; i++) {
      expect(isNoPassword(draw('{A-Za-z0-9:8,40}', random))).toBe(false);
      expect(isNoPassword(draw('{a-z:6}{0-9:2}', random))).toBe(false);
      expect(isNoPassword(draw('{A-Za-z0-9:2}{!#&*+.,~^-:2}{A-Za-z0-9:8}', random))).toBe(false);
    }
  });
});

describe('a secret that Jenkins wrote', () => {
  it('has the lengths it tells of', () => {
    const secret = draw('{=jenkins-secret:2}', seededRandom(12));
    expect(secret).toMatch(/^AQAAABAAAA/);
    expect(verdict('jenkins-secret', secret)).toBe('proved');
    expect(verdict('jenkins-secret', `{${secret}}`)).toBe('proved');
    expect(verdict('jenkins-secret', secret.slice(0, -8))).toBe('doubtful');
    expect(verdict('jenkins-secret', secret.replace('A', 'B'))).toBe('doubtful');
    expect(verdict('jenkins-secret', 'AQAA')).toBe('doubtful');
  });
});

describe('a PEM key in base 64', () => {
  it('is a key when it decodes to one', () => {
    const random = seededRandom(13);
    expect(verdict('pem-in-base64', draw('{=pem-base64:300}', random))).toBe('proved');
    const certificate = Buffer.from(draw('-----BEGIN CERTIFICATE-----\n{=der:300}\n-----END CERTIFICATE-----', random));
    expect(verdict('pem-in-base64', certificate.toString('base64'))).toBe('refuted');
  });
});
