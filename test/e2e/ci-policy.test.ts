// A range cannot excuse itself: configuration, ignore file and comments that it brings are told, and count for nothing or for little.
import { randomBytes } from 'node:crypto';
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectHidden, type Leak, leak } from '../support/refusal.js';
import { HUSHKEY, type Outcome, TestRepository } from '../support/repository.js';

/** A repository whose branch `main` is the base side, with these files. Work goes on in `feature`. */
function based(files: Readonly<Record<string, string>>): TestRepository {
  const repository = new TestRepository();
  for (const [path, text] of Object.entries(files)) repository.stage(path, text);
  repository.commit('base');
  repository.git('checkout', '--quiet', '-b', 'feature');
  return repository;
}

function commit(repository: TestRepository, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) repository.stage(path, text);
  repository.commit('feature');
}

/** What the gate says of `feature`, as programs read it. */
function judged(repository: TestRepository, ...args: string[]) {
  const outcome = repository.hushkey('ci', '--base', 'main', '--format', 'json', ...args);
  const { findings, policy, gaps } = JSON.parse(outcome.stdout);
  return { code: outcome.code, paths: findings.map(placeOf), policy, gaps, outcome };
}

function placeOf({ locations }: { readonly locations: readonly { readonly path: string }[] }) {
  return locations[0]?.path;
}

const EXCLUDE = (path: string) => `exclude:\n  - '${path}'\n`;

describe('the configuration', () => {
  it('of the base side counts', () => {
    const repository = based({ '.hushkey.yaml': EXCLUDE('made-up/**') });
    commit(repository, { 'made-up/a.ts': leak().line });
    const { code, policy } = judged(repository);
    expect(code).toBe(0);
    expect(policy).toMatchObject({ excluded: 1, changes: [] });
  });

  it('of the range does not, and what it changes is told, in a clean run too', () => {
    const repository = based({ 'a.txt': 'a\n' });
    const key = leak();
    commit(repository, { '.hushkey.yaml': EXCLUDE('**'), 'a.ts': key.line });
    const { code, paths, policy } = judged(repository);
    expect({ code, paths }).toEqual({ code: 1, paths: ['a.ts'] });
    expect(policy.changes).toEqual([{ file: '.hushkey.yaml', what: 'says now: exclude **' }]);

    const clean = based({ 'a.txt': 'a\n' });
    commit(clean, { '.hushkey.yaml': EXCLUDE('**') });
    const outcome = clean.hushkey('ci', '--base', 'main');
    expect(outcome.code, outcome.output).toBe(0);
    expect(outcome.output).toContain('this range changes the policy\n  .hushkey.yaml  says now: exclude **');
  });

  it('that the range takes away still counts for it', () => {
    const repository = based({ '.hushkey.yaml': EXCLUDE('made-up/**') });
    repository.git('rm', '--quiet', '.hushkey.yaml');
    commit(repository, { 'made-up/a.ts': leak().line });
    expect(judged(repository)).toMatchObject({
      code: 0,
      policy: { changes: [{ file: '.hushkey.yaml', what: 'no longer says: exclude made-up/**' }] },
    });
  });

  it('that nobody can use any more is told, without its words', () => {
    const repository = based({ 'a.txt': 'a\n' });
    const { secret } = leak();
    commit(repository, { '.hushkey.yaml': `${secret}: true\n` });
    const { policy, outcome } = judged(repository);
    expect(policy.changes).toEqual([
      { file: '.hushkey.yaml', what: expect.stringContaining('cannot be used as the range leaves it') },
    ]);
    expectHidden(outcome, secret);
  });

  it('of the base side ends the run with 2 when it cannot be used, whatever the range made of it', () => {
    const repository = based({ '.hushkey.yaml': 'exlude: []\n' });
    commit(repository, { '.hushkey.yaml': 'exclude: []\n' });
    const outcome = repository.hushkey('ci', '--base', 'main');
    expect(outcome.code, outcome.output).toBe(2);
    expect(outcome.output).toContain('.hushkey.yaml:1');
  });

  it('named by --config is read from the base side too', () => {
    const repository = based({ 'ci.yaml': EXCLUDE('made-up/**') });
    commit(repository, { 'ci.yaml': EXCLUDE('**'), 'a.ts': leak().line });
    expect(judged(repository, '--config', 'ci.yaml')).toMatchObject({ code: 1, paths: ['a.ts'] });
    const without = repository.hushkey('ci', '--base', 'main', '--config', 'other.yaml');
    expect(without.code, without.output).toBe(2);
  });

  it('takes pattern files from the base side, folders of them as well', () => {
    const pack = (regex: string) =>
      `provider: acme\nname: Acme\ncategory: own\nsecrets:\n  - id: acme-key\n    name: Acme key\n    regex: '${regex}'\n    severity: high\n    shapes: ['${regex}']\n    examples: ['k = "{secret}"']\n    counterexamples: ['acme_x']\n`;
    const repository = based({
      '.hushkey.yaml': 'packs: [security]\n',
      'security/acme.yaml': pack('acme_[a-z0-9]{24}'),
      'security/notes.txt': 'no patterns\n',
    });
    commit(repository, {
      'security/acme.yaml': pack('acme_[a-z0-9]{30}'),
      'a.ts': `key = "acme_${randomBytes(12).toString('hex')}"\n`,
    });
    const { code, paths, policy } = judged(repository);
    expect({ code, paths }).toEqual({ code: 1, paths: ['a.ts'] });
    expect(policy.changes).toEqual([{ file: 'security/acme.yaml', what: 'patterns changed' }]);
  });

  it('shows no secret that stands in its words', () => {
    const repository = based({ 'a.txt': 'a\n' });
    const { secret } = leak();
    commit(repository, { '.hushkey.yaml': `exclude:\n  - paths: ['x/**']\n    reason: ${secret}\n` });
    for (const format of ['text', 'json', 'markdown', 'html'])
      expectHidden(repository.hushkey('ci', '--base', 'main', '--format', format), secret);
  });
});

describe('the ignore file', () => {
  /** The line that accepts a secret, as `hushkey baseline` writes it. */
  function acceptance({ line }: Leak, path: string): string {
    const repository = new TestRepository();
    repository.stage(path, line);
    repository.commit();
    const outcome = repository.hushkey('baseline', '--reason', 'of the vendor');
    expect(outcome.code, outcome.output).toBe(0);
    return readFileSync(join(repository.folder, '.hushkeyignore'), 'utf8');
  }

  it('of the base side accepts what the range brings', () => {
    const key = leak();
    const repository = based({ '.hushkeyignore': acceptance(key, 'a.ts') });
    commit(repository, { 'a.ts': key.line });
    expect(judged(repository)).toMatchObject({ code: 0, policy: { accepted: 1, changes: [] } });
  });

  it('of the range accepts nothing, and its entry is told', () => {
    const key = leak();
    const repository = based({ 'a.txt': 'a\n' });
    commit(repository, { '.hushkeyignore': acceptance(key, 'a.ts'), 'a.ts': key.line });
    const { code, paths, policy, outcome } = judged(repository);
    expect({ code, paths }).toEqual({ code: 1, paths: ['a.ts'] });
    expect(policy.changes).toEqual([
      {
        file: '.hushkeyignore',
        what: expect.stringMatching(/^accepts .* in a\.ts\) for ever, because: of the vendor$/),
      },
    ]);
    expectHidden(outcome, key.secret);
  });

  it('lets a comment of the range count even with --strict', () => {
    const key = leak();
    const line = `${key.line.trimEnd()} // hushkey:ignore -- ours\n`;
    const repository = based({ '.hushkeyignore': acceptance(key, 'a.ts') });
    commit(repository, { 'a.ts': line });
    expect(judged(repository, '--strict')).toMatchObject({
      code: 0,
      policy: { accepted: 1, inline: [{ path: 'a.ts' }] },
    });
  });
});

describe('a comment of the range', () => {
  const excused = ({ line }: Leak) => `first\n${line.trimEnd()} // hushkey:ignore -- only here\n`;

  it('excuses, and is told with its place and reason', () => {
    const repository = based({ 'a.txt': 'a\n' });
    const key = leak();
    commit(repository, { 'a.ts': excused(key) });
    const { code, policy, outcome } = judged(repository);
    expect(code).toBe(0);
    expect(policy.inline).toEqual([
      { path: 'a.ts', line: 2, pattern: '*', marker: 'hushkey:ignore', reason: 'only here' },
    ]);
    expectHidden(outcome, key.secret);
  });

  it('is told when it excuses nothing yet, once for all its versions, and not when it was there before', () => {
    const old = 'old(); // hushkey:ignore -- before\n';
    const repository = based({ 'a.ts': old });
    commit(repository, { 'a.ts': `${old}b();\n`, 'b.ts': '// hushkey:ignore acme-key -- soon\n' });
    commit(repository, { 'a.ts': `more();\n${old}`, 'b.ts': 'first();\n// hushkey:ignore acme-key -- soon\n' });
    const { code, policy } = judged(repository);
    expect(code).toBe(0);
    expect(policy.inline).toEqual([
      { path: 'b.ts', line: expect.any(Number), pattern: 'acme-key', marker: 'hushkey:ignore', reason: 'soon' },
    ]);
  });

  it('excuses nothing with --strict', () => {
    const repository = based({ 'a.txt': 'a\n' });
    commit(repository, { 'a.ts': excused(leak()) });
    expect(judged(repository, '--strict')).toMatchObject({
      code: 1,
      paths: ['a.ts'],
      policy: { inline: [{ path: 'a.ts', line: 2 }] },
    });
  });

  it('that was there before with its secret is not told again', () => {
    const key = leak();
    const repository = based({ 'a.ts': excused(key) });
    commit(repository, { 'a.ts': `${excused(key)}more\n` });
    expect(judged(repository, '--strict')).toMatchObject({ code: 0, policy: undefined });
  });

  it('shows no secret that it holds itself', () => {
    const [key, other] = [leak(), leak()];
    const repository = based({ 'a.txt': 'a\n' });
    commit(repository, { 'a.ts': `${key.line.trimEnd()} // hushkey:ignore -- was ${other.secret}\n` });
    const outcome = repository.hushkey('ci', '--base', 'main', '--format', 'json');
    expect(outcome.code, outcome.output).toBe(0);
    for (const { secret } of [key, other]) expectHidden(outcome, secret);
  });
});

describe('a server', () => {
  function pushed(server: TestRepository, work: TestRepository, ...words: string[]): Outcome {
    return work.run('git', ['push', server.folder, ...words]);
  }

  function guarded(): { server: TestRepository; work: TestRepository } {
    const server = new TestRepository(['--bare', '--initial-branch=main']);
    const hook = join(server.folder, 'hooks', 'pre-receive');
    server.write('hooks/pre-receive', `#!/bin/sh\nexec "${process.execPath}" "${HUSHKEY}" pre-receive\n`);
    chmodSync(hook, 0o755);
    return { server, work: new TestRepository() };
  }

  it('judges a push by what its own branch says', () => {
    const { server, work } = guarded();
    work.stage('.hushkey.yaml', EXCLUDE('made-up/**'));
    work.commit();
    expect(pushed(server, work, 'main').code).toBe(0);
    work.stage('made-up/a.ts', leak().line);
    work.commit();
    expect(pushed(server, work, 'main').code).toBe(0);
    work.stage('.hushkey.yaml', EXCLUDE('**'));
    work.stage('src/a.ts', leak().line);
    work.commit();
    const refused = pushed(server, work, 'main');
    expect(refused.code, refused.output).toBe(1);
    expect(refused.output).toContain('src/a.ts');
  });
});
