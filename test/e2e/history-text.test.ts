import { describe, expect, it } from 'vitest';
import { corrupt } from '../support/damage.js';
import { expectHidden } from '../support/refusal.js';
import { type Outcome, TestRepository } from '../support/repository.js';
import { token } from '../support/token.js';

/** What a person reads: nothing on the error stream, no secret. */
function read(repository: TestRepository, secrets: readonly string[], ...args: string[]): Outcome {
  const outcome = repository.hushkey('history', ...args);
  expect(outcome.stderr).toBe('');
  for (const secret of secrets) expectHidden(outcome, secret);
  return outcome;
}

describe('the report of a history', () => {
  it('is one line when all is well, and none with --quiet', () => {
    const repository = new TestRepository();
    repository.stage('a.ts', 'start();\n');
    repository.commit();
    expect(read(repository, [])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^hushkey: no secrets \(2 .*\)\n$/),
    });
    expect(read(repository, [], '--quiet')).toMatchObject({ code: 0, stdout: '' });
  });

  it('says where each secret is, since when and by whom, and what nothing leads to', () => {
    const repository = new TestRepository();
    const secret = token('openai-project-key');
    repository.stage('lib/app.ts', `\nkey = "${secret}"\n`);
    const added = repository.commit('add');
    repository.stage('dangling.ts', `k = "${secret}"\n`);
    repository.git('rm', '--quiet', '--cached', 'dangling.ts');
    const dangling = repository.run('git', ['hash-object', '--stdin'], { input: `k = "${secret}"\n` }).stdout.trim();
    const told = repository.commit(`the key was ${secret}`);
    repository.git('tag', '--annotate', '--message', secret, 'v1');
    const tag = repository.git('rev-parse', 'refs/tags/v1');
    repository.git('tag', '--delete', 'v1');
    const { code, stdout } = read(repository, [secret]);
    expect(code).toBe(1);
    const lines = stdout.split('\n');
    expect(lines[0]).toBe('hushkey: 1 secret in the history');
    expect(lines[3]).toMatch(/^ {2}lib\/app\.ts:2:8\b/);
    const since = `since +${added.slice(0, 12)}, 2026-01-02, Ada Author <ada@example\\.test>`;
    expect(stdout).toMatch(new RegExp(`^ {2}(?:lib/app.ts:2:8 {2})?${since}`, 'm'));
    expect(lines).toContain(`  commit ${told.slice(0, 12)}:6:13  2026-01-02, Ada Author <ada@example.test>`);
    expect(lines).toContain(`  object ${dangling.slice(0, 12)}:1:6  in no commit that a ref or a reflog reaches`);
    expect(lines).toContain(`  tag ${tag.slice(0, 12)}:6:1  no ref or reflog reaches it`);
  });

  it('is one place for a file, however often it was edited', () => {
    const repository = new TestRepository();
    const secret = token('openai-project-key');
    for (let n = 0; n < 9; n++) {
      repository.stage('a.ts', `${'\n'.repeat(n)}"${secret}"\n`);
      repository.commit();
    }
    const { stdout } = read(repository, [secret]);
    expect(stdout).toMatch(/^ {2}a\.ts:1:2 {2}in 9 versions\b/m);
    expect(stdout).not.toContain('a.ts:2:2');
  });

  it('counts the places that it does not list', () => {
    const repository = new TestRepository();
    const secret = token('openai-project-key');
    for (let n = 0; n < 9; n++) repository.stage(`${n}.ts`, `"${secret}"\n`);
    repository.commit();
    expect(read(repository, [secret]).stdout).toMatch(/^ {2}and at 4 more places$/m);
  });

  it('hides the secret in the path and in the author too', () => {
    const repository = new TestRepository();
    const secret = token('openai-project-key');
    repository.stage(`keys/${secret}.ts`, `"${secret}"\n`);
    const env = { GIT_AUTHOR_NAME: secret };
    repository.run('git', ['commit', '--quiet', '--message', `add ${secret}`], { env });
    const { stdout } = read(repository, [secret]);
    expect(stdout).toMatch(/^ {2}keys\/…\.ts:1:2\b/m);
    expect(stdout).toContain(', … <ada@example.test>');
    for (const format of ['json', 'sarif']) read(repository, [secret], '--format', format);
  });

  it('names what could not be read, and what to do', () => {
    const repository = new TestRepository();
    repository.stage('a.ts', 'start();\n');
    repository.commit();
    const id = corrupt(repository, 'HEAD:a.ts');
    const { code, stdout } = read(repository, []);
    expect(code).toBe(3);
    expect(stdout).toMatch(
      new RegExp(`^not scanned {2}object ${id}\\n {2}it cannot be read: .*\\n {2}what to do: `, 'm'),
    );
    expect(read(repository, [], '--quiet')).toMatchObject({ code: 3, stdout: expect.stringContaining(id) });
  });
});

describe('what a repository says of itself', () => {
  const hostile = '\u001b[2J\u0007\u202eevil\u009b31m';

  it('cannot drive the terminal: names, paths and lines are shown escaped', () => {
    const repository = new TestRepository();
    const secret = token('openai-project-key');
    repository.stage(`a${hostile}.ts`, `${hostile} "${secret}"\n`);
    repository.run('git', ['commit', '--quiet', '--message', 'm'], {
      env: { GIT_AUTHOR_NAME: `Mallory${hostile}`, GIT_AUTHOR_EMAIL: `m${hostile}@example.test` },
    });
    const { code, stdout } = read(repository, [secret]);
    expect(code).toBe(1);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that none is left is the point
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    expect(stdout).toContain('Mallory\\x1b[2J\\x07\\u202eevil\\x9b31m');
    expect(stdout).toContain('a\\x1b[2J\\x07\\u202eevil\\x9b31m.ts:1:');
  });

  it('cannot add lines to the report with an author of several lines', () => {
    const repository = new TestRepository();
    const secret = token('openai-project-key');
    const tree = repository.git('write-tree');
    const text = `tree ${tree}\nauthor A\rhushkey: no secrets\u2028\u0085 <a@b> 1 +0000\ncommitter C <c@d> 1 +0000\n\n${secret}`;
    const { stdout: id } = repository.run('git', ['hash-object', '-t', 'commit', '-w', '--literally', '--stdin'], {
      input: text,
    });
    repository.git('update-ref', 'refs/heads/main', id.trim());
    const { stdout } = read(repository, [secret]);
    expect(stdout).toContain('A\\rhushkey: no secrets\\u2028\\x85 <a@b>');
    expect(stdout).not.toMatch(/[\r\u2028\u0085]/);
    expect(stdout).toMatch(/^hushkey: 1 secret in the history\n/);
  });
});
