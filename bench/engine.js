// npm run bench:engine [-- FOLDER...]
//
// The engine on real source, in one run on the same bytes: the kernel alone, the whole engine without the judge of
// assignments and with it, one combined regular expression of the same literals, and ripgrep counting lines with them.
// The contestants take turns; what is told is the best round of each, in time of the processor, and what counts are the
// ratios: the machine may have other work. Those that are slow get a share of the files. The folders default to the
// installed packages of this project; of one that is a git repository without a work tree the blobs are read.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSource } from './engine/source.js';
import { engineParts } from './parts.js';

const ROUNDS = 4;
/** Read into memory beforehand, so that the disk has no part in it. */
const MOST_BYTES = 250e6;
/** The portable kernel goes on at a tenth of the speed. */
const PORTABLE_BYTES = 40e6;
/** One regular expression of thousands of literals goes on at a few megabytes a second. */
const REGEX_BYTES = 2e6;
const [KERNEL, ENGINE] = ['kernel', 'whole engine'];
const JUDGED = 'the engine with the judge of assignments';
const [REGEX, RIPGREP] = ['one regex of all literals', 'rg -c, same literals'];
const scratch = mkdtempSync(join(tmpdir(), 'hushkey-bench-'));

try {
  const parts = await engineParts(scratch);
  const { Engine, PortableKernel, SimdKernel, builtinPatterns, CREDENTIAL_HINTS } = parts;
  const folders = process.argv.length > 2 ? process.argv.slice(2) : ['node_modules'];
  const files = readSource(folders, MOST_BYTES);
  const total = sizeOf(files);
  const patterns = builtinPatterns();
  const literals = literalsOf(patterns);
  console.log(
    `${files.length} files, ${(total / 1e6).toFixed(0)} MB, ${patterns.length} patterns, ${literals.length} literals\n`,
  );
  const [portable, ofRegex] = [shareOf(files, PORTABLE_BYTES), shareOf(files, REGEX_BYTES)];
  const with3000 = [...literals, ...values(3000)];
  const contestants = [
    [KERNEL, files, kernelRun(new SimdKernel(literals, CREDENTIAL_HINTS), files)],
    ['kernel, 3,000 literals more', files, kernelRun(new SimdKernel(with3000, CREDENTIAL_HINTS), files)],
    ['kernel, portable', portable, kernelRun(new PortableKernel(literals, CREDENTIAL_HINTS), portable)],
    [ENGINE, files, engineRun(new Engine(patterns), files)],
    [JUDGED, files, engineRun(new Engine(patterns, { assignments: true }), files)],
    [REGEX, ofRegex, regexRun(literals, ofRegex)],
    ...ripgrep(literals, files),
  ].map(([name, share, run]) => ({ name, bytes: sizeOf(share), run, best: Number.POSITIVE_INFINITY }));
  report(measure(contestants));
  runTimeLiterals(parts, literals);
  memory(new Engine(patterns), files, total);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function sizeOf(files) {
  return files.reduce((sum, { length }) => sum + length, 0);
}

/** Every so-manieth file, until there are so many bytes. */
function shareOf(files, most) {
  const step = Math.max(1, Math.floor(sizeOf(files) / most));
  return files.filter((_, index) => index % step === 0);
}

/** What the kernels of an engine search for. */
function literalsOf(patterns) {
  const withPrefix = patterns.filter(({ anchor }) => anchor.literals !== undefined);
  const all = withPrefix.flatMap(({ anchor, ignoreCase }) =>
    anchor.literals.map((text) => ({ text, ignoreCase, place: anchor.place })),
  );
  return [...new Map(all.map((literal) => [JSON.stringify(literal), literal])).values()];
}

/** What somebody's own `.env` may hold: values that have nothing in common. */
function values(count) {
  const text = (i) => `${(i * 7919).toString(36)}${(i * 104729).toString(36)}${(i * 1299709).toString(36)}`;
  return Array.from({ length: count }, (_, i) => ({ text: `${text(i + 1)}x`, ignoreCase: false, place: 'word' }));
}

function kernelRun(kernel, files) {
  const most = 4 << 20;
  return () => {
    let hits = 0;
    const sink = { literal: () => hits++, run: () => hits++, longRun: () => {}, escape: () => {} };
    for (const bytes of files)
      for (let at = 0; at < bytes.length; at += most) kernel.search(bytes.subarray(at, at + most), sink);
    return hits;
  };
}

function engineRun(engine, files) {
  return () => files.reduce((found, bytes) => found + engine.scan(bytes).length, 0);
}

function regexRun(literals, files) {
  const quoted = ({ text }) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  const regex = new RegExp(literals.map(quoted).join('|'), 'g');
  return () => {
    let hits = 0;
    for (const bytes of files) {
      const text = bytes.toString('latin1');
      regex.lastIndex = 0;
      while (regex.exec(text)) hits++;
    }
    return hits;
  };
}

/** Debian's ripgrep, where it is installed, on one thread and one file, so that it too only searches. */
function ripgrep(literals, files) {
  if (spawnSync('rg', ['--version']).error) {
    console.log('rg: not installed, left out\n');
    return [];
  }
  const [corpus, patterns] = [join(scratch, 'corpus'), join(scratch, 'literals')];
  writeFileSync(corpus, Buffer.concat(files));
  // One to a line and in UTF-8, so the few that hold a line end or bytes above ASCII are left out.
  const lines = literals.map(({ text }) => text).filter((text) => /^[\t\x20-\x7e]*$/.test(text));
  writeFileSync(patterns, lines.join('\n'));
  const args = ['--count', '--text', '--fixed-strings', '--threads', '1', '--file', patterns, corpus];
  const run = () => {
    const { status, stderr } = spawnSync('rg', args, { encoding: 'utf8' });
    if (status === 2) throw new Error(`rg: ${stderr}`);
  };
  return [[RIPGREP, files, run]];
}

/** The best time of each, in microseconds of the processor, with that of its children. */
function measure(contestants) {
  for (let round = 0; round < ROUNDS; round++) {
    for (const contestant of contestants) {
      const before = spent();
      contestant.run();
      contestant.best = Math.min(contestant.best, spent() - before);
    }
  }
  return contestants;
}

/** A program that was waited for counts as the processor saw it; Node itself tells only of its own time. */
function spent() {
  const { user, system } = process.cpuUsage();
  return user + system + childrenSpent();
}

/** Linux tells it (proc(5), fields 16 and 17 of stat, in hundredths of a second). */
function childrenSpent() {
  const fields = readFileSync('/proc/self/stat', 'latin1')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[13]) + Number(fields[14])) * 1e4;
}

function report(contestants) {
  const speedOf = ({ bytes, best }) => bytes / best;
  const speeds = new Map(contestants.map((contestant) => [contestant.name, speedOf(contestant)]));
  for (const [name, speed] of speeds) console.log(`${name.padEnd(44)}${speed.toFixed(0).padStart(6)} MB/s`);
  const ratio = (one, other) =>
    speeds.has(other) && console.log(`${one} : ${other} = ${(speeds.get(one) / speeds.get(other)).toFixed(1)}`);
  console.log('');
  ratio(KERNEL, REGEX);
  ratio(KERNEL, RIPGREP);
  ratio(ENGINE, RIPGREP);
}

/** What it costs to add the user's own values at run time. */
function runTimeLiterals({ SimdKernel, CREDENTIAL_HINTS }, literals) {
  const time = (list) => {
    const started = performance.now();
    new SimdKernel(list, CREDENTIAL_HINTS);
    return performance.now() - started;
  };
  const least = (list) => Math.min(...Array.from({ length: 9 }, () => time(list)));
  const [without, more] = [least(literals), least([...literals, ...values(1000)])];
  console.log(
    `\ntables for the shipped literals: ${without.toFixed(1)} ms; 1,000 more: ${(more - without).toFixed(1)} ms`,
  );
}

/** What an engine holds, beside the input, after one and after five times as much of it. */
function memory(engine, files, total) {
  const held = () => (process.memoryUsage().rss - total) / 1e6;
  const scan = engineRun(engine, files);
  scan();
  const once = held();
  for (let round = 0; round < 4; round++) scan();
  console.log(
    `memory beside the input: ${once.toFixed(0)} MB after it, ${held().toFixed(0)} MB after five times as much`,
  );
}
