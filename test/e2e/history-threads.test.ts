import { spawn } from 'node:child_process';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { growMore, grownRepository } from '../support/grown-repository.js';
import { scanHistory } from '../support/history.js';
import { inThreads } from '../support/in-threads.js';
import { HUSHKEY, type TestRepository, temporaryFolder } from '../support/repository.js';
import { token } from '../support/token.js';

// However many threads search, whatever becomes of them: one result, and what is lacking in it is told.

const PACKS = 12;

/** Every batch takes a while. */
const slow = () => inThreads('sleep(400);');

/** Twenty-four packs, every other one with a secret in a file that changes, and loose objects. Every pack is a batch. */
function manyBatches(): { repository: TestRepository; secrets: readonly string[] } {
  const repository = grownRepository(1);
  repository.git('config', 'gc.auto', '0');
  const secrets = Array.from({ length: PACKS }, () => token('openai-project-key'));
  for (const [number, secret] of secrets.entries()) {
    growMore(repository, 5, number + 2);
    repository.stage('shared.ts', `a = "${secrets[0]}"\nb = "${secret}" // ${number}\n`);
    repository.commit(`number ${number}`);
    repository.git('repack', '--quiet', '-d');
  }
  repository.stage('loose.ts', `c = "${secrets[1]}"\n`);
  repository.commit('loose');
  return { repository, secrets };
}

function reported(repository: TestRepository, ...args: string[]): string {
  const { stdout, code, output } = repository.hushkey('history', '--no-cache', '--format', 'json', ...args);
  expect(code, output).toBe(1);
  return stdout.replace(/"ms": \d+/, '"ms": 0');
}

describe('threads', () => {
  it('make no difference, byte for byte', () => {
    const { repository, secrets } = manyBatches();
    const alone = reported(repository, '--threads', '1');
    expect(JSON.parse(alone).findings.length).toBe(secrets.length);
    for (const threads of ['2', '3', '5']) expect(reported(repository, '--threads', threads)).toBe(alone);
    expect(reported(repository)).toBe(alone);
  });

  it.each([['0'], ['-1'], ['1.5'], ['many'], ['1000000']])('are not %s', (threads) => {
    const { code, output } = grownRepository(1).hushkey('history', `--threads=${threads}`);
    expect(code).toBe(2);
    expect(output).toMatch(/^hushkey: --threads is a whole number from 1 to \d+\n$/);
  });
});

describe('a thread that breaks off', () => {
  it.each([
    ['over a defect', 'throw new RangeError("of its own")', /the search broke off \(RangeError: of its own\)/],
    ['without a word', 'process.exit(7)', /the search broke off \(Error: it ended with code 7\)/],
    ['for lack of memory', 'for (const hog = [];;) hog.push(Array(1e6).fill(hog))', /not enough memory/],
  ])('%s costs the batch that it was at, which is told, and another one goes on', (_, action, reason) => {
    const { repository, secrets } = manyBatches();
    const whole = JSON.parse(reported(repository));
    const { NODE_OPTIONS } = inThreads(`if (batch === 3) ${action}`);
    const env = { NODE_OPTIONS: `${NODE_OPTIONS} --max-old-space-size=150` };
    const outcome = repository.run(process.execPath, [HUSHKEY, 'history', '--threads=2', '--format=json'], { env });
    const run = JSON.parse(outcome.stdout);
    expect(run.gaps.length, outcome.output).toBe(1);
    expect(run.gaps[0].reason).toMatch(reason);
    const [, lost] = /^(\d+) objects of pack-\w+\.pack$/.exec(run.gaps[0].subject) ?? [];
    expect(run.stats.objects + Number(lost)).toBe(whole.stats.objects);
    expect(run.findings.length).toBeGreaterThanOrEqual(secrets.length - 1);
    expect(outcome.code).toBe(1);
    for (const secret of secrets) expect(outcome.output).not.toContain(secret);
  });

  it('again and again, before it does anything, leaves the work to the others, and at last to the first one', () => {
    const { repository } = manyBatches();
    const expected = reported(repository);
    const file = join(temporaryFolder(), 'dead.cjs');
    writeFileSync(file, `if (!require('node:worker_threads').isMainThread) throw new Error('dead');`);
    const env = { NODE_OPTIONS: `--require=${file}` };
    const { stdout } = repository.run(process.execPath, [HUSHKEY, 'history', '--threads=2', '--format=json'], { env });
    expect(stdout.replace(/"ms": \d+/, '"ms": 0')).toBe(expected);
  });

  it('because it hangs, when its time is over', () => {
    const { repository } = manyBatches();
    const library = pathToFileURL(join(HUSHKEY, '../../dist/index.js'));
    const script = `import { scanHistory } from '${library}';
      console.log(JSON.stringify(await scanHistory({}, { threads: 2, timeout: 1500 })));`;
    const env = inThreads('if (batch === 3) for (;;) sleep(100);');
    const outcome = repository.run(process.execPath, ['--input-type=module', '--eval', script], { env });
    expect(outcome.code, outcome.output).toBe(0);
    expect(JSON.parse(outcome.stdout).gaps).toMatchObject([{ reason: 'searching them did not come to an end' }]);
  });
});

interface Interrupted {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** From the first signal to the end. */
  readonly ms: number;
}

/** Starts a scan and, when the threads are at its last batches, interrupts it. */
function interrupted(
  repository: TestRepository,
  script: string,
  signals: readonly NodeJS.Signals[],
): Promise<Interrupted> {
  const env = inThreads(`if (batch === 21) process._rawDebug('the last ones'); ${script}`);
  const child = spawn(process.execPath, [HUSHKEY, 'history', '--threads=2', '--format=json'], {
    cwd: repository.folder,
    env: { ...repository.env, ...env },
  });
  return new Promise((resolve) => {
    let [stdout, stderr, since] = ['', '', 0];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      if (since > 0 || !stderr.includes('the last ones')) return;
      since = performance.now();
      for (const [number, signal] of signals.entries()) setTimeout(() => child.kill(signal), number * 150);
    });
    child.on('close', (code) => resolve({ code, stdout, stderr, ms: performance.now() - since }));
  });
}

describe('Ctrl-C', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('ends the scan with what was found so far: %s', async (signal) => {
    const { repository, secrets } = manyBatches();
    const { code, stdout, ms } = await interrupted(repository, 'if (batch > 20) sleep(60_000);', [signal]);
    const run = JSON.parse(stdout);
    expect(run.complete).toBe(false);
    expect(run.gaps).toMatchObject([
      {
        subject: 'the rest of the history',
        reason: expect.stringMatching(/^the scan was stopped when \d+ % was read$/),
      },
    ]);
    expect(run.stats.objects).toBeGreaterThan(0);
    expect(code).toBe(run.findings.length > 0 ? 1 : 3);
    expect(run.findings.length).toBeGreaterThan(0);
    // A second is promised to a person; a machine that tests many things at once gets more.
    expect(ms).toBeLessThan(5000);
    for (const secret of secrets) expect(stdout).not.toContain(secret);
  });

  it('leaves what was searched behind for the next scan, and no more', async () => {
    const { repository } = manyBatches();
    const { stdout } = await interrupted(repository, 'if (batch > 20) sleep(60_000);', ['SIGINT']);
    const searched = JSON.parse(stdout).stats.objects;
    const whole = reported(repository);
    expect(searched).toBeLessThan(JSON.parse(whole).stats.objects);
    expect(statSync(join(repository.folder, '.git/hushkey/history')).size).toBeGreaterThan(20 * searched);
    for (let round = 0; round < 2; round++) {
      const { stdout: again } = repository.hushkey('history', '--format', 'json');
      expect(again.replace(/"ms": \d+/, '"ms": 0')).toBe(whole);
    }
  });

  it('ends it at once the second time', async () => {
    const { repository } = manyBatches();
    const { code, stdout } = await interrupted(repository, 'if (batch > 20) sleep(60_000);', ['SIGINT', 'SIGINT']);
    expect(code).toBe(130);
    expect(stdout).toBe('');
  });
});

describe('how far it is', () => {
  it('is told on standard error, a line for every tenth, when that is no terminal', () => {
    const { repository } = manyBatches();
    const run = scanHistory(repository, { env: slow(), args: ['--threads=2'] });
    const lines = run.outcome.stderr.trimEnd().split('\n');
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.length).toBeLessThanOrEqual(10);
    for (const line of lines)
      expect(line).toMatch(/^hushkey: \d+ %, [\d.]+ k?B of [\d.]+ kB(?:, [\d.]+ k?B\/s, \d+ s left)?$/);
  });

  it('is not told with --quiet, nor of a scan that is over soon', () => {
    const { repository } = manyBatches();
    const quiet = repository.run(process.execPath, [HUSHKEY, 'history', '--threads=2', '--quiet'], { env: slow() });
    expect(quiet.stderr).toBe('');
    expect(quiet.stdout).toMatch(/secrets in the history/);
  });
});
