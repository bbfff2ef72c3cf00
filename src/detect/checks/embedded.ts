/**
 * A text that stands in a string of JSON, YAML or a programming language, as what it means, with the way back to what was
 * written. Escapes of escapes count as one: how deep the text is buried does not matter.
 */
export interface Embedded {
  readonly text: string;
  /** Where the characters [start, end) of `text` were written. */
  place(start: number, end: number): { readonly start: number; readonly end: number };
}

const ESCAPE = /\\+(?:u00(?:0[ad9]|2[267f]|3[ce])|[nrt"'/])/gi;
const MEANINGS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** @param isEscaped whether line ends and quotes are written as escapes; a text that is not is taken as it is */
export function embedded(written: string, isEscaped: boolean): Embedded {
  if (!isEscaped) return { text: written, place: (start, end) => ({ start, end }) };
  // Stretches without an escape between two of which one character was written as several.
  const stretches: Stretch[] = [{ plain: 0, written: 0 }];
  let text = '';
  let at = 0;
  for (const { 0: sequence, index } of written.matchAll(ESCAPE)) {
    text += written.slice(at, index);
    stretches.push({ plain: text.length, written: index });
    text += meaningOf(sequence);
    at = index + sequence.length;
    stretches.push({ plain: text.length, written: at });
  }
  text += written.slice(at);
  const offsetOf = (index: number): number => {
    const stretch = lastAtMost(stretches, index);
    return stretch.written + index - stretch.plain;
  };
  return { text, place: (start, end) => ({ start: offsetOf(start), end: offsetOf(end) }) };
}

interface Stretch {
  readonly plain: number;
  readonly written: number;
}

function lastAtMost(stretches: readonly Stretch[], index: number): Stretch {
  let [low, high] = [0, stretches.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((stretches[middle] as Stretch).plain <= index) low = middle;
    else high = middle - 1;
  }
  return stretches[low] as Stretch;
}

function meaningOf(sequence: string): string {
  const code = /u00([0-9a-f]{2})$/i.exec(sequence)?.[1];
  if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
  const char = sequence.slice(-1);
  return MEANINGS[char.toLowerCase()] ?? char;
}
