import { describe, expect, it } from 'vitest';
import type { Location } from '../../src/policy/finding.js';
import { visible } from '../../src/report/escape/visible.js';
import { githubReport } from '../../src/report/github.js';
import { findingWith, locationWith, resultWith } from '../support/finding.js';
import { pastFinding } from '../support/history-finding.js';
import { HOSTILE_NAMES } from '../support/hostile.js';
import { hostileResult } from '../support/hostile-result.js';
import { inputWith, RAW } from '../support/report.js';
import { type WorkflowCommand, workflowCommands } from '../support/workflow-log.js';

const annotations = (input: Parameters<typeof githubReport>[0]) =>
  workflowCommands(githubReport(input)).filter((command) => command !== undefined);
const at = (...places: readonly Partial<Location>[]) => findingWith({ locations: places.map(locationWith) });
const one = (input: Parameters<typeof githubReport>[0]) => annotations(input)[0] as WorkflowCommand;

describe('an annotation', () => {
  it('stands at the secret, and says what it is', () => {
    expect(annotations(inputWith([at({ line: 3, column: 7, endLine: 3, endColumn: 20 })]))).toEqual([
      {
        name: 'error',
        properties: {
          file: 'src/app.ts',
          line: '3',
          endLine: '3',
          col: '7',
          endColumn: '19',
          title: 'Secret: Acme API key',
        },
        message: 'Acme API key: acme_…. src/app.ts:3:7',
      },
    ]);
  });

  it('has no columns when it goes over several lines: GitHub refuses them', () => {
    const { properties } = one(inputWith([at({ line: 3, column: 7, endLine: 5, endColumn: 2 })]));
    expect(properties).toMatchObject({ line: '3', endLine: '5' });
    expect(properties).not.toHaveProperty('col');
    expect(properties).not.toHaveProperty('endColumn');
  });

  it('names files from the top of the repository', () => {
    expect(one(inputWith([at({ path: 'a.ts' })], { base: 'packages/app/' })).properties.file).toBe('packages/app/a.ts');
  });

  it.each([
    ['standard input', { part: 'stdin' as const }],
    ['a message', { part: 'commit' as const, blob: 'ab'.repeat(20) }],
    ['the name of a ref', { part: 'ref' as const, ref: 'refs/heads/x' }],
  ])('is of the whole step when it is in %s', (_, parts) => {
    const { path, ...location } = locationWith(parts);
    expect(one(inputWith([findingWith({ locations: [location] })])).properties).toEqual({
      title: 'Secret: Acme API key',
    });
  });

  it('is of the whole file when only the history has it there', () => {
    const input = inputWith([pastFinding()], { command: 'history' });
    expect(one(input).properties).toEqual({ file: 'src/app.ts', title: 'Secret: Acme API key' });
    expect(one(input).message).toContain('There it began at line 3, column 7.');
  });

  it.each([
    ['critical', 'high', 'error'],
    ['high', 'low', 'warning'],
    ['medium', 'high', 'warning'],
    ['low', 'high', 'notice'],
  ] as const)('of %s severity and %s confidence is a kind of %s', (severity, confidence, kind) => {
    expect(one(inputWith([findingWith({ severity, confidence })])).name).toBe(kind);
  });

  it('is an error for what was not scanned', () => {
    const gaps = [{ kind: 'gap', subject: 'a', reason: 'it is a FIFO', advice: 'leave it out' }] as const;
    expect(annotations(inputWith([], { result: resultWith({ gaps }) }))).toEqual([
      { name: 'error', properties: { title: 'Not scanned' }, message: 'a: it is a FIFO. What to do: leave it out.' },
    ]);
  });
});

describe('the limits of a step', () => {
  const many = (severity: 'high' | 'medium' | 'low', number: number) =>
    Array.from({ length: number }, (_, line) =>
      findingWith({ severity, locations: [locationWith({ line: line + 1 })] }),
    );
  const numbers = (commands: readonly WorkflowCommand[]) =>
    ['error', 'warning', 'notice'].map((kind) => commands.filter(({ name }) => name === kind).length);

  it('are kept, and what is beyond them is counted in one notice', () => {
    const told = annotations(inputWith([...many('high', 12), ...many('medium', 11), ...many('low', 30)]));
    expect(numbers(told)).toEqual([10, 10, 10]);
    expect(told.at(-1)?.message).toMatch(/^2 errors, 1 warning, 21 notices more than GitHub shows/);
  });

  it('are reached without a word', () => {
    const told = annotations(inputWith([...many('high', 10), ...many('medium', 10), ...many('low', 9)]));
    expect(numbers(told)).toEqual([10, 10, 9]);
    expect(told.some(({ message }) => message.includes('more than GitHub'))).toBe(false);
  });
});

it('ends with a line for who reads the log', () => {
  expect(githubReport(inputWith([])).trimEnd()).toBe('hushkey: no secrets (2 files, 1.2 kB, 56 ms)');
  expect(githubReport(inputWith([findingWith()]))).toMatch(/\nhushkey: 1 secret .*\n$/);
});

describe('hostile text', () => {
  it.each(HOSTILE_NAMES.map((name) => [name]))('is in one annotation and makes no other: %j', (name) => {
    const { findings, gaps } = hostileResult();
    const index = HOSTILE_NAMES.indexOf(name);
    const result = resultWith({ findings: findings.slice(index, index + 1), gaps: gaps.slice(index, index + 1) });
    const log = githubReport(inputWith([], { result }));
    expect(log).not.toMatch(RAW);
    const lines = workflowCommands(log);
    // Six places, a gap, and the last line.
    expect(lines.map((line) => line?.name)).toEqual([...Array(7).fill('error'), undefined]);
    const known = new Set(['file', 'line', 'endLine', 'col', 'endColumn', 'title']);
    for (const line of lines) {
      expect(Object.keys(line?.properties ?? {}).filter((key) => !known.has(key))).toEqual([]);
      expect(line?.properties.title ?? 'Not scanned').toMatch(/^(?:Secret: Acme API key|Not scanned)$/);
    }
    expect(lines[0]?.message).toContain(visible(name));
    expect([undefined, name]).toContain(lines[0]?.properties.file);
  });
});
