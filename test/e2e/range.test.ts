// What a range brings: everything that its commits hold and the other side has not, and nothing that it has.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RangeLimitError } from '../../src/sources/range-limits.js';
import { placesOf, rangeOf } from '../support/range.js';
import { leak } from '../support/refusal.js';
import { TestRepository } from '../support/repository.js';

/** A repository with one commit on `main`, tagged `base`. */
function based(path = 'app.ts', content = 'start();\n', initArgs: readonly string[] = []): TestRepository {
  const repository = new TestRepository(initArgs);
  repository.stage(path, content);
  repository.commit('base');
  repository.git('tag', 'base');
  return repository;
}

function commitOf(repository: TestRepository, path: string, content: string): string {
  repository.stage(path, content);
  return repository.commit().slice(0, 12);
}

for (const format of ['sha1', 'sha256'])
  it(`finds a secret that was added and taken out again within the range (${format})`, async () => {
    const repository = based('app.ts', 'start();\n', [`--object-format=${format}`]);
    const added = commitOf(repository, 'app.ts', leak().line);
    commitOf(repository, 'app.ts', 'start();\n');
    const run = await rangeOf(repository, ['main'], ['base']);
    expect(placesOf(run)).toEqual([[`app.ts@${added}`]]);
    expect(run.result.gaps).toEqual([]);
    // Two commits and one file: the second commit brings back what the other side has.
    expect(run.counts).toMatchObject({ refs: 1, commits: 2, objects: 3 });
    expect(run.result.findings[0]).toMatchObject({
      new: true,
      locations: [{ author: 'Ada Author <ada@example.test>', date: '2026-01-02T03:04:05+02:00' }],
    });
  });

it('says nothing of an empty range, and nothing of what the other side has', async () => {
  const repository = based('app.ts', leak().line);
  expect((await rangeOf(repository, ['main'], ['base'])).counts).toEqual({ refs: 1, commits: 0, objects: 0, bytes: 0 });
  commitOf(repository, 'other.ts', 'other();\n');
  const run = await rangeOf(repository, ['main'], ['base']);
  expect(run.result).toMatchObject({ findings: [], gaps: [] });
  expect(run.counts).toMatchObject({ commits: 1, objects: 2 });
});

it('reads everything when the other side has nothing', async () => {
  const { line } = leak();
  const repository = based('app.ts', line);
  const first = repository.git('rev-parse', 'main').slice(0, 12);
  expect(placesOf(await rangeOf(repository, ['main']))).toEqual([[`app.ts@${first}`]]);
});

describe('the old side', () => {
  it('has it at the same path: an edited file tells nothing new', async () => {
    const { line } = leak();
    const repository = based('app.ts', line);
    commitOf(repository, 'app.ts', `${line}more();\n`);
    commitOf(repository, 'app.ts', 'clean();\n');
    commitOf(repository, 'app.ts', `again();\n${line}`);
    expect(placesOf(await rangeOf(repository, ['main'], ['base']))).toEqual([]);
  });

  it('has another one there: what is put beside it is new', async () => {
    const [old, fresh] = [leak(), leak()];
    const repository = based('app.ts', old.line);
    const added = commitOf(repository, 'app.ts', old.line + fresh.line);
    const run = await rangeOf(repository, ['main'], ['base']);
    expect(placesOf(run)).toEqual([[`app.ts@${added}`]]);
    expect(run.result.findings[0]?.locations[0]?.line).toBe(2);
  });

  it('has it at another path: in a file that moved and changed it is new, as it is when that is staged', async () => {
    const { line } = leak();
    const repository = based('app.ts', line);
    repository.git('mv', 'app.ts', 'moved.ts');
    const moved = commitOf(repository, 'moved.ts', `${line}more();\n`);
    expect(placesOf(await rangeOf(repository, ['main'], ['base']))).toEqual([[`moved.ts@${moved}`]]);
  });

  it('has the file at another path: one that only moved is no new object', async () => {
    const repository = based('app.ts', leak().line);
    repository.git('mv', 'app.ts', 'moved.ts');
    repository.commit();
    expect(placesOf(await rangeOf(repository, ['main'], ['base']))).toEqual([]);
  });

  it('has it at one of two paths at which a file comes in: it is new at the other', async () => {
    const { line } = leak();
    const repository = based('one.ts', line);
    repository.stage('one.ts', `${line}more();\n`);
    const added = commitOf(repository, 'two.ts', `${line}more();\n`);
    expect(placesOf(await rangeOf(repository, ['main'], ['base']))).toEqual([[`two.ts@${added}`]]);
  });
});

describe('merges', () => {
  /** `side` and `main` grew apart from `base`. */
  function forked(): TestRepository {
    const repository = based();
    repository.git('checkout', '--quiet', '-b', 'side');
    commitOf(repository, 'side.ts', 'side();\n');
    repository.git('checkout', '--quiet', 'main');
    commitOf(repository, 'main.ts', 'main();\n');
    return repository;
  }

  it('bring what neither parent has', async () => {
    const repository = forked();
    repository.git('merge', '--quiet', '--no-commit', '--no-ff', 'side');
    repository.stage('main.ts', `main();\n${leak().line}`);
    const merge = repository.commit('an evil merge').slice(0, 12);
    expect(placesOf(await rangeOf(repository, ['main'], ['base']))).toEqual([[`main.ts@${merge}`]]);
    expect(placesOf(await rangeOf(repository, ['main'], ['main^1', 'main^2']))).toEqual([[`main.ts@${merge}`]]);
  });

  it('bring what the line has that is merged, told of the commit that brought it', async () => {
    const repository = forked();
    repository.git('checkout', '--quiet', 'side');
    const added = commitOf(repository, 'secret.ts', leak().line);
    repository.git('rm', '--quiet', 'secret.ts');
    repository.commit('taken out');
    repository.git('checkout', '--quiet', 'main');
    repository.git('merge', '--quiet', '--no-edit', 'side');
    expect(placesOf(await rangeOf(repository, ['main'], ['base']))).toEqual([[`secret.ts@${added}`]]);
  });

  it('with what the other side has bring nothing of it', async () => {
    const { line } = leak();
    const repository = forked();
    repository.git('checkout', '--quiet', 'side');
    commitOf(repository, 'known.ts', line);
    repository.git('checkout', '--quiet', 'main');
    repository.git('merge', '--quiet', '--no-edit', 'side');
    commitOf(repository, 'known.ts', `${line}more();\n`);
    expect(placesOf(await rangeOf(repository, ['main'], ['base', 'side']))).toEqual([]);
  });
});

describe('beside files', () => {
  it('finds secrets in messages of commits and tags, and of tags of tags', async () => {
    const [one, two, three] = [leak(), leak(), leak()];
    const repository = based();
    const commit = repository.commit(one.secret);
    repository.git('tag', '--annotate', '--message', two.secret, 'inner');
    repository.git('tag', '--annotate', '--message', three.secret, 'outer', 'inner');
    const run = await rangeOf(repository, ['outer'], ['base']);
    expect(placesOf(run).flat().sort()).toEqual([`<commit>@${commit.slice(0, 12)}`, '<tag>@', '<tag>@'].sort());
    expect(run.counts).toMatchObject({ commits: 1, objects: 3 });
  });

  it('finds secrets in names of files, of folders and of refs', async () => {
    const [file, folder, ref] = [leak(), leak(), leak()];
    const repository = based();
    repository.stage(`${folder.secret}/deep/a.ts`, 'a();\n');
    const added = commitOf(repository, `b-${file.secret}`, 'start();\n');
    const run = await rangeOf(repository, ['main'], ['base'], { names: [`refs/heads/${ref.secret}`] });
    const places = placesOf(run).flat();
    expect(places.map((place) => place.replace(/>.*@/, '>@')).sort()).toEqual(
      [`<name>@${added}`, `<name>@${added}`, '<ref>@'].sort(),
    );
    for (const { secret } of [file, folder, ref]) expect(JSON.stringify(run.result)).not.toContain(secret);
  });

  it('says nothing of a name that the other side has', async () => {
    const { secret } = leak();
    const repository = based(`${secret}/a.ts`);
    commitOf(repository, `${secret}/b.ts`, 'b();\n');
    expect(placesOf(await rangeOf(repository, ['main'], ['base']))).toEqual([]);
  });

  it('finds a secret in a file that only a tag leads to', async () => {
    const { line } = leak();
    const repository = based();
    repository.write('loose.ts', line);
    const blob = repository.git('hash-object', '-w', 'loose.ts');
    repository.git('tag', 'loose', blob);
    expect((await rangeOf(repository, ['loose'], ['base'])).result.findings).toMatchObject([{ locations: [{ blob }] }]);
  });
});

describe('what cannot be read', () => {
  it('is a gap: a file that is gone', async () => {
    const repository = based();
    commitOf(repository, 'gone.ts', 'gone();\n');
    const added = commitOf(repository, 'there.ts', leak().line);
    const id = repository.git('rev-parse', 'main:gone.ts');
    rmSync(join(repository.folder, '.git/objects', id.slice(0, 2), id.slice(2)));
    const run = await rangeOf(repository, ['main'], ['base']);
    expect(placesOf(run)).toEqual([[`there.ts@${added}`]]);
    expect(run.result.gaps).toMatchObject([{ subject: `object ${id}` }]);
  });

  it('is a gap: a commit that is gone, and what stands behind it', async () => {
    const repository = based();
    commitOf(repository, 'one.ts', 'one();\n');
    const id = repository.git('rev-parse', 'main');
    commitOf(repository, 'two.ts', 'two();\n');
    rmSync(join(repository.folder, '.git/objects', id.slice(0, 2), id.slice(2)));
    const run = await rangeOf(repository, ['main'], ['base']);
    expect(run.result.gaps.map(({ subject }) => subject)).toContain(`object ${id}`);
  });

  it('is a gap: what the clone was cut off from', async () => {
    const repository = based();
    commitOf(repository, 'one.ts', 'one();\n');
    commitOf(repository, 'two.ts', 'two();\n');
    const clone = new TestRepository();
    clone.git('fetch', '--quiet', '--depth=2', `file://${repository.folder}`, 'main');
    const run = await rangeOf(clone, ['FETCH_HEAD']);
    expect(run.result.gaps).toMatchObject([{ subject: 'history before the shallow boundary' }]);
    expect((await rangeOf(clone, ['FETCH_HEAD'], ['FETCH_HEAD^'])).result.gaps).toEqual([]);
  });

  it('is refused: an id that is none, and a base that is not here', async () => {
    const repository = based();
    const id = repository.git('rev-parse', 'main');
    const absent = id.replace(/^./, (digit) => (digit === '0' ? '1' : '0'));
    await expect(rangeOf(repository, ['main'], []).then(({ result }) => result.gaps)).resolves.toEqual([]);
    const { scanRange } = await import('../../src/scan-range.js');
    const { engineOf } = await import('../../src/catalogue/recipe.js');
    const at = { cwd: repository.folder };
    await expect(scanRange({ tips: ['--all'], not: [] }, engineOf({}), at)).rejects.toThrow('whole ids');
    const { result } = await scanRange({ tips: [id], not: [absent] }, engineOf({}), at);
    expect(result.gaps).toMatchObject([{ subject: `object ${absent}` }]);
  });
});

describe('limits', () => {
  it('end the scan with a sentence', async () => {
    const repository = based();
    commitOf(repository, 'one.ts', 'x'.repeat(5000));
    const within = { objects: 3, bytes: 6000, milliseconds: 60_000 };
    expect((await rangeOf(repository, ['main'], ['base'], { limits: within })).result.gaps).toEqual([]);
    for (const [limits, sentence] of [
      [{ objects: 2 }, 'more than 2 objects'],
      [{ bytes: 4000 }, 'more than 4000 bytes'],
    ] as const) {
      const run = rangeOf(repository, ['main'], ['base'], { limits });
      await expect(run).rejects.toThrow(RangeLimitError);
      await expect(rangeOf(repository, ['main'], ['base'], { limits })).rejects.toThrow(sentence);
    }
  });
});
