import type { ForeignMarker } from './config/config-file.js';
import { speaksForNextLine } from './inline-ignore.js';
import { LONGEST_COMMENT, type Marker, markersIn } from './inline-markers.js';
import type { InlineNote } from './outcome.js';
import { lineAround } from './position.js';

/** A comment in a file that excuses what is found there. */
export interface InlineIgnore {
  readonly marker: Marker;
  /** From 1. */
  readonly line: number;
  /**
   * The comment, the text it stands in, the text it speaks for, and the how-many-th of its kind it is: the same wherever in the
   * file it stands. It holds what is in the file, so it is kept while a scan runs, and no longer.
   */
  readonly key: string;
}

/** All of them, from the top. @param foreign other scanners whose comments count too */
export function inlineIgnoresIn(bytes: Buffer, foreign?: readonly ForeignMarker[]): InlineIgnore[] {
  const seen = new Map<string, number>();
  let [line, from] = [1, 0];
  return markersIn(bytes, foreign).map((marker) => {
    for (let at = bytes.indexOf(0x0a, from); at !== -1 && at < marker.at; at = bytes.indexOf(0x0a, from)) {
      line++;
      from = at + 1;
    }
    const text = textAround(marker, bytes);
    const number = (seen.get(text) ?? 0) + 1;
    seen.set(text, number);
    return { marker, line, key: `${number}\0${text}` };
  });
}

/**
 * The inline ignores that the new bytes of a file have and the old ones have not. One that was moved with the line it excuses is
 * not new; one whose line says something else is, for it excuses what was not there.
 *
 * @param before what the file was; several when it had several pasts, none for a new file
 */
export function addedInlineIgnores(
  before: readonly Buffer[],
  after: Buffer,
  foreign?: readonly ForeignMarker[],
): InlineIgnore[] {
  const added = inlineIgnoresIn(after, foreign);
  if (added.length === 0) return added;
  const old = new Set(before.flatMap((bytes) => inlineIgnoresIn(bytes, foreign).map(({ key }) => key)));
  return added.filter(({ key }) => !old.has(key));
}

/** As it is told. @param path where the file is, or what else it stands in */
export function inlineNote(path: string, { marker, line }: Omit<InlineIgnore, 'key'>): InlineNote {
  const { text, patterns, reason } = marker;
  const pattern = patterns.length === 0 ? '*' : patterns.join(', ');
  return { path, line, pattern, marker: text, ...(reason !== undefined && { reason }) };
}

/** Of long lines a part: one line can hold a thousand comments. */
function textAround(marker: Marker, bytes: Buffer): string {
  const own = lineAround(bytes, marker.at, LONGEST_COMMENT);
  const isForNext = speaksForNextLine(marker, own.start, bytes);
  const next = isForNext ? lineAround(bytes, own.end + 1, LONGEST_COMMENT) : undefined;
  const texts = [own, ...(next === undefined ? [] : [next])].map(({ start, end }) =>
    bytes.toString('latin1', start, end).trim(),
  );
  return [marker.text, ...texts].join('\0');
}
