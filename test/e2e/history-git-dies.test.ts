import { describe, expect, it } from 'vitest';
import { corrupt, lose } from '../support/damage.js';
import { expectNoCrash, expectPlaces, scanHistory } from '../support/history.js';
import { HUSHKEY, TestRepository } from '../support/repository.js';
import { token } from '../support/token.js';
import { once, wrappedGit } from '../support/wrapped-git.js';

// Whatever becomes of the git processes that a scan starts, it ends, says what it could not read, and keeps what it has.

/** A history of 40 files that fill more than one pipe, with a secret in the first and in the last one. */
function fortyFiles() {
  const repository = new TestRepository();
  const leaks = [token('openai-project-key'), token('openai-project-key')] as const;
  const filler = 'nothing to see here\n'.repeat(500);
  for (let n = 0; n < 40; n++) repository.write(`${n}.txt`, `${n}\n${filler}`);
  repository.write('0.txt', `"${leaks[0]}"\n${filler}`);
  repository.write('39.txt', `"${leaks[1]}"\n${filler}`);
  repository.git('add', '.');
  const commit = repository.commit();
  return { repository, leaks, commit };
}

const READ = 'cat-file --batch';

describe('git that ends while objects are read', () => {
  it.each([
    ['is killed before it said anything', 'kill -9 $$'],
    ['is killed in the middle of an object', '"$git" "$@" | head -c 100; kill -9 $$'],
    ['ends in the middle of an object, as if all were well', '"$git" "$@" | head -c 100; exit 0'],
    ['ends in the middle of a header', '"$git" "$@" | head -c 20; exit 0'],
    ['ends at once with a reason', 'echo "fatal: out of memory, malloc failed" >&2; exit 128'],
    ['begins with nonsense', 'echo nonsense; exec "$git" "$@"'],
  ])('costs no object, for we read them ourselves: it %s', (_, action) => {
    const { repository, leaks, commit } = fortyFiles();
    const run = scanHistory(repository, { env: wrappedGit(once(READ, action)) });
    expect(run.gaps).toEqual([]);
    expectPlaces(repository, run, leaks[0], [{ path: '0.txt', commit }]);
    expectPlaces(repository, run, leaks[1], [{ path: '39.txt', commit }]);
    expect(run.stats.objects).toBe(41);
  });

  it('costs no more than what we cannot read either, by name, when it never comes back', () => {
    const { repository } = fortyFiles();
    const damaged = [corrupt(repository, 'HEAD:7.txt'), corrupt(repository, 'HEAD:8.txt')];
    const run = scanHistory(repository, { env: wrappedGit(`case " $* " in *" ${READ} "*) exit 5;; esac`) });
    expect(run.gaps.map(({ subject }) => subject).sort()).toEqual(damaged.map((id) => `object ${id}`).sort());
    for (const { reason } of run.gaps) expect(reason).toMatch(/^it cannot be read: it is damaged/);
    expect(run.stats.objects).toBe(39);
  });

  it('is one clear sentence when git is gone', () => {
    const { repository } = fortyFiles();
    // Git is asked what is missing when a commit is.
    lose(repository, 'HEAD');
    const gone = once('rev-list --all', 'rm "$self"; exit 1');
    const env = { PATH: wrappedGit(gone).PATH.split(':')[0] as string };
    const outcome = repository.run(process.execPath, [HUSHKEY, 'history'], { env });
    expectNoCrash(outcome);
    expect(outcome).toMatchObject({ code: 2, output: expect.stringMatching(/^hushkey: git was not found: .*\n$/) });
  });
});

describe('git that ends while the history is walked', () => {
  it.each([
    ['commits', 'rev-list --all', 'exit 1'],
    ['what is missing', '--missing=print', 'kill -9 $$'],
    ['refs', 'for-each-ref', '"$git" "$@" | head -c 50; exit 1'],
  ])('is a gap, and findings are told: %s', (_, words, action) => {
    const { repository, leaks } = fortyFiles();
    lose(repository, 'HEAD');
    const run = scanHistory(repository, { env: wrappedGit(once(words, action)) });
    expect(run.gaps.map(({ subject }) => subject)).toContain('what refs and reflogs reach');
    expect(run.findings.length).toBe(leaks.length);
    for (const { locations } of run.findings) expect(locations[0]).not.toHaveProperty('unreachable');
  });
});

describe('the machine', () => {
  it('stops when nobody reads the report', () => {
    const { repository } = fortyFiles();
    const command = `'${process.execPath}' '${HUSHKEY}' history | head -c 10`;
    const outcome = repository.run('sh', ['-c', command]);
    expectNoCrash(outcome);
    expect(outcome.stdout.length).toBe(10);
  });

  it('says what is wrong with a git that is too old, or no git at all', () => {
    const { repository } = fortyFiles();
    const run = (script: string) => {
      const outcome = repository.run(process.execPath, [HUSHKEY, 'history'], { env: wrappedGit(script) });
      expectNoCrash(outcome);
      return outcome;
    };
    expect(run('echo git version 1.8.3; exit 0')).toMatchObject({ code: 2, output: expect.stringMatching(/too old/) });
    expect(run('echo something else; exit 0')).toMatchObject({ code: 2, output: expect.stringMatching(/needs git/) });
  });
});
