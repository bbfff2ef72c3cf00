import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { readReport } from './json-report.js';
import { HUSHKEY, type Outcome, type TestRepository } from './repository.js';

/** One place of a finding, as `--format json` has it. */
export interface ReportedLocation {
  readonly path?: string;
  readonly part?: 'commit' | 'tag' | 'ref' | 'reflog';
  readonly ref?: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly blob: string;
  readonly commit?: string;
  readonly author?: string;
  readonly date?: string;
  readonly unreachable?: true;
}

interface ReportedFinding {
  readonly id: string;
  readonly pattern: string;
  readonly locations: readonly [ReportedLocation, ...ReportedLocation[]];
}

/** What `hushkey history --format json` prints. */
interface HistoryReport {
  readonly complete: boolean;
  readonly gaps: readonly { readonly subject: string; readonly reason: string; readonly advice?: string }[];
  readonly findings: readonly ReportedFinding[];
  readonly stats: { readonly objects: number; readonly bytes: number };
}

export interface HistoryRun extends HistoryReport {
  readonly outcome: Outcome;
}

/** Where and how to run `hushkey history`. */
export interface HistoryOptions {
  /** A folder relative to the repository's top. */
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** More words for the command. */
  readonly args?: readonly string[];
}

/** Scans the whole history, whatever was scanned before, and reads the report. Fails when there is none, or when something went wrong that nobody foresaw. */
export function scanHistory(repository: TestRepository, options: HistoryOptions = {}): HistoryRun {
  const words = ['history', '--format', 'json', '--no-cache', ...(options.args ?? [])];
  const outcome = repository.run(process.execPath, [HUSHKEY, ...words], options);
  expectNoCrash(outcome);
  expect(outcome.stdout, outcome.output).toMatch(/^\{/);
  const report = readReport(outcome.stdout) as HistoryReport;
  expect(report.complete).toBe(report.gaps.length === 0);
  expect(outcome.code, outcome.output).toBe(report.findings.length > 0 ? 1 : report.gaps.length > 0 ? 3 : 0);
  return { ...report, outcome };
}

/**
 * Fails unless the scan was complete and found this secret and no other, at these places in this order and at no others.
 * Reads each place back from git, to see the secret stand there.
 */
export function expectOnlyAt(
  repository: TestRepository,
  secret: string,
  places: readonly Partial<ReportedLocation>[],
  options: HistoryOptions = {},
): HistoryRun {
  const run = scanHistory(repository, options);
  expect(run.gaps).toEqual([]);
  expect(run.findings.length, run.outcome.output).toBe(1);
  expectPlaces(repository, run, secret, places);
  return run;
}

/** The same for one secret among others, whatever the gaps. */
export function expectPlaces(
  repository: TestRepository,
  run: HistoryRun,
  secret: string,
  places: readonly Partial<ReportedLocation>[],
): void {
  const finding = run.findings.find(({ locations: [first] }) => textAt(repository, first) === secret);
  expect(finding, `the secret is at none of the places in ${run.outcome.output}`).toBeDefined();
  expect(finding?.locations).toMatchObject(places);
  for (const location of finding?.locations ?? []) expect(textAt(repository, location)).toBe(secret);
  expect(run.outcome.output).not.toContain(secret);
}

/** Place of a blob in no commit. */
export const UNREACHABLE = { unreachable: true } as const;

/** A stack trace, or words of Node's own, on the way out. */
export function expectNoCrash({ output }: Outcome): void {
  expect(output).not.toMatch(/^ {4}at |node:internal|unhandled|report this defect/im);
}

/** The bytes of an object as git has them, one character each. */
function objectText(repository: TestRepository, id: string): string {
  const type = repository.git('cat-file', '-t', id);
  const read = spawnSync('git', ['cat-file', type, id], {
    cwd: repository.folder,
    env: { ...repository.env, GIT_NO_REPLACE_OBJECTS: '1' },
    maxBuffer: 1 << 28,
  });
  return read.stdout.toString('latin1');
}

/** What a place says of where it is: an object, or the reflog of a ref. */
function wholeText(repository: TestRepository, { part, ref, blob }: ReportedLocation): string {
  if (part === 'reflog') return readFileSync(join(repository.folder, '.git/logs', ref ?? ''), 'utf8');
  return Buffer.from(objectText(repository, blob), 'latin1').toString('utf8');
}

function textAt(repository: TestRepository, location: ReportedLocation): string {
  const { line, column, endLine, endColumn } = location;
  const lines = wholeText(repository, location)
    .split('\n')
    .slice(line - 1, endLine);
  const last = lines.length - 1;
  lines[last] = (lines[last] as string).slice(0, endColumn - 1);
  lines[0] = (lines[0] as string).slice(column - 1);
  return lines.join('\n');
}
