// No report of any format holds a secret: real runs over secrets of several kinds in many hiding places, every report
// searched for them in plain, in base 64 and as a URL has them, and scanned by hushkey itself.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SCAN_FORMATS } from '../../src/cli/options.js';
import { inBase64, password } from '../support/own-secret.js';
import { expectPassed } from '../support/refusal.js';
import { HUSHKEY, type Outcome, TestRepository } from '../support/repository.js';
import { hushkeyScan } from '../support/scan.js';
import { token } from '../support/token.js';

interface Planted {
  readonly repository: TestRepository;
  readonly secrets: readonly string[];
}

/** Secrets in files, two on a line, encoded, in names, messages, authors, and one that only this machine knows. */
function planted(): Planted {
  const repository = new TestRepository();
  const secrets: string[] = [];
  const draw = (kind: string) => {
    const secret = token(kind);
    secrets.push(secret);
    return secret;
  };
  const own = password();
  secrets.push(own);
  repository.write('.env', `DB_PASSWORD='${own}'\n`);
  repository.stage('two.ts', `f("${draw('openai-project-key')}", "${draw('anthropic-api-key')}");\n`);
  repository.stage('key.pem', draw('pem-private-key'));
  repository.stage(
    'id.env',
    `AWS_ACCESS_KEY_ID=${draw('aws-access-key-id')}\nAWS_SECRET_ACCESS_KEY=${draw('aws-secret-access-key')}\n`,
  );
  repository.stage('wandb.env', `WANDB_API_KEY=${draw('wandb-api-key')}\n`);
  repository.stage('own.ts', `connect({ user: "app", password: "${own}" });\n`);
  repository.stage('k8s.yaml', `token: ${Buffer.from(`token=${draw('github-classic-pat')}`).toString('base64')}\n`);
  repository.stage('url.txt', `next=${percent(draw('slack-bot-token'))}\n`);
  repository.stage(`dumps/${draw('github-classic-pat')}/all.txt`, `it is ${draw('jwt')} here\n`);
  repository.commit(`Use ${draw('openai-project-key')} for now`);
  repository.env.GIT_AUTHOR_NAME = `Ada ${draw('anthropic-api-key')}`;
  repository.stage('two.ts', `// moved\n${draw('stripe-live-secret-key')}\n`);
  repository.commit('Move it');
  repository.git('tag', '--annotate', '--message', `With ${draw('openai-project-key')}`, 'v1');
  repository.git('branch', `fix/${draw('github-classic-pat')}`);
  repository.stage('new.ts', `g("${draw('openai-project-key')}", "${draw('github-classic-pat')}") // ${own}\n`);
  repository.stage(`${draw('anthropic-api-key')}.txt`, `${draw('anthropic-api-key')}\n`);
  return { repository, secrets };
}

function percent(text: string): string {
  return [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0').toUpperCase()}`).join('');
}

/** A vendor's prefix may be told, and the last four characters. */
const PREFIX = 11;
const PIECE = 12;

/** What of a secret no report may hold: any twelve characters behind its prefix, in each way to write them. */
function traces(secret: string): string[] {
  // The first line of a key in PEM says only that it is one, and each line of it is a text of its own.
  const isKey = secret.startsWith('-----');
  const texts = isKey
    ? secret.split('\n').filter((line) => !line.startsWith('-----') && line.length >= PIECE)
    : [secret];
  return texts.flatMap((text) => {
    const first = isKey || text.length < 2 * PIECE ? 0 : PREFIX;
    const length = Math.min(PIECE, text.length);
    const pieces = Array.from({ length: Math.max(1, text.length - first - length + 1) }, (_, at) =>
      text.slice(first + at, first + at + length),
    );
    // Of the base 64 of a longer text all but the ends, which depend on what stands beside.
    const encoded = [0, 1, 2].map((shift) => inBase64(text, shift).slice(4, -4)).filter((each) => each.length >= PIECE);
    return [...pieces, ...encoded, ...pieces.flatMap((piece) => [percent(piece), percent(piece).toLowerCase()])];
  });
}

it.each([
  ['history', ['--no-cache']],
  ['history', ['--known']],
  ['scan', ['.']],
  ['scan', ['--known', '.']],
  ['staged', []],
] as const)('no report of hushkey %s %j holds a secret', (command, words) => {
  const { repository, secrets } = planted();
  const file = (format: string) => join(repository.folder, '..', `report.${format}`);
  const summary = file('summary');
  const outputs = SCAN_FORMATS.flatMap((format) => ['--format', format, '--output', file(format)]);
  const outcome: Outcome = repository.run(
    process.execPath,
    [HUSHKEY, command, ...outputs, '--min-confidence', 'low', '--include-public', ...words],
    { env: { GITHUB_STEP_SUMMARY: summary } },
  );
  expect(outcome.code, outcome.output).toBe(1);
  const found = JSON.parse(readFileSync(file('json'), 'utf8')).findings.length;
  expect(found).toBeGreaterThanOrEqual(command === 'staged' ? 3 : 8);
  const reports = [...SCAN_FORMATS, 'summary'].map((format) => [format, readFileSync(file(format), 'utf8')] as const);
  const hidden = secrets.flatMap(traces);
  for (const [format, text] of [...reports, ['standard output and error', outcome.output] as const])
    expect(hidden.filter((trace) => text.includes(trace)).length, `pieces of secrets in ${format}`).toBe(0);
  const files = reports.map(([format]) => file(format));
  expectPassed(hushkeyScan(repository, [...files, '--min-confidence', 'low', '--include-public']));
});
