// The HTML report as a person meets it: in a real Chromium, by keyboard, on a phone, with and without its script.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Finding } from '../../src/policy/finding.js';
import type { Result } from '../../src/policy/result.js';
import { htmlReport } from '../../src/report/html/page.js';
import { CHROMIUM, launch } from '../support/browser.js';
import { FAINT_TEXTS } from '../support/contrast.js';
import { findingWith, locationWith, resultWith } from '../support/finding.js';
import { commitWith, lostHistory, pastFinding } from '../support/history-finding.js';
import { hostileResult } from '../support/hostile-result.js';
import { inputWith } from '../support/report.js';
import { temporaryFolder } from '../support/repository.js';

const HOSTILE_PATH = '<img src=x onerror="document.title=1;alert(1)">.ts';

const FINDINGS: readonly Finding[] = [
  pastFinding(
    { pushed: true, inHead: true },
    { severity: 'critical', preview: 'one_…', locations: [locationWith({ path: 'src/pay.ts' })] },
  ),
  pastFinding(
    { first: commitWith({ author: 'Bob Builder' }) },
    { severity: 'high', preview: 'two_…', confidence: 'low' },
  ),
  pastFinding({}, { severity: 'medium', preview: 'three_…', history: lostHistory() }),
  findingWith({
    severity: 'low',
    preview: 'four_…',
    locations: [locationWith({ path: HOSTILE_PATH })],
    notes: ['a note'],
  }),
];
const GAPS = [{ kind: 'gap', subject: 'a.ts', reason: 'it is a FIFO', advice: 'leave it out' }] as const;

const OPEN_ALL = 'for (const each of document.querySelectorAll("details")) each.open = true';

let browser: Browser;

beforeAll(async () => {
  if (CHROMIUM !== undefined) browser = await launch();
});
afterAll(async () => {
  await browser?.close();
});

/** The report of a result, opened as a file, and all that went wrong in it. */
async function open(
  parts: Partial<Result>,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; complaints: string[] }> {
  const file = join(temporaryFolder(), 'report.html');
  writeFileSync(file, htmlReport(inputWith([], { result: resultWith(parts), command: 'history' })));
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => {
    complaints.push(dialog.message());
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (request.url() !== pathToFileURL(file).href) complaints.push(request.url());
  });
  await page.goto(pathToFileURL(file).href);
  return { page, complaints };
}

const shown = (page: Page) => page.locator('article:visible .preview').allTextContents();
const all = ['one_…', 'two_…', 'three_…', 'four_…'];

describe.skipIf(CHROMIUM === undefined)('the HTML report in a browser', () => {
  it('is searched by keyboard', async () => {
    const { page, complaints } = await open({ findings: FINDINGS });
    expect(await shown(page)).toEqual(all);
    await page.keyboard.press('/');
    await page.keyboard.type('bob BUILDER');
    expect(await shown(page)).toEqual(['two_…']);
    expect(await page.getByRole('status').textContent()).toBe('1 of 4 secrets');
    await page.keyboard.type(' filter-repo');
    expect(await shown(page)).toEqual([]);
    expect(await page.getByText('Nothing fits this filter.').isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    expect(await shown(page)).toEqual(all);
    expect(await page.getByRole('status').textContent()).toBe('4 secrets');
    expect(complaints).toEqual([]);
  });

  it('is filtered by severity and by what became of a secret', async () => {
    const { page } = await open({ findings: FINDINGS });
    const press = (name: string) => page.getByRole('button', { name, exact: true }).press('Enter');
    await press('high 1');
    expect(await shown(page)).toEqual(['two_…']);
    await press('critical 1');
    expect(await shown(page)).toEqual(['one_…', 'two_…']);
    await press('pushed');
    expect(await shown(page)).toEqual(['one_…']);
    await press('critical 1');
    await press('high 1');
    await press('pushed');
    await press('in HEAD');
    expect(await shown(page)).toEqual(['one_…']);
  });

  it('is grouped by author and by file, all of it reached with the Tab key', async () => {
    const { page } = await open({ findings: FINDINGS });
    const tabTo = async (name: string) => {
      for (let presses = 0; presses < 20; presses++) {
        await page.keyboard.press('Tab');
        if ((await page.locator(':focus').textContent()) === name) return page.keyboard.press('Space');
      }
      throw new Error(`no Tab leads to ${name}`);
    };
    await tabTo('Authors');
    expect(await page.locator('.group h3:visible').allTextContents()).toContain('Bob Builder 1 secret');
    await tabTo('Files');
    expect(await page.locator('.group h3:visible').allTextContents()).toContain(`${HOSTILE_PATH} 1 secret`);
    expect(await shown(page)).toEqual([]);
    await page.keyboard.press('/');
    await page.keyboard.type('pay.ts');
    expect(await page.locator('.group h3:visible').allTextContents()).toEqual(['src/pay.ts 1 secret']);
  });

  it('leads from a file to a secret, past a filter', async () => {
    const { page } = await open({ findings: FINDINGS });
    await page.getByRole('button', { name: 'Files' }).click();
    await page.locator('.group:visible', { hasText: HOSTILE_PATH }).getByRole('link').press('Enter');
    await page.locator('article:focus').waitFor();
    expect(await page.locator('article:focus .preview').textContent()).toBe('four_…');
    expect(await page.getByRole('button', { name: 'Secrets' }).getAttribute('aria-pressed')).toBe('true');
  });

  it('has all of it without its script', async () => {
    const { page } = await open({ findings: FINDINGS, gaps: GAPS }, { javaScriptEnabled: false });
    expect(await shown(page)).toEqual(all);
    expect(await page.locator('.group h3:visible').count()).toBeGreaterThan(4);
    expect(await page.getByText('it is a FIFO').isVisible()).toBe(true);
    for (const hidden of ['#controls', '#theme']) expect(await page.locator(hidden).isVisible()).toBe(false);
    await page.locator('article summary').first().click();
    expect(await page.getByText('git filter-repo').first().isVisible()).toBe(true);
  });

  it('runs nothing but its own script, whatever gets into it', async () => {
    const { page, complaints } = await open({ findings: FINDINGS });
    expect(complaints).toEqual([]);
    await page.evaluate(
      `document.body.append(Object.assign(document.createElement('script'), { textContent: 'globalThis.ran = 1' }))`,
    );
    await page.evaluate(
      `document.body.insertAdjacentHTML('beforeend', '<img src="https://evil.test/x" onerror="globalThis.ran = 1">')`,
    );
    // The script, the picture, and what was to run when there is none.
    await expect.poll(() => complaints.filter((words) => /Content Security Policy/.test(words)).length).toBe(3);
    expect(await page.evaluate('globalThis.ran')).toBeUndefined();
  });

  it('shows hostile names as text, and breaks nothing', async () => {
    const { page, complaints } = await open(hostileResult());
    expect(await page.locator('img, script:not(:last-child), iframe, svg:not(.timeline svg)').count()).toBe(0);
    expect(await page.locator('article').first().locator('code').allTextContents()).toContain(
      '\\x1b[2J\\x1b[31mred.ts:3:7',
    );
    expect(await page.getByText('<img src=x onerror=alert(1)>.ts:3:7', { exact: true }).first().isVisible()).toBe(true);
    expect(await page.title()).toMatch(/^hushkey: \d+ secrets/);
    expect(complaints).toEqual([]);
  });

  it.each(['light', 'dark'] as const)('can be read in %s colours', async (colorScheme) => {
    const { page } = await open({ findings: FINDINGS, gaps: GAPS }, { colorScheme });
    await page.evaluate(OPEN_ALL);
    for (const view of ['Authors', 'Files', 'Secrets']) {
      await page.getByRole('button', { name: view }).click();
      expect(await page.evaluate(FAINT_TEXTS)).toEqual([]);
    }
  });

  it('takes the colours of the system, or those that are chosen', async () => {
    const { page } = await open({ findings: FINDINGS }, { colorScheme: 'dark' });
    const ground = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
    const dark = await ground();
    await page.getByRole('button', { name: 'Light' }).press('Enter');
    const light = await ground();
    expect(light).not.toBe(dark);
    expect(await page.evaluate(FAINT_TEXTS)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await ground()).toBe(light);
    await page.getByRole('button', { name: 'Dark' }).press('Enter');
    expect(await ground()).toBe(dark);
  });

  it.each([true, false])('fits on a phone, with its script: %s', async (javaScriptEnabled) => {
    const long = `${'very-long-name/'.repeat(20)}${'x'.repeat(300)}.ts`;
    const armour = findingWith({
      preview: '-----BEGIN OPENSSH PRIVATE KEY-----…',
      locations: [locationWith({ path: long })],
    });
    const { page } = await open(
      { findings: [...FINDINGS, armour, ...hostileResult().findings], gaps: [{ ...GAPS[0], subject: long }] },
      { viewport: { width: 390, height: 844 }, javaScriptEnabled },
    );
    await page.evaluate(OPEN_ALL);
    for (const view of javaScriptEnabled ? ['Secrets', 'Authors', 'Files'] : ['']) {
      if (view !== '') await page.getByRole('button', { name: view }).click();
      const widths = await page.evaluate(
        '[...document.querySelectorAll("body *")].map((each) => each.getBoundingClientRect().right)',
      );
      expect(Math.max(...(widths as number[]))).toBeLessThanOrEqual(390);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    }
  });
});
