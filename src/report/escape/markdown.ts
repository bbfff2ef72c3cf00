import { visible } from './visible.js';
import { webAddress } from './web-address.js';

/**
 * Text from a repository in Markdown, as code: there neither Markdown nor HTML nor an address, a mention or the number of
 * an issue means anything (https://spec.commonmark.org/0.31.2/#code-spans). The fence is longer than any in the text.
 * Not for cells of a table, which a `|` ends even in code.
 */
export function markdownCode(text: string): string {
  const shown = visible(text);
  if (shown.trim() === '') return '` `';
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const gap = /^[` ]|[` ]$/.test(shown) ? ' ' : '';
  return `${fence}${gap}${shown}${gap}${fence}`;
}

/** Letters, digits and what no Markdown reads anything into, between them or anywhere. */
const PLAIN = /^[\p{L}\p{N}][\p{L}\p{N} ,;:()'’“”–—…/.?=-]*$/u;
/** What becomes a link by itself (https://github.github.com/gfm/#autolinks-extension-). */
const LINK = /:\/|www\.|\w\.\w/i;

/** A name or a sentence that is most often plain: as it is then, and as code when anything could be read into it. */
export function markdownText(text: string): string {
  return PLAIN.test(text) && !LINK.test(text) ? text : markdownCode(text);
}

/** A link to an address of the catalogue; code when it is none that leads to the web. */
export function markdownLink(name: string, url: string): string {
  const address = webAddress(url);
  return address === undefined ? `${name}: ${markdownCode(url)}` : `[${name}](<${address}>)`;
}
