// npm run bench:gate -- [--rounds N] [--commits N] [--tip REVISION] REPOSITORY...
//
// How long the gate takes on the last commits of a repository: `hushkey pre-push` of them, beside
// `git rev-list --objects A..B | git cat-file --batch` of the same range and the start of Node, and beside gitleaks when
// GITLEAKS names its program. The programs take turns, the figures are medians, and what counts is the ratio.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measure } from './history/measure.js';

const HUSHKEY = fileURLToPath(new URL('../bin/hushkey.js', import.meta.url));
const [GATE, GIT, NODE, GITLEAKS] = ['hushkey pre-push', 'rev-list | cat-file', 'the start of Node', 'gitleaks'];
/** The gate takes at most so many times what git takes, and the start of Node. */
const AIM = 1.5;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '5' },
    commits: { type: 'string', default: '100' },
    tip: { type: 'string', default: 'HEAD' },
  },
});
const scratch = mkdtempSync(join(tmpdir(), 'hushkey-bench-'));

try {
  for (const folder of positionals.map((name) => resolve(name))) {
    const range = rangeOf(folder);
    report(folder, range, measure(contestants(range), folder, Number(values.rounds), scratch));
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function git(folder, ...args) {
  return execFileSync('git', args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 30 }).trim();
}

/** The last commits along the first parents, with all that was merged into them. */
function rangeOf(folder) {
  const tip = git(folder, 'rev-parse', '--verify', '--end-of-options', values.tip);
  const first = git(folder, 'rev-list', '--first-parent', `--max-count=${Number(values.commits) + 1}`, tip);
  const base = first.split('\n').at(-1);
  const objects = git(folder, 'rev-list', '--objects', `${base}..${tip}`).split('\n').length;
  const commits = git(folder, 'rev-list', '--count', `${base}..${tip}`);
  return { tip, base, objects, commits };
}

/** A pipe and a redirection need a shell; nothing in these lines comes from anybody but git and this file. */
function shell(name, line, codes = []) {
  return { name, program: '/bin/sh', args: ['-c', line], codes };
}

function contestants({ tip, base }) {
  const told = join(scratch, 'pushed');
  writeFileSync(told, `refs/heads/x ${tip} refs/heads/x ${base}\n`);
  const all = [
    shell(GATE, `exec '${process.execPath}' '${HUSHKEY}' pre-push '' '' <'${told}' >/dev/null`, [1, 3]),
    shell(GIT, `git rev-list --objects ${base}..${tip} | cut -c1-${tip.length} | git cat-file --batch >/dev/null`),
    shell(NODE, `exec '${process.execPath}' -e 0`),
  ];
  const quietly = '--no-banner --no-color --log-level error --exit-code 0 --redact';
  if (process.env.GITLEAKS)
    all.push(
      shell(GITLEAKS, `exec '${resolve(process.env.GITLEAKS)}' git ${quietly} --log-opts=${base}..${tip} .`, [1]),
    );
  return all;
}

function report(folder, { objects, commits }, medians) {
  console.log(`\n${folder}: ${commits} commits, ${objects} objects; median of ${values.rounds}, ${process.version}\n`);
  console.log(`${''.padEnd(24)}${'time'.padStart(10)}${'processor'.padStart(12)}${'memory'.padStart(12)}`);
  for (const [name, { wall, cpu, memory }] of medians)
    console.log(
      `${name.padEnd(24)}${seconds(wall).padStart(10)}${seconds(cpu).padStart(12)}${`${(memory / 1e6).toFixed(1)} MB`.padStart(12)}`,
    );
  const [gate, plain, start, gitleaks] = [GATE, GIT, NODE, GITLEAKS].map((name) => medians.get(name));
  console.log('');
  for (const key of ['wall', 'cpu']) {
    const ratio = (gate[key] - start[key]) / plain[key];
    console.log(`${`of git, without Node (${key})`.padEnd(32)}${ratio.toFixed(2).padStart(8)} ×   at most ${AIM}`);
  }
  if (gitleaks !== undefined)
    console.log(`${'faster than gitleaks'.padEnd(32)}${(gitleaks.wall / gate.wall).toFixed(2).padStart(8)} ×`);
}

function seconds(value) {
  return `${value.toFixed(2)} s`;
}
