import { describe, expect, it } from 'vitest';
import { assignedPassword } from '../support/assigned-password.js';
import { looseFile } from '../support/damage.js';
import { expectOnlyAt, scanHistory } from '../support/history.js';
import { TestRepository } from '../support/repository.js';
import { token } from '../support/token.js';

// What a path says of a value, when it is known only after the search; and what is too large to be searched at once.

describe('a value that is judged by its name and look', () => {
  it('is not told at a path where nobody keeps a password, and is told at the others', () => {
    const repository = new TestRepository();
    const line = assignedPassword();
    repository.stage('locales/de.json', line);
    repository.commit('a text of a user interface');
    repository.stage('settings.py', line);
    const commit = repository.commit('a password');
    const run = scanHistory(repository);
    expect(run.findings.length, run.outcome.output).toBe(1);
    expect(run.findings[0]?.locations).toMatchObject([{ path: 'settings.py', commit }]);
    const low = scanHistory(repository, { args: ['--min-confidence=low'] });
    expect(low.findings[0]?.locations.map(({ path }) => path)).toEqual(['locales/de.json', 'settings.py']);
  });

  it('is no finding when all of its paths are such, and is counted', () => {
    const repository = new TestRepository();
    repository.stage('locales/de.json', assignedPassword());
    repository.commit();
    expect(scanHistory(repository)).toMatchObject({ findings: [], policy: { excluded: 1 } });
    expect(scanHistory(repository, { args: ['--min-confidence=low'] }).findings.length).toBe(1);
  });

  it('is told when it is in no commit, for then nobody knows its path', () => {
    const repository = new TestRepository();
    repository.commit();
    repository.run('git', ['hash-object', '-w', '--stdin'], { input: assignedPassword() });
    expect(scanHistory(repository).findings.length).toBe(1);
  });
});

describe('a large file', () => {
  const MEBIBYTE = 1 << 20;

  /** Thirty-four megabytes of lines, and a secret at each of these places. */
  function large(secrets: readonly { readonly secret: string; readonly at: number }[]): Buffer {
    const bytes = Buffer.alloc(34 * MEBIBYTE, 'nothing to see here, and little of it\n');
    for (const { secret, at } of secrets) bytes.write(`\n"${secret}"\n`, at);
    return bytes;
  }

  it.each([
    ['loose', []],
    ['packed', ['repack', '--quiet', '-a', '-d']],
  ])('is searched piece by piece, and nothing at their seams is missed: %s', (_, args) => {
    const repository = new TestRepository();
    const places = [0, 8 * MEBIBYTE - 20, 15 * MEBIBYTE, 16 * MEBIBYTE - 3, 24 * MEBIBYTE - 90, 34 * MEBIBYTE - 400];
    const secrets = places.map((at) => ({ secret: token('openai-project-key'), at }));
    const bytes = large(secrets);
    repository.stage('large.log', bytes);
    const commit = repository.commit();
    if (args.length > 0) repository.git(...args);
    const run = scanHistory(repository);
    expect(run.gaps).toEqual([]);
    expect(run.findings.length).toBe(secrets.length);
    const lineOf = (at: number) => bytes.subarray(0, at).toString('latin1').split('\n').length + 1;
    expect(run.findings.map(({ locations: [first] }) => first.line).sort((a, b) => a - b)).toEqual(places.map(lineOf));
    for (const { locations } of run.findings)
      expect(locations).toMatchObject([{ path: 'large.log', commit, column: 2 }]);
    for (const { secret } of secrets) expect(run.outcome.output).not.toContain(secret);
  });

  it('is a gap when its end is damaged, and everything else is searched', () => {
    const repository = new TestRepository();
    const secret = token('anthropic-api-key');
    repository.stage('small.ts', `"${secret}"\n`);
    const commit = repository.commit();
    expectOnlyAt(repository, secret, [{ path: 'small.ts', commit }]);
    repository.stage('large.log', large([]));
    repository.commit();
    const file = looseFile(repository, 'HEAD:large.log');
    repository.run('truncate', ['--size=-100', file]);
    const run = scanHistory(repository);
    expect(run.gaps.map(({ subject }) => subject)).toEqual([`object ${repository.git('rev-parse', 'HEAD:large.log')}`]);
    expect(run.findings.length).toBe(1);
  });
});
