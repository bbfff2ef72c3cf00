import { describe, expect, it } from 'vitest';
import type { ReportedLocation } from '../support/history.js';
import { TestRepository } from '../support/repository.js';
import { token } from '../support/token.js';

// Somebody wants to know of a part of the history only.

/** A leak a year, each in a file and commit of its own; the last one is on a branch, one is only in a reflog. */
function leaks() {
  const repository = new TestRepository();
  const leak = (path: string, year: number) => {
    repository.stage(path, `key = "${token('openai-project-key')}"\n`);
    const date = `${year}-06-01T12:00:00Z`;
    const env = { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
    expect(repository.run('git', ['commit', '--quiet', '--message', path], { env }).code).toBe(0);
    return repository.git('rev-parse', 'HEAD');
  };
  leak('lib/a.ts', 2020);
  leak('lib/b.env', 2021);
  leak('c.ts', 2022);
  repository.git('reset', '--quiet', '--hard', 'HEAD~1');
  repository.git('switch', '--quiet', '--create', 'branch');
  const last = leak('docs/d.ts', 2023);
  repository.git('switch', '--quiet', 'main');
  repository.run('git', ['hash-object', '-w', '--stdin'], { input: `"${token('openai-project-key')}"\n` });
  return { repository, last };
}

function pathsFound(repository: TestRepository, ...args: string[]): (string | undefined)[] {
  const { stdout, output, code } = repository.hushkey('history', '--format', 'json', ...args);
  expect(output).toMatch(/^\{/);
  const { findings, gaps } = JSON.parse(stdout) as {
    findings: { locations: ReportedLocation[] }[];
    gaps: readonly unknown[];
  };
  expect(gaps).toEqual([]);
  expect(code).toBe(findings.length > 0 ? 1 : 0);
  return findings.map(({ locations }) => locations[0]?.path).sort();
}

describe('hushkey history', () => {
  it('tells of everything, and of a part of it when that is asked for', () => {
    const { repository, last } = leaks();
    const told = (...args: string[]) => pathsFound(repository, ...args);
    expect(told()).toEqual(['c.ts', 'docs/d.ts', 'lib/a.ts', 'lib/b.env', undefined]);
    expect(told('--since', '2022-01-01')).toEqual(['c.ts', 'docs/d.ts', undefined]);
    expect(told('--since', '2021-06-01', '--until', '2021-06-01', '--path', 'lib')).toEqual(['lib/b.env']);
    expect(told('--reachable-only')).toEqual(['docs/d.ts', 'lib/a.ts', 'lib/b.env']);
    expect(told('--ref', 'main')).toEqual(['lib/a.ts', 'lib/b.env']);
    expect(told('--ref', 'main', '--ref', last.slice(0, 12))).toEqual(['docs/d.ts', 'lib/a.ts', 'lib/b.env']);
    expect(told('--path', '*.env', '--path', 'docs/')).toEqual(['docs/d.ts', 'lib/b.env']);
    expect(told('--until', '2019-12-31', '--reachable-only')).toEqual([]);
  });

  it.each([
    [['--since', 'yesterday'], /--since is a date/],
    [['--until', '2026-13-01'], /--until is a date/],
    [['--ref', 'nowhere'], /--ref "nowhere" is no branch/],
    [['--ref', '--all'], /--ref "--all" is no branch|--ref/],
  ])('says what it does not understand: %j', (args, words) => {
    const repository = new TestRepository();
    repository.commit();
    const { code, output } = repository.hushkey('history', ...args);
    expect(code).toBe(2);
    expect(output).toMatch(words);
  });
});
