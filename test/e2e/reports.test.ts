// Several reports of one run, as they come out of the program, and what writing them does to the exit code: nothing.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SCAN_FORMATS } from '../../src/cli/options.js';
import { readCodeQuality, readSecretDetection } from '../support/gitlab-report.js';
import { readReport } from '../support/json-report.js';
import { leak } from '../support/refusal.js';
import { HUSHKEY, TestRepository } from '../support/repository.js';
import { readSarif } from '../support/sarif.js';
import { hushkeyScan } from '../support/scan.js';
import { workflowCommands } from '../support/workflow-log.js';

/** A file with a secret in it; `clean.ts` has none. */
function repositoryWithLeak(): TestRepository {
  const repository = new TestRepository();
  repository.write('packages/app/a.ts', leak().line);
  repository.write('clean.ts', 'export {};\n');
  return repository;
}

/** `--format F --output r.F` for each of them. */
const intoFiles = (formats: readonly string[] = SCAN_FORMATS) =>
  formats.flatMap((format) => ['--format', format, '--output', `r.${format}`]);
const reportIn = (repository: TestRepository, format: string) =>
  readFileSync(join(repository.folder, `r.${format}`), 'utf8');

describe('reports of one run', () => {
  it('go to as many files as were named, and one more to standard output', () => {
    const repository = repositoryWithLeak();
    const { code, stdout } = hushkeyScan(repository, ['packages', ...intoFiles(), '--format', 'github']);
    expect(code).toBe(1);
    expect(workflowCommands(stdout)[0]).toMatchObject({
      name: 'error',
      properties: { file: 'packages/app/a.ts', line: '1' },
    });
    for (const format of SCAN_FORMATS) expect(reportIn(repository, format), format).toContain('packages/app/a.ts');
    const { findings } = readReport(reportIn(repository, 'json'));
    expect(readSarif(reportIn(repository, 'sarif')).results.length).toBe(findings.length);
    expect(readSecretDetection(reportIn(repository, 'gitlab')).vulnerabilities.length).toBe(findings.length);
    expect(readCodeQuality(reportIn(repository, 'gitlab-quality')).length).toBe(findings.length);
  });

  it.each(['github', 'gitlab', 'gitlab-quality'])(
    'of --format %s names files from the top, wherever it is run',
    (format) => {
      const repository = repositoryWithLeak();
      const { stdout } = hushkeyScan(repository, ['--format', format], { cwd: 'packages/app' });
      expect(stdout).toContain('packages/app/a.ts');
    },
  );

  it.each(SCAN_FORMATS)('of --format %s is written when there is nothing to tell', (format) => {
    const repository = repositoryWithLeak();
    const outcome = hushkeyScan(repository, ['clean.ts', '--quiet', ...intoFiles([format])]);
    expect(outcome).toMatchObject({ code: 0, output: '' });
    expect(existsSync(join(repository.folder, `r.${format}`))).toBe(true);
  });

  it.each(SCAN_FORMATS)('of --format %s tells of what was not scanned', (format) => {
    const repository = repositoryWithLeak();
    repository.run('mkfifo', ['pipe']);
    const { code, stdout } = hushkeyScan(repository, ['pipe', '--format', format]);
    expect(code).toBe(3);
    expect(stdout).toMatch(/pipe.*FIFO|FIFO.*pipe/s);
  });
});

describe('a report that cannot be written', () => {
  it.each(SCAN_FORMATS)('is told and ends with 3, that of --format %s', (format) => {
    const repository = repositoryWithLeak();
    mkdirSync(join(repository.folder, 'folder'));
    const { code, stderr } = hushkeyScan(repository, ['clean.ts', '--format', format, '--output', 'folder']);
    expect(code).toBe(3);
    expect(stderr).toContain('hushkey: the report cannot be written to folder (EISDIR)');
  });

  it('does not keep the others from being written', () => {
    const repository = repositoryWithLeak();
    const words = [
      'packages',
      '--format',
      'html',
      '--output',
      'no/such/folder',
      ...intoFiles(['sarif']),
      '--format',
      'csv',
    ];
    const { code, stdout } = hushkeyScan(repository, words);
    expect(code).toBe(3);
    expect(stdout).toMatch(/^kind,id,/);
    expect(readSarif(reportIn(repository, 'sarif')).results.length).toBe(1);
  });

  it('is no other exit code when standard output is full', () => {
    const repository = repositoryWithLeak();
    for (const format of SCAN_FORMATS) {
      const { code, stderr } = repository.run('sh', [
        '-c',
        '"$0" "$@" > /dev/full',
        process.execPath,
        HUSHKEY,
        'scan',
        'packages',
        '--format',
        format,
      ]);
      expect(stderr, format).toContain('the report cannot be written to standard output');
      expect(code, format).toBe(3);
    }
  });
});

describe('the summary of a job on GitHub', () => {
  const inAJob = (repository: TestRepository, words: readonly string[], summary = 'summary.md') =>
    hushkeyScan(repository, words, { env: { GITHUB_STEP_SUMMARY: summary } });
  const summaryOf = (repository: TestRepository) => readFileSync(join(repository.folder, 'summary.md'), 'utf8');

  it('is the report in Markdown, behind what is there already', () => {
    const repository = repositoryWithLeak();
    repository.write('summary.md', 'of another command');
    expect(inAJob(repository, ['packages', '--format', 'github']).code).toBe(1);
    expect(summaryOf(repository)).toMatch(/^of another command\n\n# hushkey: 1 secret\n/);
  });

  it('is written with the annotations only', () => {
    const repository = repositoryWithLeak();
    expect(inAJob(repository, ['packages', '--format', 'markdown']).code).toBe(1);
    expect(existsSync(join(repository.folder, 'summary.md'))).toBe(false);
  });

  it('is no longer than GitHub bears, and says that it is not whole', () => {
    const repository = repositoryWithLeak();
    repository.write('summary.md', 'x'.repeat((1 << 20) - 2000));
    repository.write('many.ts', Array.from({ length: 8 }, () => leak().line).join(''));
    expect(inAJob(repository, ['many.ts', '--format', 'github']).code).toBe(1);
    expect(Buffer.byteLength(summaryOf(repository))).toBeLessThan(1 << 20);
    expect(summaryOf(repository)).toMatch(/The rest did not fit in here: \d secrets are not shown/);
  });

  it('that cannot be written, or has no room left, is told and ends with 3', () => {
    const repository = repositoryWithLeak();
    const { code, stderr } = inAJob(repository, ['packages', '--format', 'github'], 'no/such/folder');
    expect([code, stderr]).toEqual([
      3,
      expect.stringContaining('the job summary cannot be written to no/such/folder (ENOENT)'),
    ]);
    repository.write('summary.md', 'x'.repeat(1 << 20));
    expect(inAJob(repository, ['packages', '--format', 'github']).code).toBe(3);
    expect(summaryOf(repository)).toBe('x'.repeat(1 << 20));
  });

  it('is not written when nothing is to be said', () => {
    const repository = repositoryWithLeak();
    expect(inAJob(repository, ['clean.ts', '--quiet', '--format', 'github'])).toMatchObject({ code: 0, output: '' });
    expect(existsSync(join(repository.folder, 'summary.md'))).toBe(false);
    inAJob(repository, ['clean.ts', '--format', 'github']);
    expect(summaryOf(repository)).toMatch(/^# hushkey: no secrets\n/);
  });
});

it('a hostile name is no command in the log of a job, in text either', () => {
  const repository = new TestRepository();
  for (const name of ['::error::x', ' ::error::y', '##[add-mask]z', '##vso[task.x]y', 'a\n::error::b'])
    repository.write(name, `${leak().line}`);
  const { stdout } = hushkeyScan(repository, []);
  expect(stdout).toContain('5 secrets');
  expect(workflowCommands(stdout).filter((command) => command !== undefined)).toEqual([]);
});
