import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { csvReport } from '../../src/report/csv.js';
import { visible } from '../../src/report/escape/visible.js';
import { findingWith, locationWith, resultWith } from '../support/finding.js';
import { pastFinding } from '../support/history-finding.js';
import { HOSTILE_NAMES } from '../support/hostile.js';
import { hostileResult } from '../support/hostile-result.js';
import { inputWith, RAW } from '../support/report.js';

type Row = Readonly<Record<string, string>>;
const read = (text: string): Row[] => parse(text, { columns: true, record_delimiter: '\r\n' });

describe('the CSV report', () => {
  it('has a row for each place, with a name for each column', () => {
    const locations = [locationWith({ decoded: ['base64', 'hex'] }), locationWith({ path: 'b.ts', line: 9 })];
    const rows = read(csvReport(inputWith([findingWith({ locations })])));
    expect(rows).toMatchObject([
      { kind: 'finding', id: '0123456789ab', title: 'Acme API key', path: 'src/app.ts', encoding: 'base64 → hex' },
      { kind: 'finding', id: '0123456789ab', preview: 'acme_…', path: 'b.ts', line: '9', column: '7', in_head: '' },
    ]);
  });

  it('says what became of a secret', () => {
    expect(read(csvReport(inputWith([pastFinding({ pushed: true })])))).toMatchObject([
      { in_head: 'false', pushed: 'true', commit: '3f2a9c01b2d43f2a9c01b2d43f2a9c01b2d43f2a' },
    ]);
  });

  it('has a row for what was not scanned', () => {
    const gaps = [{ kind: 'gap', subject: 'a', reason: 'it is a FIFO', advice: 'leave it out' }] as const;
    expect(read(csvReport(inputWith([], { result: resultWith({ gaps }) })))).toMatchObject([
      { kind: 'gap', path: 'a', reason: 'it is a FIFO. What to do: leave it out', severity: '' },
    ]);
  });

  it('is a line of names when there is nothing to tell', () => {
    expect(csvReport(inputWith([]))).toMatch(/^kind,id,pattern,[a-z_,]+\r\n$/);
  });
});

describe('hostile text in CSV', () => {
  const text = csvReport(inputWith([], { result: hostileResult() }));
  const rows = read(text);

  it('ends no field and no row', () => {
    expect(rows.length).toBe(HOSTILE_NAMES.length * 7);
    expect(text).not.toMatch(RAW);
    const paths = rows
      .filter(({ part, kind, layer_digest }) => kind === 'finding' && part === '' && layer_digest === '')
      .map(({ path }) => path);
    expect(paths.map((path) => path?.replace(/^'/, ''))).toEqual(
      HOSTILE_NAMES.map((name) => visible(name).replace(/^'/, '')),
    );
  });

  it('is no formula for a spreadsheet', () => {
    const fields = rows.flatMap((row) => Object.values(row));
    expect(fields.filter((field) => /^\s*[=+\-@＝]/.test(field))).toEqual([]);
    expect(fields).toContain("'=cmd|calc!A0");
  });
});
