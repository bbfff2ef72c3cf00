import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { visible } from '../../src/report/escape/visible.js';
import { markdownReport } from '../../src/report/markdown.js';
import { findingWith, locationWith, resultWith } from '../support/finding.js';
import { pastFinding } from '../support/history-finding.js';
import { HOSTILE_NAMES } from '../support/hostile.js';
import { hostileResult } from '../support/hostile-result.js';
import { ACME, inputWith, RAW } from '../support/report.js';

/** The greediest reader: HTML counts, and whatever looks like an address becomes a link. */
const reader = new MarkdownIt({ html: true, linkify: true, typographer: false });
const tokens = (text: string) =>
  reader.parse(text, {}).flatMap((token) => (token.children === null ? [token] : [token, ...token.children]));
const contents = (text: string, type: string) =>
  tokens(text)
    .filter((token) => token.type === type)
    .map(({ content }) => content);
const links = (text: string) => tokens(text).flatMap((token) => token.attrGet('href') ?? []);

describe('the Markdown report', () => {
  it('has a heading for each secret, its places, and what to do', () => {
    const text = markdownReport(inputWith([findingWith({ confidence: 'low' })]));
    const rendered = reader.render(text);
    expect(rendered).toContain('<h1>hushkey: 1 secret</h1>');
    expect(rendered).toContain('<td>high</td>\n<td style="text-align:right">1</td>');
    expect(rendered).toContain('<h2>1. Acme API key <code>acme_…</code></h2>');
    expect(rendered).toContain('<li><code>src/app.ts:3:7</code></li>');
    expect(rendered).toContain('low confidence');
    expect(links(text)).toEqual([ACME.revoke, ACME.rotate]);
  });

  it('answers what somebody asks after an incident', () => {
    const text = markdownReport(inputWith([pastFinding({ pushed: true })], { command: 'history' }));
    for (const words of ['since: `3f2a9c01b2d4, 2026-01-02, Ada Author', 'pushed: yes, it left this machine'])
      expect(text).toContain(words);
  });

  it('counts places beyond twenty', () => {
    const locations = Array.from({ length: 23 }, (_, line) => locationWith({ line: line + 1 }));
    expect(markdownReport(inputWith([findingWith({ locations })]))).toContain('- and at 3 more places');
  });

  it('says first what was not scanned', () => {
    const gaps = [{ kind: 'gap', subject: 'a', reason: 'it is a FIFO', advice: 'leave it out' }] as const;
    const text = markdownReport(inputWith([], { result: resultWith({ findings: [findingWith()], gaps }) }));
    expect(text).toContain('# hushkey: 1 secret, and 1 gap');
    expect(text.indexOf('- `a`: it is a FIFO. What to do: leave it out')).toBeLessThan(text.indexOf('## 1.'));
  });

  it('is short when all is well', () => {
    expect(markdownReport(inputWith([]))).toBe(
      '# hushkey: no secrets\n\nhushkey: no secrets (2 files, 1.2 kB, 56 ms)\n',
    );
  });
});

describe('a report that has little room', () => {
  const findings = Array.from({ length: 200 }, (_, index) =>
    findingWith({ locations: [locationWith({ path: `${'ä'.repeat(50)}${index}` })] }),
  );
  const whole = Buffer.byteLength(markdownReport(inputWith(findings)));

  it.each([whole, whole - 1, Math.round(whole / 2), 2000])(
    'of %d bytes is no longer than that, and counts the rest',
    (room) => {
      const text = markdownReport(inputWith(findings), room);
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(room);
      const told = text.match(/^## /gm)?.length ?? 0;
      const [, hidden = '0'] = /\*\*The rest did not fit in here: (\d+) secrets? (?:is|are) not shown/.exec(text) ?? [];
      expect(told + Number(hidden)).toBe(200);
      expect(told < 200).toBe(room < whole);
      expect(text).toMatch(/hushkey: 200 secrets .*\n$/);
    },
  );
});

it('is empty where there is no room at all', () => {
  expect(markdownReport(inputWith([findingWith()]), 100)).toBe('');
});

describe('hostile text in Markdown', () => {
  const text = markdownReport(inputWith([], { result: hostileResult(), command: 'history' }));

  it('is neither HTML nor a link nor an image', () => {
    const types = new Set(tokens(text).map(({ type }) => type));
    for (const type of ['html_inline', 'html_block', 'image', 'fence', 'code_block', 'hr', 'blockquote_open', 'strong'])
      expect(types).not.toContain(type);
    expect(new Set(links(text))).toEqual(new Set([ACME.revoke, ACME.rotate]));
    expect(text).not.toMatch(RAW);
  });

  it('adds no heading and no item', () => {
    expect(tokens(text).filter(({ type, tag }) => type === 'heading_open' && tag === 'h2').length).toBe(
      HOSTILE_NAMES.length + 1,
    );
    expect(tokens(text).filter(({ type }) => type === 'table_open').length).toBe(1);
  });

  it('is code, as it is, where no mention and no number of an issue counts', () => {
    const codes = contents(text, 'code_inline');
    for (const name of HOSTILE_NAMES) expect(codes).toContain(`${visible(name)}:3:7`);
    for (const content of contents(text, 'text')) expect(content).not.toMatch(/[@#<>|[\]*_~$`]|\/\/|www\./);
  });
});
