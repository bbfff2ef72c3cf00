// npm run bench:engine [-- FOLDER...]
//
// The engine on real source, in one run on the same bytes: the kernel alone, the whole engine, one combined regular
// expression of the same literals, and ripgrep counting lines with them. Figures are medians of the rounds, and what
// counts are the ratios: the machine may have other work. The folders default to the installed packages of this project;
// of one that is a git repository without a work tree the blobs are read.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSource } from './engine/source.js';
import { engineParts } from './parts.js';

const ROUNDS = 5;
/** Read into memory beforehand, so that the disk has no part in it. */
const MOST_BYTES = 400e6;
/** One regular expression of thousands of literals goes on at a few megabytes a second: it gets a share. */
const REGEX_BYTES = 4e6;
const scratch = mkdtempSync(join(tmpdir(), 'hushkey-bench-'));

try {
  const parts = await engineParts(scratch);
  const { Engine, PortableKernel, SimdKernel, builtinPatterns, CREDENTIAL_HINTS } = parts;
  const folders = process.argv.length > 2 ? process.argv.slice(2) : ['node_modules'];
  const files = readSource(folders, MOST_BYTES);
  const total = sizeOf(files);
  const share = shareOf(files, REGEX_BYTES);
  const patterns = builtinPatterns();
  const literals = literalsOf(patterns);
  console.log(
    `${files.length} files, ${(total / 1e6).toFixed(0)} MB, ${patterns.length} patterns, ${literals.length} literals\n`,
  );
  const contestants = {
    'kernel (SIMD)': kernelRun(new SimdKernel(literals, CREDENTIAL_HINTS), files),
    'kernel, 3,000 literals more': kernelRun(new SimdKernel([...literals, ...values(3000)], CREDENTIAL_HINTS), files),
    'kernel (portable)': kernelRun(new PortableKernel(literals, CREDENTIAL_HINTS), files),
    'whole engine': engineRun(new Engine(patterns), files),
    'one regex of all literals': regexRun(literals, share),
  };
  const rg = ripgrepRun(literals, files);
  if (rg) contestants['rg -c, same literals'] = rg;
  report(measure(contestants), total, sizeOf(share));
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
function ripgrepRun(literals, files) {
  if (spawnSync('rg', ['--version']).error) {
    console.log('rg: not installed, left out');
    return undefined;
  }
  const [corpus, patterns] = [join(scratch, 'corpus'), join(scratch, 'literals')];
  writeFileSync(corpus, Buffer.concat(files));
  // One to a line, so those that hold a line end are left out.
  const lines = literals.map(({ text }) => text).filter((text) => !/[\r\n]/.test(text));
  writeFileSync(patterns, lines.join('\n'), 'latin1');
  return () =>
    Number(
      spawnSync('rg', ['--count', '--text', '--fixed-strings', '--threads', '1', '--file', patterns, corpus]).stdout,
    );
}

function measure(contestants) {
  const times = new Map(Object.keys(contestants).map((name) => [name, []]));
  for (let round = -1; round < ROUNDS; round++) {
    for (const [name, run] of Object.entries(contestants)) {
      const started = performance.now();
      run();
      if (round >= 0) times.get(name).push(performance.now() - started);
    }
  }
  return times;
}

function report(times, total, ofRegex) {
  const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
  const regexName = 'one regex of all literals';
  const bytes = (name) => (name === regexName ? ofRegex : total);
  const speeds = new Map([...times].map(([name, list]) => [name, bytes(name) / 1e3 / median(list)]));
  const regex = speeds.get(regexName);
  console.log(`${''.padEnd(28)}${'MB/s'.padStart(8)}${'of the regex'.padStart(15)}`);
  for (const [name, speed] of speeds)
    console.log(`${name.padEnd(28)}${speed.toFixed(0).padStart(8)}${`${(speed / regex).toFixed(1)} ×`.padStart(15)}`);
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
