// What a repository's, a user's or a caller's configuration can do to git's output must neither hide a secret nor
// change where it is said to be. Each setting alone, then all of them at once.
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { expectRefused, type Leak, leak } from '../support/refusal.js';
import { HUSHKEY, type Outcome, TestRepository } from '../support/repository.js';

/** What is staged: a changed file that keeps an old secret, a fresh file, a rename, and a name that git likes to quote. */
interface Staged {
  readonly repository: TestRepository;
  readonly fresh: Leak;
  readonly places: readonly string[];
}

function staged(): Staged {
  const repository = new TestRepository();
  const [old, fresh] = [leak(), leak()];
  const text = 'one();\n'.repeat(40);
  repository.stage('src/app.cfg', old.line);
  repository.stage('src/before.cfg', text);
  repository.commit();
  repository.stage('src/app.cfg', old.line + fresh.line);
  repository.stage('fresh.cfg', `\n${fresh.line}`);
  repository.git('mv', 'src/before.cfg', 'src/after.cfg');
  repository.stage('src/after.cfg', text + fresh.line);
  repository.stage('ü "q"\t.cfg', fresh.line);
  const places = ['src/app.cfg:2:8', 'fresh.cfg:2:8', 'src/after.cfg:41:8', 'ü "q"\\t.cfg:1:8'];
  return { repository, fresh, places };
}

/** A program that leaves a mark when somebody runs it, and answers nothing. */
function trap(repository: TestRepository): { program: string; sprung: () => boolean; reset: () => void } {
  const mark = join(repository.folder, '..', 'mark');
  repository.write('../trap.sh', `#!/bin/sh\ntouch '${mark}'\n`);
  const program = join(repository.folder, '..', 'trap.sh');
  repository.run('chmod', ['755', program]);
  return { program, sprung: () => existsSync(mark), reset: () => rmSync(mark, { force: true }) };
}

function scanned(repository: TestRepository, env: NodeJS.ProcessEnv = {}): Outcome {
  return repository.run(process.execPath, [HUSHKEY, 'staged'], { env });
}

const SETTINGS: readonly (readonly [string, string])[] = [
  ['core.quotePath', 'true'],
  ['core.quotePath', 'false'],
  ['diff.noprefix', 'true'],
  ['diff.mnemonicPrefix', 'true'],
  ['color.ui', 'always'],
  ['diff.renames', 'copies'],
  ['diff.relative', 'true'],
  ['diff.orderFile', 'there-is-no-such-file'],
  ['diff.ignoreSubmodules', 'all'],
  ['diff.suppressBlankEmpty', 'true'],
  ['diff.wsErrorHighlight', 'all'],
  ['core.abbrev', '4'],
  ['core.bigFileThreshold', '1'],
  ['core.pager', 'false'],
  ['core.precomposeUnicode', 'true'],
  ['core.attributesFile', 'attributes'],
  ['core.splitIndex', 'true'],
  ['core.untrackedCache', 'true'],
  ['index.sparse', 'true'],
];

it.each(SETTINGS)('finds the same with %s=%s', (name, value) => {
  const { repository, fresh, places } = staged();
  repository.git('config', name, value);
  expectRefused(scanned(repository), fresh, places);
});

it.each(['*.cfg -diff', '*.cfg binary', '*.cfg diff=mask', '*.cfg filter=mask', '*.cfg export-ignore -text'])(
  'finds the same with the attributes "%s"',
  (attributes) => {
    const { repository, fresh, places } = staged();
    repository.write('.git/info/attributes', `${attributes}\n`);
    const { program, sprung } = trap(repository);
    repository.git('config', 'diff.mask.textconv', program);
    repository.git('config', 'diff.mask.command', program);
    repository.git('config', 'filter.mask.clean', program);
    repository.git('config', 'filter.mask.smudge', program);
    expectRefused(scanned(repository), fresh, places);
    expect(sprung()).toBe(false);
  },
);

it('runs no external diff program', () => {
  const { repository, fresh, places } = staged();
  const { program, sprung } = trap(repository);
  repository.git('config', 'diff.external', program);
  expectRefused(scanned(repository, { GIT_EXTERNAL_DIFF: program, GIT_PAGER: program }), fresh, places);
  expect(sprung()).toBe(false);
});

it('does not run a program that core.fsmonitor names', () => {
  const { repository, fresh, places } = staged();
  const { program, sprung, reset } = trap(repository);
  repository.git('config', 'core.fsmonitor', program);
  repository.git('update-index', '--fsmonitor');
  reset();
  repository.git('diff-index', '--cached', '--quiet', 'HEAD', '--', 'nothing');
  expect(sprung(), 'git by itself runs it').toBe(true);
  reset();
  expectRefused(scanned(repository), fresh, places);
  expect(sprung()).toBe(false);
});

it('does not take a replaced blob for the staged one', () => {
  const { repository, fresh, places } = staged();
  for (const path of ['src/app.cfg', 'fresh.cfg', 'src/after.cfg', 'ü "q"\t.cfg']) {
    const clean = repository.run('git', ['hash-object', '-w', '--stdin'], { input: `nothing in ${path}\n` });
    repository.git('replace', repository.git('rev-parse', `:${path}`), clean.stdout.trim());
  }
  expect(repository.git('cat-file', 'blob', ':fresh.cfg')).toBe('nothing in fresh.cfg');
  expectRefused(scanned(repository), fresh, places);
});

it('does not take a replaced commit for the old side', () => {
  const { repository, fresh, places } = staged();
  const dirty = repository.git('commit-tree', '-m', 'pretends to have it all', repository.git('write-tree'));
  repository.git('replace', 'HEAD', dirty);
  expect(repository.git('diff-index', '--cached', 'HEAD')).toBe('');
  expectRefused(scanned(repository), fresh, places);
});

it.each([
  { GIT_TRACE: '1' },
  { GIT_TRACE: '2', GIT_TRACE_SETUP: '1', GIT_TRACE_PERFORMANCE: '1' },
  { GIT_TRACE2: '1', GIT_TRACE2_PERF: '1' },
  { GIT_DIFF_OPTS: '-u0', GIT_PREFIX: 'src/' },
  { GIT_LITERAL_PATHSPECS: '1', GIT_GLOB_PATHSPECS: '0' },
  { LC_ALL: 'de_DE.UTF-8', LANGUAGE: 'de' },
  { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'color.ui', GIT_CONFIG_VALUE_0: 'always' },
])('finds the same with %o in the environment', (env) => {
  const { repository, fresh, places } = staged();
  expectRefused(scanned(repository, env), fresh, places);
});

it('finds the same with everything at once, through the hook', () => {
  const { repository, fresh, places } = staged();
  const { program, sprung } = trap(repository);
  for (const [name, value] of SETTINGS) repository.git('config', name, value);
  repository.git('config', '--unset', 'diff.orderFile'); // git commit itself would stop over it
  repository.git('config', 'diff.external', program);
  repository.git('config', 'diff.mask.textconv', program);
  repository.write('.git/info/attributes', '*.cfg -diff diff=mask\n');
  repository.installHook();
  const before = repository.git('rev-parse', 'HEAD');
  const env = { GIT_EXTERNAL_DIFF: program, GIT_TRACE: '1' };
  const outcome = repository.run('git', ['commit', '--message', 'a message'], { env });
  expectRefused(outcome, fresh, places);
  expect(repository.git('rev-parse', 'HEAD')).toBe(before);
  expect(sprung()).toBe(false);
});
