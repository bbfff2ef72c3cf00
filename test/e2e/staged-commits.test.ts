// Every way a commit can start, through a real pre-commit hook. Git tells the hook in its environment which index it is
// about to commit; a scanner that asks for another one lets secrets through.
// https://git-scm.com/docs/githooks#_pre_commit
import { expect, it } from 'vitest';
import { expectCommitRefused, expectCommitted, expectPassed, expectRefused, head, leak } from '../support/refusal.js';
import { HUSHKEY, TestRepository } from '../support/repository.js';

/** A repository with the hook, whose first commit holds `app.ts` and `other.ts`. */
function committed(...initArgs: string[]): TestRepository {
  const repository = new TestRepository(initArgs);
  repository.stage('app.ts', 'start();\n');
  repository.stage('other.ts', 'other();\n');
  repository.commit();
  repository.installHook();
  return repository;
}

it('stops git commit', () => {
  const repository = committed();
  const key = leak();
  repository.stage('app.ts', `start();\n${key.line}`);
  expectCommitRefused(repository, [], key, ['app.ts:2:8']);
});

it('lets a commit without secrets through', () => {
  const repository = committed();
  repository.stage('app.ts', 'start(process.env.OPENAI_API_KEY);\n');
  expectCommitted(repository);
});

it('stops git commit -a, which stages into another index', () => {
  const repository = committed();
  const key = leak();
  repository.write('app.ts', key.line);
  expectCommitRefused(repository, ['-a'], key, ['app.ts:1:8']);
});

it('stops git commit -i path', () => {
  const repository = committed();
  const key = leak();
  repository.write('app.ts', key.line);
  expectCommitRefused(repository, ['-i', 'app.ts'], key, ['app.ts:1:8']);
});

it('stops git commit path', () => {
  const repository = committed();
  const key = leak();
  repository.write('app.ts', key.line);
  expectCommitRefused(repository, ['app.ts'], key, ['app.ts:1:8']);
});

it('lets git commit path through when the secret is staged elsewhere and stays behind', () => {
  const repository = committed();
  const key = leak();
  repository.stage('other.ts', key.line);
  repository.write('app.ts', 'start(2);\n');
  expectCommitted(repository, ['app.ts']);
  expectCommitRefused(repository, [], key, ['other.ts:1:8']);
});

it('reads the index that GIT_INDEX_FILE names, and no other', () => {
  const repository = committed();
  const key = leak();
  const env = { GIT_INDEX_FILE: '.git/another-index' };
  repository.run('git', ['read-tree', 'HEAD'], { env });
  repository.write('app.ts', key.line);
  repository.run('git', ['add', 'app.ts'], { env });
  expectRefused(repository.run(process.execPath, [HUSHKEY, 'staged'], { env }), key, ['app.ts:1:8']);
  expectPassed(repository.hushkey('staged'));
});

it('reads the repository that GIT_DIR names', () => {
  const repository = committed();
  const key = leak();
  repository.stage('app.ts', key.line);
  const env = { GIT_DIR: `${repository.folder}/.git`, GIT_WORK_TREE: repository.folder };
  const scan = (variables: NodeJS.ProcessEnv) =>
    repository.run(process.execPath, [HUSHKEY, 'staged'], { cwd: '..', env: variables });
  expectRefused(scan(env), key, ['app.ts:1:8']);
  expect(scan({}).code).toBe(2);
});

it('reads the objects that GIT_OBJECT_DIRECTORY holds', () => {
  const repository = committed();
  const key = leak();
  const objects = repository.git('rev-parse', '--path-format=absolute', '--git-path', 'objects');
  repository.write('.git/quarantine/info/note', '');
  const env = {
    GIT_OBJECT_DIRECTORY: `${repository.folder}/.git/quarantine`,
    GIT_ALTERNATE_OBJECT_DIRECTORIES: objects,
  };
  repository.write('app.ts', key.line);
  expect(repository.run('git', ['add', 'app.ts'], { env }).code).toBe(0);
  expectRefused(repository.run(process.execPath, [HUSHKEY, 'staged'], { env }), key, ['app.ts:1:8']);
  expect(repository.hushkey('staged').code).toBe(3);
});

it('stops git commit --amend', () => {
  const repository = committed();
  const key = leak();
  repository.stage('app.ts', key.line);
  expectCommitRefused(repository, ['--amend'], key, ['app.ts:1:8']);
});

it('stops the commit that resolves a merge conflict', () => {
  const repository = committed();
  const key = leak();
  repository.git('checkout', '--quiet', '-b', 'side');
  repository.stage('app.ts', 'side();\n');
  repository.commit();
  repository.git('checkout', '--quiet', 'main');
  repository.stage('app.ts', 'main();\n');
  repository.commit();
  expect(repository.tryGit('merge', 'side').code).toBe(1);
  repository.stage('app.ts', `main();\nside();\n${key.line}`);
  expectCommitRefused(repository, [], key, ['app.ts:3:8']);
  expect(repository.git('rev-parse', 'MERGE_HEAD')).toBe(repository.git('rev-parse', 'side'));
  repository.stage('app.ts', 'main();\nside();\n');
  expectCommitted(repository);
});

it('stops a commit in a linked worktree', () => {
  const repository = committed();
  const key = leak();
  repository.git('worktree', 'add', '--quiet', 'linked', '-b', 'linked');
  repository.write('linked/app.ts', key.line);
  const before = repository.git('rev-parse', 'linked');
  const outcome = repository.run('git', ['commit', '-a', '--message', 'a message'], { cwd: 'linked' });
  expectRefused(outcome, key, ['app.ts:1:8']);
  expect(repository.git('rev-parse', 'linked')).toBe(before);
});

it('stops a commit made from a subdirectory, whatever folder the secret is in', () => {
  const repository = committed();
  const key = leak();
  repository.stage('app.ts', key.line);
  repository.stage('packages/one/a.ts', 'a();\n');
  const before = head(repository);
  const outcome = repository.run('git', ['commit', '--message', 'a message'], { cwd: 'packages/one' });
  expectRefused(outcome, key, ['app.ts:1:8']);
  expect(head(repository)).toBe(before);
});

it('sees everything that is staged in a hook that has gone into a folder', () => {
  const repository = committed();
  const key = leak();
  repository.write(
    '.git/hooks/pre-commit',
    `#!/bin/sh\ncd packages/one && '${process.execPath}' '${HUSHKEY}' staged\n`,
  );
  repository.stage('packages/one/a.ts', 'a();\n');
  repository.stage('app.ts', key.line);
  expectCommitRefused(repository, [], key, ['app.ts:1:8']);
  repository.stage('app.ts', 'start();\n');
  expectCommitted(repository);
});

it('sees everything that is staged when it is run by hand in a subdirectory', () => {
  const repository = committed();
  const key = leak();
  repository.stage('app.ts', key.line);
  repository.write('packages/one/a.ts', '');
  const outcome = repository.run(process.execPath, [HUSHKEY, 'staged'], { cwd: 'packages/one' });
  expectRefused(outcome, key, ['app.ts:1:8']);
});

it('stops a commit inside a submodule', () => {
  const inner = committed();
  const outer = committed();
  const key = leak();
  outer.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.folder, 'library');
  outer.commit();
  // The hooks of a submodule are its own, below .git/modules of the repository around it.
  outer.git('-C', 'library', 'config', 'core.hooksPath', outer.git('rev-parse', '--absolute-git-dir').concat('/hooks'));
  outer.write('library/app.ts', key.line);
  const before = outer.git('-C', 'library', 'rev-parse', 'HEAD');
  const outcome = outer.run('git', ['commit', '-a', '--message', 'a message'], { cwd: 'library' });
  expectRefused(outcome, key, ['app.ts:1:8']);
  expect(outer.git('-C', 'library', 'rev-parse', 'HEAD')).toBe(before);
});

it('stops a commit in a repository whose git directory lies elsewhere', () => {
  const repository = committed('--separate-git-dir=../elsewhere.git');
  const key = leak();
  repository.stage('app.ts', key.line);
  expectCommitRefused(repository, [], key, ['app.ts:1:8']);
});

it('stops git --git-dir=… --work-tree=… commit, started outside of the repository', () => {
  const repository = committed();
  const key = leak();
  repository.stage('app.ts', key.line);
  const before = head(repository);
  const location = [`--git-dir=${repository.folder}/.git`, `--work-tree=${repository.folder}`];
  const outcome = repository.run('git', [...location, 'commit', '--message', 'a message'], { cwd: '..' });
  expectRefused(outcome, key, ['app.ts:1:8']);
  expect(head(repository)).toBe(before);
});

it('compares with the old side in a SHA-256 repository', () => {
  const repository = committed('--object-format=sha256');
  const [old, fresh] = [leak(), leak()];
  repository.stage('app.ts', old.line);
  repository.commit();
  repository.stage('app.ts', old.line + fresh.line);
  expectCommitRefused(repository, [], fresh, ['app.ts:2:8']);
});

it.each(['sha1', 'sha256'])('stops the first commit of a %s repository', (hash) => {
  const repository = new TestRepository([`--object-format=${hash}`]);
  const key = leak();
  repository.installHook();
  repository.stage('app.ts', key.line);
  expectCommitRefused(repository, [], key, ['app.ts:1:8']);
  expect(head(repository)).toBe('');
  repository.stage('app.ts', 'start();\n');
  expectCommitted(repository);
});

it('stops the first commit even where a branch has the name of the empty tree of the other hash', () => {
  const repository = committed('--object-format=sha256');
  const key = leak();
  repository.stage('app.ts', key.line);
  repository.commit();
  const emptyTreeOfSha1 = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';
  repository.git('branch', emptyTreeOfSha1);
  repository.git('switch', '--quiet', '--orphan', 'fresh');
  repository.stage('app.ts', key.line);
  expectCommitRefused(repository, [], key, ['app.ts:1:8']);
});

it('stops a commit on a detached HEAD', () => {
  const repository = committed();
  const key = leak();
  repository.git('checkout', '--quiet', '--detach');
  repository.stage('app.ts', key.line);
  expectCommitRefused(repository, [], key, ['app.ts:1:8']);
});
