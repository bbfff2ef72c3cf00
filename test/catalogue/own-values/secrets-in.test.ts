// Which values of variables are secrets, and which are settings.
import { describe, expect, it } from 'vitest';
import { secretsIn } from '../../../src/catalogue/own-values/secrets-in.js';
import { drawn, password } from '../../support/own-secret.js';

const secrets = (variable: string, value: string, literal?: true) =>
  secretsIn({ variable, value, ...(literal && { literal }) }).map(({ text }) => text);

const TOKEN = '{A-Za-z0-9:12}7{a-z:2}4{A-Z:2}9{a-z:6}';

describe('a secret', () => {
  it.each([
    'DB_PASSWORD',
    'dbPassword',
    'SECRET_KEY_BASE',
    'APP_SECRET',
    'STRIPE_KEY_PROD',
    'PGPASSWORD',
    'ADMIN_PW',
    'api.token',
    'CREDENTIALS_2',
  ])('is the password that %s has', (variable) => {
    const value = password();
    expect(secrets(variable, value)).toEqual([value]);
  });

  it.each(['{A-Za-z:1}$f7{a-z:3}>{A-Z:2}{{1-9:2}', '{a-z:4}\'{A-Z:3}"{0-9:3}', '{a-z:5} {A-Z:1}{a-z:4} {0-9:2}!'])(
    'can have any characters: %s',
    (shape) => {
      const value = drawn(shape);
      expect(secrets('DB_PASSWORD', value)).toEqual([value]);
    },
  );

  it('can be short, with a dash, when it is no words', () => {
    const value = drawn('{K:1}{a-z:1}{0-9:2}-{b-d:1}{f-h:1}{j-n:1}{p-t:1}');
    expect(secrets('DB_PASSWORD', value)).toEqual([value]);
  });

  it('is a phrase of many words', () => {
    const value = drawn('{b-d:1}attery-{h-k:1}orse-{s-t:1}taple-{m-p:1}argin');
    expect(secrets('VAULT_PASSPHRASE', value)).toEqual([value]);
  });

  it.each(['FOO', 'SENDGRID', 'BUILD_THING'])('is a token, whatever its name: %s', (variable) => {
    for (let i = 0; i < 50; i++) {
      const value = drawn(TOKEN);
      expect(secrets(variable, value)).toEqual([value]);
    }
  });

  it('is what password generators make, whatever its name', () => {
    const value = drawn('{a-z:2}7$K{a-z:1}!2{a-z:1}@Q{a-z:1}7^L{a-z:1}4{A-Z:2}');
    expect(secrets('FOO', value)).toEqual([value]);
  });

  it.each([
    (secret: string) => `postgres://shop:${encodeURIComponent(secret)}@db.corp.internal:5432/shop?sslmode=require`,
    (secret: string) => `https://x.test redis://:${encodeURIComponent(secret)}@10.0.0.7:6379`,
    (secret: string) => `Server=db;User Id=sa;Password=${secret};Encrypt=true`,
    (secret: string) => `host=db user=shop password=${secret} dbname=shop`,
    (secret: string) => `https://api.corp.internal/v1?user=a&token=${encodeURIComponent(secret)}`,
  ])('is the password in a connection string, and no more of it (%#)', (connection) => {
    const secret = password();
    expect(secrets('DATABASE_URL', connection(secret))).toEqual([secret]);
    expect(secrets('SOME_SECRET', connection(secret))).toEqual([secret]);
  });
});

it('a password in a URL may have a slash that should have been encoded, and an address may follow', () => {
  const secret = `${drawn('{a-z:4}{A-Z:3}{0-9:3}')}/x`;
  // hushkey:ignore generic-secret -- text in code
  expect(secrets('AMQP_URL', `amqp://shop:${secret}@10.0.0.7:5672/v`)).toEqual([secret]);
  expect(secrets('REDIS_URL', 'redis://10.0.0.7:6379/?mail=someone@corp.example')).toEqual([]);
});

it('the secrets in a JSON object are what its own names say', () => {
  const [key, secret] = [
    `-----BEGIN PRIVATE KEY-----\n${drawn('{A-Za-z0-9+/:64}')}\n-----END PRIVATE KEY-----`,
    password(),
  ];
  const file = {
    type: 'service_account',
    private_key: `${key}\n`,
    client_secret: secret,
    token_uri: 'https://a.test/',
  };
  expect(secrets('GOOGLE_CREDENTIALS', JSON.stringify(file), true)).toEqual([key, secret]);
});

it('takes no time for what somebody made to take long', () => {
  const values = ['://', '://:@', 'password ', 'a.', 'a/', '1', '-a1', '$x', '{"', '=\t'].map((part) =>
    part.repeat(500_000),
  );
  const started = performance.now();
  for (const value of values) secrets('DB_PASSWORD', value, true);
  for (const part of ['1', '_', 'key', 'A', 'prod', 'a_']) secrets(`SECRET${part.repeat(60)}!`, password());
  expect(performance.now() - started).toBeLessThan(3000);
});

it('a password of a few letters and dashes counts when its letters are no words', () => {
  for (const shape of ['{bcdfghjkmpqtvwxz:10}', '{bdfghjkmqtvwxz:5}-{bcdfgkmpqtvwxz:6}-{0-9:2}']) {
    const secret = drawn(shape);
    expect(secrets('DB_PASSWORD', secret)).toEqual([secret]);
  }
});

describe('no secret', () => {
  it.each([
    'development',
    'password',
    'Password1',
    'localhost',
    'changeme',
    'your-password-here',
    '<your password>',
    'my-super-secret-jwt-key',
    'some-local-dev-secret',
    'supersecretjwtkey123',
    'thisisasecretfordevelopment',
    'a-very-long-secret-of-at-least-32-characters',
    'grafana-dev-2024',
    'xxxxxxxxxxxx',
    '************',
    'postgres',
    'sunshine',
    'short1!',
    '12345678901234567890',
    'true',
    'undefined',
    '3600',
    '30d',
    '2026-01-02T03:04:05Z',
    'v1.22.333-alpha4',
    '/run/secrets/db_password',
    './certs/server.key',
    'C:\\certs\\server.key',
    'config/keys/production.pem',
    'https://sso.corp.internal/auth/realms/main',
    'postgres://localhost:5432/shop',
    'postgres://postgres:postgres@localhost/shop',
    'db.corp.internal:5432',
    'someone@corp.example',
    'us-east-1',
    'encrypted:BAbcDef123ghiJKl456mnOPq789',
    'op://vault/item/password',
    'vault:secret/data/shop#password',
    'arn:aws:secretsmanager:eu-west-1:123:secret:shop',
    '$' + '{OTHER_SECRET}',
    'prefix-$' + '{OTHER}-suffix1',
    '$OTHER_SECRET',
    '$(pass show shop/db)',
    '`pass show shop`',
    '{{ vault.password }}',
  ])('is %s, even in a variable that is named as one', (value) => {
    expect(secrets('DB_PASSWORD', value)).toEqual([]);
  });

  it.each([
    'NEXT_PUBLIC_API_KEY',
    'VITE_TOKEN',
    'REACT_APP_SECRET',
    'STRIPE_PUBLISHABLE_KEY',
    'VAPID_PUBLIC_KEY',
    'RECAPTCHA_SITE_KEY',
    'AUTH0_CLIENT_ID',
    'AZURE_TENANT_ID',
    'GIT_COMMIT',
    'IMAGE_TAG',
    'S3_BUCKET',
    'SECRET_NAME',
    'TOKEN_URL',
    'NODE_OPTIONS',
  ])('is the token of %s', (variable) => {
    expect(secrets(variable, drawn(TOKEN))).toEqual([]);
  });

  it.each([
    'gpt-4o-mini-2024-07-18',
    'claude-3-5-sonnet-20241022',
    'registry.corp.example/team/app:1.22.3-alpine3',
    'my-team-bucket-prod-eu-west-1',
    '--max-old-space-size=4096',
    'https://a.example,https://b.example',
    'com.example.shop.android.release',
    'ShopOrderConfirmationHandler',
    'error,warn,info,debug,trace',
    '0 */6 * * 1-5',
    '{"retries":3,"timeout":"30s"}',
  ])('is %s in a variable of any other name', (value) => {
    expect(secrets('SETTING', value)).toEqual([]);
  });

  it('is a UUID whose name does not say so', () => {
    expect(secrets('TENANT', drawn('{a-f0-9:8}-{a-f0-9:4}-4{a-f0-9:3}-a{a-f0-9:3}-{a-f0-9:12}'))).toEqual([]);
  });
});

it('a dollar sign in a value that nothing is put into is a character', () => {
  const value = drawn('{$:1}{A-Z:2}{a-z:4}{0-9:3}!{a-z:2}');
  expect(secrets('DB_PASSWORD', value, true)).toEqual([value]);
});
