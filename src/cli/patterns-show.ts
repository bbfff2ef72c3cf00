import { type CatalogueEntry, catalogueEntries, searchCatalogue } from '../catalogue/search.js';
import { closest } from '../closest.js';
import { patternSheetText } from '../report/pattern-sheet.js';
import { patternSheetJson } from '../report/patterns-json.js';
import { loadCatalogue, ownPatternsOf } from './catalogue.js';
import { EXIT } from './exit-code.js';
import { printOrWrite } from './output.js';
import type { PatternsOptions } from './patterns.js';
import { UsageError } from './usage-error.js';
import { shown } from './usage-sentence.js';

interface ShowOptions extends PatternsOptions {
  readonly id: string;
}

/** `hushkey patterns show ID`: all that is known of one kind of secret. */
export async function patternsShow(options: ShowOptions): Promise<number> {
  const entries = catalogueEntries(await loadCatalogue(await ownPatternsOf(options)));
  const entry = entries.find(({ pattern }) => pattern.id === options.id);
  if (entry === undefined) throw new UsageError(noPattern(options.id, entries));
  if (options.format === 'json') return printOrWrite(patternSheetJson(entry), options, EXIT.clean);
  return printOrWrite((colour) => patternSheetText(entry, colour), options, EXIT.clean);
}

/** The id that is meant, as far as can be told: one that is spelled like it, else the only one that holds the word. */
function noPattern(id: string, entries: readonly CatalogueEntry[]): string {
  const fitting = searchCatalogue(entries, { words: [id] });
  const ids = entries.map(({ pattern }) => pattern.id);
  const nearest = closest(id, ids) ?? (fitting.length === 1 ? fitting[0]?.pattern.id : undefined);
  const advice = nearest === undefined ? '"hushkey patterns WORD" searches' : `did you mean ${nearest}?`;
  return `there is no pattern ${shown(id)}; ${advice}`;
}
