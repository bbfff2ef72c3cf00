// Inline comments that excuse a line: what they cover, and that they are counted.
import { expect, it } from 'vitest';
import { expectCommitted, expectPassed, expectRefused, type Leak, leak } from '../support/refusal.js';
import { TestRepository } from '../support/repository.js';

const ID = 'openai-project-key';

/** A repository in which these texts are staged, as files named 0, 1, 2 … */
function staged(...texts: string[]): TestRepository {
  const repository = new TestRepository();
  for (const [name, text] of texts.entries()) repository.write(String(name), text);
  repository.git('add', '.');
  return repository;
}

/** Fails unless the secret of every text is excused, and all of them are counted. */
function expectExcused(texts: readonly string[]): void {
  const outcome = staged(...texts).hushkey('staged');
  expectPassed(outcome);
  expect(outcome.stdout).toMatch(new RegExp(`\\), ${texts.length} ignored by comments\\n$`));
}

/** Fails unless no text's secret is excused. */
function expectNotExcused(texts: readonly { leak: Leak; text: string; at: string }[]): void {
  const outcome = staged(...texts.map(({ text }) => text)).hushkey('staged');
  expectRefused(
    outcome,
    texts.map(({ leak }) => leak),
    texts.map(({ at }, name) => `${name}:${at}`),
  );
  expect(outcome.stdout).not.toContain('ignored by comments');
}

const MARKERS = [
  `hushkey:ignore`,
  `hushkey:ignore ${ID}`,
  `hushkey:ignore ${ID} -- a key of the test server`,
  `hushkey:ignore -- all of this is made up`,
  `hushkey:ignore github-classic-pat, ${ID}`,
  `hushkey:ignore github-classic-pat ${ID} -- both`,
];

it('excuses the line that it stands on', () => {
  const comments = MARKERS.flatMap((marker) => [
    ` # ${marker}\n`,
    ` // ${marker}\r\n`,
    ` /* ${marker} */\n`,
    ` <!-- ${marker} -->\n`,
    ` -- ${marker}\n`,
  ]);
  expectExcused(comments.map((comment) => `start();\n${leak().line.replace('\n', comment)}`));
});

it('excuses the next line from a comment of its own', () => {
  const comments = [
    ['#', ''],
    ['\t#', ''],
    ['//', ''],
    ['/*', ' */'],
    ['/**', ' */'],
    [' *', ''],
    ['<!--', ' -->'],
    ['--', ''],
    [';', ''],
    ['%', ''],
    ['{{!--', ' --}}'],
    ['{#', ' #}'],
    ['rem', ''],
  ];
  const lines = comments.flatMap(([open, close]) => MARKERS.map((marker) => `${open} ${marker}${close}`));
  expectExcused(lines.map((line, i) => `start();\n${line}${i % 2 ? '\r' : ''}\n${leak().line}`));
});

it.each([
  'hushkey:ignore github-classic-pat',
  'hushkey:ignore because it is not real',
  'hushkey:ignored',
  'hushkey:ignore-next',
  'hushkey:ignore:all',
  'xhushkey:ignore',
  'not-hushkey:ignore',
  'hushkey ignore',
  'hushkey:ignore openai-project-key-2',
  'HUSHKEY:IGNORE',
])('is not moved by "%s"', (marker) => {
  const [own, before] = [leak(), leak()];
  expectNotExcused([
    { leak: own, text: own.line.replace('\n', ` # ${marker}\n`), at: '1:8' },
    { leak: before, text: `# ${marker}\n${before.line}`, at: '2:8' },
  ]);
});

it('excuses one line, and not those around it', () => {
  const [far, above, below, code] = [leak(), leak(), leak(), leak()];
  expectNotExcused([
    { leak: far, text: `# hushkey:ignore\n\n${far.line}`, at: '3:8' },
    { leak: above, text: `${above.line}# hushkey:ignore\n`, at: '1:8' },
    { leak: below, text: `# hushkey:ignore\nfirst();\n${below.line}`, at: '3:8' },
    { leak: code, text: `start(); // hushkey:ignore\n${code.line}`, at: '2:8' },
  ]);
});

it('excuses a line of code with a secret, and not the line after it', () => {
  const [excused, next] = [leak(), leak()];
  const text = excused.line.replace('\n', ' // hushkey:ignore\n') + next.line;
  const outcome = staged(text).hushkey('staged');
  expectRefused(outcome, next, ['0:2:8']);
  expect(outcome.stdout).toMatch(/, 1 ignored by comments\n$/);
});

it('does not let a marker of the old side count for the new one', () => {
  const [old, fresh] = [leak(), leak()];
  const repository = staged(`# hushkey:ignore\n${old.line}`);
  repository.commit();
  repository.stage('0', fresh.line);
  expectRefused(repository.hushkey('staged'), fresh, ['0:1:8']);
});

it('excuses both of two secrets on a line, or the one whose pattern is named', () => {
  const [one, two] = [leak(), leak('anthropic-api-key')];
  const line = `a="${one.secret}" b="${two.secret}"`;
  const both = staged(`${line} # hushkey:ignore\n`).hushkey('staged');
  expectPassed(both);
  expect(both.stdout).toContain('2 ignored by comments');
  const outcome = staged(`${line} # hushkey:ignore ${ID}\n`).hushkey('staged');
  expectRefused(outcome, two, [`0:1:${9 + one.secret.length}`]);
  expect(outcome.stdout).toMatch(/, 1 ignored by comments\n$/);
});

it('counts ignores in the statistics of the JSON report', () => {
  const outcome = staged(`# hushkey:ignore\n${leak().line}`).hushkey('staged', '--format', 'json');
  expect(outcome.code).toBe(0);
  expect(JSON.parse(outcome.stdout).stats.ignored).toBe(1);
});

it('lets a commit with an excused secret through, through the hook', () => {
  const repository = new TestRepository();
  repository.installHook();
  repository.stage('file', `# hushkey:ignore ${ID} -- drawn for a test\n${leak().line}`);
  expectCommitted(repository);
});
