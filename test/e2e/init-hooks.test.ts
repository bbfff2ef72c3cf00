import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { HUSHKEY, TestRepository } from '../support/repository.js';
import { token } from '../support/token.js';

const leak = () => `key=${token('pinecone-api-key')}\n`;

/** A repository without a hook manager, with `hushkey` on the PATH. */
function repositoryWithProgram(): { readonly repository: TestRepository; readonly env: NodeJS.ProcessEnv } {
  const repository = new TestRepository();
  repository.write('../bin/hushkey', `#!/bin/sh\nexec '${process.execPath}' '${HUSHKEY}' "$@"\n`);
  repository.run('chmod', ['+x', '../bin/hushkey']);
  return { repository, env: { PATH: [join(repository.folder, '../bin'), process.env.PATH].join(delimiter) } };
}

const ALL = 'pre-commit,commit-msg,prepare-commit-msg,pre-push';

describe('hushkey init --hooks', () => {
  test('installs those that are named, and each does what it is there for', () => {
    const { repository, env } = repositoryWithProgram();
    const outcome = repository.hushkey('init', '--hooks', ALL);
    expect(outcome.code, outcome.output).toBe(0);
    expect(outcome.stdout).toContain(`the hooks ${ALL.replaceAll(',', ', ')} are installed`);
    const commit = (message: string) =>
      repository.run('git', ['commit', '--allow-empty', '--message', message], { env });
    repository.stage('a.txt', leak());
    expect(commit('a').output).toContain('a.txt:1:5');
    repository.git('rm', '--quiet', '--cached', 'a.txt');
    expect(commit(`use ${leak().slice(4)}`).output).toContain('.git/COMMIT_EDITMSG:1:5');
    expect(commit('clean').code).toBe(0);
    repository.git('checkout', '--quiet', '-b', 'side');
    repository.stage('b.txt', leak());
    repository.git('-c', 'core.hooksPath=/dev/null', 'commit', '--quiet', '--message', 'past the hooks');
    repository.git('checkout', '--quiet', 'main');
    expect(repository.run('git', ['cherry-pick', 'side'], { env }).output).toContain('b.txt:1:5');
    repository.git('reset', '--quiet', '--hard');
    repository.git('init', '--quiet', '--bare', '../server.git');
    const push = repository.run('git', ['push', join(repository.folder, '../server.git'), 'side'], { env });
    expect(push.output).toContain('push refused');
    expect(push.code).not.toBe(0);
  });

  test('run again it changes nothing, and without the option it installs the pre-commit hook alone', () => {
    const { repository } = repositoryWithProgram();
    expect(repository.hushkey('init').stdout).toContain('the pre-commit hook is installed');
    expect(repository.run('ls', ['.git/hooks']).stdout).not.toMatch(/^(?:commit-msg|pre-push)$/m);
    repository.hushkey('init', '--hooks', ALL);
    expect(repository.hushkey('init', '--hooks', ALL).stdout).toContain('nothing was changed');
  });

  test('a hook of somebody else stays, and what is no hook is wrong usage', () => {
    const { repository } = repositoryWithProgram();
    repository.write('.git/hooks/commit-msg', '#!/bin/sh\nexit 0\n');
    const outcome = repository.hushkey('init', '--hooks', 'commit-msg');
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toContain('hushkey commit-msg "$1" || exit $?');
    expect(repository.hushkey('init', '--hooks', 'post-commit').code).toBe(2);
  });
});
