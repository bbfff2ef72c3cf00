import type { Severity } from '../../detect/pattern.js';
import type { Finding } from '../../policy/finding.js';
import { bySeverity, SEVERITIES } from '../counts.js';
import { html, type Markup } from '../escape/html.js';
import { count } from '../summary.js';

/** A stretch of time and what came in it. */
interface Period {
  readonly name: string;
  readonly findings: readonly { readonly severity: Severity }[];
}

/** Of longer histories the earliest periods are one. */
const MOST_PERIODS = 48;
const HEIGHT = 100;
const STEP = 20;
const WIDTH = 14;

/** When secrets came into the history: a bar for each month, or each year of a long one. Nothing where no date is known. */
export function timeline(findings: readonly Finding[]): Markup | undefined {
  const dated = findings.flatMap((finding) => {
    const date = /^\d{4}-\d{2}/.exec(finding.history?.first?.date ?? finding.locations[0]?.date ?? '');
    return date === null ? [] : [{ month: date[0], severity: finding.severity }];
  });
  if (dated.length === 0) return undefined;
  const periods = periodsOf(dated);
  const most = Math.max(...periods.map((period) => period.findings.length));
  const unknown = findings.length - dated.length;
  const rows = periods.filter((period) => period.findings.length > 0);
  return html`<section class="timeline" aria-labelledby="introduced"><h2 id="introduced">Introduced</h2>
<svg viewBox="0 0 ${periods.length * STEP} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="When secrets were introduced; the table below has the numbers">${periods.map(
    (period, index) => bar(period, index, most),
  )}</svg>
<p class="axis"><span>${periods[0]?.name}</span><span>at most ${count(most, 'secret')}</span><span>${periods.at(-1)?.name}</span></p>
<details><summary>As a table</summary><table><thead><tr><th scope="col">when</th><th scope="col">secrets</th><th scope="col">of which</th></tr></thead><tbody>${rows.map(
    (period) => html`
<tr><th scope="row">${period.name}</th><td>${period.findings.length}</td><td>${severityWords(period)}</td></tr>`,
  )}</tbody></table></details>${unknown === 0 ? undefined : html`<p class="fine">${count(unknown, 'secret')} of which nobody knows when.</p>`}
</section>`;
}

function periodsOf(dated: readonly { readonly month: string; readonly severity: Severity }[]): Period[] {
  const months = dated.map(({ month }) => month).sort();
  const [first, last] = [months[0] as string, months.at(-1) as string];
  const byYear = monthNumber(last) - monthNumber(first) >= MOST_PERIODS;
  const nameOf = (month: string) => (byYear ? month.slice(0, 4) : month);
  const all = byYear ? years(first, last) : monthsBetween(first, last);
  const names = all.slice(-MOST_PERIODS);
  const earliest = names[0] as string;
  const early =
    all.length > names.length
      ? [{ name: `before ${earliest}`, findings: dated.filter(({ month }) => nameOf(month) < earliest) }]
      : [];
  return [...early, ...names.map((name) => ({ name, findings: dated.filter(({ month }) => nameOf(month) === name) }))];
}

function monthNumber(month: string): number {
  return Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1;
}

function monthsBetween(first: string, last: string): string[] {
  const from = monthNumber(first);
  return Array.from({ length: monthNumber(last) - from + 1 }, (_, index) => {
    const number = from + index;
    return `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`;
  });
}

function years(first: string, last: string): string[] {
  const [from, to] = [Number(first.slice(0, 4)), Number(last.slice(0, 4))];
  return Array.from({ length: to - from + 1 }, (_, index) => String(from + index).padStart(4, '0'));
}

/** From the bottom up, the gravest at the bottom. */
function bar(period: Period, index: number, most: number): Markup {
  const x = index * STEP + (STEP - WIDTH) / 2;
  if (period.findings.length === 0)
    return html`<rect class="empty" x="${x}" y="${HEIGHT - 1}" width="${WIDTH}" height="1"/>`;
  let bottom = HEIGHT;
  const pieces = SEVERITIES.map((severity) => {
    const height = (period.findings.filter((finding) => finding.severity === severity).length / most) * (HEIGHT - 2);
    bottom -= height;
    return html`<rect class="${severity}" x="${x}" y="${bottom.toFixed(2)}" width="${WIDTH}" height="${height.toFixed(2)}"/>`;
  });
  return html`<g><title>${period.name}: ${count(period.findings.length, 'secret')}, ${severityWords(period)}</title>${pieces}</g>`;
}

function severityWords({ findings }: Period): string {
  return bySeverity(findings)
    .map(([severity, number]) => `${number} ${severity}`)
    .join(', ');
}
