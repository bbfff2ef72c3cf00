import type { ForeignMarker } from './config/config-file.js';
import { speaksForNextLine } from './inline-ignore.js';
import { type Marker, markersIn } from './inline-markers.js';
import type { InlineNote } from './outcome.js';
import { lineAround } from './position.js';

/** A longer line is told apart from others by its beginning and its length. */
const LONGEST_LINE = 65_536;

/**
 * The inline ignores that the new bytes of a file have and the old ones have not. One that was moved with the line it excuses is
 * not new; one whose line says something else is, for it excuses what was not there.
 *
 * @param before undefined for a new file
 */
export function addedInlineIgnores(
  path: string,
  before: Buffer | undefined,
  after: Buffer,
  foreign?: readonly ForeignMarker[],
): InlineNote[] {
  const old = new Map<string, number>();
  for (const { key } of before === undefined ? [] : ignoresIn(before, foreign)) old.set(key, (old.get(key) ?? 0) + 1);
  return ignoresIn(after, foreign).flatMap(({ key, marker, line }) => {
    const left = old.get(key) ?? 0;
    if (left > 0) {
      old.set(key, left - 1);
      return [];
    }
    const { text, patterns, reason } = marker;
    const pattern = patterns.length === 0 ? '*' : patterns.join(', ');
    return [{ path, line, pattern, marker: text, ...(reason !== undefined && { reason }) }];
  });
}

interface Ignore {
  readonly marker: Marker;
  /** From 1. */
  readonly line: number;
  /** The text it stands in and the text it speaks for; kept while two files are compared, and no longer. */
  readonly key: string;
}

function ignoresIn(bytes: Buffer, foreign: readonly ForeignMarker[] | undefined): Ignore[] {
  let [line, from] = [1, 0];
  return markersIn(bytes, foreign).map((marker) => {
    for (let at = bytes.indexOf(0x0a, from); at !== -1 && at < marker.at; at = bytes.indexOf(0x0a, from)) {
      line++;
      from = at + 1;
    }
    const own = lineAround(bytes, marker.at, LONGEST_LINE);
    const next = speaksForNextLine(marker, own.start, bytes) ? lineAround(bytes, own.end + 1, LONGEST_LINE) : undefined;
    const texts = [own, ...(next === undefined ? [] : [next])].map(({ start, end }) =>
      bytes.toString('latin1', start, end).trim(),
    );
    return { marker, line, key: [marker.text, ...texts].join('\0') };
  });
}
