import { catalogueEntries, searchCatalogue } from '../catalogue/search.js';
import { closest } from '../closest.js';
import type { Severity } from '../detect/pattern.js';
import { patternListText } from '../report/pattern-list.js';
import { patternListJson } from '../report/patterns-json.js';
import { loadCatalogue, ownPatternsOf } from './catalogue.js';
import { EXIT } from './exit-code.js';
import type { ReportOptions } from './options.js';
import { printOrWrite } from './output.js';
import { UsageError } from './usage-error.js';
import { shown } from './usage-sentence.js';

export interface PatternsOptions extends ReportOptions {
  /** A pattern file, or a folder of them, to add to the shipped catalogue. */
  readonly patterns?: readonly string[] | undefined;
}

interface SearchOptions extends PatternsOptions {
  readonly words: readonly string[];
  readonly category?: string | undefined;
  readonly severity?: Severity | undefined;
}

/** `hushkey patterns [WORD…]`: the kinds of secret that hushkey knows, or those that fit the words. */
export async function patterns(options: SearchOptions): Promise<number> {
  const entries = catalogueEntries(await loadCatalogue(await ownPatternsOf(options)));
  const categories = [...new Set(entries.map(({ facts }) => facts.category))];
  if (options.category !== undefined && !categories.includes(options.category))
    throw new UsageError(noCategory(options.category, categories));
  const found = searchCatalogue(entries, options);
  if (options.format === 'json') return printOrWrite(patternListJson(found), options, EXIT.clean);
  const width = options.output === undefined && process.stdout.isTTY ? process.stdout.columns : undefined;
  return printOrWrite((colour) => patternListText(found, width, colour), options, EXIT.clean);
}

function noCategory(category: string, categories: readonly string[]): string {
  const nearest = closest(category, categories);
  const advice = nearest === undefined ? `there are ${categories.join(', ')}` : `did you mean ${nearest}?`;
  return `there is no category ${shown(category)}; ${advice}`;
}
