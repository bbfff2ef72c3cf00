import { describe, expect, it } from 'vitest';
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
const LIST = 'cat-file --buffer --batch-check';

describe('git that ends while objects are read', () => {
  it.each([
    ['is killed before it said anything', 'kill -9 $$'],
    ['is killed in the middle of an object', '"$git" "$@" | head -c 100000; kill -9 $$'],
    ['ends in the middle of an object, as if all were well', '"$git" "$@" | head -c 100000; exit 0'],
    ['ends in the middle of a header', '"$git" "$@" | head -c 20; exit 0'],
    ['ends at once with a reason', 'echo "fatal: out of memory, malloc failed" >&2; exit 128'],
  ])('costs one object: it %s', (_, action) => {
    const { repository, leaks, commit } = fortyFiles();
    const run = scanHistory(repository, { env: wrappedGit(once(READ, action)) });
    expect(run.gaps.length, run.outcome.output).toBe(1);
    expect(run.gaps[0]?.subject).toMatch(/^object [0-9a-f]{40}$/);
    const lost = run.gaps[0]?.subject.slice('object '.length);
    for (const [secret, path] of [
      [leaks[0], '0.txt'],
      [leaks[1], '39.txt'],
    ] as const)
      if (repository.git('rev-parse', `HEAD:${path}`) !== lost)
        expectPlaces(repository, run, secret, [{ path, commit }]);
    expect(run.stats.objects).toBe(40);
  });

  it('costs two objects when it begins with nonsense', () => {
    const { repository } = fortyFiles();
    const run = scanHistory(repository, { env: wrappedGit(once(READ, 'echo nonsense; exec "$git" "$@"')) });
    expect(run.gaps.map(({ reason }) => reason)).toEqual([
      'it cannot be read: nonsense',
      expect.stringContaining('its bytes are not those of its id'),
    ]);
    expect(run.stats.objects).toBe(39);
  });

  it('costs every object when it never comes back, each by name', () => {
    const { repository } = fortyFiles();
    const run = scanHistory(repository, { env: wrappedGit(`case " $* " in *" ${READ} "*) exit 5;; esac`) });
    expect(run.outcome.code).toBe(3);
    expect(run.gaps.length).toBe(41);
    expect(run.gaps.every(({ reason }) => reason.includes('ended with code 5'))).toBe(true);
  });

  it('is one clear sentence when git is gone', () => {
    const { repository } = fortyFiles();
    const env = { PATH: wrappedGit(once(READ, 'rm "$self"; exit 1')).PATH.split(':')[0] as string };
    const outcome = repository.run(process.execPath, [HUSHKEY, 'history'], { env });
    expectNoCrash(outcome);
    expect(outcome).toMatchObject({ code: 2, output: expect.stringMatching(/^hushkey: git was not found: .*\n$/) });
  });
});

describe('git that ends while objects are listed', () => {
  it('is a gap when the list of names is cut off, and what was listed is scanned', () => {
    const { repository } = fortyFiles();
    const cut = once('--batch-check=%(objectname)', '"$git" "$@" | head -n 30; exit 1');
    const run = scanHistory(repository, { env: wrappedGit(cut) });
    expect(run.gaps).toMatchObject([
      { subject: 'the list of all objects', reason: expect.stringContaining('ended with 1') },
    ]);
    expect(run.stats.objects).toBeGreaterThan(27);
    expect(run.stats.objects).toBeLessThan(31);
  });

  it('asks again for the types that it was not told', () => {
    const { repository, leaks } = fortyFiles();
    const cut = once(LIST, '"$git" "$@" | head -n 7; exit 1');
    const run = scanHistory(repository, { env: wrappedGit(cut) });
    expect(run.gaps).toEqual([]);
    expect(run.stats.objects).toBe(41);
    expect(run.findings.length).toBe(leaks.length);
  });
});

describe('git that ends while the history is walked', () => {
  it.each([
    ['commits', 'rev-list --all', 'exit 1'],
    ['what is missing', '--missing=print', 'kill -9 $$'],
    ['comparisons', 'diff-tree', '"$git" "$@" | head -c 50; exit 1'],
  ])('is a gap, and findings are told: %s', (_, words, action) => {
    const { repository, leaks } = fortyFiles();
    const run = scanHistory(repository, { env: wrappedGit(once(words, action)) });
    expect(run.gaps.length, run.outcome.output).toBeGreaterThan(0);
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
