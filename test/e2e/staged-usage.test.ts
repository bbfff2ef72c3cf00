// Wrong words and a wrong environment: exit 2, one sentence on standard error, nothing on standard output.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { seededRandom } from '../../src/catalogue/random.js';
import { draw } from '../../src/catalogue/shape.js';
import { gitShim } from '../support/git-shim.js';
import { expectHidden, expectRefused, leak } from '../support/refusal.js';
import { HUSHKEY, type Outcome, TestRepository } from '../support/repository.js';

/** Fails unless the run said this one sentence, and nothing else, and ended with `code`. */
function expectOnly(outcome: Outcome, code: number, sentence: string | RegExp): void {
  expect(outcome.code, outcome.output).toBe(code);
  expect(outcome.stdout).toBe('');
  expect(outcome.stderr).toMatch(/^hushkey: [^\n]+\n$/);
  expect(outcome.stderr).not.toContain('    at ');
  const said = outcome.stderr.slice('hushkey: '.length, -1);
  if (typeof sentence === 'string') expect(said).toBe(sentence);
  else expect(said).toMatch(sentence);
}

function staged(env: NodeJS.ProcessEnv, ...args: string[]): { outcome: Outcome; repository: TestRepository } {
  const repository = new TestRepository();
  repository.stage('a.ts', leak().line);
  return { repository, outcome: repository.run(process.execPath, [HUSHKEY, 'staged', ...args], { env }) };
}

it.each([
  [['stagd'], 'unknown command "stagd"; did you mean staged?'],
  [['hystory'], 'unknown command "hystory"; did you mean history?'],
  [['frobnicate'], 'unknown command "frobnicate"; "hushkey --help" lists what there is'],
  [[], 'name a command; "hushkey --help" lists them'],
  [['history', 'a.ts'], '"a.ts" is one word too many for this command'],
  [['staged', '--frmat', 'json'], 'unknown option --frmat; did you mean --format?'],
  [['staged', '--min-confidense=low'], 'unknown option --min-confidense; did you mean --min-confidence?'],
  [['staged', '--xyzzy'], 'unknown option --xyzzy; "hushkey --help" lists what there is'],
  [['staged', '-q'], 'unknown option -q; "hushkey --help" lists what there is'],
  [['--staged', '--quite'], 'unknown option --quite; did you mean --quiet?'],
  [
    ['staged', '--format', 'xml'],
    '--format cannot be "xml": it is one of "text", "json", "sarif", "github", "gitlab", "gitlab-quality", "junit", "csv", "markdown", "html"',
  ],
  [['env', '--format', 'sarif'], '--format cannot be "sarif": it is one of "text", "json"'],
  [['staged', '--min-confidence', 'sure'], '--min-confidence cannot be "sure": it is one of "low", "medium", "high"'],
  [['staged', '--format'], '--format needs a value'],
  [['staged', '--output'], '--output needs a value'],
  [['staged', '--patterns'], '--patterns needs a value'],
] as const)('answers %j with a sentence', (args, sentence) => {
  const repository = new TestRepository();
  expectOnly(repository.hushkey(...args), 2, sentence);
});

it('tells that this is no repository', () => {
  const { repository } = staged({});
  const run = (...args: string[]) => repository.run(process.execPath, [HUSHKEY, ...args], { cwd: '..' });
  expectOnly(run('staged'), 2, 'this is not a git repository: run hushkey inside one');
  expectOnly(run('staged', 'a.ts'), 2, 'this is not a git repository: run hushkey inside one');
});

it('tells that this is no repository when GIT_DIR names none', () => {
  const { outcome } = staged({ GIT_DIR: '/nowhere/.git' });
  expectOnly(outcome, 2, 'this is not a git repository: run hushkey inside one');
});

it('tells that git is missing', () => {
  const sentence = 'git was not found: install git, or put it on the PATH';
  expectOnly(staged({ PATH: '/nowhere' }).outcome, 2, sentence);
  expectOnly(staged({ PATH: '/nowhere' }, 'a.ts').outcome, 2, sentence);
  expectOnly(staged({ PATH: '/nowhere' }, '--format', 'json').outcome, 2, sentence);
});

it('tells that git cannot be run', () => {
  const { repository } = staged({});
  mkdirSync(join(repository.folder, '../bin'));
  writeFileSync(join(repository.folder, '../bin/git'), 'not executable', { mode: 0o644 });
  const env = { PATH: join(repository.folder, '../bin') };
  expectOnly(repository.run(process.execPath, [HUSHKEY, 'staged'], { env }), 2, /^git cannot be started \(EACCES\)$/);
});

it('tells that git is too old', () => {
  const PATH = gitShim('case "$*" in *--version) echo "git version 2.10.0"; exit 0;; esac\nreal "$@"');
  expectOnly(staged({ PATH }).outcome, 2, 'git 2.10 is too old: hushkey needs git 2.24 or newer');
});

it('tells that git is too old even when that git fails sooner over an option', () => {
  const PATH = gitShim(`case "$*" in
    *--version) sleep 0.5; echo "git version 1.8.3.1";;
    *) echo "usage: git diff-index [-m] [--cached] <tree-ish>" >&2; exit 129;;
  esac`);
  expectOnly(staged({ PATH }).outcome, 2, 'git 1.8 is too old: hushkey needs git 2.24 or newer');
});

it('tells that what is called git is something else', () => {
  const PATH = gitShim('case "$*" in *--version) echo "no such thing"; exit 0;; esac\nreal "$@"');
  expectOnly(staged({ PATH }).outcome, 2, '"git --version" answered "no such thing": hushkey needs git 2.24 or newer');
});

it('ends, and soon, when git is wrong before the repository could be read', () => {
  const PATH = gitShim(`case "$*" in
    *--version) echo "no such thing"; exit 0;;
    *cat-file*) sleep 0.5;;
  esac
  real "$@"`);
  expectOnly(staged({ PATH }).outcome, 2, /^"git --version" answered "no such thing"/);
}, 20_000);

it.each([
  'git version 2.39.5 (Apple Git-154)',
  'git version 2.47.1.windows.1',
  'git version 3.0.0',
  'git version 2.24',
])('works with "%s"', (version) => {
  const PATH = gitShim(`case "$*" in *--version) echo '${version}'; exit 0;; esac\nreal "$@"`);
  expect(staged({ PATH }).outcome.code).toBe(1);
});

const OWN_PATTERN = `provider: own
name: Own
category: ai
secrets:
  - id: own-key
    name: own key
    regex: ownkey_[a-z0-9]{24}
    severity: high
    shapes:
      - ownkey_{a-z0-9:24}
    examples:
      - KEY={secret}
    counterexamples:
      - KEY=ownkey_{a-z0-9:10}
`;

it('names the line of a broken pattern file', () => {
  const { repository } = staged({});
  repository.write('own.yaml', OWN_PATTERN.replace('severity: high', 'severity: extreme'));
  expectOnly(repository.hushkey('staged', '--patterns', 'own.yaml'), 2, /^own\.yaml:8: .*severity must be one of/);
  repository.write('own.yaml', OWN_PATTERN.replace('regex:', 'regexp:'));
  expectOnly(repository.hushkey('staged', '--patterns', 'own.yaml'), 2, /^own\.yaml:[57]: /);
  repository.write('own.yaml', 'provider: own\nname: [\n');
  expectOnly(repository.hushkey('staged', '--patterns', 'own.yaml'), 2, /^own\.yaml:[34]: not valid YAML: /);
  expectOnly(repository.hushkey('staged', '--patterns', 'none.yaml'), 2, /^none\.yaml: there is no such/);
});

it('scans with a pattern file that is right', () => {
  const { repository } = staged({});
  repository.write('own.yaml', OWN_PATTERN);
  const secret = draw('ownkey_{a-z0-9:24}', seededRandom(Date.now()));
  repository.stage('a.ts', `KEY=${secret}\n`);
  const outcome = repository.hushkey('staged', '--patterns', 'own.yaml');
  expectRefused(outcome, { secret, line: '' }, ['a.ts:1:5']);
});

it('decides nothing in a repository that git refuses because of its owner', () => {
  const env = { GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' };
  expectOnly(staged(env).outcome, 3, /^nothing was decided: git refuses this repository .*safe\.directory/);
  expectOnly(staged(env, 'a.ts').outcome, 3, /^nothing was decided: git refuses this repository .*safe\.directory/);
});

it('shows hostile characters in git’s own words as escapes', () => {
  const PATH = gitShim(`case "$*" in
    *diff-index*) printf 'fatal: \\033[2Jcleared \\342\\200\\256turned\\n' >&2; exit 128;;
  esac
  real "$@"`);
  expectOnly(staged({ PATH }).outcome, 3, 'nothing was decided: git diff-index failed: \\x1b[2Jcleared \\u202eturned');
});

it('takes an answer that it cannot read for no answer', () => {
  for (const answer of ['garbage\\0', ':100644 100644 1 2 Q\\0a\\0', ':100644 100644 ', 'x\\0y'])
    expectOnly(
      staged({ PATH: gitShim(`case "$*" in *diff-index*) printf '${answer}'; exit 0;; esac\nreal "$@"`) }).outcome,
      3,
      /^nothing was decided: git diff-index gave an answer that /,
    );
});

it('prints the version and the help', () => {
  const repository = new TestRepository();
  expect(repository.hushkey('--version').stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  for (const args of [['--help'], ['staged', '--help']]) {
    const outcome = repository.hushkey(...args);
    expect(outcome.code).toBe(0);
    expect(outcome.stdout).toContain('--help');
    expect(outcome.stderr).toBe('');
  }
});

it('keeps a secret in the words of the command line to itself', () => {
  const { secret } = leak();
  const repository = new TestRepository();
  for (const args of [
    ['staged', `--token=${secret}`],
    ['staged', '--format', 'json', '--key', secret],
  ]) {
    const outcome = repository.hushkey(...args);
    expect(outcome.code).toBe(2);
    expectHidden(outcome, secret);
  }
});
