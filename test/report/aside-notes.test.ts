import MarkdownIt from 'markdown-it';
import { expect, it } from 'vitest';
import type { Result } from '../../src/policy/result.js';
import { asideNotes } from '../../src/report/aside-notes.js';
import { githubReport } from '../../src/report/github.js';
import { htmlReport } from '../../src/report/html/page.js';
import { markdownReport } from '../../src/report/markdown.js';
import { sarifReport } from '../../src/report/sarif.js';
import { textReport } from '../../src/report/text.js';
import { resultWith } from '../support/finding.js';
import { HOSTILE_NAMES } from '../support/hostile.js';
import { inputWith, RAW } from '../support/report.js';
import { workflowCommands } from '../support/workflow-log.js';

/** A range that changes its own policy, by these words. */
function resultOf(text: string): Result {
  const entry = { file: '.hushkeyignore', line: 3, fingerprint: 'f', pattern: 'acme-key', path: text, reason: text };
  const aside = {
    policy: {
      accepted: 1,
      excluded: 0,
      stale: [entry],
      expired: [{ ...entry, expires: '2026-01-01' }],
      changes: [{ file: text, what: text }],
      inline: [{ path: text, line: 1, pattern: '*', marker: 'hushkey:ignore', reason: text }],
    },
    receipt: {
      range: text,
      from: ['--range'],
      refs: 1,
      commits: 2,
      objects: 3,
      bytes: 4000,
      gaps: 0,
      control: 'found',
    },
  };
  return Object.assign(resultWith(), aside);
}

it('tells what a range changes in its own policy, what is accepted no longer, and what was read', () => {
  expect(asideNotes(resultOf('src/a'))).toEqual([
    { title: 'This range changes the policy', items: [{ place: 'src/a', words: 'src/a' }] },
    {
      title: 'This range brings, or relies on, inline ignores',
      items: [{ place: 'src/a:1', words: 'hushkey:ignore *: src/a' }],
    },
    {
      title: 'Accepted no longer',
      items: [{ place: '.hushkeyignore:3', words: 'acme-key in src/a, until 2026-01-01: src/a' }],
    },
    {
      title: 'Stale: accepted, and nowhere any more',
      items: [{ place: '.hushkeyignore:3', words: 'acme-key in src/a: src/a' }],
    },
    {
      title: 'Receipt',
      items: [
        { words: 'src/a (from --range)' },
        { words: 'read 1 ref, 2 commits, 3 objects, 4.0 kB, 0 gaps; the control was found' },
      ],
    },
  ]);
});

it('is silent when there is nothing to tell', () => {
  expect(asideNotes(resultWith())).toEqual([]);
});

it.each([
  ['Markdown', markdownReport, (text: string) => new MarkdownIt({ html: true, linkify: true }).render(text)],
  ['HTML', htmlReport, (text: string) => text],
] as const)('is in the report in %s, as text whatever is in it', (_, render, asHtml) => {
  expect(render(inputWith([], { result: resultOf('src/a') }))).toContain('This range changes the policy');
  for (const name of HOSTILE_NAMES) {
    const text = render(inputWith([], { result: resultOf(name) }));
    expect(text).not.toMatch(RAW);
    expect(asHtml(text)).not.toMatch(/<img|<svg|<script>alert|<a |<em>|<strong>/);
  }
});

it.each(HOSTILE_NAMES)('is in a log as words that command nothing: %j', (name) => {
  const input = inputWith([], { result: resultOf(name) });
  expect(workflowCommands(textReport(input)).filter((command) => command !== undefined)).toEqual([]);
  const commands = workflowCommands(githubReport(input)).filter((command) => command !== undefined);
  expect(commands.map((command) => [command.name, command.properties.title])).toEqual([
    ['notice', 'This range changes the policy'],
    ['notice', 'This range brings, or relies on, inline ignores'],
    ['notice', 'Accepted no longer'],
    ['notice', 'Stale: accepted, and nowhere any more'],
  ]);
  expect(githubReport(input)).toContain('the control was found');
});

it('is in SARIF as notes that make no run unsuccessful, with the receipt among its properties', () => {
  const [run] = JSON.parse(sarifReport(inputWith([], { result: resultOf('src/a') }))).runs;
  const [{ executionSuccessful, toolExecutionNotifications }] = run.invocations;
  expect(executionSuccessful).toBe(true);
  expect(toolExecutionNotifications).toHaveLength(4);
  for (const { level, descriptor } of toolExecutionNotifications) {
    expect(level).toBe('note');
    expect(run.tool.driver.notifications[descriptor.index].id).toBe(descriptor.id);
  }
  expect(run.properties).toMatchObject({ accepted: 1, receipt: { range: 'src/a', commits: 2, control: 'found' } });
});
