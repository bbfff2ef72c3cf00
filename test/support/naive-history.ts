import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'vitest';
import { Engine } from '../../src/detect/engine.js';
import { scan } from '../../src/scan.js';
import type { Source, SourceBlob } from '../../src/sources/source.js';
import { scanHistory } from './history.js';
import { type FoundInObjects, type Places, placesIn } from './history-places.js';
import type { TestRepository } from './repository.js';
import { catalogue } from './token.js';

const engine = new Engine(catalogue.patterns, { assignments: true });

/** What a scan of every object finds, each read whole as `git cat-file` gives it: slow and plainly right. */
export async function naivePlaces(repository: TestRepository, cwd = '.'): Promise<Places> {
  const source: Source = {
    onlyNew: false,
    async *blobs() {
      yield* objectsOf(repository, cwd);
    },
  };
  const { findings, gaps } = await scan(source, engine);
  expect(gaps).toEqual([]);
  return placesIn(findings as readonly FoundInObjects[]);
}

/** What `hushkey history` finds in objects. It tells of names and refs beside these. */
function placesOfHistory(repository: TestRepository, cwd: string, args: readonly string[]): Places {
  const { findings, gaps } = scanHistory(repository, { cwd, args });
  expect(gaps).toEqual([]);
  return placesIn(findings as readonly FoundInObjects[]);
}

/** Fails unless history finds exactly what the naive scan does, and something at all. */
export async function expectSameAsNaive(
  repository: TestRepository,
  cwd = '.',
  args: readonly string[] = [],
): Promise<void> {
  const naive = await naivePlaces(repository, cwd);
  const found = placesOfHistory(repository, cwd, args);
  expect(naive.size).toBeGreaterThan(0);
  expect({ missed: without(naive, found), invented: without(found, naive) }).toEqual({ missed: [], invented: [] });
}

function without(all: Places, others: Places): string[] {
  return [...all].filter((place) => !others.has(place)).sort();
}

function* objectsOf(repository: TestRepository, cwd: string): Generator<SourceBlob> {
  for (const { id, type, content } of naiveObjects(repository, cwd)) {
    const place = type === 'blob' ? {} : { part: type as 'commit' | 'tag' };
    if (type !== 'tree') yield { kind: 'blob', bytes: content, object: id, places: [place] };
  }
}

/** Every object as git gives it. */
export function* naiveObjects(
  repository: TestRepository,
  cwd = '.',
): Generator<{ readonly id: string; readonly type: string; readonly content: Buffer }> {
  const { stdout, stderr, status } = spawnSync('git', ['cat-file', '--batch-all-objects', '--batch', '--unordered'], {
    cwd: join(repository.folder, cwd),
    env: { ...repository.env, GIT_NO_REPLACE_OBJECTS: '1' },
    maxBuffer: 1 << 30,
  });
  expect(status, `${stderr}`).toBe(0);
  for (let at = 0; at < stdout.length; ) {
    const start = stdout.indexOf(0x0a, at) + 1;
    const [id, type, size] = stdout.toString('latin1', at, start - 1).split(' ') as [string, string, string];
    yield { id, type, content: stdout.subarray(start, start + Number(size)) };
    at = start + Number(size) + 1;
  }
}
