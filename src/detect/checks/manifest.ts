import { embedded } from './embedded.js';
import { jsonEntries } from './manifest-json.js';
import { yamlEntries } from './manifest-yaml.js';

/** One value of the `data` or `stringData` of a Secret, and where it was written. */
export interface Entry {
  readonly map: string;
  readonly key: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

const KIND = /^kind(\\*["'])?[ \t]{0,4}:[ \t]{0,4}(?:\\*["'])?Secret(?:\\*["'])?/;
const MAP = /^(data|stringData)(\\*")?[ \t]{0,4}:/;

/**
 * The entries of a Kubernetes Secret, in YAML or JSON, as a file of its own or inside a string of another one.
 *
 * @param text a manifest from its `kind: Secret` on, or from the `data:` or `stringData:` that stands above the kind
 */
export function secretEntries(text: string): Entry[] {
  const kind = KIND.exec(text);
  const head = kind ?? MAP.exec(text);
  if (head === null) return [];
  const first = kind === null ? (head[1] as string) : 'kind';
  const isEscaped = /^[^"']*\\/.test(head[0]) || /^[ \t,]{0,4}\\+[rn]/.test(text.slice(head[0].length));
  // In a string of JSON a plain quote is the end of the string.
  const plain = embedded(isEscaped ? text.replace(/(?<!\\)"[\s\S]*/, '') : text, isEscaped);
  const from = (kind === null ? MAP : KIND).exec(plain.text)?.[0].length ?? 0;
  // Templates begin with two braces.
  const isJson = /^\w+"/.test(plain.text) || /^[ \t]*\{(?!\{)/.test(plain.text.slice(from));
  const entries = isJson ? jsonEntries(plain.text, from, first) : yamlEntries(plain.text, from, first);
  return entries.map((entry) => ({ ...entry, ...plain.place(entry.start, entry.end) }));
}
