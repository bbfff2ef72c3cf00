import { writeFileSync } from 'node:fs';
import { useColour } from '../report/colour.js';
import { EXIT } from './exit-code.js';
import type { ReportOptions } from './options.js';
import { say } from './say.js';

/**
 * Writes a report to standard output, or to the file that `--output` names. Files get no colours.
 *
 * @param code what the run ends with; writing a report does not change it
 * @returns the exit code: `EXIT.gaps` when the report could not be written, because then nobody was told
 */
export function printOrWrite(
  report: string | ((colour: boolean) => string),
  options: Pick<ReportOptions, 'output' | 'color'>,
  code: number,
): number {
  const text = (colour: boolean) => (typeof report === 'string' ? report : report(colour));
  if (options.output === undefined) {
    process.stdout.write(text(useColour(options.color, process.stdout, process.env)));
    return code;
  }
  try {
    // As anybody's umask has it: there is no secret in it, and the next step of a pipeline may be another user.
    writeFileSync(options.output, text(false));
    return code;
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    say(`the report cannot be written to ${options.output} (${reason})`);
    return EXIT.gaps;
  }
}
