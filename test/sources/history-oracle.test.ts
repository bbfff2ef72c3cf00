import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { between, type Random, seededRandom } from '../../src/catalogue/random.js';
import { type HistoryRun, type ReportedLocation, scanHistory } from '../support/history.js';
import { TestRepository } from '../support/repository.js';
import { token } from '../support/token.js';

// The same question asked in the most naive way: one git process for each object, and a search for what was planted.

const COMMITS = 50;

const pick = <T>(random: Random, items: readonly T[]): T => items[between(random, 0, items.length - 1)] as T;

/** A history of random edits on random branches, with tokens in files, messages and tags, and in objects of no commit. */
function generated(seed: number): { repository: TestRepository; tokens: string[] } {
  const random = seededRandom(seed);
  const patterns = ['openai-project-key', 'anthropic-api-key'];
  const tokens = Array.from({ length: 25 }, (_, n) => token(pick(random, patterns), 0, seededRandom(1000 * seed + n)));
  const repository = new TestRepository();
  const stream = historyStream(random, tokens);
  const imported = repository.run('git', ['fast-import', '--quiet'], { input: stream });
  expect(imported.code, imported.output).toBe(0);
  for (let n = 0; n < 5; n++)
    repository.run('git', ['hash-object', '-w', '--stdin'], { input: `dangling ${n}\n${fileText(random, tokens)}` });
  return { repository, tokens };
}

/** https://git-scm.com/docs/git-fast-import */
function historyStream(random: Random, tokens: readonly string[]): string {
  const paths = ['a.ts', 'lib/b.ts', 'lib/deep/c.env', 'd \u00e9.txt', 'lib/e'];
  const branches = ['main', 'one', 'two'];
  const seen: string[] = [];
  const data = (text: string) => `data ${Buffer.byteLength(text)}\n${text}\n`;
  let stream = '';
  for (let n = 1; n <= COMMITS; n++) {
    const branch = seen.length === 0 ? 'main' : pick(random, branches);
    // Dates go up and down.
    const date = 1_600_000_000 + n * 1000 + between(random, -20_000, 20_000);
    const message = random() < 0.1 ? `say ${pick(random, tokens)} aloud` : `commit ${n}`;
    stream += `commit refs/heads/${branch}\nmark :${n}\ncommitter C <c@example.test> ${date} +0100\n${data(message)}`;
    if (!seen.includes(branch) && seen.length > 0) stream += `from :${between(random, 1, n - 1)}\n`;
    if (seen.includes(branch) && random() < 0.15) stream += `merge :${between(random, 1, n - 1)}\n`;
    seen.push(branch);
    for (let edits = between(random, 1, 3); edits > 0; edits--)
      stream +=
        random() < 0.15
          ? `D ${pick(random, paths)}\n`
          : `M 100644 inline ${pick(random, paths)}\n${data(fileText(random, tokens))}`;
    if (random() < 0.1)
      stream += `tag v${n}\nfrom :${n}\ntagger T <t@example.test> ${date} +0000\n${data(pick(random, tokens))}`;
  }
  return stream;
}

function fileText(random: Random, tokens: readonly string[]): string {
  const line = () =>
    random() < 0.05
      ? `caf\u00e9 \u{1f511} = "${pick(random, tokens)}"; // ${between(random, 1, 3)}`
      : `line ${between(random, 1, 50)}`;
  return Array.from({ length: between(random, 1, 30) }, line).join('\n');
}

function gitBytes(repository: TestRepository, ...args: string[]): Buffer {
  const { stdout, status } = spawnSync('git', args, {
    cwd: repository.folder,
    env: repository.env,
    maxBuffer: 1 << 28,
  });
  expect(status).toBe(0);
  return stdout;
}

/** `OBJECT@OFFSET` of everything that was planted, in every object but trees. */
function naiveSearch(repository: TestRepository, tokens: readonly string[]): Set<string> {
  const found = new Set<string>();
  for (const line of repository.git('cat-file', '--batch-all-objects', '--batch-check').split('\n')) {
    const [id, type] = line.split(' ') as [string, string];
    if (type === 'tree') continue;
    const bytes = gitBytes(repository, 'cat-file', type, id);
    for (const secret of new Set(tokens))
      for (let at = bytes.indexOf(secret); at !== -1; at = bytes.indexOf(secret, at + 1)) found.add(`${id}@${at}`);
  }
  return found;
}

/** `BLOB PATH` of every file of every commit, with the first commit in git's own order, read from whole trees. */
function naiveOrigins(repository: TestRepository): Map<string, string> {
  const first = new Map<string, string>();
  for (const commit of repository.git('rev-list', '--all', '--reflog', '--date-order', '--reverse').split('\n')) {
    const entries = gitBytes(repository, 'ls-tree', '-r', '-z', commit).toString('utf8').split('\0').slice(0, -1);
    for (const entry of entries) {
      const [head, path] = entry.split('\t') as [string, string];
      const place = `${head.split(' ')[2]} ${path}`;
      if (!first.has(place)) first.set(place, commit);
    }
  }
  return first;
}

function offsetOf(repository: TestRepository, { part, blob, line, column }: ReportedLocation): number {
  const lines = gitBytes(repository, 'cat-file', part ?? 'blob', blob)
    .toString('utf8')
    .split('\n');
  const before = [...lines.slice(0, line - 1), (lines[line - 1] as string).slice(0, column - 1)].join('\n');
  return Buffer.byteLength(before);
}

function expectEqualToNaive(repository: TestRepository, tokens: readonly string[]): HistoryRun {
  const run = scanHistory(repository);
  const locations = run.findings.flatMap((finding) => finding.locations);
  const naive = naiveSearch(repository, tokens);
  expect(naive.size).toBeGreaterThan(20);
  expect(new Set(locations.map((location) => `${location.blob}@${offsetOf(repository, location)}`))).toEqual(naive);
  expect(run.gaps).toEqual([]);

  const origins = naiveOrigins(repository);
  const blobs = new Set(locations.filter(({ part }) => part === undefined).map(({ blob }) => blob));
  const expected = [...origins].filter(([place]) => blobs.has(place.split(' ')[0] as string));
  const reported = locations.flatMap(({ blob, path, commit }) =>
    path === undefined ? [] : [[`${blob} ${path}`, commit]],
  );
  expect(new Map(reported as [string, string][])).toEqual(new Map(expected));
  const inCommits = new Set([...origins.keys()].map((place) => place.split(' ')[0]));
  for (const { blob, unreachable, part } of locations)
    if (part === undefined) expect(unreachable ?? false).toBe(!inCommits.has(blob));
  return run;
}

describe('the history of a generated repository', () => {
  it.each([1, 2, 3])('has the findings and origins that a naive search has (seed %i)', (seed) => {
    const { repository, tokens } = generated(seed);
    const packed = expectEqualToNaive(repository, tokens);
    repository.git('-c', 'pack.depth=50', 'repack', '--quiet', '-a', '-d', '-f', '--keep-unreachable');
    const again = scanHistory(repository);
    expect(again.findings).toEqual(packed.findings);
    expect(again.stats.objects).toBe(packed.stats.objects);
  });

  it('comes out the same, byte for byte, from several packs, from one, from loose objects', () => {
    const { repository } = generated(4);
    const ids = repository.git('cat-file', '--batch-all-objects', '--batch-check=%(objectname)').split('\n');
    const half = `${ids.filter((_, index) => index % 2 === 0).join('\n')}\n`;
    repository.run('git', ['pack-objects', '--quiet', '.git/objects/pack/pack'], { input: half });
    const withoutTime = () => JSON.stringify({ ...scanHistory(repository), outcome: undefined, stats: undefined });
    expect(repository.git('count-objects', '--verbose')).toMatch(/^packs: [2-9]$/m);
    const imported = withoutTime();
    repository.git('repack', '--quiet', '-a', '-d', '-F', '--keep-unreachable', '--depth=3');
    expect(withoutTime()).toBe(imported);
    const unpack = 'for pack in ../*.pack; do git unpack-objects -q < "$pack" || exit 1; done';
    const moved = repository.run('sh', [
      '-c',
      `mv .git/objects/pack/*.pack .. && rm -f .git/objects/pack/* && ${unpack}`,
    ]);
    expect(moved.code, moved.output).toBe(0);
    expect(repository.git('count-objects', '--verbose')).toMatch(/^in-pack: 0$/m);
    expect(withoutTime()).toBe(imported);
  });
});
