import { describe, expect, it } from 'vitest';
import { between, type Random, seededRandom } from '../../src/catalogue/random.js';
import { draw } from '../../src/catalogue/shape.js';
import { Engine } from '../../src/detect/engine.js';
import { catalogue } from '../support/token.js';

const engine = new Engine(catalogue.patterns);
const DRAWS = 40;

/** A text with a drawn token, and who must be named. Where several vendors use one prefix, this is who wins. */
type Row = readonly [text: string, winner: string];

const ALNUM = 'A-Za-z0-9';
const [SK_48, SK_32] = [`sk-{${ALNUM}:48}`, 'sk-{0-9a-f:32}'];
const SIGNED = `{${ALNUM}:20}T3BlbkFJ{${ALNUM}:20}`;
const UUID = '{0-9a-f:8}-{0-9a-f:4}-{0-9a-f:4}-{0-9a-f:4}-{0-9a-f:12}';
const HELICONE = '{a-z:3}{0-9:1}{a-z:3}-{a-z0-9:7}-{a-z0-9:7}-{a-z0-9:7}';
/** `key_` and what follows it, in base 64. */
const KEY_IN_BASE64 = `a2V5Xz{${ALNUM}+/:67}=`;

const SK: Row[] = [
  // By prefix, whatever name stands beside it.
  [`OPENAI_API_KEY=sk-ant-api03-{${ALNUM}_-:93}AA`, 'anthropic-api-key'],
  [`DEEPSEEK_API_KEY=sk-proj-{${ALNUM}_-:74}T3BlbkFJ{${ALNUM}_-:73}{${ALNUM}:1}`, 'openai-project-key'],
  [`MOONSHOT_API_KEY=sk-svcacct-{${ALNUM}_-:74}T3BlbkFJ{${ALNUM}_-:73}{${ALNUM}:1}`, 'openai-service-account-key'],
  [`BRAINTRUST_API_KEY=sk-admin-{${ALNUM}_-:74}T3BlbkFJ{${ALNUM}_-:73}{${ALNUM}:1}`, 'openai-admin-key'],
  ['OPENAI_API_KEY=sk-or-v1-{0-9a-f:64}', 'openrouter-api-key'],
  [`OPENAI_API_KEY=sk-lf-${UUID}`, 'langfuse-secret-key'],
  [`OPENAI_API_KEY=sk-helicone-${HELICONE}`, 'helicone-api-key'],
  // Signed by OpenAI.
  [`BRAINTRUST_API_KEY=sk-${SIGNED}`, 'openai-user-key'],
  [`key = "sk-${SIGNED}"`, 'openai-user-key'],
  // 48 letters and digits: the nearest name decides.
  [`BRAINTRUST_API_KEY=${SK_48}`, 'braintrust-api-key'],
  [`MOONSHOT_API_KEY=${SK_48}`, 'moonshot-api-key'],
  [`STABILITY_API_KEY=${SK_48}`, 'stability-api-key'],
  [`OPENAI_API_KEY=${SK_48}`, 'openai-user-key-unsigned'],
  [`# openai proxy\nBRAINTRUST_API_KEY=${SK_48}`, 'braintrust-api-key'],
  // 32 digits: the same.
  [`DEEPSEEK_API_KEY=${SK_32}`, 'deepseek-api-key'],
  [`DASHSCOPE_API_KEY=${SK_32}`, 'dashscope-api-key'],
  // No name near by: a key, and nobody's.
  [`key = "${SK_48}"`, 'sk-key'],
  [`key = "${SK_32}"`, 'sk-key'],
];

const SK_LIVE: Row[] = [
  [`SECRET=sk_live_${KEY_IN_BASE64}`, 'workos-api-key'],
  [`HIGHNOTE_API_KEY=sk_live_${KEY_IN_BASE64}`, 'highnote-secret-key'],
  ['STRIPE_SECRET_KEY=sk_live_{0-9a-f:40}', 'paystack-secret-key'],
  ['key = "sk_test_{0-9a-f:40}"', 'paystack-secret-key'],
  [`CLERK_SECRET_KEY=sk_live_{${ALNUM}:42}`, 'clerk-secret-key'],
  [`CLERK_SECRET_KEY=sk_test_{${ALNUM}:42}`, 'clerk-test-secret-key'],
  [`STRIPE_SECRET_KEY=sk_live_{${ALNUM}:42}`, 'stripe-live-secret-key'],
  [`key = "sk_live_{${ALNUM}:24}"`, 'stripe-live-secret-key'],
  [`key = "sk_test_{${ALNUM}:99}"`, 'stripe-test-secret-key'],
  [`PAYMONGO_SECRET_KEY=sk_live_{${ALNUM}:24}`, 'paymongo-secret-key'],
  ['UPLOADTHING_SECRET=sk_live_{0-9a-f:64}', 'uploadthing-secret'],
  ['key = "sk_live_{0-9a-f:64}"', 'stripe-live-secret-key'],
  [`APIDECK_API_KEY=sk_live_{${ALNUM}:46}-{${ALNUM}:46}`, 'apideck-api-key'],
  [`CHECKOUT_SECRET_KEY=sk_test_${UUID}`, 'checkout-secret-key'],
  ['RECHARGE_API_KEY=sk_test_1x1_{0-9a-f:64}', 'recharge-access-token'],
  ['RECHARGE_API_KEY=sk_test_{0-9a-f:64}', 'recharge-access-token'],
];

const OTHERS: Row[] = [
  ['key = "sk_{0-9a-f:48}"', 'elevenlabs-api-key'],
  ['key = "sk_{0-9:4}_{0-9:6}_{0-9a-f:32}"', 'ticket-tailor-api-key'],
  ['IEXCLOUD_TOKEN=sk_{0-9a-f:32}', 'iexcloud-secret-token'],
  [`BAREMETRICS_API_KEY=sk_{${ALNUM}:22}`, 'baremetrics-api-key'],

  ['key = "key_{0-9a-f:64}"', 'cursor-api-key'],
  ['key = "key_{0-9a-f:128}"', 'runway-api-key'],
  ['RETELL_API_KEY=key_{0-9a-f:28}', 'retell-api-key'],

  [`token = "rpa_{A-Z0-9:40}{${ALNUM}:6}"`, 'runpod-api-key'],
  [`token = "rpa_{${ALNUM}:30}"`, 'redirectpizza-api-token'],

  [`token = "sgp_{G-Zg-z:1}{${ALNUM}:63}"`, 'segment-public-api-token'],
  ['token = "sgp_{0-9a-f:40}"', 'sourcegraph-access-token'],
  ['token = "sgp_{0-9a-f:16}_{0-9a-f:40}"', 'sourcegraph-access-token'],
  ['token = "sgp_local_{0-9a-f:40}"', 'sourcegraph-access-token'],

  [`MOLLIE_API_KEY=live_{${ALNUM}:30}`, 'mollie-api-key'],
  [`MOLLIE_API_KEY=test_{${ALNUM}:30}`, 'mollie-test-api-key'],
  ['LOB_API_KEY=live_{0-9a-f:35}', 'lob-live-key'],
  [`GOCARDLESS_ACCESS_TOKEN=live_{${ALNUM}_-:39}{${ALNUM}:1}`, 'gocardless-access-token'],
  ['SCALE_API_KEY=live_{0-9a-f:32}', 'scale-api-key'],
  [`CHARGEBEE_API_KEY=live_{${ALNUM}:45}`, 'chargebee-api-key'],
  [`COLUMN_API_KEY=live_{${ALNUM}:27}`, 'column-api-key'],
  [`KICKBOX_API_KEY=live_{${ALNUM}:64}`, 'kickbox-api-key'],
  [`TWITCH_STREAM_KEY=live_{0-9:9}_{${ALNUM}:30}`, 'twitch-stream-key'],

  [`key = "AIza{${ALNUM}_-:35}"`, 'gcp-api-key'],
  [`GEMINI_API_KEY=AIza{${ALNUM}_-:35}`, 'gcp-api-key'],
  [`const firebaseConfig = { apiKey: "AIza{${ALNUM}_-:35}" }`, 'firebase-web-api-key'],

  [`NOTION_TOKEN=secret_{${ALNUM}:43}`, 'notion-integration-token-legacy'],
  [`CONVERTAPI_SECRET=secret_{${ALNUM}:16}`, 'convert-api-key'],
];

const HOSTS: Row[] = [
  [`url = "https://hooks.slack.com/services/T{A-Z0-9:8}/B{A-Z0-9:10}/{${ALNUM}:24}"`, 'slack-webhook-url'],
  [`url = "https://discord.com/api/webhooks/{1-9:18}/{${ALNUM}_-:68}"`, 'discord-webhook-url'],
  [`url = "https://hook.eu1.make.com/{a-z0-9:32}"`, 'make-webhook-url'],
  [
    `url = "https://chat.googleapis.com/v1/spaces/{${ALNUM}:11}/messages?key=AIza{${ALNUM}:35}&token={${ALNUM}:43}"`,
    'google-chat-webhook',
  ],
];

describe.each([
  ['sk-', SK],
  ['sk_live_ and sk_test_', SK_LIVE],
  ['a prefix that several use', OTHERS],
  ['https://', HOSTS],
] as const)('%s', (_, rows) => {
  it.each(rows)('%j is %s', (text, winner) => {
    for (let seed = 1; seed <= DRAWS; seed++)
      expect(idsIn(draw(text, seededRandom(seed))), `draw ${seed}`).toEqual([winner]);
  });
});

describe('sk_live_ beside a publishable key of Clerk', () => {
  it.each([
    'clerk.{a-z:9}.org',
    '{a-z:6}.clerk.accounts.dev',
    '{a-z:7}.clerk.accounts.dev',
    '{a-z:8}.clerk.accounts.dev',
  ])('is of Clerk when that key holds the host %j', (host) => {
    for (let seed = 1; seed <= DRAWS; seed++) {
      const random = seededRandom(seed);
      const publishable = Buffer.from(`${draw(host, random)}$`)
        .toString('base64')
        .replaceAll('=', '');
      const text = draw(`PUBLISHABLE=pk_live_${publishable}\nSECRET=sk_live_{${ALNUM}:42}`, random);
      expect(idsIn(text), `draw ${seed}`).toContain('clerk-secret-key');
    }
  });
});

describe('a JSON Web Token', () => {
  it.each([
    ['service_role', 'supabase-service-role-jwt'],
    ['anon', 'supabase-anon-jwt'],
  ])('of Supabase is named by its role %s', (role, winner) => {
    for (let seed = 1; seed <= DRAWS; seed++) {
      const random = seededRandom(seed);
      const claims = { iss: 'supabase', ref: draw('{a-z:20}', random), role, iat: between(random, 1.6e9, 1.9e9) };
      expect(idsIn(`KEY=${jwt({ ...claims, exp: 4_000_000_000 }, random)}`), `draw ${seed}`).toEqual([winner]);
    }
  });
});

describe('a prefix that says nothing', () => {
  it.each([
    '00{0-9a-f:23}',
    'S{A-Z2-7:55}',
    `A{${ALNUM}+/:60}=`,
    'AC{0-9a-f:32}',
    'wx{0-9a-f:16}',
    `K00{${ALNUM}+/:28}`,
  ])('%j is nothing without a name beside it', (shape) => {
    for (let seed = 1; seed <= DRAWS; seed++)
      expect(idsIn(draw(`id = "${shape}"`, seededRandom(seed))), `draw ${seed}`).toEqual([]);
  });
});

function idsIn(text: string): string[] {
  return engine.scan(Buffer.from(text)).map(({ pattern }) => pattern.id);
}

function jwt(claims: object, random: Random): string {
  const part = (content: object) => Buffer.from(JSON.stringify(content)).toString('base64url');
  return `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}.${draw(`{${ALNUM}:43}`, random)}`;
}
