// Names of files and folders are searched, at any time in the history, and no report tells a secret in one.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { scanHistory } from '../support/history.js';
import { expectHidden } from '../support/refusal.js';
import { TestRepository } from '../support/repository.js';
import { token } from '../support/token.js';

interface NamedFinding {
  readonly locations: readonly { readonly part?: string; readonly path?: string; readonly commit?: string }[];
  readonly history?: {
    readonly first?: { readonly commit: string };
    readonly last?: { readonly commit: string };
    readonly inHead: boolean;
    readonly unreachable: boolean;
  };
}

function begin(): { repository: TestRepository; secret: string } {
  const repository = new TestRepository();
  repository.stage('README.md', 'nothing to see\n');
  repository.commit('begin');
  return { repository, secret: token('openai-project-key') };
}

/** The findings of a history whose only secrets are these. */
function findings(repository: TestRepository, secret: string, ...args: string[]): readonly NamedFinding[] {
  const run = scanHistory(repository, { args });
  expectHidden(run.outcome, secret);
  expect(run.gaps).toEqual([]);
  return run.findings as readonly NamedFinding[];
}

describe('a secret in a name', () => {
  it('is found in that of a file, with the commit that brought it and the last one that had it', () => {
    const { repository, secret } = begin();
    repository.stage(`lib/${secret}.txt`, 'text\n');
    const added = repository.commit('add');
    repository.stage(`lib/${secret}.txt`, 'other text\n');
    const edited = repository.commit('edit');
    repository.git('mv', `lib/${secret}.txt`, 'lib/key.txt');
    repository.commit('the same text under another name');
    const [finding, ...others] = findings(repository, secret);
    expect(others).toEqual([]);
    expect(finding?.locations).toMatchObject([{ part: 'name', path: 'lib/….txt', commit: added }]);
    expect(finding?.locations).toHaveLength(1);
    expect(finding?.history).toMatchObject({ first: { commit: added }, last: { commit: edited }, inHead: false });
  });

  it('is found in that of a folder, and beside it the file of that name in it', () => {
    const { repository, secret } = begin();
    repository.stage(`a/x-${secret}/${secret}`, 'text\n');
    const added = repository.commit('add');
    const [finding, ...others] = findings(repository, secret);
    expect(others).toEqual([]);
    expect(finding?.locations).toMatchObject([
      { part: 'name', path: 'a/x-…', commit: added },
      { part: 'name', path: 'a/x-…/…', commit: added },
    ]);
    expect(finding?.history).toMatchObject({ first: { commit: added }, inHead: true });
  });

  it('is one finding with the same secret in the file of that name', () => {
    const { repository, secret } = begin();
    repository.stage(`${secret}.ts`, `key = "${secret}"\n`);
    const commit = repository.commit('add');
    const [finding, ...others] = findings(repository, secret);
    expect(others).toEqual([]);
    expect(finding?.locations.map(({ part }) => part).sort()).toEqual(['name', undefined]);
    for (const location of finding?.locations ?? []) expect(location).toMatchObject({ path: '….ts', commit });
  });

  it('is found in a tree that nothing leads to', () => {
    const { repository, secret } = begin();
    repository.stage(`${secret}.txt`, 'text\n');
    repository.git('write-tree');
    repository.git('rm', '--quiet', '--cached', `${secret}.txt`);
    const [finding, ...others] = findings(repository, secret);
    expect(others).toEqual([]);
    expect(finding?.locations).toMatchObject([{ part: 'name', path: '….txt', unreachable: true }]);
    expect(finding?.history).toMatchObject({ unreachable: true });
  });

  it('is found in that of a submodule, which is no object of this repository', () => {
    const { repository, secret } = begin();
    const head = repository.git('rev-parse', 'HEAD');
    mkdirSync(join(repository.folder, 'sub'));
    repository.git('update-index', '--add', '--cacheinfo', `160000,${head},sub/${secret}`);
    const commit = repository.commit('a submodule');
    expect(findings(repository, secret)).toMatchObject([{ locations: [{ part: 'name', path: 'sub/…', commit }] }]);
  });

  it('comes out the same loose and packed, on one thread and on three', () => {
    const { repository, secret } = begin();
    for (let n = 0; n < 30; n++) {
      repository.stage(`lib/${n}/${'n'.repeat(n)}.txt`, `${n}\n`);
      if (n % 7 === 3) repository.stage(`lib/${n}.${secret}.txt`, `${n}\n`);
      repository.commit(`${n}`);
    }
    const loose = findings(repository, secret);
    expect(loose).toHaveLength(1);
    expect(loose[0]?.locations).toHaveLength(4);
    repository.git('repack', '-a', '-d', '-f', '--depth=50', '--window=50', '--quiet');
    repository.git('prune-packed');
    expect(findings(repository, secret, '--threads', '1')).toEqual(loose);
    expect(findings(repository, secret, '--threads', '3')).toEqual(loose);
  });
});
