// npm run bench:hook
//
// What a commit waits for: `hushkey staged` on a 200-line staged change, beside a bare start of Node and beside other
// scanners on the same repository. The programs take turns, so that a busy moment of the machine meets them all; the
// figures are medians, and what counts are the ratios.
//
// PEERS names the folder with the other scanners' programs (default ../peers); those that are not there are left out.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROUNDS = 20;
const LINES = 200;
const HUSHKEY = fileURLToPath(new URL('../bin/hushkey.js', import.meta.url));
const peers = resolve(process.env.PEERS ?? '../peers');
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'hushkey-bench-')));

try {
  prepareRepository();
  report(measure(contestants()));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function contestants() {
  const secretlint = join(peers, 'bin', 'secretlint');
  const all = [
    { name: 'node -e 0', program: process.execPath, args: ['-e', '0'] },
    { name: 'hushkey staged', program: process.execPath, args: [HUSHKEY, 'staged'] },
    { name: 'gitleaks', program: join(peers, 'bin', 'gitleaks'), args: ['protect', '--staged', '--no-banner'] },
    // It reads no index: it is given the one file that is staged.
    {
      name: 'secretlint',
      program: secretlint,
      args: ['--secretlintrc', join(peers, 'secretlint', '.secretlintrc.json'), 'changed.ts'],
    },
  ];
  return all.filter(({ name, program }) => {
    if (existsSync(program)) return true;
    console.log(`${name}: not there (${program}), left out`);
    return false;
  });
}

function prepareRepository() {
  const lines = (word) =>
    Array.from({ length: LINES }, (_, i) => `export const ${word}${i} = compute(${i}, "${word} number ${i}");`).join(
      '\n',
    );
  run('git', ['init', '--quiet']);
  writeFileSync(join(folder, 'changed.ts'), lines('before'));
  run('git', ['add', '.']);
  run('git', ['-c', 'user.name=b', '-c', 'user.email=b@example.test', 'commit', '--quiet', '--message', 'before']);
  writeFileSync(join(folder, 'changed.ts'), lines('after'));
  run('git', ['add', '.']);
}

/** Milliseconds of each round, by name. */
function measure(programs) {
  const times = new Map(programs.map(({ name }) => [name, []]));
  for (let round = -2; round < ROUNDS; round++) {
    for (const { name, program, args } of programs) {
      const ms = timeOf(program, name === 'secretlint' ? args.with(-1, join(folder, 'changed.ts')) : args);
      if (round >= 0) times.get(name).push(ms);
    }
  }
  return times;
}

function timeOf(program, args) {
  const started = performance.now();
  run(program, args);
  return performance.now() - started;
}

function run(program, args) {
  const { status, stderr, stdout, error } = spawnSync(program, args, { cwd: folder, encoding: 'utf8' });
  if (error) throw error;
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}: ${stdout}${stderr}`);
}

function report(times) {
  const medians = new Map([...times].map(([name, list]) => [name, median(list)]));
  const bare = medians.get('node -e 0');
  const ours = medians.get('hushkey staged');
  console.log(`\n${LINES} staged lines, median of ${ROUNDS} rounds, Node ${process.versions.node}\n`);
  console.log(
    `${'program'.padEnd(18)}${'median'.padStart(10)}${'of bare Node'.padStart(15)}${'of hushkey'.padStart(13)}`,
  );
  for (const [name, ms] of medians) {
    console.log(
      `${name.padEnd(18)}${`${ms.toFixed(1)} ms`.padStart(10)}${`${(ms / bare).toFixed(2)} ×`.padStart(15)}${`${(ms / ours).toFixed(2)} ×`.padStart(13)}`,
    );
  }
}

function median(list) {
  const sorted = [...list].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle) - 1]) / 2;
}
