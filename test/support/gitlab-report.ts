import { Ajv, type ValidateFunction } from 'ajv';
import { expect } from 'vitest';

const text = { type: 'string', minLength: 1 };
const webAddress = { type: 'string', pattern: '^(https?|ftp)://.+' };
const utcSeconds = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}$' };

/** An object with these properties and no others; those whose name ends in `?` may be absent. */
function object(properties: Readonly<Record<string, object>>) {
  const entries = Object.entries(properties);
  return {
    type: 'object',
    additionalProperties: false,
    required: entries.filter(([name]) => !name.endsWith('?')).map(([name]) => name),
    properties: Object.fromEntries(entries.map(([name, schema]) => [name.replace('?', ''), schema])),
  };
}

const tool = object({ id: text, name: text, version: text, vendor: object({ name: text }), url: webAddress });

/**
 * What the schema of GitLab's secret detection reports, 15.1.4, asks of the properties that we write, in our own words; and
 * that there are no others. https://gitlab.com/gitlab-org/security-products/security-report-schemas
 */
const SECRET_DETECTION = object({
  version: { const: '15.1.4' },
  scan: object({
    analyzer: tool,
    scanner: tool,
    type: { const: 'secret_detection' },
    start_time: utcSeconds,
    end_time: utcSeconds,
    status: { enum: ['success', 'failure'] },
    messages: { type: 'array', items: object({ level: { enum: ['info', 'warn', 'fatal'] }, value: text }) },
  }),
  vulnerabilities: {
    type: 'array',
    items: object({
      id: text,
      name: { type: 'string', maxLength: 255 },
      description: { type: 'string', maxLength: 1048576 },
      severity: { enum: ['Info', 'Unknown', 'Low', 'Medium', 'High', 'Critical'] },
      solution: { type: 'string', maxLength: 7000 },
      identifiers: { type: 'array', minItems: 1, items: object({ type: text, name: text, value: text }) },
      'links?': { type: 'array', items: object({ url: webAddress }) },
      location: object({
        file: { type: 'string' },
        start_line: { type: 'number' },
        end_line: { type: 'number' },
        commit: object({
          sha: text,
          'author?': { type: 'string' },
          'date?': { type: 'string' },
          'message?': { type: 'string' },
        }),
      }),
    }),
  },
});

/** What GitLab's documentation asks of a code quality report. https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
const CODE_QUALITY = {
  type: 'array',
  items: object({
    description: text,
    check_name: text,
    fingerprint: text,
    severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
    location: object({
      path: { type: 'string', pattern: '^[^/]' },
      lines: object({ begin: { type: 'integer', minimum: 1 }, 'end?': { type: 'integer', minimum: 1 } }),
    }),
  }),
};

/** A secret detection report, as far as tests look at it. */
export interface SecretDetectionReport {
  readonly scan: Readonly<Record<string, unknown>> & { readonly messages: readonly { readonly value: string }[] };
  readonly vulnerabilities: readonly {
    readonly id: string;
    readonly name: string;
    readonly description: string;
    readonly solution: string;
    readonly severity: string;
    readonly identifiers: readonly { readonly value: string }[];
    readonly links?: readonly { readonly url: string }[];
    readonly location: {
      readonly file: string;
      readonly start_line: number;
      readonly commit: Readonly<Record<string, string>>;
    };
  }[];
}

/** An entry of a code quality report. */
export interface CodeQualityIssue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

const ajv = new Ajv({ allErrors: true });
const validators = { secrets: ajv.compile(SECRET_DETECTION), quality: ajv.compile(CODE_QUALITY) };

/** Fails unless the report is valid. */
export function readSecretDetection(report: string): SecretDetectionReport {
  return valid(validators.secrets, report) as SecretDetectionReport;
}

/** Fails unless the report is valid, and each entry has a fingerprint of its own. */
export function readCodeQuality(report: string): readonly CodeQualityIssue[] {
  const issues = valid(validators.quality, report) as CodeQualityIssue[];
  expect(new Set(issues.map(({ fingerprint }) => fingerprint)).size).toBe(issues.length);
  return issues;
}

function valid(validator: ValidateFunction, report: string): unknown {
  const data = JSON.parse(report);
  expect(validator(data), JSON.stringify(validator.errors?.slice(0, 5), undefined, 1)).toBe(true);
  return data;
}
