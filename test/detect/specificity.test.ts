import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/catalogue/random.js';
import { drawExample } from '../../src/catalogue/shape.js';
import { Engine } from '../../src/detect/engine.js';
import type { Match } from '../../src/detect/match.js';
import { catalogue, patternFiles } from '../support/token.js';

const engine = new Engine(catalogue.patterns);
const entries = patternFiles.flatMap(({ content }) => content.secrets);

/**
 * Contests of the shipped patterns: what stands in a text, which pattern has it, and which claims the same bytes as soon as
 * the first is taken away. `{secret}` is drawn from the winner's shapes.
 */
type Contest = readonly [winner: string, loser: string, text: string, shape?: number];

const PROVED_BEFORE_ALL: readonly Contest[] = [
  // An exact pattern loses to a proof, however general: the first part of a token is also 36 letters and digits.
  ['jwt', 'wpengine-api-password', 'WPE_PASSWORD={secret}'],
  [
    'azure-iot-key',
    'azure-iothub-connection-string',
    'HostName=a.azure-devices.net;SharedAccessKeyName=o;SharedAccessKey={secret}',
  ],
  ['github-classic-pat', 'http-url-password', 'curl https://jane:{secret}@git.internal/org/repo.git'],
  ['github-classic-pat', 'git-url-token', 'git remote add origin https://{secret}@github.com/org/repo.git'],
  ['npm-access-token', 'npmrc-auth-token', '//registry.npmjs.org/:_authToken={secret}'],
  ['pypi-api-token', 'pypirc-password', '[pypi]\nusername = __token__\npassword = {secret}'],
  ['bitbucket-app-password', 'curl-user-password', 'curl -u "jane:{secret}" https://api.bitbucket.org/2.0/user'],
];

const EXACT_BEFORE_GENERIC: readonly Contest[] = [
  // Both prove the same: the one that knows the vendor has it.
  ['supabase-service-role-jwt', 'jwt', 'Authorization: Bearer {secret}'],
  ['calendly-personal-token', 'jwt', 'CALENDLY_TOKEN={secret}'],
  ['openai-user-key-unsigned', 'sk-key', 'OPENAI_API_KEY={secret}'],
  ['groq-api-key', 'http-url-password', 'HTTPS_PROXY=https://svc:{secret}@proxy.internal'],
];

const EXACT_BEFORE_FAMILY: readonly Contest[] = [
  ['openai-project-key', 'openai-key-family', 'key: {secret}'],
  ['openai-user-key', 'openai-key-family', '# braintrust proxy\nkey: {secret}'],
  ['anthropic-api-key', 'anthropic-key-family', '{"key": "{secret}"}'],
  ['pinecone-api-key', 'pinecone-key-family', 'Pinecone(api_key="{secret}")'],
];

const FAMILY_BEFORE_GENERIC: readonly Contest[] = [
  ['openai-key-family', 'http-url-password', 'HTTPS_PROXY=https://svc:{secret}@proxy.internal'],
  ['anthropic-key-family', 'curl-user-password', 'curl -u "svc:{secret}" https://api.internal/'],
];

const NEARER_WORD: readonly Contest[] = [
  ['braintrust-api-key', 'openai-user-key-unsigned', 'OPENAI_API_KEY=\nBRAINTRUST_API_KEY={secret}'],
  ['openai-user-key-unsigned', 'braintrust-api-key', 'BRAINTRUST_API_KEY=\nOPENAI_API_KEY={secret}'],
  ['moonshot-api-key', 'openai-user-key-unsigned', 'OpenAI(base_url="https://api.moonshot.cn/v1", key="{secret}")'],
];

describe.each([
  ['what proves itself is before all else', PROVED_BEFORE_ALL],
  ['an exact pattern is before a generic one', EXACT_BEFORE_GENERIC],
  ['an exact pattern is before a family', EXACT_BEFORE_FAMILY],
  ['a family is before a generic pattern', FAMILY_BEFORE_GENERIC],
  ['of two exact ones the nearer word decides', NEARER_WORD],
] as const)('%s', (_, contests) => {
  it.each(contests)('%s is all that is found, not %s, in %j', (winner, loser, text, shape = 0) => {
    for (let seed = 0; seed < 20; seed++) {
      const drawn = drawExample(
        text,
        entries.find(({ id }) => id === winner)?.shapes[shape] as string,
        seededRandom(seed),
      );
      const found = engine.scan(Buffer.from(drawn.text));
      expect(found.map(idOf)).toEqual([winner]);
      expect(found.map(({ start, end }) => [start, end])).toEqual([[drawn.secret?.start, drawn.secret?.end]]);
    }
  });

  it.each(contests)('without %s, %s has it', (winner, loser, text, shape = 0) => {
    const others = new Engine(catalogue.patterns.filter(({ id }) => id !== winner));
    const claimed = Array.from({ length: 20 }, (_, seed) => {
      const drawn = drawExample(
        text,
        entries.find(({ id }) => id === winner)?.shapes[shape] as string,
        seededRandom(seed),
      );
      const { start = 0, end = 0 } = drawn.secret ?? {};
      return others.scan(Buffer.from(drawn.text)).filter((match) => match.start < end && start < match.end);
    });
    expect(claimed.flat().map(idOf)).toContain(loser);
  });
});

describe('a token that is no JWT', () => {
  const found = (text: string) => engine.scan(Buffer.from(text)).map(idOf);
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const random = (length: number) => drawExample(`{A-Za-z0-9:${length}}`, '', seededRandom(length)).text;

  it('with five parts, as encrypted ones have (RFC 7516), is not found', () => {
    for (const key of [random(342), '', part({ epk: random(43) })])
      expect(
        found(
          `TOKEN=${[part({ alg: 'RSA-OAEP', enc: 'A256GCM' }), key, random(16), random(90), random(22)].join('.')}`,
        ),
      ).toEqual([]);
  });

  it('of jwt.io is not found, nor that of a local Supabase', () => {
    const head = part({ alg: 'HS256', typ: 'JWT' });
    const samples = [
      { sub: '1234567890', name: 'John Doe', iat: 1_516_239_022 },
      { iss: 'supabase-demo', role: 'service_role', exp: 1_983_812_996 },
      { iss: 'supabase-demo', role: 'anon', exp: 1_983_812_996 },
    ];
    for (const claims of samples)
      expect(found(`SUPABASE_SERVICE_ROLE_KEY=${[head, part(claims), random(43)].join('.')}`)).toEqual([]);
  });

  it('is Supabase for the role anon, which is public', () => {
    const claims = {
      iss: 'supabase',
      ref: random(20).toLowerCase(),
      role: 'anon',
      iat: 1_700_000_000,
      exp: 2_015_000_000,
    };
    const text = `SUPABASE_KEY=${[part({ alg: 'HS256', typ: 'JWT' }), part(claims), random(43)].join('.')}`;
    expect(engine.scan(Buffer.from(text)).map(({ pattern }) => [pattern.id, pattern.public])).toEqual([
      ['supabase-anon-jwt', true],
    ]);
    const service = text.replace(part(claims), part({ ...claims, role: 'service_role' }));
    expect(engine.scan(Buffer.from(service)).map(({ pattern, severity }) => [pattern.id, severity])).toEqual([
      ['supabase-service-role-jwt', 'critical'],
    ]);
  });
});

function idOf({ pattern }: Match): string {
  return pattern.id;
}
