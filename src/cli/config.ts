import { readFileSync } from 'node:fs';
import { effectiveConfig, pathConfig } from '../policy/config/effective.js';
import { configText, pathText } from '../report/config-text.js';
import { EXIT } from './exit-code.js';
import type { ReportOptions } from './options.js';
import { printOrWrite } from './output.js';
import { policyHere } from './policy.js';

interface ConfigOptions extends ReportOptions {
  /** What applies to each of these is told, instead of everything. */
  readonly paths: readonly string[];
  readonly schema: boolean;
}

/** `hushkey config`: what counts in this repository, and where each value comes from. */
export async function config(options: ConfigOptions): Promise<number> {
  if (options.schema) return printOrWrite(schema(), options, EXIT.clean);
  const { policy, surroundings } = await policyHere({ config: options.config });
  if (options.paths.length > 0) {
    const told = options.paths.map((path) => pathConfig(policy, surroundings.fromTop?.(path) ?? path));
    if (options.format === 'json') return printOrWrite(json({ paths: told }), options, EXIT.clean);
    return printOrWrite((colour) => told.map((each) => pathText(each, colour)).join('\n'), options, EXIT.clean);
  }
  const told = effectiveConfig(policy);
  if (options.format === 'json') return printOrWrite(json(told), options, EXIT.clean);
  return printOrWrite((colour) => configText(told, colour), options, EXIT.clean);
}

function json(content: object): string {
  return `${JSON.stringify({ schema: 'hushkey/config@1', ...content }, undefined, 2)}\n`;
}

/** The schema lies in the package, beside the folder with the code. */
function schema(): string {
  return readFileSync(new URL('../schema/config-1.json', import.meta.url), 'utf8');
}
