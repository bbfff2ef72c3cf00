import { appendFileSync, statSync } from 'node:fs';
import { markdownReport } from '../report/markdown.js';
import type { ReportInput } from '../report/report.js';
import { EXIT } from './exit-code.js';
import { say } from './say.js';

/**
 * A larger summary is refused as a whole, and the step shows an error instead:
 * https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions#step-isolation-and-limits
 */
const LARGEST_SUMMARY = 1 << 20;

/**
 * Appends the report in Markdown to the summary of the job, in the file that the runner made for this step. What other
 * commands of the step wrote there takes part of the room.
 *
 * @param code what the run ends with
 * @returns the exit code: `EXIT.gaps` when the summary could not be written
 */
export function appendJobSummary(file: string, input: ReportInput, code: number): number {
  try {
    const written = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    const gap = written === 0 ? '' : '\n\n';
    // One byte is left over: the limit may be meant as the first size that is too large.
    const room = LARGEST_SUMMARY - written - gap.length - 1;
    const report = markdownReport(input, room);
    if (report === '') throw new Error('there is no room left in it');
    appendFileSync(file, gap + report);
    return code;
  } catch (error) {
    say(
      `the job summary cannot be written to ${file} (${(error as NodeJS.ErrnoException).code ?? (error as Error).message})`,
    );
    return EXIT.gaps;
  }
}
