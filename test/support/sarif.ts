import official from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import { Ajv, type ValidateFunction } from 'ajv';
import { expect } from 'vitest';

/** A result of a SARIF report, as far as tests look at it. */
export interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly [SarifLocation];
  readonly relatedLocations?: readonly SarifLocation[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly properties: Readonly<Record<string, unknown>>;
}

interface SarifLocation {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string };
    readonly region: {
      readonly startLine: number;
      readonly startColumn: number;
      readonly endLine: number;
      readonly endColumn: number;
    };
  };
}

export interface SarifRun {
  readonly tool: {
    readonly driver: { readonly rules: readonly { readonly id: string; readonly [name: string]: unknown }[] };
  };
  readonly invocations: readonly [
    {
      readonly executionSuccessful: boolean;
      readonly toolExecutionNotifications: readonly {
        readonly level: string;
        readonly message: { readonly text: string };
      }[];
    },
  ];
  readonly results: readonly SarifResult[];
}

/**
 * Reads a SARIF report. Fails unless it is valid by the official schema of SARIF 2.1.0, which is of JSON Schema draft 4:
 * what it uses of that is read the same way today.
 */
export function readSarif(text: string): SarifRun {
  const log = JSON.parse(text);
  validator ??= compiled();
  expect(validator(log), JSON.stringify(validator.errors?.slice(0, 5), undefined, 1)).toBe(true);
  expect(log.runs.length).toBe(1);
  return log.runs[0];
}

let validator: ValidateFunction | undefined;

function compiled(): ValidateFunction {
  const { id, $schema, ...schema } = official;
  expect($schema).toContain('draft-04');
  // The pattern of languages has an unpaired bracket, which only the older syntax of regexes bears.
  const formats = { uri: URI, 'uri-reference': REFERENCE, 'date-time': true } as const;
  return new Ajv({ strict: false, allErrors: true, unicodeRegExp: false, formats }).compile(schema);
}

/** RFC 3986: no character but these, and a percent sign only before two hexadecimal digits. */
const CHARACTERS = String.raw`(?:[\w.~:/?#[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*`;
const URI = new RegExp(`^[A-Za-z][A-Za-z0-9+.-]*:${CHARACTERS}$`);
const REFERENCE = new RegExp(`^${CHARACTERS}$`);
