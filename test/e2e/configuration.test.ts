// What a repository says of what is told: it adds to the defaults, it counts in every command, and nothing is hidden in silence.
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { assignedPassword } from '../support/assigned-password.js';
import { expectNoCrash } from '../support/history.js';
import { expectPassed, expectRefused, leak } from '../support/refusal.js';
import { HUSHKEY, type Outcome, TestRepository } from '../support/repository.js';

const CONFIG = '.hushkey.yaml';

function staged(files: Readonly<Record<string, string>>): TestRepository {
  const repository = new TestRepository();
  for (const [path, text] of Object.entries(files)) repository.stage(path, text);
  return repository;
}

/** Every path of a finding, and what the policy made of the rest. */
function told(repository: TestRepository, ...args: string[]) {
  const outcome = repository.hushkey(...args, '--format', 'json');
  expectNoCrash(outcome);
  expect(outcome.stdout, outcome.output).toMatch(/^\{/);
  const { findings, policy, stats } = JSON.parse(outcome.stdout);
  const paths = findings.flatMap((finding: { locations: { path: string }[] }) =>
    finding.locations.map(({ path }) => path),
  );
  return { paths: paths.sort(), findings, excluded: policy?.excluded ?? 0, stats };
}

/** The same of what is staged, of what is tracked, and of the history on one thread and on two. */
function everywhere(repository: TestRepository) {
  const inIndex = told(repository, 'staged');
  repository.commit();
  return [
    inIndex,
    told(repository, 'scan', '--tracked'),
    told(repository, 'history', '--no-cache', '--threads', '1'),
    told(repository, 'history', '--no-cache', '--threads', '2'),
  ];
}

function expectUsage(outcome: Outcome, sentence: string | RegExp): void {
  expect(outcome.code, outcome.output).toBe(2);
  expect(outcome.stderr).toMatch(sentence);
  expectNoCrash(outcome);
}

describe('what is excluded', () => {
  it('is told nowhere, and counted', () => {
    const repository = staged({ 'docs/a.md': leak().line, 'src/a.ts': leak().line, [CONFIG]: 'exclude: [docs/]\n' });
    for (const { paths, excluded } of everywhere(repository)) {
      expect(paths).toEqual(['src/a.ts']);
      expect(excluded).toBe(1);
    }
    expect(repository.hushkey('scan', '--tracked').stdout).toContain(', 1 excluded by configuration (hushkey config)');
  });

  it('can be said of patterns, and of what is not certain', () => {
    const config = 'exclude:\n  - paths: ["docs/**"]\n    patterns: [anthropic/*]\n    reason: examples\n';
    const repository = staged({
      'docs/a.md': leak().line,
      'docs/b.md': leak('anthropic-api-key').line,
      [CONFIG]: config,
    });
    for (const { paths, excluded } of everywhere(repository)) expect([paths, excluded]).toEqual([['docs/a.md'], 1]);
  });

  it('is a secret that stands elsewhere too told at the other place', () => {
    const { line } = leak();
    const repository = staged({ 'docs/a.md': line, 'src/a.ts': line, [CONFIG]: 'exclude: [docs/**]\n' });
    for (const { paths } of everywhere(repository)) expect(paths).toEqual(['src/a.ts']);
  });

  it('is seen from the top, wherever somebody stands', () => {
    const repository = staged({ 'packages/app/docs/a.md': leak().line, [CONFIG]: 'exclude: [packages/*/docs/**]\n' });
    for (const args of [['staged'], ['scan', '.'], ['scan', '--tracked', 'docs']]) {
      const outcome = repository.run(process.execPath, [HUSHKEY, ...args], { cwd: 'packages/app' });
      expect(outcome.code, outcome.output).toBe(0);
      expect(outcome.stdout).toContain('1 excluded by configuration');
    }
  });

  it('can be taken back, what the defaults exclude as well', () => {
    const [a, b, c] = [assignedPassword(), assignedPassword(), assignedPassword()];
    const files = { 'test/fixtures/a.ts': a, 'test/fixtures/b.ts': b, 'src/c.ts': c };
    for (const { paths, excluded } of everywhere(staged(files))) expect([paths, excluded]).toEqual([['src/c.ts'], 2]);
    const back = staged({ ...files, [CONFIG]: 'exclude: ["!test/fixtures/b.ts"]\n' });
    for (const { paths, excluded } of everywhere(back))
      expect([paths, excluded]).toEqual([['src/c.ts', 'test/fixtures/b.ts'], 1]);
    expect(told(back, 'scan', '--tracked', '--min-confidence', 'low').paths).toHaveLength(3);
  });
});

describe('the defaults', () => {
  const defaults = parse(readFileSync(new URL('../../defaults.yaml', import.meta.url), 'utf8'));
  const schema = JSON.parse(readFileSync(new URL('../../schema/config-1.json', import.meta.url), 'utf8'));

  it('are a configuration by the published schema, and what is loaded', () => {
    const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(schema);
    expect(validate(defaults), JSON.stringify(validate.errors)).toBe(true);
    const outcome = staged({}).hushkey('config', '--format', 'json');
    const { exclude, minConfidence } = JSON.parse(outcome.stdout);
    expect(exclude.map(({ value }: { value: unknown }) => value)).toEqual(defaults.exclude);
    expect(minConfidence).toEqual({ value: defaults.minConfidence, from: { file: 'defaults.yaml', line: 6 } });
    const lines = readFileSync(new URL('../../defaults.yaml', import.meta.url), 'utf8').split('\n');
    for (const { value, from } of exclude) expect(lines[from.line - 1]).toContain(`reason: ${value.reason}`);
  });

  it('hide no key that a pattern knows, wherever it stands', () => {
    const places = [
      'package-lock.json',
      'web/yarn.lock',
      'dist/app.min.js',
      'src/locales/de.json',
      'node_modules/x/index.js',
      'vendor/github.com/y/z.go',
      'test/fixtures/a.ts',
      'a/__snapshots__/b.snap',
    ];
    const repository = staged(Object.fromEntries(places.map((path) => [path, leak().line])));
    for (const { paths, excluded } of everywhere(repository)) {
      expect(paths).toEqual([...places].sort());
      expect(excluded).toBe(0);
    }
  });
});

describe('a pattern', () => {
  it('that is turned off is told nowhere, and counted', () => {
    const config = 'patterns:\n  openai-project-key: { enabled: false }\n';
    const repository = staged({ 'a.ts': leak().line, 'b.ts': leak('anthropic-api-key').line, [CONFIG]: config });
    for (const { paths, excluded } of everywhere(repository)) expect([paths, excluded]).toEqual([['b.ts'], 1]);
  });

  it('has the severity that is said of it, rather than of its provider', () => {
    const config = 'patterns:\n  openai/*: { severity: low }\n  openai-project-key: { severity: medium }\n';
    const repository = staged({ 'a.ts': leak().line, [CONFIG]: config });
    for (const { findings } of everywhere(repository)) expect(findings).toMatchObject([{ severity: 'medium' }]);
  });

  it('is told from the confidence that is said of it', () => {
    const config = 'minConfidence: high\npatterns:\n  generic/*: { minConfidence: low }\n';
    for (const { paths } of everywhere(staged({ 'a.ts': assignedPassword(), [CONFIG]: 'minConfidence: high\n' })))
      expect(paths).toEqual([]);
    for (const { paths } of everywhere(staged({ 'a.ts': assignedPassword(), [CONFIG]: config })))
      expect(paths).toEqual(['a.ts']);
  });

  it('can come from a pack inside the repository, which replaces none that is shipped', () => {
    const pack = (id: string) =>
      `provider: acme\nname: Acme\ncategory: own\nsecrets:\n  - id: ${id}\n    name: Acme key\n    regex: 'acme_[a-z0-9]{24}'\n    severity: high\n    shapes: ['acme_[a-z0-9]{24}']\n    examples: ['k = "{secret}"']\n    counterexamples: ['acme_x']\n`;
    const secret = `acme_${randomBytes(12).toString('hex')}`;
    const files = {
      'a.ts': `key = "${secret}"\n`,
      [CONFIG]: 'packs: [security]\npatterns: { acme-key: { severity: low } }\n',
    };
    const repository = staged({ ...files, 'security/acme.yaml': pack('acme-key') });
    for (const { findings } of everywhere(repository))
      expect(findings).toMatchObject([{ pattern: 'acme-key', severity: 'low' }]);
    expect(repository.hushkey('patterns', 'acme').stdout).toContain('acme-key');
    expectUsage(
      staged({ ...files, 'security/acme.yaml': pack('openai-project-key') }).hushkey('staged'),
      /security\/acme\.yaml:5: there is a shipped pattern openai-project-key/,
    );
    const outside = staged({ [CONFIG]: 'packs: [security]\n' });
    mkdirSync(join(outside.folder, '..', 'elsewhere'));
    symlinkSync('../elsewhere', join(outside.folder, 'security'));
    expectUsage(outside.hushkey('staged'), /no regular file|leads out of the repository|is not there/);
  });
});

describe('the markers of other scanners', () => {
  it('excuse a line when they are turned on, in every command, and are counted', () => {
    const line = leak().line.replace('\n', ' # gitleaks:allow\n');
    for (const { paths } of everywhere(staged({ 'a.ts': line }))) expect(paths).toEqual(['a.ts']);
    for (const { paths, stats } of everywhere(staged({ 'a.ts': line, [CONFIG]: 'markers: [gitleaks]\n' }))) {
      expect(paths).toEqual([]);
      expect(stats.ignored).toBe(1);
    }
  });
});

describe('an allowed value', () => {
  it('is allowed at every path, or at those that are named', () => {
    const secret = leak();
    const repository = staged({ 'a.ts': secret.line });
    repository.hushkey('baseline');
    const [fingerprint] =
      /[a-z2-7]{8}-[0-9a-f]{12}/.exec(readFileSync(join(repository.folder, '.hushkeyignore'), 'utf8')) ?? [];
    const allowed = (more = '') => `allow:\n  - fingerprint: ${fingerprint}\n    reason: made up\n${more}`;
    for (const { paths } of everywhere(staged({ 'a.ts': secret.line, 'b.ts': secret.line, [CONFIG]: allowed() })))
      expect(paths).toEqual([]);
    const inTests = allowed('    paths: [test/**]\n');
    expectPassed(staged({ 'test/a.ts': secret.line, [CONFIG]: inTests }).hushkey('staged'));
    const both = staged({ 'test/a.ts': secret.line, 'src/a.ts': secret.line, [CONFIG]: inTests });
    expect(told(both, 'staged').paths).toEqual(['src/a.ts', 'test/a.ts']);
  });
});

describe('where it is looked for', () => {
  it('is not above the top of the repository', () => {
    const repository = staged({ 'docs/a.md': leak().line });
    repository.write('../.hushkey.yaml', 'exclude: ["**"]\n');
    expect(told(repository, 'staged').paths).toEqual(['docs/a.md']);
  });

  it('is package.json, too, and a file that the command line names instead', () => {
    const files = { 'docs/a.md': leak().line, 'src/a.ts': leak().line };
    const manifest = staged({ ...files, 'package.json': '{"hushkey": {"exclude": ["docs/**"]}}' });
    expect(told(manifest, 'staged').paths).toEqual(['src/a.ts']);
    const repository = staged({ ...files, [CONFIG]: 'exclude: ["**"]\n', 'ci/strict.yaml': 'exclude: ["src/**"]\n' });
    expect(told(repository, 'staged').paths).toEqual([]);
    expect(told(repository, 'staged', '--config', 'ci/strict.yaml').paths).toEqual(['docs/a.md']);
    expectUsage(repository.hushkey('staged', '--config', 'none.yaml'), 'there is no such configuration file');
  });

  it.each([['staged'], ['scan', '.'], ['history'], ['explain', 'a.ts:1'], ['patterns'], ['config'], ['baseline']])(
    'a mistake in it is told with its line before anything is decided: %s',
    (...args) => {
      const repository = staged({ 'a.ts': leak().line, [CONFIG]: '# ours\nexclud: [docs]\n' });
      expectUsage(repository.hushkey(...args), /\.hushkey\.yaml:2: unknown key "exclud"; did you mean exclude\?/);
    },
  );

  it('is the working tree of the repository that is committed to', () => {
    const repository = staged({ 'a.ts': leak().line });
    repository.commit();
    repository.installHook();
    repository.git('worktree', 'add', '--quiet', '../linked');
    repository.write('../linked/b.ts', leak().line);
    repository.write('../linked/.hushkey.yaml', 'exclude: [b.ts]\n');
    repository.run('git', ['add', '.'], { cwd: '../linked' });
    const outcome = repository.run('git', ['commit', '--message', 'm'], { cwd: '../linked' });
    expect(outcome.code, outcome.output).toBe(0);
    expect(outcome.output).toContain('1 excluded by configuration');
    // A hook that went into another repository: what that one says is of no matter.
    const other = staged({ [CONFIG]: 'exclude: ["**"]\n', 'c.ts': leak().line });
    repository.stage('c.ts', leak().line);
    const elsewhere = repository.run(process.execPath, [HUSHKEY, 'staged'], {
      cwd: `../${'..'}/${other.folder.split('/').slice(-2).join('/')}`,
      env: { GIT_DIR: join(repository.folder, '.git') },
    });
    expect(elsewhere.code, elsewhere.output).toBe(1);
    expect(elsewhere.stderr).toContain('is not certain');
  });
});

describe('hushkey config', () => {
  it('tells what counts, and where each value comes from', () => {
    const repository = staged({ [CONFIG]: 'minConfidence: high\nexclude:\n  - docs/**\nknown: false\n' });
    const { stdout } = repository.hushkey('config');
    expect(stdout).toMatch(/^minConfidence: high {2}\.hushkey\.yaml:1$/m);
    expect(stdout).toMatch(/^known: false {2}\.hushkey\.yaml:4$/m);
    expect(stdout).toMatch(/^ {2}docs\/\*\* {2}\.hushkey\.yaml:3$/m);
    expect(stdout).toMatch(/^ {2}.*made up for tests {2}defaults\.yaml:\d+$/m);
  });

  it('tells what applies to a path', () => {
    const repository = staged({ [CONFIG]: 'exclude: ["docs/**", "!docs/a.md"]\n' });
    const outcome = repository.hushkey('config', 'docs/a.md', 'src/a.ts', '--format', 'json');
    const { paths } = JSON.parse(outcome.stdout);
    expect(paths).toMatchObject([
      { path: 'docs/a.md', exclude: [{ value: 'docs/**' }, { value: '!docs/a.md' }] },
      { path: 'src/a.ts', exclude: [] },
    ]);
  });

  it('prints the schema that the package publishes', () => {
    const { stdout } = staged({}).hushkey('config', '--schema');
    expect(stdout).toBe(readFileSync(new URL('../../schema/config-1.json', import.meta.url), 'utf8'));
  });
});

it('explain tells that something is excluded, or accepted', () => {
  const repository = staged({ 'docs/a.md': leak().line, 'b.ts': leak().line, [CONFIG]: 'exclude: [docs/**]\n' });
  repository.hushkey('baseline');
  expect(repository.hushkey('explain', 'docs/a.md:1').stdout).toContain('the configuration leaves it out here');
  expect(repository.hushkey('explain', 'b.ts:1').stdout).toContain('it is accepted');
});

it('a known value is not looked for when the configuration says so', () => {
  const secret = `${leak().secret.slice(8, 30)}`;
  const files = { '.gitignore': '.env\n', 'a.txt': `value ${secret} value\n` };
  const [open, shut] = [staged(files), staged({ ...files, [CONFIG]: 'known: false\n' })];
  for (const repository of [open, shut]) repository.write('.env', `DB_PASSWORD=${secret}\n`);
  expect(told(open, 'staged').findings).toMatchObject([{ pattern: 'known-secret' }]);
  expect(told(shut, 'staged').findings).toEqual([]);
  expectRefused(open.hushkey('staged'), { secret, line: '' }, ['a.txt:1:7']);
});
