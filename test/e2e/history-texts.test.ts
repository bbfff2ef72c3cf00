import { describe, expect, it } from 'vitest';
import { expectOnlyAt } from '../support/history.js';
import { TestRepository } from '../support/repository.js';
import { token } from '../support/token.js';

// Everything that somebody can write into a commit or a tag, not only into its message.

function begin(): { repository: TestRepository; secret: string; tree: string; head: string } {
  const repository = new TestRepository();
  repository.stage('README.md', 'nothing to see\n');
  const head = repository.commit('begin');
  return { repository, secret: token('openai-project-key'), tree: repository.git('rev-parse', 'HEAD^{tree}'), head };
}

/** Writes an object as it is, whatever git thinks of it. @returns its id */
function writeObject(repository: TestRepository, type: 'commit' | 'tag', content: string): string {
  const words = ['hash-object', '-t', type, '-w', '--literally', '--stdin'];
  const { code, stdout, output } = repository.run('git', words, { input: Buffer.from(content, 'latin1') });
  expect(code, output).toBe(0);
  return stdout.trim();
}

const WHO = 'Ada <ada@example.test> 1600000000 +0200';

/** The parts of a commit, each of which can be replaced. */
interface CommitText {
  readonly author?: string;
  readonly committer?: string;
  readonly headers?: string;
  readonly message?: string;
}

function commitText(
  tree: string,
  { author = WHO, committer = WHO, headers = '', message = 'm\n' }: CommitText,
): string {
  return `tree ${tree}\nauthor ${author}\ncommitter ${committer}\n${headers}\n${message}`;
}

const SIGNATURE = (secret: string) => [
  '-----BEGIN PGP SIGNATURE-----',
  `Comment: ${secret}`,
  '',
  'iHUEABYKAB0=',
  '=AbCd',
  '-----END PGP SIGNATURE-----',
];

const inHeader = (lines: readonly string[]) => `${lines.join('\n ')}\n`;

/** A tag that was merged, as the merge commit keeps it. */
const merged = (message: string, id: string) =>
  inHeader([`mergetag object ${id}`, 'type commit', 'tag v1', `tagger ${WHO}`, '', message]);

const COMMITS: Readonly<Record<string, (secret: string, id: string) => CommitText>> = {
  'the name of its author': (secret) => ({ author: `${secret} <ada@example.test> 1 +0000` }),
  'the address of its author': (secret) => ({ author: `Ada <ada+${secret}@example.test> 1 +0000` }),
  'the name of its committer': (secret) => ({ committer: `${secret} <ada@example.test> 1 +0000` }),
  'the address of its committer': (secret) => ({ committer: `Ada <${secret}@example.test> 1 +0000` }),
  'the name of its encoding': (secret) => ({ headers: `encoding ${secret}\n` }),
  'a message in another encoding': (secret) => ({ headers: 'encoding latin1\n', message: `Schl\xfcssel: ${secret}\n` }),
  'a signature': (secret) => ({ headers: `gpgsig ${inHeader(SIGNATURE(secret))}` }),
  'a SHA-256 signature': (secret) => ({ headers: `gpgsig-sha256 ${inHeader(SIGNATURE(secret))}` }),
  'the message of a tag that it merged': (secret, id) => ({ headers: merged(`signed with ${secret}`, id) }),
  'the signature of a tag that it merged': (secret, id) => ({
    headers: merged(`v1\n ${SIGNATURE(secret).join('\n ')}`, id),
  }),
  'a header that nobody knows': (secret) => ({ headers: `x-deploy-with ${secret}\n` }),
  'the first line of its message': (secret) => ({ message: `use ${secret}\n` }),
  'the last line of its message': (secret) => ({ message: `use it\n\nSigned-off-by: ${secret}` }),
  'what stands behind a NUL byte': (secret) => ({ message: `what logs show\n\0\n${secret}\n` }),
};

describe('a commit', () => {
  it.each(Object.keys(COMMITS))('is searched in %s', (where) => {
    const { repository, secret, tree, head } = begin();
    const commit = writeObject(repository, 'commit', commitText(tree, COMMITS[where]?.(secret, head) ?? {}));
    repository.git('-c', 'core.logAllRefUpdates=false', 'update-ref', 'refs/heads/other', commit);
    expectOnlyAt(repository, secret, [{ part: 'commit', blob: commit, commit }]);
  });

  it('is searched when its headers do not end', () => {
    const { repository, secret, tree } = begin();
    const commit = writeObject(
      repository,
      'commit',
      `tree ${tree}\nauthor ${WHO}\ncommitter ${secret} <a@b> 1 +0000\n`,
    );
    expectOnlyAt(repository, secret, [{ part: 'commit', blob: commit, unreachable: true }]);
  });
});

const TAGS: Readonly<Record<string, (secret: string) => { tagger?: string; headers?: string; message?: string }>> = {
  'the name of its tagger': (secret) => ({ tagger: `${secret} <ada@example.test> 1 +0000` }),
  'the address of its tagger': (secret) => ({ tagger: `Ada <${secret}@example.test> 1 +0000` }),
  'its signature': (secret) => ({ message: `v1\n${SIGNATURE(secret).join('\n')}\n` }),
  'a header of its own': (secret) => ({ headers: `gpgsig-sha256 ${inHeader(SIGNATURE(secret))}` }),
  'what stands behind a NUL byte': (secret) => ({ message: `v1\n\0${secret}\n` }),
};

describe('a tag', () => {
  it.each(Object.keys(TAGS))('is searched in %s', (where) => {
    const { repository, secret, head } = begin();
    const { tagger = WHO, headers = '', message = 'v1\n' } = TAGS[where]?.(secret) ?? {};
    const text = `object ${head}\ntype commit\ntag v1\ntagger ${tagger}\n${headers}\n${message}`;
    const tag = writeObject(repository, 'tag', text);
    repository.git('update-ref', 'refs/tags/v1', tag);
    expectOnlyAt(repository, secret, [{ part: 'tag', blob: tag }]);
  });

  it('is searched in the name that it has inside, whatever its ref is called', () => {
    const { repository, secret, head } = begin();
    const tag = writeObject(repository, 'tag', `object ${head}\ntype commit\ntag ${secret}\ntagger ${WHO}\n\nv1\n`);
    repository.git('update-ref', 'refs/tags/harmless', tag);
    expectOnlyAt(repository, secret, [{ part: 'tag', blob: tag }]);
  });
});

describe('a stash', () => {
  it('is searched in what was staged and changed again', () => {
    const { repository, secret } = begin();
    repository.stage('README.md', `key = "${secret}"\n`);
    repository.write('README.md', 'key = process.env.KEY\n');
    repository.git('stash', '--quiet');
    const index = repository.git('rev-parse', 'stash@{0}^2');
    expectOnlyAt(repository, secret, [{ path: 'README.md', commit: index }]);
  });

  it('is searched in its message', () => {
    const { repository, secret } = begin();
    repository.write('README.md', 'something else\n');
    repository.git('stash', 'push', '--quiet', '--message', `tried with ${secret}`);
    // What the list of stashes shows is in the reflog.
    const stash = repository.git('rev-parse', 'stash@{0}');
    expectOnlyAt(repository, secret, [
      { part: 'commit', blob: stash },
      { part: 'reflog', ref: 'refs/stash', line: 1 },
    ]);
  });
});

describe('a note', () => {
  it('is searched in what it said before, whatever the notes are called', () => {
    const { repository, secret, head } = begin();
    repository.git('notes', '--ref=deployments', 'add', '--message', `with ${secret}`, 'HEAD');
    const noted = repository.git('rev-parse', 'refs/notes/deployments');
    repository.git('notes', '--ref=deployments', 'add', '--force', '--message', 'with nothing', 'HEAD');
    expectOnlyAt(repository, secret, [{ path: head, commit: noted }]);
  });
});
