import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { requestedReports } from '../../src/cli/requested-reports.js';

const text = { format: 'text' };
const json = { format: 'json' };
const to = (output: string, format = 'text') => ({ format, output });

describe('the reports that words ask for', () => {
  it.each([
    ['', [text]],
    ['--format json', [json]],
    ['--format=json', [json]],
    ['--output a', [to('a')]],
    ['--output=a', [to('a')]],
    ['--output=', [to('')]],
    ['--format sarif --output a', [to('a', 'sarif')]],
    ['--output a --format sarif', [to('a', 'sarif')]],
    ['--format sarif --output a --format text', [to('a', 'sarif'), text]],
    ['--format text --format sarif --output a', [to('a', 'sarif'), text]],
    ['--output a --format sarif --format json', [to('a', 'sarif'), json]],
    ['--output a --format sarif --output b --format json', [to('a', 'sarif'), to('b', 'json')]],
    ['--format sarif --output a --format json --output b', [to('a', 'sarif'), to('b', 'json')]],
    ['--format sarif --output - --format json --output a', [to('a', 'json'), { format: 'sarif' }]],
    // Of two that are given twice the last one counts.
    ['--format text --format json', [json]],
    ['--format sarif --output a --output b', [to('b', 'sarif')]],
    ['--output a --output b', [to('b')]],
    // Words that are no options.
    ['x --quiet --format json y --min-confidence low', [json]],
    ['--format json -- --format sarif --output a', [json]],
  ])('%s', (words, reports) => {
    expect(requestedReports(words.split(' '))).toEqual(reports);
  });

  it('are not two in one file', () => {
    const words = ['--format', 'json', '--output', 'a', '--format', 'sarif', '--output', './a'];
    expect(() => requestedReports(words)).toThrow(`two reports cannot be written to one file (${resolve('a')})`);
  });
});
