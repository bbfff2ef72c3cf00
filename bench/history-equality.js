// npm run bench:history-equality -- [--program] REPOSITORY...
//
// Not how fast, but how right: the matches of the reader of packs with its scanner through deltas, beside those of the
// oracle, `git cat-file --batch` with every object scanned whole. Compares the bytes of each object and all that each match
// says of itself. With --program also the places that the built `hushkey history` reports. Prints counts and differences,
// and nothing of a secret; ends with 1 when there is a difference.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32 } from 'node:zlib';
import { gitObjects } from './history/git-objects.js';
import { historyParts } from './parts.js';

const HUSHKEY = fileURLToPath(new URL('../bin/hushkey.js', import.meta.url));
const MOST_SHOWN = 20;
const OPTIONS = { assignments: true };
const words = process.argv.slice(2);
const repositories = words.filter((word) => !word.startsWith('--')).map((folder) => resolve(folder));
const scratch = mkdtempSync(join(tmpdir(), 'hushkey-bench-'));

try {
  const parts = await historyParts(scratch);
  for (const repository of repositories) {
    console.log(repository);
    const differences = await compare(parts, repository);
    for (const line of differences.slice(0, MOST_SHOWN)) console.log(`  ${line}`);
    console.log(`  ${differences.length} differences\n`);
    if (differences.length > 0) process.exitCode = 1;
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** @returns the differences, a line each */
async function compare(parts, repository) {
  const fast = await fastReader(parts, repository);
  const { differences, places, gaps } = await besideOracle(parts, repository, fast);
  for (const id of fast.checksums.keys()) differences.push(`${id}: read, and git does not have it`);
  for (const { subject, reason } of fast.unread) differences.push(`${subject}: not read: ${reason}`);
  if (words.includes('--program'))
    differences.push(...programDifferences(parts, await reportOfProgram(repository), places, gaps));
  return differences;
}

/** By id: a checksum of each object, and what was found in those that have something. */
async function fastReader({ Engine, ObjectStore, builtinPatterns, deltaScanner, describedMatches }, repository) {
  const started = performance.now();
  const scanner = deltaScanner(new Engine(builtinPatterns(), OPTIONS));
  const store = await ObjectStore.open(repository);
  const [checksums, matches, unread] = [new Map(), new Map(), []];
  let deltas = 0;
  for (const object of store.objects({ types: new Set(['blob', 'commit', 'tag']) })) {
    if (object.kind !== 'object') unread.push(object.kind === 'unread' ? object : tooLarge(object));
    else {
      const found = scanner.scan(object.content, object.depth, object.delta);
      if (object.isRepeated) continue;
      if (object.delta !== undefined) deltas++;
      checksums.set(object.id, crc32(object.content));
      if (found.length > 0) matches.set(object.id, JSON.stringify(describedMatches(found)));
    }
  }
  store.close();
  console.log(`  reader: ${checksums.size} objects, ${deltas} of them deltas, ${seconds(started)}`);
  return { checksums, matches, unread };
}

function tooLarge({ id, size }) {
  return { subject: id, reason: `it comes piece by piece for its ${size} bytes` };
}

/** One pass over all that git has: what it scans whole is compared at once, and is what the pipeline gets. */
async function besideOracle(
  { Engine, builtinPatterns, describedMatches, placesIn, scan },
  repository,
  { checksums, matches },
) {
  const started = performance.now();
  const engine = new Engine(builtinPatterns(), OPTIONS);
  const differences = [];
  const count = { objects: 0, bytes: 0, withMatches: 0, matches: 0 };
  let id = '';
  const beside = {
    margin: engine.margin,
    scan(bytes, cut) {
      const found = engine.scan(bytes, cut);
      const [expected, actual] = [JSON.stringify(describedMatches(found)), matches.get(id) ?? '[]'];
      if (expected !== actual) differences.push(...matchDifferences(id, JSON.parse(expected), JSON.parse(actual)));
      count.matches += found.length;
      if (found.length > 0) count.withMatches++;
      return found;
    },
  };
  async function* blobs() {
    for await (const { id: next, type, content } of gitObjects(repository)) {
      if (type === 'tree') continue;
      id = next;
      count.objects++;
      count.bytes += content.length;
      if (!checksums.has(id)) differences.push(`${id}: git has it, and it was not read`);
      else if (checksums.get(id) !== crc32(content)) differences.push(`${id}: its bytes are others than git's`);
      checksums.delete(id);
      yield { kind: 'blob', bytes: content, object: id, places: [type === 'blob' ? {} : { part: type }] };
    }
  }
  const result = await scan({ onlyNew: false, blobs }, beside, { minConfidence: 'low' });
  const { objects, bytes, withMatches } = count;
  console.log(
    `  oracle: ${objects} objects, ${(bytes / 1e6).toFixed(0)} MB, ${count.matches} matches in ${withMatches} of them, ${seconds(started)}`,
  );
  return { differences, places: placesIn(result.findings), gaps: result.gaps };
}

/** Of a secret, a described match tells no more than its length. */
function matchDifferences(id, expected, actual) {
  const [whole, through] = [expected, actual].map((list) => list.map((match) => JSON.stringify(match)));
  return [
    ...whole.filter((match) => !through.includes(match)).map((match) => `${id}: missed ${match}`),
    ...through.filter((match) => !whole.includes(match)).map((match) => `${id}: invented ${match}`),
    ...(whole.length === through.length && whole.every((match) => through.includes(match))
      ? [`${id}: the same matches in another order, or one of them twice`]
      : []),
  ];
}

async function reportOfProgram(repository) {
  const started = performance.now();
  // A path can make a finding less certain, and the oracle knows no paths.
  const args = [HUSHKEY, 'history', '--no-cache', '--format', 'json', '--quiet', '--min-confidence', 'low'];
  const child = spawn(process.execPath, args, { cwd: repository, stdio: ['ignore', 'pipe', 'inherit'] });
  const chunks = [];
  for await (const chunk of child.stdout) chunks.push(chunk);
  const report = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  console.log(`  program: ${report.findings.length} findings, ${report.gaps.length} gaps, ${seconds(started)}`);
  return report;
}

/** Of objects: names and refs, which the program scans as well, are not compared, nor what is missing altogether. */
function programDifferences({ placesIn }, { findings, gaps }, places, gapsOfOracle) {
  const program = placesIn(findings);
  const isTold = (gap) => gaps.some(({ subject, reason }) => subject === gap.subject && reason === gap.reason);
  return [
    ...[...places].filter((place) => !program.has(place)).map((place) => `the program missed ${place}`),
    ...[...program].filter((place) => !places.has(place)).map((place) => `the program invented ${place}`),
    ...gapsOfOracle
      .filter((gap) => !isTold(gap))
      .map(({ subject, reason }) => `the program has no gap for ${subject}: ${reason}`),
  ];
}

function seconds(started) {
  return `${((performance.now() - started) / 1000).toFixed(1)} s`;
}
