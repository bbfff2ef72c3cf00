import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import { expect } from 'vitest';

type Schema = Readonly<Record<string, unknown>>;

/** The schema that the package publishes. */
export const REPORT_SCHEMA: Schema = JSON.parse(
  readFileSync(new URL('../../schema/report-1.json', import.meta.url), 'utf8'),
);

/**
 * Fails unless the text is a report of `--format json` that is valid by the published schema, and has nothing that the
 * schema does not tell of: a property that is new has to be described there.
 */
// biome-ignore lint/suspicious/noExplicitAny: each test looks at what it asks for
export function readReport(text: string): any {
  const report = JSON.parse(text);
  validator ??= new Ajv({ allErrors: true }).compile(closed(REPORT_SCHEMA) as Schema);
  expect(validator(report), JSON.stringify(validator.errors?.slice(0, 5), undefined, 1)).toBe(true);
  return report;
}

let validator: ValidateFunction | undefined;

/** The same schema for a reader who knows all there is. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return 'properties' in schema && 'type' in schema ? { ...inner, additionalProperties: false } : inner;
}
