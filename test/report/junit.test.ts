import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { visible } from '../../src/report/escape/visible.js';
import { junitReport } from '../../src/report/junit.js';
import { findingWith, locationWith, resultWith } from '../support/finding.js';
import { HOSTILE_NAMES } from '../support/hostile.js';
import { hostileResult } from '../support/hostile-result.js';
import { inputWith, RAW } from '../support/report.js';

interface TestCase {
  readonly '@name': string;
  readonly '@classname': string;
  readonly failure?: { readonly '@message': string; readonly '@type': string; readonly '#text': string };
  readonly error?: { readonly '@message': string; readonly '#text': string };
}

/** Fails unless it is well-formed XML. */
function read(text: string) {
  expect(XMLValidator.validate(text)).toBe(true);
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    trimValues: false,
    parseTagValue: false,
    isArray: (name) => name === 'testcase',
    processEntities: { maxTotalExpansions: 1e6, maxExpandedLength: 1e7 },
  });
  const { testsuites } = parser.parse(text);
  return { suites: testsuites, suite: testsuites.testsuite, cases: testsuites.testsuite.testcase as TestCase[] };
}

describe('the JUnit report', () => {
  it('has a test that failed for each place, with what to do', () => {
    const locations = [locationWith(), locationWith({ line: 9 })];
    const { suites, suite, cases } = read(junitReport(inputWith([findingWith({ locations })])));
    for (const counted of [suites, suite])
      expect(counted).toMatchObject({ '@tests': '2', '@failures': '2', '@errors': '0' });
    expect(suite).toMatchObject({ '@name': 'hushkey scan', '@time': '0.056' });
    expect(cases.map((each) => each['@name'])).toEqual([
      'Acme API key at src/app.ts:3:7',
      'Acme API key at src/app.ts:9:7',
    ]);
    expect(cases[0]).toMatchObject({ '@classname': 'src/app.ts', failure: { '@type': 'acme-key' } });
    expect(cases[0]?.failure?.['#text']).toContain('1. Take it out: ACME_KEY=… in .env');
  });

  it('has a test that broke for each gap', () => {
    const gaps = [{ kind: 'gap', subject: 'a', reason: 'it is a FIFO', advice: 'leave it out' }] as const;
    const { suite, cases } = read(junitReport(inputWith([], { result: resultWith({ gaps }) })));
    expect(suite).toMatchObject({ '@tests': '1', '@failures': '0', '@errors': '1' });
    expect(cases).toMatchObject([
      { '@name': 'not scanned: a', error: { '@message': 'it is a FIFO', '#text': 'it is a FIFO\nleave it out' } },
    ]);
  });

  it('has one test that passed when all is well', () => {
    const { suite, cases } = read(junitReport(inputWith([])));
    expect(suite).toMatchObject({ '@tests': '1', '@failures': '0', '@errors': '0' });
    expect(cases.map(({ failure, error }) => [failure, error])).toEqual([[undefined, undefined]]);
  });
});

it('takes hostile text as text', () => {
  const text = junitReport(inputWith([], { result: hostileResult() }));
  expect(text).not.toMatch(RAW);
  expect(text).not.toMatch(/[\ufffe\uffff]|<!\[CDATA\[/);
  const { cases } = read(text);
  expect(cases.length).toBe(HOSTILE_NAMES.length * 7);
  const kinds = new Set(cases.flatMap((each) => Object.keys(each)));
  expect([...kinds].sort()).toEqual(['#text', '@classname', '@file', '@line', '@name', 'error', 'failure']);
  for (const [index, name] of HOSTILE_NAMES.entries()) {
    const shown = visible(name).replace(/[\ufffe\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16)}`);
    expect(cases[index * 6]?.['@name']).toBe(`Acme API key at ${shown}:3:7`);
    expect(cases[index * 6]?.failure?.['@message']).toContain(shown);
    expect(cases[HOSTILE_NAMES.length * 6 + index]?.error?.['@message']).toBe(shown);
  }
});
