import { createHash } from 'node:crypto';
import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { describe, expect, it } from 'vitest';
import { visible } from '../../src/report/escape/visible.js';
import { htmlReport } from '../../src/report/html/page.js';
import { findingWith, locationWith, resultWith } from '../support/finding.js';
import { commitWith, lostHistory, pastFinding } from '../support/history-finding.js';
import { HOSTILE_NAMES } from '../support/hostile.js';
import { hostileResult } from '../support/hostile-result.js';
import { factsWith } from '../support/pattern.js';
import { ACME, inputWith, RAW } from '../support/report.js';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

function elements(text: string): Element[] {
  const below = (node: Node): Element[] => [
    ...('tagName' in node ? [node] : []),
    ...('childNodes' in node ? node.childNodes.flatMap(below) : []),
  ];
  return below(parse(text));
}

const attribute = (element: Element | undefined, name: string) =>
  element?.attrs.find((each) => each.name === name)?.value;
const withTag = (text: string, tag: string) => elements(text).filter(({ tagName }) => tagName === tag);
const textOf = (node: Node): string =>
  'value' in node ? node.value : 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
const bodyText = (text: string) => textOf(withTag(text, 'main')[0] as Element);

describe('the HTML report', () => {
  it('tells of each secret where it is, how grave, and what to do', () => {
    const text = bodyText(htmlReport(inputWith([findingWith({ confidence: 'low', notes: ['a note'] })])));
    for (const words of ['Acme API key', 'acme_…', 'src/app.ts:3:7', 'high', 'low confidence', 'a note', 'ACME_KEY=…'])
      expect(text).toContain(words);
  });

  it('groups the same secrets by author and by file', () => {
    const text = htmlReport(
      inputWith([
        pastFinding({}, { id: 'a' }),
        pastFinding({ first: commitWith({ author: 'Bob' }) }, { id: 'b' }),
        findingWith({ id: 'c', locations: [locationWith({ path: 'b.ts' }), locationWith({ path: 'b.ts', line: 9 })] }),
      ]),
    );
    const groups = withTag(text, 'section')
      .filter((section) => attribute(section, 'class') === 'group')
      .map((section) => textOf(section).replace(/\s+/g, ' ').trim());
    expect(groups).toEqual([
      'Ada Author <ada@example.test> 1 secret high Acme API key acme_… src/app.ts',
      'Bob 1 secret high Acme API key acme_… src/app.ts',
      'In no commit, or nobody knows whose 1 secret high Acme API key acme_… b.ts',
      'src/app.ts 2 secrets high Acme API key acme_… line 3:7 high Acme API key acme_… line 3:7',
      'b.ts 1 secret high Acme API key acme_… lines 3:7, 9:7',
    ]);
  });

  it('has everything in it: nothing is loaded, and nothing is sent', () => {
    const text = htmlReport(inputWith([findingWith()]));
    const loading = ['link', 'img', 'iframe', 'object', 'embed', 'base', 'video', 'audio', 'source'];
    expect(elements(text).filter(({ tagName }) => loading.includes(tagName))).toEqual([]);
    expect(elements(text).filter((element) => attribute(element, 'src') ?? attribute(element, 'style'))).toEqual([]);
    expect(elements(text).filter(({ attrs }) => attrs.some(({ name }) => name.startsWith('on')))).toEqual([]);
    const addresses = withTag(text, 'a').map((link) => attribute(link, 'href'));
    expect(new Set(addresses)).toEqual(new Set(['#secret-1', ACME.revoke, ACME.rotate]));
  });

  it('lets only its own style and script count', () => {
    const text = htmlReport(inputWith([findingWith()]));
    const meta = withTag(text, 'meta').find((each) => attribute(each, 'http-equiv') === 'Content-Security-Policy');
    const hashOf = (tag: string) =>
      `'sha256-${createHash('sha256')
        .update(textOf(withTag(text, tag)[0] as Element))
        .digest('base64')}'`;
    expect(attribute(meta, 'content')).toBe(
      `default-src 'none'; style-src ${hashOf('style')}; script-src ${hashOf('script')}; base-uri 'none'; form-action 'none'`,
    );
    expect([withTag(text, 'script').length, withTag(text, 'style').length]).toEqual([1, 1]);
    expect(textOf(withTag(text, 'script')[0] as Element)).not.toMatch(
      /innerHTML|outerHTML|insertAdjacent|\beval\b|document\.write/,
    );
  });

  it('links to the web only', () => {
    const facts = factsWith({ id: 'acme-key', revoke: 'javascript:alert(1)', rotate: 'https://acme.test/"><b>' });
    const text = htmlReport(inputWith([findingWith()], { facts: new Map([[facts.id, facts]]) }));
    const addresses = withTag(text, 'a').flatMap((link) => attribute(link, 'href') ?? []);
    expect(addresses.filter((address) => !address.startsWith('#'))).toEqual(['https://acme.test/%22%3E%3Cb%3E']);
  });

  it('says before all else what was not scanned', () => {
    const gaps = [{ kind: 'gap', subject: 'a', reason: 'it is a FIFO', advice: 'leave it out' }] as const;
    const text = htmlReport(inputWith([], { result: resultWith({ findings: [findingWith()], gaps }) }));
    expect(textOf(withTag(text, 'h1')[0] as Element)).toBe('1 secret, and 1 gap');
    expect(text.indexOf('it is a FIFO. <span class="advice">leave it out.')).toBeGreaterThan(0);
    expect(text.indexOf('it is a FIFO')).toBeLessThan(text.indexOf('<main>'));
  });

  it('is a page of good news when all is well', () => {
    const text = htmlReport(inputWith([]));
    expect(textOf(withTag(text, 'h1')[0] as Element)).toBe('No secrets');
    expect(text).toContain('Everything was read, and nothing was found.');
    expect(withTag(text, 'main').length + withTag(text, 'svg').length).toBe(0);
  });

  it('never says that nothing was found without saying what was not read', () => {
    const gaps = [{ kind: 'gap', subject: 'a', reason: 'b' }] as const;
    const text = htmlReport(inputWith([], { result: resultWith({ gaps }) }));
    expect(textOf(withTag(text, 'h1')[0] as Element)).toBe('No secret in what could be read, and 1 gap');
    expect(text).not.toContain('Everything was read');
  });
});

describe('the timeline', () => {
  const introduced = (...dates: readonly (string | undefined)[]) =>
    htmlReport(
      inputWith(
        dates.map((date, index) => {
          const { date: _, ...commit } = commitWith();
          return pastFinding({ first: { ...commit, ...(date !== undefined && { date }) } }, { id: `${index}` });
        }),
      ),
    );
  const rows = (text: string) =>
    withTag(text, 'tbody').flatMap((body) =>
      body.childNodes.filter((node) => 'tagName' in node).map((row) => textOf(row).trim()),
    );
  const bars = (text: string) =>
    withTag(text, 'svg').flatMap((svg) => svg.childNodes.filter((node) => 'tagName' in node)).length;

  it('has a bar for each month from the first to the last, and the numbers as a table', () => {
    const text = introduced('2025-11-30T00:00:00Z', '2026-01-02', '2026-01-31T23:00:00+02:00');
    expect(bars(text)).toBe(3);
    expect(rows(text)).toEqual(['2025-1111 high', '2026-0122 high']);
  });

  it('has a bar for each year of a long history, and one for what was before', () => {
    expect(rows(introduced('2015-01-01', '2026-01-01'))).toEqual(['201511 high', '202611 high']);
    const hostile = introduced('0001-01-01', '2026-01-01', '9999-12-31');
    expect(rows(hostile)).toEqual(['before 995222 high', '999911 high']);
    expect(bars(hostile)).toBe(49);
  });

  it('says of how many nobody knows', () => {
    expect(introduced('2026-01-02', undefined, 'no date')).toContain('2 secrets of which nobody knows when.');
  });

  it('is left out where no date is known', () => {
    expect(withTag(htmlReport(inputWith([findingWith(), pastFinding({}, { history: lostHistory() })])), 'svg')).toEqual(
      [],
    );
  });
});

it('takes hostile text as text', () => {
  const text = htmlReport(inputWith([], { result: hostileResult(), command: 'history' }));
  expect(text).not.toMatch(RAW);
  const expected = htmlReport(inputWith([findingWith()]));
  const tags = new Set(elements(expected).map(({ tagName }) => tagName));
  for (const extra of [
    'dl',
    'div',
    'dt',
    'dd',
    'svg',
    'rect',
    'g',
    'title',
    'table',
    'thead',
    'tbody',
    'tr',
    'th',
    'td',
    'pre',
  ])
    tags.add(extra);
  expect(elements(text).filter(({ tagName }) => !tags.has(tagName))).toEqual([]);
  expect(elements(text).filter(({ attrs }) => attrs.some(({ name }) => name.startsWith('on')))).toEqual([]);
  const codes = new Set(withTag(text, 'code').map(textOf));
  for (const name of HOSTILE_NAMES) expect(codes).toContain(`${visible(name)}:3:7`);
});
