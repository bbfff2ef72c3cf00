import { topLevel } from '../git/top-level.js';
import { checkGitVersion } from '../git/version.js';
import { envCoverage } from '../guard/env-coverage.js';
import { EXIT } from './exit-code.js';
import type { ReportOptions } from './options.js';
import { printOrWrite } from './output.js';

/** `hushkey env`: does git keep the team's `.env` files out? */
export async function env(options: ReportOptions): Promise<number> {
  await checkGitVersion();
  const coverage = await envCoverage(await topLevel());
  const code = coverage.ok ? EXIT.clean : EXIT.found;
  if (options.format === 'json') {
    return printOrWrite(`${JSON.stringify({ schema: 'hushkey/env@1', ...coverage }, undefined, 2)}\n`, options, code);
  }
  if (coverage.ok && options.quiet) return code;
  const { envText } = await import('../report/env-text.js');
  return printOrWrite((colour) => envText(coverage, colour), options, code);
}
