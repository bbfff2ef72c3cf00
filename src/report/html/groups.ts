import type { Finding, Location } from '../../policy/finding.js';
import { html, type Markup } from '../escape/html.js';
import type { ReportInput } from '../report.js';
import { byName, fileOf } from '../spots.js';
import { count } from '../summary.js';
import { anchor } from './articles.js';

/** The same secrets by who committed them first: whom to talk to. */
export function byAuthor(input: ReportInput): Markup {
  const groups = grouped(input, ({ locations, history }) => {
    const authors = history?.first?.author ?? locations.find(({ author }) => author !== undefined)?.author;
    return [[authors ?? 'In no commit, or nobody knows whose', locations]];
  });
  return view('authors', 'Authors', groups, input, false);
}

/** The same secrets by the files they stand in, with every place. */
export function byFile(input: ReportInput): Markup {
  const groups = grouped(input, ({ locations }) => [...byName(locations, nameOf)]);
  return view('files', 'Files', groups, input, true);
}

function nameOf(location: Location): string {
  const { part, path } = location;
  if (path !== undefined) return path;
  return part === 'stdin' ? 'standard input' : `${part ?? 'object'} ${fileOf(location)}`.trim();
}

interface Entry {
  readonly index: number;
  readonly locations: readonly Location[];
}

function grouped(
  { result }: ReportInput,
  groupsOf: (finding: Finding) => readonly (readonly [string, readonly Location[]])[],
): [string, Entry[]][] {
  const groups = new Map<string, Entry[]>();
  for (const [index, finding] of result.findings.entries())
    for (const [name, locations] of groupsOf(finding)) {
      const entries = groups.get(name) ?? [];
      entries.push({ index, locations });
      groups.set(name, entries);
    }
  return [...groups].sort(([, one], [, other]) => other.length - one.length);
}

function view(
  name: string,
  title: string,
  groups: readonly (readonly [string, readonly Entry[]])[],
  input: ReportInput,
  isFiles: boolean,
): Markup {
  const sections = groups.map(
    ([group, entries]) => html`
<section class="group"><h3>${isFiles ? html`<code>${group}</code>` : group} <span class="aside">${count(entries.length, 'secret')}</span></h3>
<ul>${entries.map((entry) => item(entry, input, isFiles))}</ul></section>`,
  );
  return html`<section class="view" data-of="${name}" aria-labelledby="by-${name}"><h2 id="by-${name}">${title}</h2>${sections}
</section>`;
}

/** More lines of one file than this are counted. */
const MOST_LINES = 10;

function item({ index, locations }: Entry, { result, facts }: ReportInput, isFiles: boolean): Markup {
  const { pattern, preview, severity } = result.findings[index] as Finding;
  const where = isFiles ? lines(locations) : [...new Set(locations.map(nameOf))].slice(0, 3).join(', ');
  return html`
<li data-entry="${index}"><span class="tag ${severity}">${severity}</span> <a href="#${anchor(index)}">${facts.get(pattern)?.title ?? pattern}</a> <code class="preview">${preview}</code> <span class="aside">${where}</span></li>`;
}

function lines(locations: readonly Location[]): string {
  const places = [...new Set(locations.map(({ line, column }) => `${line}:${column}`))];
  const more = places.length - MOST_LINES;
  const word = places.length === 1 ? 'line' : 'lines';
  return `${word} ${places.slice(0, MOST_LINES).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
