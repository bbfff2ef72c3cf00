import { symlinkSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectOnlyAt, expectPlaces, scanHistory, UNREACHABLE } from '../support/history.js';
import { TestRepository } from '../support/repository.js';
import { token } from '../support/token.js';

// Every place in which other scanners of history were seen to miss a secret, and some more.

/** A repository with one harmless commit, and a secret that is not in it yet. */
function begin(): { repository: TestRepository; secret: string; line: string } {
  const repository = new TestRepository();
  repository.stage('README.md', 'nothing to see\n');
  repository.commit('begin');
  const secret = token('openai-project-key');
  return { repository, secret, line: `key = "${secret}"\n` };
}

describe('a file that is not in any branch as it is now', () => {
  it('finds a secret that was added and then removed', () => {
    const { repository, secret, line } = begin();
    repository.stage('app.ts', line);
    const added = repository.commit('add');
    repository.stage('app.ts', 'key = process.env.KEY\n');
    repository.commit('remove');
    expectOnlyAt(repository, secret, [{ path: 'app.ts', line: 1, column: 8, commit: added }]);
  });

  it('finds a secret in a deleted file', () => {
    const { repository, secret, line } = begin();
    repository.stage('lib/deep/app.ts', `first\n${line}`);
    const added = repository.commit('add');
    repository.git('rm', '--quiet', 'lib/deep/app.ts');
    repository.commit('delete');
    expectOnlyAt(repository, secret, [{ path: 'lib/deep/app.ts', line: 2, column: 8, commit: added }]);
  });

  it('finds a secret in a file that was renamed and edited in one commit', () => {
    const { repository, secret, line } = begin();
    repository.stage('old.ts', 'const a = 1\n'.repeat(30));
    repository.commit('the file');
    repository.git('mv', 'old.ts', 'new.ts');
    repository.stage('new.ts', 'const a = 1\n'.repeat(30) + line);
    const renamed = repository.commit('rename and edit');
    repository.git('rm', '--quiet', 'new.ts');
    repository.commit('delete');
    expectOnlyAt(repository, secret, [{ path: 'new.ts', line: 31, commit: renamed }]);
  });

  it('finds a secret in a symbolic link that was turned into a file', () => {
    const { repository, secret, line } = begin();
    symlinkSync('README.md', join(repository.folder, 'config'));
    repository.git('add', 'config');
    repository.commit('link');
    unlinkSync(join(repository.folder, 'config'));
    repository.stage('config', line);
    const turned = repository.commit('file');
    expectOnlyAt(repository, secret, [{ path: 'config', commit: turned }]);
  });

  it('finds a secret in the target of a symbolic link', () => {
    const { repository, secret } = begin();
    symlinkSync(`https://example.test/?key=${secret}`, join(repository.folder, 'link'));
    repository.git('add', 'link');
    const linked = repository.commit('link');
    expectOnlyAt(repository, secret, [{ path: 'link', line: 1, commit: linked }]);
  });
});

describe('a commit that logs leave out', () => {
  it('finds a secret that only a merge commit has', () => {
    const { repository, secret, line } = begin();
    repository.git('switch', '--quiet', '--create', 'side');
    repository.stage('side.txt', 'side\n');
    repository.commit('side');
    repository.git('switch', '--quiet', 'main');
    repository.stage('main.txt', 'main\n');
    repository.commit('main');
    repository.git('merge', '--quiet', '--no-commit', '--no-ff', 'side');
    repository.stage('evil.ts', line);
    const merge = repository.commit('merge');
    repository.git('rm', '--quiet', 'evil.ts');
    repository.commit('remove');
    expectOnlyAt(repository, secret, [{ path: 'evil.ts', commit: merge }]);
  });

  it('finds a secret in a root commit although log.showRoot is false', () => {
    const repository = new TestRepository();
    const secret = token('anthropic-api-key');
    repository.git('config', 'log.showRoot', 'false');
    repository.stage('.env', `ANTHROPIC_API_KEY=${secret}\n`);
    const root = repository.commit('root');
    expectOnlyAt(repository, secret, [{ path: '.env', commit: root }]);
  });

  it('finds a secret in a second root, merged in as an unrelated history', () => {
    const { repository, secret, line } = begin();
    repository.git('switch', '--quiet', '--orphan', 'island');
    repository.stage('island.ts', line);
    const root = repository.commit('island');
    repository.git('switch', '--quiet', 'main');
    repository.git('merge', '--quiet', '--allow-unrelated-histories', '--no-edit', 'island');
    expectOnlyAt(repository, secret, [{ path: 'island.ts', commit: root }]);
  });

  it('finds a secret in a commit that git replace hides', () => {
    const { repository, secret, line } = begin();
    repository.stage('app.ts', line);
    const bad = repository.commit('bad');
    repository.git('switch', '--quiet', '--detach', 'HEAD~1');
    repository.stage('app.ts', 'clean\n');
    const clean = repository.commit('clean twin');
    repository.git('switch', '--quiet', 'main');
    repository.git('replace', bad, clean);
    expect(repository.git('show', 'main:app.ts')).toBe('clean');
    expectOnlyAt(repository, secret, [{ path: 'app.ts', commit: bad }]);
  });

  it('finds a secret in a blob that git replace hides', () => {
    const { repository, secret, line } = begin();
    repository.stage('app.ts', line);
    const added = repository.commit('add');
    repository.stage('twin.ts', 'clean\n');
    repository.commit('twin');
    repository.git('replace', 'HEAD:app.ts', 'HEAD:twin.ts');
    expect(repository.git('show', 'HEAD:app.ts')).toBe('clean');
    expectOnlyAt(repository, secret, [{ path: 'app.ts', commit: added }]);
  });

  it('follows the parents that commits have, not those that a graft file gives them', () => {
    const { repository, secret, line } = begin();
    repository.stage('app.ts', line);
    const added = repository.commit('add');
    repository.git('rm', '--quiet', 'app.ts');
    const removed = repository.commit('remove');
    repository.git('reflog', 'expire', '--expire=all', '--all');
    repository.write('.git/info/grafts', `${removed}\n`);
    expect(repository.git('rev-list', '--count', 'HEAD')).toBe('1');
    expectOnlyAt(repository, secret, [{ path: 'app.ts', commit: added }]);
  });
});

describe('a file that diffs do not show', () => {
  it.each(['-diff', 'binary', '-text', 'diff=hidden'])(
    'finds a secret in a file with the attribute %s',
    (attribute) => {
      const { repository, secret, line } = begin();
      repository.git('config', 'diff.hidden.textconv', 'echo nothing; true');
      repository.stage('.gitattributes', `*.cfg ${attribute}\n`);
      repository.stage('app.cfg', line);
      const added = repository.commit('add');
      expectOnlyAt(repository, secret, [{ path: 'app.cfg', commit: added }]);
    },
  );

  it('finds a secret behind NUL bytes', () => {
    const { repository, secret, line } = begin();
    repository.stage('core.dump', Buffer.concat([Buffer.alloc(9000), Buffer.from(`\n${line}`), Buffer.alloc(10)]));
    const added = repository.commit('add');
    expectOnlyAt(repository, secret, [{ path: 'core.dump', line: 2, column: 8, commit: added }]);
  });

  it('finds a secret in a file without a line feed and larger than a pipe', () => {
    const { repository, secret } = begin();
    const filler = '(x)'.repeat(400_000);
    repository.stage('bundle.js', `${filler}"${secret}"${filler}`);
    const added = repository.commit('add');
    expectOnlyAt(repository, secret, [{ path: 'bundle.js', line: 1, column: 1_200_002, commit: added }]);
  });

  it('does not run a textconv, an external diff or a file system monitor of the repository', () => {
    const { repository, secret, line } = begin();
    const trap = `touch '${join(repository.folder, 'trapped')}'; true`;
    repository.git('config', 'diff.trap.textconv', trap);
    repository.git('config', 'diff.trap.command', trap);
    repository.git('config', 'diff.external', trap);
    repository.stage('.gitattributes', '* diff=trap\n');
    repository.stage('app.ts', line);
    const added = repository.commit('add');
    repository.git('config', 'core.fsmonitor', trap);
    expectOnlyAt(repository, secret, [{ path: 'app.ts', commit: added }]);
    expect(repository.run('ls', []).stdout).not.toContain('trapped');
  });
});

describe('what no branch leads to', () => {
  it('finds a secret in the stash, of a tracked file', () => {
    const { repository, secret, line } = begin();
    repository.write('README.md', line);
    repository.git('stash', '--quiet');
    const stashed = repository.git('rev-parse', 'stash@{0}');
    expectOnlyAt(repository, secret, [{ path: 'README.md', commit: stashed }]);
  });

  it('finds a secret in an older stash', () => {
    const { repository, secret, line } = begin();
    repository.write('README.md', line);
    repository.git('stash', '--quiet');
    repository.write('README.md', 'something else\n');
    repository.git('stash', '--quiet');
    const stashed = repository.git('rev-parse', 'stash@{1}');
    expectOnlyAt(repository, secret, [{ path: 'README.md', commit: stashed }]);
  });

  it('finds a secret in an untracked file that was stashed', () => {
    const { repository, secret, line } = begin();
    repository.write('new.ts', line);
    repository.git('stash', '--quiet', '--include-untracked');
    const untracked = repository.git('rev-parse', 'stash@{0}^3');
    expectOnlyAt(repository, secret, [{ path: 'new.ts', commit: untracked }]);
  });

  it('finds a secret in a dropped stash', () => {
    const { repository, secret, line } = begin();
    repository.write('README.md', line);
    repository.git('stash', '--quiet');
    repository.git('stash', 'drop', '--quiet');
    expectOnlyAt(repository, secret, [UNREACHABLE]);
  });

  it('finds a secret in a commit that was amended away', () => {
    const { repository, secret, line } = begin();
    repository.stage('app.ts', line);
    const amended = repository.commit('leak');
    repository.stage('app.ts', 'clean\n');
    repository.git('commit', '--quiet', '--amend', '--message', 'no leak');
    expectOnlyAt(repository, secret, [{ path: 'app.ts', commit: amended }]);
  });

  it('finds a secret in a commit that was reset away and that no reflog knows any more', () => {
    const { repository, secret, line } = begin();
    repository.stage('app.ts', line);
    repository.commit('leak');
    repository.git('reset', '--quiet', '--hard', 'HEAD~1');
    repository.git('reflog', 'expire', '--expire=all', '--all');
    const { findings } = expectOnlyAt(repository, secret, [UNREACHABLE]);
    expect(findings[0]?.locations[0]).not.toHaveProperty('commit');
    expect(findings[0]?.locations[0]).not.toHaveProperty('path');
  });

  it('finds a secret that was staged and then unstaged', () => {
    const { repository, secret, line } = begin();
    repository.stage('app.ts', line);
    repository.git('reset', '--quiet');
    expectOnlyAt(repository, secret, [UNREACHABLE]);
  });

  it('finds a secret that is staged and not committed', () => {
    const { repository, secret, line } = begin();
    repository.stage('app.ts', line);
    expectOnlyAt(repository, secret, [UNREACHABLE]);
  });

  it('finds a secret in a branch that was deleted', () => {
    const { repository, secret, line } = begin();
    repository.git('switch', '--quiet', '--create', 'doomed');
    repository.stage('app.ts', line);
    const doomed = repository.commit('leak');
    repository.git('switch', '--quiet', 'main');
    repository.git('branch', '--quiet', '-D', 'doomed');
    // HEAD's own reflog still leads to it.
    expectOnlyAt(repository, secret, [{ path: 'app.ts', commit: doomed }]);
    repository.git('reflog', 'expire', '--expire=all', '--all');
    expectOnlyAt(repository, secret, [UNREACHABLE]);
  });

  it('finds a secret in a commit that only a detached HEAD has', () => {
    const { repository, secret, line } = begin();
    repository.git('config', 'core.logAllRefUpdates', 'false');
    repository.git('switch', '--quiet', '--detach');
    repository.stage('app.ts', line);
    const detached = repository.commit('leak');
    expectOnlyAt(repository, secret, [{ path: 'app.ts', commit: detached }]);
  });
});

describe('text that is no file', () => {
  it('finds a secret in a commit message', () => {
    const { repository, secret } = begin();
    const commit = repository.commit(`use the new key\n\nit is ${secret}, do not tell`);
    // As git stores it: tree, parent, author, committer, an empty line, the subject, an empty line, the body.
    expectOnlyAt(repository, secret, [{ part: 'commit', blob: commit, commit, line: 8, column: 7 }]);
  });

  it('finds a secret in the name of an author', () => {
    const { repository, secret } = begin();
    repository.git(
      '-c',
      `user.name=x`,
      'commit',
      '--quiet',
      '--allow-empty',
      '--message',
      'm',
      `--author=${secret} <a@b>`,
    );
    const commit = repository.git('rev-parse', 'HEAD');
    const { outcome } = scanHistory(repository);
    expect(outcome.code).toBe(1);
    expect(JSON.parse(outcome.stdout).findings[0].locations).toMatchObject([{ part: 'commit', blob: commit, line: 3 }]);
  });

  it('finds a secret in the message of an annotated tag', () => {
    const { repository, secret } = begin();
    repository.git('tag', '--annotate', '--message', `signed with ${secret}`, 'v1');
    const tag = repository.git('rev-parse', 'refs/tags/v1');
    const run = expectOnlyAt(repository, secret, [
      { part: 'tag', blob: tag, author: 'Carl Committer <carl@example.test>', date: '2026-01-02T03:04:05+02:00' },
    ]);
    expect(run.findings[0]?.locations[0]).not.toHaveProperty('unreachable');
  });

  it('finds a secret in a tag that only another tag names', () => {
    const { repository, secret } = begin();
    repository.git('tag', '--annotate', '--message', `signed with ${secret}`, 'inner');
    repository.git('-c', 'advice.nestedTag=false', 'tag', '--annotate', '--message', 'outer', 'outer', 'inner');
    const tag = repository.git('rev-parse', 'refs/tags/inner');
    repository.git('tag', '--delete', 'inner');
    const run = expectOnlyAt(repository, secret, [{ part: 'tag', blob: tag }]);
    expect(run.findings[0]?.locations[0]).not.toHaveProperty('unreachable');
  });

  it('finds a secret in a tag that was deleted', () => {
    const { repository, secret } = begin();
    repository.git('tag', '--annotate', '--message', `signed with ${secret}`, 'v1');
    const tag = repository.git('rev-parse', 'refs/tags/v1');
    repository.git('tag', '--delete', 'v1');
    expectOnlyAt(repository, secret, [{ part: 'tag', blob: tag, ...UNREACHABLE }]);
  });

  it('finds a secret in a file that a tag names without any commit', () => {
    const { repository, secret, line } = begin();
    const { stdout } = repository.run('git', ['hash-object', '-w', '--stdin'], { input: line });
    repository.git('tag', 'public-key', stdout.trim());
    const run = expectOnlyAt(repository, secret, [{ blob: stdout.trim() }]);
    expect(run.findings[0]?.locations[0]).not.toHaveProperty('unreachable');
  });

  it('finds a secret in a note', () => {
    const { repository, secret, line } = begin();
    repository.git('notes', 'add', '--message', line, 'HEAD');
    const noted = repository.git('rev-parse', 'refs/notes/commits');
    expectOnlyAt(repository, secret, [{ path: repository.git('rev-parse', 'HEAD'), commit: noted }]);
  });
});

describe('hostile bytes', () => {
  it('shows a path that is not UTF-8 with its bytes', () => {
    const { repository, secret, line } = begin();
    repository.run('sh', ['-c', 'printf %s "$1" > "$(printf \'caf\\351.ts\')" && git add .', 'sh', line]);
    const added = repository.commit('add');
    expectOnlyAt(repository, secret, [{ path: 'caf\\xe9.ts', commit: added }]);
  });

  it('finds a secret in a path with a line feed, a tab and a colon', () => {
    const { repository, secret, line } = begin();
    repository.stage('odd:\nna\tme"', line);
    const added = repository.commit('add');
    expectOnlyAt(repository, secret, [{ path: 'odd:\nna\tme"', commit: added }]);
  });

  it('reads commits without a zone, without a date, and with bytes of another encoding', () => {
    const { repository } = begin();
    const headers = {
      'no zone': 'author Ada <ada@example.test> 1600000000',
      'no date': 'author Ada <ada@example.test>',
      'no address': 'author Ada',
      'no author': 'gpgsig none',
      'latin-1': 'author Andr\xe9 <andre@example.test> 1600000000 -0330',
      'no zone on earth': 'author Ada <ada@example.test> 1600000000 +9999',
      'past all dates': 'author Ada <ada@example.test> 99999999999999999999 +0000',
    };
    const expected = {
      'no zone': { author: 'Ada <ada@example.test>', date: '2020-09-13T12:26:40+00:00' },
      'no date': { author: 'Ada <ada@example.test>' },
      'no address': { author: 'Ada' },
      'no author': {},
      'latin-1': { author: 'Andr\xe9 <andre@example.test>', date: '2020-09-13T08:56:40-03:30' },
      'no zone on earth': { author: 'Ada <ada@example.test>', date: '2020-09-13T12:26:40+00:00' },
      'past all dates': { author: 'Ada <ada@example.test>' },
    };
    const secrets = new Map<string, { secret: string; commit: string }>();
    for (const [name, author] of Object.entries(headers)) {
      const secret = token('openai-project-key');
      const text = `tree ${repository.git('rev-parse', 'HEAD^{tree}')}\n${author}\ncommitter C <c@d> 1 +0000\n\n${secret}\n`;
      const { stdout } = repository.run('git', ['hash-object', '-t', 'commit', '-w', '--literally', '--stdin'], {
        input: Buffer.from(text, 'latin1'),
      });
      repository.git('update-ref', `refs/heads/${name.replaceAll(' ', '-')}`, stdout.trim());
      secrets.set(name, { secret, commit: stdout.trim() });
    }
    const run = scanHistory(repository);
    expect(run.gaps).toEqual([]);
    for (const [name, { secret, commit }] of secrets) {
      const facts = expected[name as keyof typeof expected];
      expectPlaces(repository, run, secret, [{ part: 'commit', commit, ...facts }]);
      const finding = run.findings.find(({ locations }) => locations[0].commit === commit);
      expect(Object.keys(finding?.locations[0] ?? {}).filter((key) => key === 'author' || key === 'date')).toEqual(
        Object.keys(facts),
      );
    }
  });
});
