import type { Entry } from './manifest.js';

interface Line {
  readonly start: number;
  readonly indent: number;
  /** From the first character that is no space to the last. */
  readonly content: string;
}

const KEY = /^(["']?)([A-Za-z0-9._-]{1,253})\1:(?:[ \t]+|$)/;

/**
 * The entries of the maps of a Secret in YAML, given the text behind `kind: Secret` or behind `data:`. It is a reader of
 * what people and `kubectl` write, in block style, not of all that YAML allows.
 */
export function yamlEntries(text: string, from: number, first: string): Entry[] {
  const lines = linesOf(text, from);
  return first === 'kind' ? afterKind(text, lines) : beforeKind(text, lines, first);
}

/** The maps stand below the kind, as far as the mapping or the document goes. */
function afterKind(text: string, lines: readonly Line[]): Entry[] {
  const indent = lines[0]?.indent ?? 0;
  const entries: Entry[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as Line;
    const key = KEY.exec(line.content)?.[2];
    if (line.indent < indent || isBorder(line) || (line.indent === indent && key === 'kind')) break;
    if (line.indent !== indent || (key !== 'data' && key !== 'stringData')) continue;
    const children = block(lines, at + 1, indent + 1);
    entries.push(...entriesOf(text, children, key));
    at += children.length;
  }
  return entries;
}

/** `kubectl get -o yaml` sorts by name: the map stands above the kind. */
function beforeKind(text: string, lines: readonly Line[], map: string): Entry[] {
  const children = block(lines, 0, lines[0]?.indent ?? 0);
  const siblings = lines.slice(children.length);
  const indent = siblings[0]?.indent ?? 0;
  for (const line of siblings) {
    if (line.indent < indent || isBorder(line)) return [];
    if (line.indent !== indent || KEY.exec(line.content)?.[2] !== 'kind') continue;
    return /^(["']?)kind\1:[ \t]+(["']?)Secret\2[ \t]*(?:#.*)?$/.test(line.content)
      ? entriesOf(text, children, map)
      : [];
  }
  return [];
}

/** The lines from `at` on that are indented by `indent` and more. */
function block(lines: readonly Line[], at: number, indent: number): Line[] {
  let end = at;
  while (end < lines.length && (lines[end] as Line).indent >= indent && !isBorder(lines[end] as Line)) end++;
  return lines.slice(at, end);
}

function entriesOf(text: string, children: readonly Line[], map: string): Entry[] {
  const indent = children[0]?.indent;
  const entries: Entry[] = [];
  for (const [at, line] of children.entries()) {
    const key = line.indent === indent ? KEY.exec(line.content) : null;
    if (key === null) continue;
    const start = line.start + key[0].length;
    const value = line.content.slice(key[0].length);
    const place = /^[|>][-+0-9]{0,2}[ \t]*(?:#.*)?$/.test(value)
      ? scalarBlock(block(children, at + 1, line.indent + 1))
      : scalar(value, start);
    if (place !== undefined)
      entries.push({ map, key: key[2] as string, ...place, value: text.slice(place.start, place.end) });
  }
  return entries;
}

function scalarBlock(lines: readonly Line[]): { start: number; end: number } | undefined {
  const [first, last] = [lines[0], lines.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  return { start: first.start, end: last.start + last.content.length };
}

/** A scalar on one line, without its quotes and without a comment. */
function scalar(value: string, start: number): { start: number; end: number } | undefined {
  const quoted = /^(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)')/.exec(value);
  const length = quoted === null ? value.replace(/[ \t]+#.*$/, '').length : (quoted[1] ?? quoted[2] ?? '').length;
  const from = start + (quoted === null ? 0 : 1);
  return length === 0 || /^[{[&*!]/.test(value) ? undefined : { start: from, end: from + length };
}

function isBorder({ content }: Line): boolean {
  return content === '---' || content === '...';
}

/** Lines that say something: no empty ones, no comments, no lines of templates (`{{- if … }}`). */
function linesOf(text: string, from: number): Line[] {
  const lines: Line[] = [];
  for (const { 0: whole, index } of text.slice(from).matchAll(/[^\r\n]+/g)) {
    const indent = whole.length - whole.trimStart().length;
    const content = whole.trim();
    if (content !== '' && !/^(?:#|\{\{|\{%)/.test(content))
      lines.push({ start: from + index + indent, indent, content });
  }
  return lines;
}
