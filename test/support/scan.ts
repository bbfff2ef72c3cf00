import { expect } from 'vitest';
import { expectNoCrash } from './history.js';
import { readReport } from './json-report.js';
import { HUSHKEY, type Outcome, type TestRepository } from './repository.js';

export interface ScanOptions {
  /** A folder relative to the repository's top. */
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly input?: string | Buffer;
}

interface Place {
  readonly path?: string;
  readonly part?: string;
  readonly line: number;
  readonly column: number;
}

export interface ScanRun {
  readonly outcome: Outcome;
  /** `path:line:column` of everything that was found, in the order of the report. */
  readonly places: readonly string[];
  readonly gaps: readonly { readonly subject: string; readonly reason: string; readonly advice?: string }[];
  readonly stats: { readonly objects: number; readonly bytes: number };
}

/** Runs `hushkey scan` with the arguments, as it is. */
export function hushkeyScan(repository: TestRepository, args: readonly string[], options: ScanOptions = {}): Outcome {
  return repository.run(process.execPath, [HUSHKEY, 'scan', ...args], options);
}

/** Runs `hushkey scan` and reads the report. Fails when the exit code is not what the report says. */
export function scanOf(repository: TestRepository, args: readonly string[], options: ScanOptions = {}): ScanRun {
  const outcome = hushkeyScan(repository, ['--format', 'json', ...args], options);
  expectNoCrash(outcome);
  expect(outcome.stdout, outcome.output).toMatch(/^\{/);
  const { findings, gaps, stats } = readReport(outcome.stdout);
  expect(outcome.code, outcome.output).toBe(findings.length > 0 ? 1 : gaps.length > 0 ? 3 : 0);
  const locations: Place[] = findings.flatMap(({ locations }: { locations: Place[] }) => locations);
  const places = locations.map(({ path, part, line, column }) => `${path ?? `<${part}>`}:${line}:${column}`);
  return { outcome, places, gaps, stats };
}
