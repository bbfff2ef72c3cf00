import type { Finding, Location } from '../../policy/finding.js';
import { html, type Markup } from '../escape/html.js';
import { webAddress } from '../escape/web-address.js';
import { firstVersions, historyAnswers } from '../history-text.js';
import { asideWords, placeWords } from '../place.js';
import type { ReportInput } from '../report.js';
import { RISK } from '../risk.js';
import { count } from '../summary.js';
import { type WayLine, wayLine, waysOf } from '../ways-out.js';

/** More places than this are counted here; all of them stand among the files. */
const MOST_PLACES = 25;

/** Every secret with all that is known of it, the gravest first. */
export function articles(input: ReportInput): Markup {
  const pieces = input.result.findings.map((finding, index) => article(finding, index, input));
  return html`<section class="view" data-of="secrets" aria-labelledby="by-secret"><h2 id="by-secret">Secrets</h2>${pieces}
</section>`;
}

/** The name of a finding's place in the page. */
export function anchor(index: number): string {
  return `secret-${index + 1}`;
}

function article(finding: Finding, index: number, input: ReportInput): Markup {
  const { pattern, preview, severity, confidence, history, notes, parts = [], id } = finding;
  const facts = input.facts.get(pattern);
  const fates = [history?.inHead && 'head', history?.pushed && 'pushed'].filter(Boolean).join(' ');
  return html`
<article class="secret ${severity}" id="${anchor(index)}" data-secret="${index}" data-severity="${severity}" data-fates="${fates}">
<header><h3>${facts?.title ?? pattern} <code class="preview">${preview}</code></h3>
<p class="tags"><span class="tag ${severity}">${severity}</span>${confidence === 'high' ? undefined : html`<span class="tag neutral">${confidence} confidence</span>`}${fateTags(finding)}<span class="tag neutral mono">${pattern}</span><span class="tag neutral mono" title="the id of this finding">${id}</span></p></header>
${places(finding)}
${
  history === undefined
    ? undefined
    : html`<dl class="history">${historyAnswers(history).map(
        ({ question, words }) => html`
<div><dt>${question}</dt><dd>${words}</dd></div>`,
      )}</dl>`
}
${parts.length + notes.length === 0 ? undefined : html`<ul class="notes">${parts.map((part) => html`<li>with ${part.pattern} <code>${part.preview}</code></li>`)}${notes.map((note) => html`<li>${note}</li>`)}</ul>`}
<p class="risk">${facts?.risk ?? RISK[severity]}</p>
<details><summary>What to do</summary><ol class="steps">${waysOf(finding, facts, input.command).map(way)}</ol></details>
</article>`;
}

function fateTags({ history }: Finding): Markup[] {
  if (history === undefined) return [];
  return [
    ...(history.inHead ? [html`<span class="tag alarm">in HEAD</span>`] : []),
    ...(history.pushed ? [html`<span class="tag alarm">pushed</span>`] : []),
    ...(history.unreachable ? [html`<span class="tag neutral">unreachable</span>`] : []),
  ];
}

function places({ locations, history }: Finding): Markup {
  const told = firstVersions(locations);
  const rest = told.length - MOST_PLACES;
  return html`<ul class="places">${told.slice(0, MOST_PLACES).map(
    (location) => html`
<li><code>${placeWords(location)}</code>${aside(location, history?.first?.commit)}</li>`,
  )}${rest > 0 ? html`<li class="aside">and at ${count(rest, 'more place')}</li>` : undefined}</ul>`;
}

/** @param first the commit that the history of the secret begins with, which is told there */
function aside(location: Location, first: string | undefined): Markup | undefined {
  const words = asideWords(location, first);
  return words.length === 0 ? undefined : html` <span class="aside">${words.join(', ')}</span>`;
}

function way([first = '', ...rest]: readonly string[]): Markup {
  return html`<li>${first}${together(rest.map(wayLine)).map(wayPiece)}</li>`;
}

/** Commands that follow each other are one text to copy. */
function together(lines: readonly WayLine[]): (WayLine | { readonly kind: 'commands'; readonly texts: string[] })[] {
  const pieces: ReturnType<typeof together> = [];
  for (const line of lines) {
    const last = pieces.at(-1);
    if (line.kind !== 'command') pieces.push(line);
    else if (last?.kind === 'commands') last.texts.push(line.text);
    else pieces.push({ kind: 'commands', texts: [line.text] });
  }
  return pieces;
}

function wayPiece(piece: ReturnType<typeof together>[number]): Markup {
  if (piece.kind === 'commands')
    return html`<pre>${piece.texts.map((text, index) => html`${index === 0 ? '' : LINE_FEED}${text}`)}</pre>`;
  if (piece.kind !== 'link') return html`<p>${piece.text}</p>`;
  const address = webAddress(piece.url);
  if (address === undefined) return html`<p>${piece.name}: ${piece.url}</p>`;
  return html`<p><a href="${address}" rel="noopener noreferrer">${piece.name}</a> <span class="aside">${new URL(address).host}</span></p>`;
}

/** As text it would be shown as `\n`. */
const LINE_FEED = html`
`;
