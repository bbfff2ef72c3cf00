// The message of a commit is refused when it holds a secret, and what git leaves out of it is not a part of it.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { installGate } from '../support/hooks.js';
import { expectHidden, head, leak } from '../support/refusal.js';
import { HUSHKEY, type Outcome, TestRepository } from '../support/repository.js';

function hooked(): TestRepository {
  const repository = new TestRepository();
  repository.stage('app.ts', 'start();\n');
  repository.commit();
  repository.stage('app.ts', 'more();\n');
  installGate(repository, 'commit-msg', 'commit-msg');
  return repository;
}

/** Commits as a person does who writes this below or above what git puts into the editor. */
function edited(repository: TestRepository, text: string, ...words: string[]): Outcome {
  const script = join(repository.folder, '.git/editor.sh');
  const added = join(repository.folder, '.git/added');
  writeFileSync(added, text);
  writeFileSync(script, `#!/bin/sh\ncat '${added}' "$1" > "$1.new" && mv "$1.new" "$1"\n`, { mode: 0o755 });
  return repository.run('git', ['commit', ...words], { env: { GIT_EDITOR: script } });
}

function expectRefused(
  repository: TestRepository,
  before: string,
  outcome: Outcome,
  secret: string,
  line: number,
): void {
  expect(outcome.code, outcome.output).toBe(1);
  expect(outcome.output).toContain('hushkey: commit refused, 1 secret in its message');
  expect(outcome.output).toContain(`.git/COMMIT_EDITMSG:${line}:`);
  expectHidden(outcome, secret);
  expect(head(repository)).toBe(before);
}

function expectCommitted(repository: TestRepository, before: string, outcome: Outcome): void {
  expect(outcome.code, outcome.output).toBe(0);
  expect(outcome.output).toContain('hushkey: no secrets (the message of the commit');
  expect(head(repository)).not.toBe(before);
}

it('refuses a secret in a message on the command line, and lets a clean one through', () => {
  const repository = hooked();
  const before = head(repository);
  const { secret, line } = leak();
  const outcome = repository.tryGit('commit', '--message', `A change\n\n${line}`);
  expectRefused(repository, before, outcome, secret, 3);
  expect(outcome.output).toContain('Keep it out of messages');
  expectCommitted(repository, before, repository.tryGit('commit', '--message', 'A change'));
});

it('reads the lines of comments where git keeps them', () => {
  const repository = hooked();
  const { secret, line } = leak();
  const outcome = repository.tryGit('commit', '--message', `A change\n\n# ${line}`);
  expectRefused(repository, head(repository), outcome, secret, 3);
});

describe('in an editor', () => {
  it('does not read comments, which git leaves out', () => {
    const repository = hooked();
    const before = head(repository);
    expectCommitted(repository, before, edited(repository, `A change\n# ${leak().line}`));
    expect(repository.git('log', '-1', '--format=%B')).toBe('A change\n');
  });

  it('takes the comment character that is configured', () => {
    const repository = hooked();
    repository.git('config', 'core.commentChar', ';');
    const before = head(repository);
    const { secret, line } = leak();
    expectRefused(repository, before, edited(repository, `A change\n# ${line}`), secret, 2);
    expectCommitted(repository, before, edited(repository, `A change\n; ${line}`));
  });

  it('reads comments when the configuration keeps them', () => {
    const repository = hooked();
    repository.git('config', 'commit.cleanup', 'whitespace');
    const { secret, line } = leak();
    expectRefused(repository, head(repository), edited(repository, `A change\n# ${line}`), secret, 2);
  });

  it('does not read the difference below the scissors: what a commit takes away is no message', () => {
    const repository = hooked();
    repository.stage('app.ts', leak().line);
    repository.commit();
    repository.stage('app.ts', 'clean();\n');
    const before = head(repository);
    expectCommitted(repository, before, edited(repository, 'A change\n', '--verbose'));
    expect(repository.git('log', '-1', '--format=%B')).toBe('A change\n');
  });

  it('reads on below scissors that a person wrote, where git keeps what follows', () => {
    const repository = hooked();
    const { secret, line } = leak();
    const text = `A change\n# ${'-'.repeat(24)} >8 ${'-'.repeat(24)}\n${line}`;
    expectRefused(repository, head(repository), edited(repository, text), secret, 3);
  });

  it('reads nothing below them when git cuts there', () => {
    const repository = hooked();
    repository.git('config', 'commit.cleanup', 'scissors');
    const before = head(repository);
    const text = `A change\n# ${'-'.repeat(24)} >8 ${'-'.repeat(24)}\n${leak().line}`;
    expectCommitted(repository, before, edited(repository, text));
    expect(repository.git('log', '-1', '--format=%B')).toBe('A change\n');
  });
});

it('wants a file that is there', () => {
  const repository = hooked();
  const run = (...words: string[]) => repository.run(process.execPath, [HUSHKEY, 'commit-msg', ...words]);
  expect(run('no-such-file')).toMatchObject({ code: 2, stderr: 'hushkey: there is no file "no-such-file"\n' });
  expect(run()).toMatchObject({ code: 2 });
});

it('tells of the message in every format', () => {
  const repository = hooked();
  const { secret } = leak();
  repository.write('message', secret);
  for (const format of ['json', 'sarif']) {
    const outcome = repository.run(process.execPath, [HUSHKEY, 'commit-msg', 'message', '--format', format]);
    expect(outcome.code, outcome.output).toBe(1);
    expect(outcome.stdout).toMatch(/"part": ?"commit"|the commit to be made/);
    expectHidden(outcome, secret);
  }
});
