// `hushkey explain`: every decision can be looked at, and nothing that is shown is a secret.
import { describe, expect, it } from 'vitest';
import { altered } from '../support/altered.js';
import { anyToken, seededRandom } from '../support/judged.js';
import { expectHidden, leak } from '../support/refusal.js';
import { type Outcome, TestRepository } from '../support/repository.js';
import { token } from '../support/token.js';

const random = seededRandom(31);
const drawn = () => anyToken(random, '+/');

/** Explains one line of a file with this text. @param secrets what must not be shown */
function explained(text: string, secrets: readonly string[], line = 1, ...options: string[]): Outcome {
  const repository = new TestRepository();
  repository.write('app.conf', text);
  const outcome = repository.hushkey('explain', `app.conf:${line}`, ...options);
  expect({ code: outcome.code, stderr: outcome.stderr }).toEqual({ code: 0, stderr: '' });
  const json = repository.hushkey('explain', `app.conf:${line}`, '--format', 'json', ...options);
  expect(json.code, json.stderr).toBe(0);
  for (const secret of secrets) for (const shown of [outcome, json]) expectHidden(shown, secret);
  return outcome;
}

const amount = (text: string) => Number(text.replace('−', '-'));

describe('an assignment', () => {
  it('is explained as a sum', () => {
    const secret = drawn();
    const { stdout } = explained(`# a comment\nclient_secret = "${secret}"\n`, [secret], 2);
    expect(stdout).toContain('app.conf:2:18');
    expect(stdout).toContain(`assigned to client_secret (equals), ${secret.length} characters`);
    expect(stdout).toMatch(/generic-secret\n.*\n {2}confidence high\n {2}Reported\./);
    const parts = [...stdout.matchAll(/^ +([+−][0-9.]+) {2}(?!in all)\S+$/gm)].map(([, text]) =>
      amount(text as string),
    );
    const [, sum] =
      /([+−][0-9.]+) {2}in all: high confidence \(low from -2, medium from 0, high from 1\)/.exec(stdout) ?? [];
    expect(parts.length).toBeGreaterThan(10);
    expect(parts.reduce((total, part) => total + part, 0)).toBeCloseTo(amount(sum as string), 1);
  });

  it.each([
    ['password: "$DB_PASSWORD"', 'it only says where the value stands'],
    ['api_key = "your-api-key-here"', 'it says of itself that it stands for something else'],
    ['secret: ./keys/server.pem', 'it is the path of a file'],
    ['token: 1', 'it is too short to be a secret'],
    ['token = "[A-Za-z0-9]{32}"', 'it is a regular expression'],
    ['secret = getSecret("ACME")', 'it is the name by which the value is looked up'],
    ['token_url: "https://login.acme.io/token"', 'it is an address'],
    ['client_secret = "client-secret"', 'it only repeats its name'],
  ])('that is not weighed says why: %s', (line, reason) => {
    expect(explained(`${line}\n`, []).stdout).toContain(`Not weighed: ${reason}`);
  });

  it('is told where the value stands on the next line, too', () => {
    const secret = drawn();
    const text = `db_password: |\n  ${secret}\n`;
    for (const line of [1, 2]) expect(explained(text, [secret], line).stdout).toContain('assigned to db_password');
  });

  it('is told in full as JSON', () => {
    const repository = new TestRepository();
    repository.write('a.env', `API_TOKEN=${drawn()}\n`);
    const { path, line, matches, candidates } = JSON.parse(
      repository.hushkey('explain', 'a.env:1', '--format', 'json').stdout,
    );
    expect({ path, line }).toEqual({ path: 'a.env', line: 1 });
    expect(matches).toMatchObject([{ pattern: 'generic-token', column: 11, outcome: { kind: 'reported' } }]);
    expect(candidates).toMatchObject([{ name: 'API_TOKEN', syntax: 'equals', confidence: 'high' }]);
    const sum = candidates[0].contributions.reduce((total: number, part: { weight: number }) => total + part.weight, 0);
    expect(sum).toBeCloseTo(candidates[0].score, 9);
  });
});

describe('a match says what became of it', () => {
  it('reported', () => {
    const { secret, line } = leak();
    expect(explained(line, [secret]).stdout).toMatch(/openai-project-key[\s\S]*Reported\./);
  });

  it('excused by a comment', () => {
    const { secret, line } = leak();
    const { stdout } = explained(`# hushkey:ignore\n${line}`, [secret], 2);
    expect(stdout).toContain('Not reported: a comment "hushkey:ignore" on this line or the one before excuses it.');
  });

  it('below the confidence that is asked for', () => {
    const secret = drawn();
    const text = `<input type="hidden" key="${secret}">\n`;
    const { stdout } = explained(text, [secret]);
    const confidence = /confidence (\w+)/.exec(stdout)?.[1];
    expect(['low', 'medium', 'high']).toContain(confidence);
    const strict = explained(`passwd: fooBar\n${text}`, [secret], 2, '--min-confidence', 'high').stdout;
    expect(strict.includes('Not reported: below the confidence')).toBe(confidence !== 'high');
  });

  it('overlapped by what says more', () => {
    const { secret, line } = leak();
    expect(explained(line, [secret]).stdout).toMatch(
      /generic-key[\s\S]*Not reported by this name: openai-project-key says more of the same bytes\./,
    );
  });

  it('refuted by its own sum, and with it what its name says', () => {
    const secret = altered(token('github-classic-pat'), -1);
    const { stdout } = explained(`github_token = "${secret}"\n`, [secret]);
    expect(stdout).toContain('Not reported: its own evidence says that it was never issued.');
    expect(stdout).not.toContain('Reported.');
  });

  it('meant to be public', () => {
    const repository = new TestRepository();
    const key = token('stripe-publishable-key');
    repository.write('a', `x("${key}")\n`);
    expect(repository.hushkey('explain', 'a:1').stdout).toContain('such keys are meant to be public');
    expect(repository.hushkey('explain', 'a:1', '--include-public').stdout).toContain('Reported.');
  });

  it('nothing at all', () => {
    expect(explained('hello\n', []).stdout).toBe(
      'app.conf:1: no pattern begins here, and nothing is assigned to the name of a credential.\n',
    );
  });
});

describe('what is shown', () => {
  const two = () => [drawn(), drawn()] as const;

  it.each([
    ['two secrets on a line', (a: string, b: string) => `user_password=${a} api_token="${b}"`],
    ['a secret that reads like the name of the next', (a: string, b: string) => `login("${a}Secret", "${b}")`],
    ['a secret with a name in it', (a: string, b: string) => `password: ${a}token=${b}`],
    ['secrets in a URL', (a: string, b: string) => `https://ada:${a}@h.acme.io/?access_token=${b}&client_secret=${a}`],
    ['secrets in JSON in JSON', (a: string, b: string) => `{"a":"{\\"password\\":\\"${a}\\",\\"token\\":\\"${b}\\"}"}`],
    ['secrets without spaces', (a: string, b: string) => `{password:"${a}",secret:'${b}'}`],
    ['a token between passwords', (a: string, b: string) => `PASS=${a};TOKEN=${b};KEY=${a}${b}`],
  ])('is never a secret: %s', (_, write) => {
    const [a, b] = two();
    explained(`${write(a, b)}\n`, [a, b]);
  });

  it('has no control character of the file in it', () => {
    const { stdout } = explained(`\u001b[31mpassword = "${drawn()}"\u0007 \u001b]0;title\u0007\n`, []);
    const controls = [...stdout].filter((char) => (char < ' ' && char !== '\n') || char === '\u007f');
    expect(controls).toEqual([]);
  });
});

describe('the place', () => {
  it('may be the id of a finding that is staged', () => {
    const repository = new TestRepository();
    const secret = drawn();
    repository.stage('deep/app.conf', `\n\nclient_secret = "${secret}"\n`);
    const [{ id }] = JSON.parse(repository.hushkey('staged', '--format', 'json').stdout).findings;
    const outcome = repository.hushkey('explain', id);
    expect(outcome.code, outcome.output).toBe(0);
    expect(outcome.stdout).toContain('deep/app.conf:3:18');
    expectHidden(outcome, secret);
  });

  it('may be the id of a finding that is tracked', () => {
    const repository = new TestRepository();
    repository.stage('a', leak().line);
    repository.commit();
    const [{ id }] = JSON.parse(repository.hushkey('scan', '.', '--format', 'json').stdout).findings;
    expect(repository.hushkey('explain', id).stdout).toMatch(/^a:1:8 {2}openai-project-key/);
  });

  it('may have a column, as reports print it', () => {
    const repository = new TestRepository();
    repository.write('a', leak().line);
    expect(repository.hushkey('explain', 'a:1:8').stdout).toContain('openai-project-key');
  });

  it.each([
    ['a file that is not there', ['explain', 'nothing:1'], /"nothing" cannot be read \(ENOENT\)/],
    ['a folder', ['explain', '.:1'], /"." cannot be read \(EISDIR\)/],
    ['a line that is not there', ['explain', 'a:9'], /"a" has no line 9: there are 2 lines/],
    ['line 0', ['explain', 'a:0'], /nothing that is staged or tracked has the id "a:0"/],
    [
      'an id that nothing has',
      ['explain', '0123456789ab'],
      /has the id "0123456789ab"; FILE:LINE names a place instead/,
    ],
    ['no place', ['explain'], /./],
    ['two places', ['explain', 'a:1', 'a:2'], /./],
  ])('is refused with a sentence: %s', (_, args, sentence) => {
    const repository = new TestRepository();
    repository.write('a', 'x\n');
    const outcome = repository.hushkey(...args);
    expect(outcome.code, outcome.output).toBe(2);
    expect(outcome.stderr).toMatch(sentence);
    expect(outcome.stdout).toBe('');
  });
});
