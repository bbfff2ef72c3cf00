// A secret and its id are one finding, with both places; what is excused or known by its secret stays so beside its id.
import { expect, it } from 'vitest';
import { scanHistory } from '../support/history.js';
import { expectHidden, expectPassed, expectRefused } from '../support/refusal.js';
import { type Outcome, TestRepository } from '../support/repository.js';
import { token } from '../support/token.js';

const AWS = { id: () => token('aws-access-key-id'), key: () => token('aws-secret-access-key') };

function staged(path: string, text: string): TestRepository {
  const repository = new TestRepository();
  repository.stage(path, text);
  return repository;
}

/** A repository whose HEAD holds `.env` with the first text, and whose index holds it with the second. */
function changed(before: string, after: string): TestRepository {
  const repository = staged('.env', before);
  repository.commit();
  repository.stage('.env', after);
  return repository;
}

const findings = (outcome: Outcome) => JSON.parse(outcome.stdout).findings;

it('tells an AWS key with its id and its account in one block', () => {
  const [id, key] = [AWS.id(), AWS.key()];
  const repository = staged('src/x.env', `AWS_ACCESS_KEY_ID=${id}\nAWS_SECRET_ACCESS_KEY=${key}\n`);
  const outcome = repository.hushkey('staged', '--no-color');
  expect(outcome.code).toBe(1);
  expect(outcome.stdout).toContain('commit refused, 1 secret in what is staged');
  expect(outcome.stdout).toMatch(/^AWS secret access key {2}critical {2}aws-secret-access-key$/m);
  expect(outcome.stdout).toContain('\n  src/x.env:2:23\n');
  expect(outcome.stdout).toContain('\n  with AWS access key id AKIA…  src/x.env:1:19\n');
  for (const text of [id, key]) expectHidden(outcome, text);

  const json = repository.hushkey('staged', '--format', 'json');
  for (const text of [id, key]) expectHidden(json, text);
  expect(findings(json)).toMatchObject([
    {
      pattern: 'aws-secret-access-key',
      severity: 'critical',
      confidence: 'high',
      locations: [{ path: 'src/x.env', line: 2, column: 23 }],
      parts: [
        { pattern: 'aws-access-key-id', preview: 'AKIA…', locations: [{ path: 'src/x.env', line: 1, column: 19 }] },
      ],
    },
  ]);
});

it('finds the file that the console of AWS hands out, and shows neither of the two', () => {
  const [id, key] = [AWS.id(), AWS.key()];
  const outcome = staged('accessKeys.csv', `Access key ID,Secret access key\r\n${id},${key}\r\n`).hushkey('staged');
  expect(outcome.code).toBe(1);
  expect(outcome.stdout).toContain('accessKeys.csv:2:22');
  expect(outcome.stdout).toContain('accessKeys.csv:2:1');
  for (const text of [id, key]) expectHidden(outcome, text);
});

it('tells the file of a service account once, with its account', () => {
  const file = {
    type: 'service_account',
    project_id: 'acme-prod',
    // hushkey:ignore generic-key -- eight digits again and again
    private_key_id: '0f1e2d3c'.repeat(5),
    private_key: `${token('pem-private-key')}\n`,
    client_email: 'ci@acme-prod.iam.gserviceaccount.com',
    client_id: '104857600000000000001',
  };
  const repository = staged('key.json', JSON.stringify(file, undefined, 2));
  repository.stage('values.json', JSON.stringify({ credentials: JSON.stringify(file) }));
  const outcome = repository.hushkey('staged', '--no-color');
  expect(outcome.code).toBe(1);
  expect(outcome.stdout).toContain('Google Cloud service account key');
  expect(outcome.stdout).toContain('service account ci@acme-prod.iam.gserviceaccount.com');
  expectHidden(outcome, file.private_key.slice(30, -30));
  const found = findings(repository.hushkey('staged', '--format', 'json'));
  expect(found.map(({ pattern }: { pattern: string }) => pattern)).toEqual(Array(2).fill('gcp-service-account-key'));
});

it('finds nothing new in a pair that moved, or whose order changed', () => {
  const lines = [`AWS_ACCESS_KEY_ID=${AWS.id()}\n`, `AWS_SECRET_ACCESS_KEY=${AWS.key()}\n`];
  expectPassed(changed(lines.join(''), `A=1\n\n${lines.join('')}`).hushkey('staged'));
  expectPassed(changed(lines.join(''), lines.reverse().join('')).hushkey('staged'));
});

it('tells a new secret beside an old id with its id', () => {
  const [id, secret] = [AWS.id(), AWS.key()];
  const line = `AWS_ACCESS_KEY_ID=${id}\n`;
  const repository = changed(line, `${line}AWS_SECRET_ACCESS_KEY=${secret}\n`);
  const found = findings(repository.hushkey('staged', '--format', 'json'));
  expect(found).toMatchObject([{ pattern: 'aws-secret-access-key', parts: [{ pattern: 'aws-access-key-id' }] }]);
});

it('tells a new id beside an old secret alone, at its own severity', () => {
  const [id, secret] = [AWS.id(), AWS.key()];
  const line = `AWS_SECRET_ACCESS_KEY=${secret}\n`;
  const repository = changed(line, `AWS_ACCESS_KEY_ID=${id}\n${line}`);
  expectRefused(repository.hushkey('staged'), { secret: id, line: '' }, ['.env:1:19']);
  expect(findings(repository.hushkey('staged', '--format', 'json'))).toMatchObject([
    { pattern: 'aws-access-key-id', severity: 'medium' },
  ]);
});

it('finds nothing new in a public id beside an old secret', () => {
  const line = `TWILIO_AUTH_TOKEN=${token('twilio-auth-token')}\n`;
  expectPassed(changed(line, `TWILIO_ACCOUNT_SID=${token('twilio-account-sid')}\n${line}`).hushkey('staged'));
});

it('excuses the pair with its secret', () => {
  const text = `AWS_ACCESS_KEY_ID=${AWS.id()}\n# hushkey:ignore aws-secret-access-key -- revoked\nAWS_SECRET_ACCESS_KEY=${AWS.key()}\n`;
  const outcome = staged('.env', text).hushkey('staged');
  expect(outcome.code, outcome.output).toBe(0);
  expect(outcome.output).toContain('1 ignored by comments');
});

it('does not excuse the secret with its id', () => {
  const secret = AWS.key();
  const text = `AWS_ACCESS_KEY_ID=${AWS.id()} # hushkey:ignore\n\nAWS_SECRET_ACCESS_KEY=${secret}\n`;
  const outcome = staged('.env', text).hushkey('staged');
  expect(outcome.code).toBe(1);
  expectHidden(outcome, secret);
});

it('is told from the history with all the places of both', () => {
  const [id, secret] = [AWS.id(), AWS.key()];
  const repository = staged('one.env', `AWS_ACCESS_KEY_ID=${id}\nAWS_SECRET_ACCESS_KEY=${secret}\n`);
  repository.commit();
  repository.stage('two.py', `Client("${id}", "${secret}")\n`);
  repository.commit();
  const { findings: found, outcome } = scanHistory(repository);
  for (const text of [id, secret]) expectHidden(outcome, text);
  expect(found).toHaveLength(1);
  expect(found[0]).toMatchObject({
    pattern: 'aws-secret-access-key',
    locations: [{ path: 'one.env' }, { path: 'two.py' }],
    parts: [
      {
        pattern: 'aws-access-key-id',
        locations: [
          { path: 'one.env', line: 1 },
          { path: 'two.py', line: 1 },
        ],
      },
    ],
  });
});
