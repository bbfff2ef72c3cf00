// npm run bench:engine [-- FOLDER...]
//
// The engine on real source, in one run on the same bytes: the kernel alone, the whole engine, one combined regular
// expression of the same literals, and ripgrep counting lines with them. Figures are medians of the rounds, and what
// counts are the ratios. The folders default to the installed packages of this project.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engineParts } from './parts.js';

const ROUNDS = 5;
/** Read into memory beforehand, so that the disk has no part in it. */
const MOST_BYTES = 400e6;
const scratch = mkdtempSync(join(tmpdir(), 'hushkey-bench-'));

try {
  const { Engine, PortableKernel, SimdKernel, builtinPatterns } = await engineParts(scratch);
  const files = read(process.argv.length > 2 ? process.argv.slice(2) : ['node_modules']);
  const total = files.reduce((sum, { length }) => sum + length, 0);
  const patterns = builtinPatterns();
  const literals = literalsOf(patterns);
  console.log(
    `${files.length} files, ${(total / 1e6).toFixed(0)} MB, ${patterns.length} patterns, ${literals.length} literals\n`,
  );
  const contestants = {
    'kernel (SIMD)': kernelRun(new SimdKernel(literals), files),
    'kernel (portable)': kernelRun(new PortableKernel(literals), files),
    'whole engine': engineRun(new Engine(patterns), files),
    'one regex of all literals': regexRun(literals, files),
  };
  const rg = ripgrepRun(literals, files);
  if (rg) contestants['rg -c, same literals'] = rg;
  report(measure(contestants), total);
  runTimeLiterals(SimdKernel, literals);
  const { rss } = process.memoryUsage();
  console.log(`memory at the end: ${(rss / 1e6).toFixed(0)} MB, of which ${(total / 1e6).toFixed(0)} MB are the input`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** What the kernels of an engine search for. */
function literalsOf(patterns) {
  const withPrefix = patterns.filter(({ anchor }) => anchor.literals !== undefined);
  const all = withPrefix.flatMap(({ anchor, ignoreCase }) =>
    anchor.literals.map((text) => ({ text, ignoreCase, place: anchor.place })),
  );
  return [...new Map(all.map((literal) => [JSON.stringify(literal), literal])).values()];
}

function read(folders) {
  const files = [];
  let total = 0;
  for (const folder of folders) {
    for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
      if (!entry.isFile() || total > MOST_BYTES) continue;
      const bytes = readFileSync(join(entry.parentPath ?? entry.path, entry.name));
      files.push(bytes);
      total += bytes.length;
    }
  }
  return files;
}

function kernelRun(kernel, files) {
  const most = 4 << 20;
  return () => {
    let hits = 0;
    const sink = { literal: () => hits++, run: () => hits++ };
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
  writeFileSync(patterns, literals.map(({ text }) => text).join('\n'));
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

function report(times, total) {
  const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
  const speeds = new Map([...times].map(([name, list]) => [name, total / 1e3 / median(list)]));
  const regex = speeds.get('one regex of all literals');
  console.log(`${''.padEnd(28)}${'MB/s'.padStart(8)}${'of the regex'.padStart(15)}`);
  for (const [name, speed] of speeds)
    console.log(`${name.padEnd(28)}${speed.toFixed(0).padStart(8)}${`${(speed / regex).toFixed(1)} ×`.padStart(15)}`);
}

/** What it costs to add the user's own values at run time. */
function runTimeLiterals(SimdKernel, literals) {
  const more = Array.from({ length: 1000 }, (_, i) => ({
    text: `value-${i * 7919}-${(i * 104729).toString(36)}`,
    ignoreCase: false,
    place: 'word',
  }));
  const time = (list) => {
    const started = performance.now();
    new SimdKernel(list);
    return performance.now() - started;
  };
  const without = Math.min(...Array.from({ length: 5 }, () => time(literals)));
  const with1000 = Math.min(...Array.from({ length: 5 }, () => time([...literals, ...more])));
  console.log(
    `\ntables for the shipped literals: ${without.toFixed(1)} ms; 1,000 more: ${(with1000 - without).toFixed(1)} ms`,
  );
}
