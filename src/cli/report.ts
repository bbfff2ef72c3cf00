import type { Facts } from '../catalogue/facts.js';
import type { Result } from '../policy/result.js';
import type { ReportInput } from '../report/report.js';
import { closing } from '../report/summary.js';
import type { ScanCommandOptions, ScanFormat } from './options.js';
import { printOrWrite } from './output.js';

interface Report {
  readonly result: Result;
  readonly command: ReportInput['command'];
  readonly facts: () => Promise<ReadonlyMap<string, Facts>>;
  readonly options: ScanCommandOptions;
  /** Where relative paths begin, seen from the top of the repository: `packages/app/`. Empty at the top. */
  readonly base?: string | undefined;
  /** What the run ends with, unless a report cannot be written. */
  readonly code: number;
}

/**
 * Writes the reports that were asked for, to standard output and to files. Formats are loaded when needed: a clean commit
 * prints one line and loads none.
 *
 * @returns the exit code
 */
export async function writeReport(report: Report): Promise<number> {
  const { result, command, facts, options, base = '' } = report;
  const clean = result.findings.length === 0 && result.gaps.length === 0 && !asksForCare(result);
  let { code } = report;
  let input: ReportInput | undefined;
  for (const { format, output } of options.reports) {
    // These are read by people as they go by; of the others, a reader waits for the file.
    if (clean && output === undefined && (format === 'text' || (format === 'github' && options.quiet))) {
      if (!options.quiet) process.stdout.write(`${closing(result, command)}\n`);
      continue;
    }
    input ??= { result, command, facts: clean ? new Map() : await facts(), colour: false, base, finished: new Date() };
    code = printOrWrite(await RENDERED[format](input), { output, color: options.color }, code);
    if (format === 'github') code = await writeJobSummary(input, code);
  }
  return code;
}

type Rendered = string | ((colour: boolean) => string);

const RENDERED: Readonly<Record<ScanFormat, (input: ReportInput) => Promise<Rendered>>> = {
  async text(input) {
    const { textReport } = await import('../report/text.js');
    return (colour) => textReport({ ...input, colour });
  },
  json: async (input) => (await import('../report/json.js')).jsonReport(input),
  sarif: async (input) => (await import('../report/sarif.js')).sarifReport(input),
  github: async (input) => (await import('../report/github.js')).githubReport(input),
  gitlab: async (input) => (await import('../report/gitlab.js')).gitlabReport(input),
  'gitlab-quality': async (input) => (await import('../report/gitlab-quality.js')).gitlabQualityReport(input),
  junit: async (input) => (await import('../report/junit.js')).junitReport(input),
  csv: async (input) => (await import('../report/csv.js')).csvReport(input),
  markdown: async (input) => (await import('../report/markdown.js')).markdownReport(input),
  html: async (input) => (await import('../report/html/page.js')).htmlReport(input),
};

/** The summary of a job on GitHub, where this is one: annotations are few, and it has room for all. */
async function writeJobSummary(input: ReportInput, code: number): Promise<number> {
  const file = process.env.GITHUB_STEP_SUMMARY;
  if (!file) return code;
  const { appendJobSummary } = await import('./job-summary.js');
  return appendJobSummary(file, input, code);
}

/** There is something to tell of the policy, though nothing was found. */
function asksForCare({ policy }: Result): boolean {
  if (policy === undefined) return false;
  return [policy.stale, policy.expired, policy.changes, policy.inline].some(({ length }) => length > 0);
}
