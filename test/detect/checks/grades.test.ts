import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/catalogue/random.js';
import { draw } from '../../../src/catalogue/shape.js';
import { toBase32 } from '../../../src/detect/checks/base32.js';
import { toBase58Check } from '../../../src/detect/checks/base58.js';
import { withCrc16 } from '../../../src/detect/checks/crc16.js';
import { CHECKS, JUDGED_BY_LOOK } from '../../../src/detect/checks/index.js';
import { Engine } from '../../../src/detect/engine.js';
import { altered } from '../../support/altered.js';
import { catalogue } from '../../support/token.js';

/** Bodies with hand-computed sums, in parts: they are joined to tokens only when a test runs. Near them stands `around`. */
interface Example {
  readonly parts: readonly string[];
  readonly around?: string;
  /** Where a changed character must be noticed; the last one and the middle by default. */
  readonly at?: readonly number[];
}

/**
 * How well the making of a proof is known: the vendor documents it (D), its source has it (S), it was reproduced on
 * published tokens (V). Then a proof that fails drops the match. P: other scanners have it; Azure: it has changed before.
 */
type Evidence = 'D' | 'S' | 'V' | 'P' | 'Azure';

const bytes = (from: number, length: number) => Buffer.from(Array.from({ length }, (_, i) => from + i));
const BECH32_DATA = 'qqqsyqcyq5rqwzqfpg9scrgwpugpzysnzs23v9ccrydpk8qarc0s';
const AZURE_BODY = 'SyntheticAzureStorageKeyBody0123456789';
const CASK = ['S'.repeat(26), 'y'.repeat(26), 'JQQJ99', 'AL', 'A'.repeat(12), 'AAAB', 'ACOG'];
const drawn = (shape: string) => ({ parts: [draw(shape, seededRandom(1))] });

const GRADED: readonly (readonly [check: string, evidence: Evidence, example: Example])[] = [
  ['github-checksum', 'D', { parts: ['ghp_', 'SyntheticGitHubBody0123456789A', '2WhfGP'] }],
  ['github-checksum', 'D', { parts: ['ghr_', `${'SyntheticRefreshBody'.repeat(3)}SyntheticR`, '38Rrrh'] }],
  ['github-checksum', 'D', { parts: ['ghu_', 'SyntheticPadExample00000000001', '0iaNyW'] }],
  ['npm-checksum', 'D', { parts: ['npm_', 'SyntheticNpmTokenBody012345678', '2vpNXA'] }],
  ['vercel-checksum', 'V', { parts: ['vcp_', 'SyntheticVercelTokenBody01234567890123456789ABCDEF', '2ooMpX'] }],
  ['jsr-checksum', 'S', { parts: ['jsrp_', 'SyntheticJsrBody0123456789ABC', '3VFJ3e'] }],
  ['matrix-checksum', 'S', { parts: ['syt_', 'YWxpY2U', '_SyntheticMatrixToken', '_', '3DC8q7'] }],
  ['cloudflare-checksum', 'V', { parts: ['cfut_', 'SyntheticCloudflareBody0123456789ABCDEFG', '093f8167'] }],
  [
    'atlassian-checksum',
    'V',
    { parts: ['ATATT3xFfGF0', 'SyntheticAtlassianBody0123456789_-SyntheticAtlassianBody', '=', 'CE8C944F'] },
  ],
  ['atlassian-admin-checksum', 'P', { parts: ['ATBB', 'SyntheticBitbucketPw0123', '566E26C1'] }],
  ['grafana-checksum', 'S', { parts: ['glsa_', 'SyntheticGrafanaBody0123456789AB', '_', 'e18ab25d'] }],
  ['packagist-checksum', 'D', { parts: ['packagist_out_', '0123456789abcdef'.repeat(3), '0123456789ab', '006c7bae'] }],
  ['zuplo-checksum', 'V', { parts: ['zpka_', 'syntheticzuplobody0123456789abcd', '_', '4c770450'] }],
  ['gitlab-routable', 'S', { parts: ['glpat-', 'bzoxCnU6MXoAAQIDBAUGBwgJCgsMDQ4PEA', '.01.', '0y', '0qsb100'] }],
  ['gitlab-routable', 'S', { parts: ['glpat-', 'bzoxCnU6MXoAAQIDBAUGBwgJCgsMDQ4PEA', '.', '0y', '1b461mq'] }],
  ['crates-io-checksum', 'S', { parts: ['cio_tp_', 'SyntheticCratesBody0123456789AB', 'F'] }],
  ['confluent-checksum', 'P', drawn(`cflt${'a1B2'.repeat(13)}xy{=confluent-checksum}`)],
  ['azure-cask', 'Azure', { parts: [...CASK, '2Brd'], at: [-1, 5] }],
  ['azure-signature', 'Azure', { parts: [AZURE_BODY, AZURE_BODY, '+ASt', '2BjV9w=='], at: [5, 40, 82] }],
  ['azure-devops-pat', 'S', { parts: ['aaatwayeaudnhgajbifqydiob4', 'ibceqtcqkucfyydenbwha5dypq'], at: [0, 20, 40] }],
  ['bech32', 'D', { parts: ['AGE-SECRET-KEY-1', BECH32_DATA.toUpperCase(), 'WRYDWG'] }],
  ['bech32', 'D', { parts: ['nsec1', BECH32_DATA, '8zu3a4'] }],
  ['bitcoin-wif', 'D', { parts: [toBase58Check(Buffer.concat([Buffer.of(0x80), bytes(1, 32), Buffer.of(1)]))] }],
  ['base58-check', 'D', drawn('{=base58-check:0488ade4-74}')],
  ['stellar-seed', 'D', { parts: [toBase32(withCrc16(Buffer.concat([Buffer.of(0x90), bytes(0, 32)])))] }],
  ['nats-seed', 'D', { parts: [toBase32(withCrc16(Buffer.concat([Buffer.of(0x95, 0), bytes(0, 32)])))] }],
  ['pypi-macaroon', 'D', { ...drawn('pypi-{=pypi-macaroon}'), at: [6, 9, 12] }],
  ['sentry-org-token', 'D', { ...drawn('sntrys_{=base64-json:iat-url-org}_{A-Za-z0-9:43}'), at: [8, 12] }],
  ['grafana-api-key', 'S', { ...drawn('{=base64-json:k-n-id}'), at: [1, 4] }],
  ['grafana-cloud-token', 'P', { ...drawn('glc_{=base64-json:o-n-k-m}'), at: [5, 8] }],
  ['onepassword-token', 'D', { ...drawn('ops_{=onepassword-json}'), at: [5, -3] }],
  ['mapbox-token', 'D', { ...drawn('sk.{=base64-json:u-a}.{A-Za-z0-9:22}'), at: [4, 8] }],
  ['jwt', 'D', { ...drawn('{=jwt}'), at: [4, 38] }],
  ['jwt-in-base64', 'D', { ...drawn('{=jwt-base64}'), at: [2, 8] }],
];

/** What a person chose, and keys without a sum: these are judged, and no verdict of theirs is a proof. */
const JUDGED = [...JUDGED_BY_LOOK];
/** Key files and encrypted values are doubtful when they do not parse: they may be damaged. Each has its own tests. */
const PARSED = [
  ...['der-in-base64', 'jenkins-secret', 'jwk-private', 'jwk-symmetric', 'minisign-key', 'openpgp', 'pem-in-base64'],
  ...['private-key', 'putty-key', 'ssh2-key'],
];

const verdict = (check: string, secret: string, around = '') => CHECKS[check]?.(secret, secret, () => around).verdict;

describe('a proof', () => {
  it.each(GRADED)(
    '%s (%s) holds for the worked example, and not with another character',
    (check, evidence, example) => {
      const token = example.parts.join('');
      expect(verdict(check, token, example.around)).toBe('proved');
      for (const at of example.at ?? [-1, Math.floor(token.length / 2)]) {
        const failed = evidence === 'P' || evidence === 'Azure' ? 'unproven' : 'refuted';
        expect(verdict(check, altered(token, at), example.around), `changed at ${at}`).toBe(failed);
      }
    },
  );

  it('is graded, whatever its name', () => {
    const named = [...GRADED.map(([check]) => check), ...JUDGED, ...PARSED, 'supabase-key'];
    expect([...new Set(named)].sort()).toEqual(Object.keys(CHECKS).sort());
  });
});

describe('the sum of a Supabase key', () => {
  const head = ['sb_secret_', 'SyntheticSupabaseKey01'].join('');
  const key = `${head}_${'eW3pczib'}`;
  const url = (project: string) => `url: "https://${project}.supabase.co"\nkey: `;

  it('is proved beside the address of its project', () => {
    expect(verdict('supabase-key', key, url('abcdefghijklmnopqrst'))).toBe('proved');
    expect(verdict('supabase-key', altered(key, -1), url('abcdefghijklmnopqrst'))).toBe('open');
  });

  it('says nothing without it, or beside that of another', () => {
    expect(verdict('supabase-key', key)).toBe('open');
    expect(verdict('supabase-key', key, url('zyxwvutsrqponmlkjihg'))).toBe('open');
  });

  it('is read within the reach of the key, and no further', () => {
    const engine = new Engine(catalogue.patterns);
    const proved = (text: string) => engine.scan(Buffer.from(text)).map(({ pattern, proved }) => [pattern.id, proved]);
    expect(proved(url('abcdefghijklmnopqrst') + key)).toEqual([['supabase-secret-key', true]]);
    expect(proved(`${url('abcdefghijklmnopqrst')}${' '.repeat(256)}${key}`)).toEqual([['supabase-secret-key', false]]);
  });

  it('is refuted for the key that every local stack has', () => {
    // hushkey:ignore -- a part of no token
    expect(verdict('supabase-key', ['sb_secret_', 'N7UND0UgjKTVK-Uodkm0Hg', '_xSvEMPvz'].join(''))).toBe('refuted');
  });
});

describe('a pattern whose proof fails', () => {
  const engine = new Engine(catalogue.patterns);
  const find = (text: string) =>
    engine.scan(Buffer.from(text)).map(({ pattern, confidence, proved }) => ({ id: pattern.id, confidence, proved }));

  it.each([
    ['github-classic-pat', 'GITHUB_TOKEN=', 'ghp_{A-Za-z0-9:30}{=github-checksum}'],
    ['npm-access-token', 'NPM_TOKEN=', 'npm_{A-Za-z0-9:30}{=npm-checksum}'],
    ['atlassian-api-token', 'JIRA_API_TOKEN=', 'ATATT3xFfGF0{A-Za-z0-9_-:171}={=atlassian-checksum}'],
    ['grafana-service-account-token', 'GRAFANA_TOKEN=', 'glsa_{A-Za-z0-9:32}_{=grafana-checksum}'],
    ['zuplo-api-key', 'ZUPLO_API_KEY=', 'zpka_{0-9a-z:32}_{=zuplo-checksum}'],
  ])('drops its match where the proof is documented or reproduced: %s', (id, before, shape) => {
    const token = draw(shape, seededRandom(11));
    expect(find(before + token)).toEqual([{ id, confidence: 'high', proved: true }]);
    expect(find(before + altered(token, -9)).map((match) => match.id)).not.toContain(id);
  });

  it.each([
    ['atlassian-admin-api-key', 'ATLASSIAN_ADMIN_API_KEY=', 'ATCTT3xFfG{A-Za-z0-9_-:171}={=atlassian-admin-checksum}'],
    ['bitbucket-access-token', 'BITBUCKET_TOKEN=', 'ATCTT3xFfGN0{A-Za-z0-9_-:90}={=atlassian-admin-checksum}'],
    ['bitbucket-app-password', 'BITBUCKET_APP_PASSWORD=', 'ATBB{A-Za-z0-9:24}{=atlassian-admin-checksum}'],
    ['confluent-api-secret', 'CONFLUENT_CLOUD_API_SECRET=', 'cflt{A-Za-z0-9+/:54}{=confluent-checksum}'],
    ['azure-storage-account-key', 'AZURE_STORAGE_KEY=', '{A-Za-z0-9+/:76}+ASt{=azure-signature:80}'],
  ])('keeps it, with less confidence, where only other scanners know of the proof: %s', (id, before, shape) => {
    const token = draw(shape, seededRandom(12));
    expect(find(before + token)).toEqual([{ id, confidence: 'high', proved: true }]);
    expect(find(before + altered(token, 20))).toEqual([{ id, confidence: 'medium', proved: false }]);
  });
});
