import { describe, expect, it } from 'vitest';
import { policyChanges } from '../../src/policy/compare-policies.js';
import { type Explicit, loadPolicy } from '../../src/policy/load-policy.js';
import type { Policy } from '../../src/policy/policy.js';
import { PolicyError } from '../../src/policy/policy-error.js';

type Files = Readonly<Record<string, string>>;

function load(files: Files, explicit: Explicit = {}): Promise<Policy> {
  return loadPolicy(async (path) => (files[path] === undefined ? undefined : Buffer.from(files[path])), explicit);
}

const config = (text: string) => load({ '.hushkey.yaml': text });

describe('a configuration', () => {
  it('adds to the defaults, and says where each value comes from', async () => {
    const { settings } = await config('# ours\nexclude: [docs/**]\n\npatterns:\n  generic/*: { severity: low }\n');
    expect(settings.exclude.at(0)?.from.file).toBe('defaults.yaml');
    expect(settings.exclude.at(-1)).toEqual({
      value: { takesBack: false, paths: ['docs/**'] },
      from: { file: '.hushkey.yaml', line: 2 },
    });
    expect(settings.patterns.get('generic/*')?.severity).toEqual({
      value: 'low',
      from: { file: '.hushkey.yaml', line: 5 },
    });
    expect(settings.minConfidence).toMatchObject({ value: 'medium', from: { file: 'defaults.yaml' } });
  });

  it('can stand in package.json, with the lines of that', async () => {
    const manifest = '{\n  "name": "x",\n  "hushkey": {\n    "minConfidence": "high"\n  }\n}\n';
    const { settings } = await load({ 'package.json': manifest });
    expect(settings.minConfidence).toEqual({ value: 'high', from: { file: 'package.json', line: 4 } });
  });

  it('is none where a package.json only depends on hushkey', async () => {
    const { layers } = await load({ 'package.json': '{"devDependencies": {"hushkey": "1"}}' });
    expect(layers).toHaveLength(1);
  });

  it('stands in one place', async () => {
    const both = load({ '.hushkey.yaml': 'known: false', 'package.json': '{"hushkey": {}}' });
    await expect(both).rejects.toThrow('package.json has a configuration too');
  });

  it('is weaker than the command line', async () => {
    const { settings } = await load({ '.hushkey.yaml': 'minConfidence: low' }, { minConfidence: 'high' });
    expect(settings.minConfidence).toEqual({ value: 'high', from: { file: 'command line' } });
  });

  it.each([
    ['minConfidense: low', 1, 'unknown key "minConfidense"; did you mean minConfidence?'],
    ['\nexclude:\n  - { path: [a] }', 3, 'did you mean paths?'],
    ['patterns:\n  openai-project-key:\n    severty: low', 3, 'did you mean severity?'],
    ['patterns:\n  openai-projekt-key: { enabled: false }', 2, 'did you mean openai-project-key?'],
    ['patterns:\n  opnai/*: { enabled: false }', 2, 'did you mean openai/*?'],
    ['exclude:\n  - paths: [a]\n    patterns: [openai-projekt-key]', 3, 'did you mean openai-project-key?'],
    ['minConfidence: hihg', 1, 'did you mean high?'],
    ['includePublic: perhaps', 1, 'includePublic must be boolean'],
    ['- a list', 1, 'the configuration must be object'],
    ['known: true\nknown: false', 2, 'Map keys must be unique'],
    ['exclude: [a', 1, 'not valid YAML'],
    ['exclude: !!js/function "x"', 1, 'not valid YAML'],
    ['allow:\n  - fingerprint: cafe', 2, 'is no fingerprint'],
    ['allow:\n  - fingerprint: abcdefgh-0123456789ab\n    expires: "2026-02-30"', 3, 'there is no day 2026-02-30'],
    ['exclude: ["../other/**"]', 1, 'leads out of the repository'],
    ['exclude: ["+(a|b)*"]', 1, 'pattern list'],
    ['__proto__: { known: false }', 1, 'unknown key'],
    ['packs: [../outside.yaml]', 1, 'is outside the repository'],
    ['packs: [/etc/passwd]', 1, 'is outside the repository'],
    ['packs: [none.yaml]', 1, 'is not there'],
  ])('is refused with its line and a word of advice: %j', async (text, line, advice) => {
    const refused = await config(text).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(refused).toBeInstanceOf(PolicyError);
    expect((refused as PolicyError).message).toContain(advice);
    expect((refused as PolicyError).line).toBe(line);
  });

  it.each([
    ['aliases that multiply', `a: &a [x,x]\nb: &b [*a,*a]\nexclude: [*b,*b]`],
    ['one alias', 'exclude: &a [x]\npacks: *a'],
    ['levels without end', '['.repeat(5000)],
    ['levels of lines without end', Array.from({ length: 3000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
    ['more than anybody writes', `# ${'x'.repeat(300_000)}`],
    ['two documents', 'known: true\n---\nknown: false'],
  ])('that is made to do harm is refused, too: %s', async (_, text) => {
    await expect(config(text)).rejects.toThrow(PolicyError);
  });

  it('has globs that no path takes long to fit', async () => {
    const { Verdicts } = await import('../../src/policy/config/verdict.js');
    const globs = ['**/a/**/a/**/a/b', '*a*a*b', '{a,a}{a,a}{a,a}b', '**/*a*a*b/**'];
    const { settings } = await config(`exclude: ${JSON.stringify(globs)}`);
    const judged = { pattern: 'x', provider: 'x', confidence: 'high' } as const;
    for (const path of ['a/'.repeat(511), 'a'.repeat(255), `${'a'.repeat(255)}/`.repeat(4), 'a/'.repeat(10_000)])
      expect(new Verdicts(settings).of(judged, path).kind).toBe('told');
    for (const glob of ['**/**/**/**/a', 'a*a*a*a*', '{a,b}{a,b}{a,b}{a,b}', 'x'.repeat(501), '{1..99999}'])
      await expect(config(`exclude: [${JSON.stringify(glob)}]`)).rejects.toThrow('the glob');
  });

  it('is taken for what it says when there is nothing in it', async () => {
    expect((await config('')).settings.minConfidence.value).toBe('medium');
    expect((await config('# nothing')).layers).toHaveLength(2);
  });
});

describe('a change of the policy', () => {
  const changes = async (base: Files, head: Files) =>
    policyChanges(await load(base), await load(head)).map(({ file, what }) => `${file} ${what}`);

  it('is told in a sentence for each setting', async () => {
    const base = { '.hushkey.yaml': 'exclude: [docs/**, lib/**]\nminConfidence: low\n' };
    const head = { '.hushkey.yaml': 'exclude: [docs/**, src/**]\npatterns:\n  generic/*: { enabled: false }\n' };
    expect(await changes(base, head)).toEqual([
      '.hushkey.yaml no longer says: minConfidence low',
      '.hushkey.yaml no longer says: exclude lib/**',
      '.hushkey.yaml says now: exclude src/**',
      '.hushkey.yaml says now: patterns generic/* enabled false',
    ]);
    expect(await changes(base, base)).toEqual([]);
  });

  it('is told of another order, which can take back what was taken back', async () => {
    const [base, head] = ['["a", "!a"]', '["!a", "a"]'].map((list) => ({ '.hushkey.yaml': `exclude: ${list}` }));
    expect(await changes(base as Files, head as Files)).toEqual([
      '.hushkey.yaml exclude has the same entries in another order',
    ]);
  });

  it('is told of each entry of the ignore file', async () => {
    const line = 'abcdefgh-0123456789ab acme-key a.ts';
    const other = 'abcdefgh-ba9876543210 acme-key b.ts -- gone';
    expect(
      await changes({ '.hushkeyignore': `${line} until=2026-01-01\n${other}\n` }, { '.hushkeyignore': `${line}\n` }),
    ).toEqual([
      '.hushkeyignore accepts abcdefgh-0123456789ab (acme-key in a.ts) for ever, with no reason; before until 2026-01-01',
      '.hushkeyignore no longer accepts abcdefgh-ba9876543210 (acme-key in b.ts) for ever, because: gone',
    ]);
    expect(await changes({}, { '.hushkeyignore': other })).toEqual([
      '.hushkeyignore accepts abcdefgh-ba9876543210 (acme-key in b.ts) for ever, because: gone',
    ]);
  });
});
