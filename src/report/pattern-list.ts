import picocolors from 'picocolors';
import type { CatalogueEntry } from '../catalogue/search.js';
import { visible } from './escape/visible.js';
import { count } from './summary.js';

/** Ids that are longer push their own line aside, not everybody's. */
const WIDEST_ID = 40;
const SEVERITY_WIDTH = 'critical'.length;

/**
 * `hushkey patterns` for a person: a line for each kind of secret, under its category.
 *
 * @param width columns of the terminal; lines are not cut when it is undefined
 */
export function patternListText(
  entries: readonly CatalogueEntry[],
  width: number | undefined,
  colour: boolean,
): string {
  const { bold, dim } = picocolors.createColors(colour);
  const idWidth = Math.min(WIDEST_ID, Math.max(0, ...entries.map(({ pattern }) => pattern.id.length)));
  const blocks = [...byCategory(entries)].map(([category, members]) =>
    [
      `${bold(visible(category))} ${dim(`(${members.length})`)}`,
      ...members.map(({ pattern, facts }) => {
        const head = `  ${pattern.id.padEnd(idWidth)}  ${pattern.severity.padEnd(SEVERITY_WIDTH)}  `;
        const title = visible(facts.title) + (pattern.public ? ' (public)' : '');
        return head + cut(title, width === undefined ? undefined : width - head.length);
      }),
    ].join('\n'),
  );
  return `${[...blocks, summaryLine(entries)].join('\n\n')}\n`;
}

function summaryLine(entries: readonly CatalogueEntry[]): string {
  if (entries.length === 0) return 'hushkey: no pattern fits';
  const providers = new Set(entries.map(({ pattern }) => pattern.provider));
  const sum = `${count(entries.length, 'kind')} of secret, ${count(providers.size, 'provider')}`;
  return `hushkey: ${sum}; "hushkey patterns show ID" tells all about one`;
}

function byCategory(entries: readonly CatalogueEntry[]): Map<string, CatalogueEntry[]> {
  const groups = new Map<string, CatalogueEntry[]>();
  for (const entry of entries) {
    const group = groups.get(entry.facts.category);
    if (group === undefined) groups.set(entry.facts.category, [entry]);
    else group.push(entry);
  }
  return groups;
}

function cut(text: string, width: number | undefined): string {
  if (width === undefined || text.length <= width) return text;
  return `${text.slice(0, Math.max(0, width - 1))}…`;
}
