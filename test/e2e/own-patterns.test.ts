// Packs of somebody's own patterns: they add kinds of secret, replace shipped ones, and are refused with file and line.
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/catalogue/random.js';
import { draw } from '../../src/catalogue/shape.js';
import { expectPassed, expectRefused, leak } from '../support/refusal.js';
import { TestRepository } from '../support/repository.js';

interface Parts {
  readonly id?: string;
  readonly regex?: string;
  readonly more?: string;
  readonly shape?: string;
}

/** A pattern file of one secret; its id is on line 6, its regex on line 8, `more` begins on line 10. */
function pack({ id = 'own-key', regex = 'ownkey_[a-z0-9]{24}', more = '', shape = 'ownkey_{a-z0-9:24}' }: Parts = {}) {
  return `provider: own
name: Own
category: ai

secrets:
  - id: ${id}
    name: own key
    regex: '${regex}'
    severity: high
${more}    shapes: ['${shape}']
    examples: ['KEY={secret}']
    counterexamples: ['KEY=none']
`;
}

const PROJECT_KEY = { id: 'openai-project-key', regex: 'sk-proj-[A-Za-z0-9_-]{40,180}', shape: 'sk-proj-{a-z:40}' };

const drawn = (shape: string) => draw(shape, seededRandom(Math.floor(Math.random() * 2 ** 32)));

function staged(line: string): TestRepository {
  const repository = new TestRepository();
  repository.stage('a.ts', line);
  return repository;
}

describe('a pattern of a pack', () => {
  it('takes the place of the shipped one with its id, and so does what is told about it', () => {
    const { secret, line } = leak();
    const repository = staged(line);
    repository.write('own.yaml', pack({ ...PROJECT_KEY, more: '    links: { revoke: https://keys.own.test/ }\n' }));
    expectRefused(repository.hushkey('staged'), { secret, line }, ['a.ts:1:8']);
    const outcome = repository.hushkey('staged', '--patterns', 'own.yaml');
    expectRefused(outcome, { secret, line }, ['a.ts:1:8']);
    expect(outcome.output).toContain('Own own key');
    expect(outcome.output).toContain('https://keys.own.test/');
    expect(outcome.output).not.toContain('OpenAI');
    expect(outcome.output).not.toContain('platform.openai.com');
  });

  it('silences the shipped one when it is public', () => {
    const repository = staged(leak().line);
    repository.write('own.yaml', pack({ ...PROJECT_KEY, more: '    public: true\n' }));
    expectPassed(repository.hushkey('staged', '--patterns', 'own.yaml'));
    const other = leak('anthropic-api-key');
    repository.stage('b.ts', other.line);
    expectRefused(repository.hushkey('staged', '--patterns', 'own.yaml'), other, ['b.ts:1:8']);
  });
});

describe('several packs', () => {
  const tokens = () => [drawn('ownkey_{a-z0-9:24}'), drawn('othkey_{a-z0-9:24}')] as const;

  it('are all used, files and folders', () => {
    const [own, other] = tokens();
    const repository = staged(`REF=${own}\nREF=${other}\n`);
    repository.write('own.yaml', pack());
    repository.write('packs/deeper/other.yml', pack({ id: 'other-key', regex: 'othkey_[a-z0-9]{24}' }));
    repository.write('packs/README.md', 'no: [pattern file');
    const leaks = [own, other].map((secret) => ({ secret, line: '' }));
    const places = ['a.ts:1:5', 'a.ts:2:5'];
    expectRefused(repository.hushkey('staged', '--patterns', 'own.yaml', '--patterns', 'packs'), leaks, places);
    expectRefused(repository.hushkey('staged', '--patterns=packs', '--patterns=own.yaml', 'a.ts'), leaks, places);
    expectRefused(
      repository.hushkey('staged', '--patterns', 'own.yaml', 'a.ts'),
      leaks.slice(0, 1),
      places.slice(0, 1),
    );
  });

  it('replace what an earlier one says of the same id', () => {
    const [own] = tokens();
    const repository = staged(`KEY=${own}\n`);
    repository.write('own.yaml', pack());
    repository.write('quiet.yaml', pack({ more: '    public: true\n' }));
    expectPassed(repository.hushkey('staged', '--patterns', 'own.yaml', '--patterns', 'quiet.yaml'));
    expectRefused(
      repository.hushkey('staged', '--patterns', 'quiet.yaml', '--patterns', 'own.yaml'),
      { secret: own, line: '' },
      ['a.ts:1:5'],
    );
  });

  it('leave the other options as they are: of two the last one counts', () => {
    const repository = staged(leak().line);
    const formats = ['--format', 'text', '--format', 'json'];
    const { stdout } = repository.hushkey('staged', ...formats, '--min-confidence=low', '--min-confidence=high');
    expect(JSON.parse(stdout)).toMatchObject({ findings: [{ pattern: 'openai-project-key' }] });
  });
});

describe('a pack is refused, with its file and line,', () => {
  it.each([
    ['(a+)+', /^hushkey: packs\/own\.yaml:8: own-key: a repetition without an upper bound/],
    ['(a|a)*', /^hushkey: packs\/own\.yaml:8: own-key: a repetition without an upper bound/],
    ['.*', /^hushkey: packs\/own\.yaml:8: own-key: a repetition without an upper bound/],
    ['own_.*', /^hushkey: packs\/own\.yaml:8: own-key: a repetition without an upper bound/],
    ['own_(?:a{1,9}){1,9}b', /^hushkey: packs\/own\.yaml:8: own-key: it can match one text in too many ways/],
    ['own_(?:[a-z]|[a-y]){1,40}!', /^hushkey: packs\/own\.yaml:8: own-key: it can match one text in too many ways/],
    ['[a-z]{12}', /^hushkey: packs\/own\.yaml:8: own-key: it begins with no literal of 3 characters/],
    ['[a-z0-9]{32}', /^hushkey: packs\/own\.yaml:6: own-key: a secret without a literal beginning needs context words/],
    ['own_[a-z]{40000}', /^hushkey: packs\/own\.yaml:8: own-key: a match can be 40004 bytes long/],
    ['^own_[a-z]{20}', /^hushkey: packs\/own\.yaml:8: own-key: \^ has no place in an anchored regex/],
  ])('for the regex %s', (regex, sentence) => {
    const repository = staged(leak().line);
    repository.write('packs/good.yaml', pack({ id: 'good-key' }));
    repository.write('packs/own.yaml', pack({ regex }));
    for (const path of ['packs', 'packs/own.yaml']) {
      const outcome = repository.hushkey('staged', '--patterns', path);
      expect(outcome.code, outcome.output).toBe(2);
      expect(outcome.stderr).toMatch(sentence);
      expect(outcome.stdout).toBe('');
    }
  });

  it('for an id that stands twice in it, which names both places', () => {
    const repository = staged(leak().line);
    repository.write('packs/a.yaml', pack());
    repository.write('packs/b.yaml', pack());
    const { code, stderr } = repository.hushkey('staged', '--patterns', 'packs');
    expect(code).toBe(2);
    expect(stderr).toBe('hushkey: packs/b.yaml:6: own-key: this id is used already, in packs/a.yaml\n');
  });

  it('also when it is one of several', () => {
    const repository = staged(leak().line);
    repository.write('own.yaml', pack());
    repository.write('bad.yaml', pack({ more: '    colour: red\n' }));
    const { code, stderr } = repository.hushkey('staged', '--patterns', 'own.yaml', '--patterns', 'bad.yaml');
    expect(code).toBe(2);
    expect(stderr).toMatch(/^hushkey: bad\.yaml:10: unknown key "colour"\n$/);
  });
});
