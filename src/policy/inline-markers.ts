import type { ForeignMarker } from './config/config-file.js';

/** A comment that excuses a line. */
export interface Marker {
  readonly at: number;
  /** As it is written. */
  readonly text: string;
  /** The patterns it names; every pattern when it names none. */
  readonly patterns: readonly string[];
  readonly reason: string | undefined;
  /** The line it speaks for: its own; the next one; the next one when nothing but an opening comment mark stands before it. */
  readonly line: 'own' | 'next' | 'own-or-next';
}

const OWN = 'hushkey:ignore';

/** What is written before and behind a marker, longer than anybody writes it. */
export const LONGEST_COMMENT = 512;

/** What other scanners look for, and for which line it speaks there. */
interface Foreign {
  readonly text: string;
  readonly line: 'own' | 'next';
  /** The marker is an everyday word: it has to be the first of a comment. */
  readonly opensComment?: true;
}

/**
 * https://github.com/gitleaks/gitleaks#gitleaksallow
 * https://github.com/Yelp/detect-secrets#inline-allowlisting
 * https://github.com/trufflesecurity/trufflehog#how-do-i-ignore-a-secret
 */
const FOREIGN: Readonly<Record<ForeignMarker, readonly Foreign[]>> = {
  gitleaks: [
    { text: 'gitleaks:allow', line: 'own' },
    { text: 'betterleaks:allow', line: 'own' },
  ],
  'detect-secrets': [
    { text: 'pragma: allowlist secret', line: 'own' },
    { text: 'pragma: whitelist secret', line: 'own' },
    { text: 'pragma: allowlist nextline secret', line: 'next' },
    { text: 'pragma: whitelist nextline secret', line: 'next' },
  ],
  trufflehog: [{ text: 'trufflehog:ignore', line: 'own' }],
  nosecret: [{ text: 'nosecret', line: 'own', opensComment: true }],
};

const NONE: readonly ForeignMarker[] = [];

/** Read once for each buffer: a file can have many findings. */
const known = new WeakMap<
  Buffer,
  { readonly foreign: readonly ForeignMarker[]; readonly markers: readonly Marker[] }
>();

/** The markers in the bytes, by rising offset. @param foreign those of other scanners that count */
export function markersIn(bytes: Buffer, foreign: readonly ForeignMarker[] = NONE): readonly Marker[] {
  const before = known.get(bytes);
  if (before?.foreign === foreign) return before.markers;
  const others = foreign.flatMap((name) => FOREIGN[name]).flatMap((marker) => [...eachForeign(bytes, marker)]);
  const markers = [...eachOwn(bytes), ...others].sort((a, b) => a.at - b.at);
  known.set(bytes, { foreign, markers });
  return markers;
}

/** Whether there can be a marker in the bytes: a quick look, which says yes too often and never no too often. */
export function mayHaveMarkers(bytes: Buffer, foreign: readonly ForeignMarker[] = NONE): boolean {
  return bytes.includes(OWN) || foreign.some((name) => FOREIGN[name].some(({ text }) => bytes.includes(text)));
}

function* eachOwn(bytes: Buffer): Generator<Marker> {
  for (const at of eachPlace(bytes, OWN)) {
    const rest = restOfLine(bytes, at + OWN.length);
    if (/^[\w:-]/.test(rest)) continue;
    const reason = /(?:^|\s)--\s+(.*?)\s*(?:\*{1,8}\/|-->|#\}|%\}|--\}\}|$)/.exec(rest)?.[1];
    yield { at, text: OWN, patterns: patternsNamed(rest), reason: reason || undefined, line: 'own-or-next' };
  }
}

function* eachForeign(bytes: Buffer, { text, line, opensComment }: Foreign): Generator<Marker> {
  for (const at of eachPlace(bytes, text)) {
    if (/^[\w-]/.test(restOfLine(bytes, at + text.length))) continue;
    if (opensComment && !OPENING.test(bytes.toString('latin1', Math.max(0, at - 8), at))) continue;
    yield { at, text, patterns: [], reason: undefined, line };
  }
}

const OPENING = /(?:#|\/\/|\/\*|--|;|%|<!)[\s*-]{0,4}$/;

function* eachPlace(bytes: Buffer, text: string): Generator<number> {
  for (let at = bytes.indexOf(text); at !== -1; at = bytes.indexOf(text, at + text.length))
    if (!/[\w-]/.test(bytes.toString('latin1', Math.max(0, at - 1), at))) yield at;
}

function restOfLine(bytes: Buffer, at: number): string {
  return bytes.toString('utf8', at, at + LONGEST_COMMENT).split(/[\r\n]/, 1)[0] as string;
}

/** What is written behind the marker, up to a reason or the end of the comment, is a list of pattern ids or nothing. */
function patternsNamed(rest: string): string[] {
  const [named = ''] = rest.split(/(?:^|\s)--(?:\s|$)|\*{1,8}\/|-->|#\}|%\}|--\}\}|["'`)]/, 1);
  return named.split(/[\s,;]+/).filter((id) => id !== '');
}
