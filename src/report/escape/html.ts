import { visible } from './visible.js';

/** HTML that was made here. Whatever else is put into a page is text. */
export class Markup {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }
}

type Value = string | number | Markup | readonly Markup[] | undefined;

/**
 * A piece of HTML. Every value in it becomes text, for content and for attributes in double quotes, unless it is a piece of
 * HTML itself; undefined is nothing. So no value can be forgotten.
 */
export function html(strings: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return new Markup(strings.map((text, index) => text + source(values[index])).join(''));
}

function source(value: Value): string {
  if (value === undefined) return '';
  if (value instanceof Markup) return value.source;
  if (typeof value === 'string' || typeof value === 'number') return htmlText(String(value));
  return value.map((piece) => piece.source).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function htmlText(text: string): string {
  return visible(text).replace(/[&<>"']/g, (char) => ENTITIES[char] as string);
}
