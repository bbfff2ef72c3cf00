import type { Finding } from '../../policy/finding.js';
import type { Result } from '../../policy/result.js';
import type { Gap } from '../../sources/source.js';
import { asideNotes } from '../aside-notes.js';
import { SEVERITIES, verdict } from '../counts.js';
import { html, type Markup } from '../escape/html.js';
import type { ReportInput } from '../report.js';
import { count, size, summary } from '../summary.js';

/** The head of the page: what the scan came to, in numbers. */
export function overview({ result, command, finished }: ReportInput): Markup {
  const { findings, gaps, stats } = result;
  const tone = findings.length > 0 ? 'critical' : gaps.length > 0 ? 'high' : 'good';
  return html`<header class="top">
<div class="title"><p class="name">hushkey <span>${command}</span></p>
<button type="button" id="theme" class="quiet-button" hidden>Dark</button></div>
<h1 class="${tone}">${capital(verdict(result))}</h1>
<p class="lead">${lead(findings, gaps)}</p>
<ul class="tiles">${severityTiles(findings)}${fateTiles(findings)}
<li class="tile"><b>${size(stats.bytes)}</b> read, ${count(stats.objects, 'object')}</li></ul>
<p class="fine">${summary(result, command)}${finished === undefined ? undefined : html`<br>${time(finished)}`}</p>
</header>`;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function lead(findings: readonly Finding[], gaps: readonly Gap[]): string {
  if (findings.length === 0)
    return gaps.length === 0
      ? 'Everything was read, and nothing was found.'
      : 'Nothing was found in what could be read. What could not is below: it may hold secrets.';
  const pushed = findings.filter(({ history }) => history?.pushed).length;
  const first = findings.some(({ severity }) => severity === 'critical')
    ? 'Begin with the critical ones, at the top: replace them before anything else.'
    : 'Replace each of them where it was issued, then take it out.';
  return pushed === 0
    ? first
    : `${first} ${count(pushed, 'secret')} left this machine: take ${pushed === 1 ? 'it' : 'them'} as known to others.`;
}

function severityTiles(findings: readonly Finding[]): Markup[] {
  if (findings.length === 0) return [];
  return SEVERITIES.map((severity) => {
    const number = findings.filter((finding) => finding.severity === severity).length;
    return html`
<li class="tile ${number === 0 ? 'none' : severity}"><b>${number}</b> ${severity}</li>`;
  });
}

/** What became of them, where a history was asked. */
function fateTiles(findings: readonly Finding[]): Markup[] {
  const histories = findings.flatMap(({ history }) => (history === undefined ? [] : [history]));
  if (histories.length === 0) return [];
  const tile = (number: number, words: string) => html`
<li class="tile${number === 0 ? ' none' : ''}"><b>${number}</b> ${words}</li>`;
  return [
    tile(histories.filter(({ inHead }) => inHead).length, 'still in HEAD'),
    tile(histories.filter(({ pushed }) => pushed).length, 'pushed'),
  ];
}

function time(date: Date): Markup {
  const text = date.toISOString();
  return html`<time datetime="${text}">${text.slice(0, 10)} ${text.slice(11, 16)} UTC</time>`;
}

/** What was not scanned. It stands before all that was found: who reads no further must know of it. */
export function gapList(gaps: readonly Gap[]): Markup | undefined {
  if (gaps.length === 0) return undefined;
  const items = gaps.map(
    ({ subject, reason, advice }) => html`
<li><code>${subject}</code> ${reason}.${advice === undefined ? undefined : html` <span class="advice">${advice}.</span>`}</li>`,
  );
  return html`<section class="gaps" aria-labelledby="gaps"><h2 id="gaps">Not scanned</h2><ul>${items}
</ul></section>`;
}

/** What configuration, ignore file and range have to say. */
export function notes(result: Result): Markup[] {
  return asideNotes(result).map(({ title, items }) => {
    const lines = items.map(
      ({ place, words }) => html`
<li>${place === undefined ? undefined : html`<code>${place}</code> `}${words}</li>`,
    );
    return html`
<section class="group note"><h2>${title}</h2><ul>${lines}
</ul></section>`;
  });
}
