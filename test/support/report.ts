import type { Facts } from '../../src/catalogue/facts.js';
import type { Finding } from '../../src/policy/finding.js';
import type { ReportInput } from '../../src/report/report.js';
import { resultWith } from './finding.js';
import { factsWith } from './pattern.js';

/** What is told of the pattern of `findingWith`. */
export const ACME: Facts = factsWith({
  id: 'acme-key',
  title: 'Acme API key',
  env: ['ACME_KEY'],
  revoke: 'https://acme.test/keys?a=1',
  rotate: 'https://acme.test/rotate',
});

/** What a report is made of, for a test. */
export function inputWith(findings: readonly Finding[], parts: Partial<ReportInput> = {}): ReportInput {
  return {
    result: resultWith({ findings }),
    command: 'scan',
    facts: new Map([[ACME.id, ACME]]),
    colour: false,
    finished: new Date('2026-02-03T04:05:06.789Z'),
    ...parts,
  };
}

/** Characters that no report may hold raw, whatever a repository holds: all but line ends. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
export const RAW = /[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u202e\u2060\u2066\u2028\u2029]/;
