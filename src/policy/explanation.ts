import type { Engine } from '../detect/engine.js';
import { candidateAt, GENERIC_REACH, type PlacedCandidate } from '../detect/generic/candidate-at.js';
import { confidenceOf } from '../detect/generic/confidence.js';
import { type Contribution, contributionsTo, scoreOf } from '../detect/generic/score.js';
import { stemsIn } from '../detect/generic/stems.js';
import { type Refusal, whyNot } from '../detect/generic/why-not.js';
import { type Match, secretOf } from '../detect/match.js';
import { everyPart } from '../detect/pairs.js';
import { CONFIDENCES, type Confidence } from '../detect/pattern.js';
import type { ForeignMarker } from './config/config-file.js';
import { entryId, entryOf, toldOf } from './entry.js';
import { isIgnoredInline } from './inline-ignore.js';
import type { Judge } from './judge.js';
import { lineAround, PositionFinder } from './position.js';
import { excerpt, MASK, preview } from './redact.js';

/** Why something on a line was reported or not. Nothing in it shows a secret. */
export interface Explanation {
  readonly line: number;
  readonly matches: readonly ExplainedMatch[];
  readonly candidates: readonly ExplainedCandidate[];
}

/** What became of a match: the first of these that holds. */
export type Outcome =
  | { readonly kind: 'refuted' }
  | { readonly kind: 'overlapped'; readonly by: string }
  | { readonly kind: 'public' }
  | { readonly kind: 'below-confidence' }
  | { readonly kind: 'excluded' }
  | { readonly kind: 'ignored-inline' }
  | { readonly kind: 'accepted' }
  | { readonly kind: 'reported' };

export interface ExplainedMatch {
  readonly pattern: string;
  readonly column: number;
  readonly preview: string;
  /** The line around it, with whatever could be a secret masked. */
  readonly before: string;
  readonly after: string;
  readonly confidence: Confidence;
  readonly proved: boolean;
  readonly check?: string;
  readonly notes: readonly string[];
  readonly outcome: Outcome;
}

/** A value that is assigned to the name of a credential. */
export interface ExplainedCandidate {
  /** Masked where it is, or is part of, what could be a secret itself. */
  readonly name: string;
  readonly syntax: string;
  readonly column: number;
  readonly length: number;
  /** It was not weighed, because of this. */
  readonly refusal?: Refusal;
  readonly score: number;
  readonly contributions: readonly Contribution[];
  /** Undefined when the score is too low to be told at all. */
  readonly confidence: Confidence | undefined;
}

export interface ExplainOptions {
  readonly minConfidence: Confidence;
  readonly includePublic: boolean;
  /** Whose inline comments excuse a line too. */
  readonly markers?: readonly ForeignMarker[];
  /** What configuration and ignore file say. By default the two settings above, and no more. */
  readonly judge?: { readonly by: Judge; readonly path: string };
}

/** Everything that was looked at on one line, with what decided. @param line from 1 */
export function explainLine(engine: Engine, bytes: Buffer, line: number, options: ExplainOptions): Explanation {
  const { start, end } = rangeOf(bytes, line);
  const isOnLine = (match: { readonly start: number; readonly end: number }) => match.start < end && match.end > start;
  const kept = everyPart(engine.scan(bytes));
  const found = engine.found(bytes);
  const positions = new PositionFinder(bytes);
  const lost = found.filter((match) => !kept.some((other) => isSame(match, other)));
  const matches = [...kept, ...lost].filter(isOnLine).sort(byPlace);
  const candidates = candidatesOn(bytes, start, end);
  const secret = secretRanges([
    ...matches,
    ...candidates.filter(isWeighed).map(({ from, to }) => ({ start: from, end: to })),
  ]);
  return {
    line,
    matches: matches.map((match) => ({
      pattern: match.pattern.id,
      column: positions.at(match.start).column,
      preview: preview(match, bytes),
      ...excerpt(match, masks(secret, match), bytes),
      confidence: match.confidence,
      proved: match.proved,
      ...(match.pattern.check !== undefined && { check: match.pattern.check }),
      notes: match.notes,
      outcome: outcomeOf(match, kept, bytes, options),
    })),
    candidates: candidates.map((candidate) => ({
      ...explained(candidate),
      name: shownName(candidate, secret),
      column: positions.at(candidate.from).column,
    })),
  };
}

function outcomeOf(match: Match, kept: readonly Match[], bytes: Buffer, options: ExplainOptions): Outcome {
  if (match.refuted) return { kind: 'refuted' };
  const winner = kept.find((other) => isSame(match, other));
  if (winner === undefined) {
    const other = kept.find(({ start, end }) => start < match.end && match.start < end);
    return other === undefined ? { kind: 'refuted' } : { kind: 'overlapped', by: other.pattern.id };
  }
  if (match.pattern.public && !options.includePublic) return { kind: 'public' };
  const judged = options.judge && judgedBy(options.judge, match, bytes);
  const isBelow = CONFIDENCES.indexOf(match.confidence) < CONFIDENCES.indexOf(options.minConfidence);
  if (judged === 'below' || (options.judge === undefined && isBelow)) return { kind: 'below-confidence' };
  if (judged === 'excluded') return { kind: 'excluded' };
  if (isIgnoredInline(match, bytes, options.markers)) return { kind: 'ignored-inline' };
  return { kind: judged === 'accepted' ? 'accepted' : 'reported' };
}

function judgedBy(
  { by, path }: NonNullable<ExplainOptions['judge']>,
  match: Match,
  bytes: Buffer,
): 'below' | 'excluded' | 'accepted' | undefined {
  const told = by.at({ told: toldOf(match, new Date()), path });
  if (typeof told === 'string') return told;
  const { identity } = entryOf(match, entryId(match, secretOf(match, bytes)), bytes);
  return identity !== undefined && by.accepts([identity], () => [by.fromTop(path)]) ? 'accepted' : undefined;
}

function isSame(a: Match, b: Match): boolean {
  return a.pattern.id === b.pattern.id && a.start === b.start && a.end === b.end;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

function byPlace(a: Range, b: Range): number {
  return a.start - b.start || a.end - b.end;
}

/** The ranges put together where they share bytes, by rising offset. */
function secretRanges(ranges: readonly Range[]): Range[] {
  const merged: Range[] = [];
  for (const { start, end } of [...ranges].sort(byPlace)) {
    const last = merged.at(-1);
    if (last !== undefined && start < last.end)
      merged[merged.length - 1] = { start: last.start, end: Math.max(end, last.end) };
    else merged.push({ start, end });
  }
  return merged;
}

/** What is to be masked on a line, as the matches that `excerpt` asks for. */
function masks(secret: readonly Range[], match: Match): Match[] {
  return secret.map((range) => ({ ...match, ...range }));
}

/** In a list of arguments one secret can look like the name of the next. */
function shownName({ from, start, nameEnd, name }: PlacedCandidate, secret: readonly Range[]): string {
  const end = from - (start - nameEnd);
  const begin = end - name.text.length;
  return secret.some((range) => range.start < end && begin < range.end) || LIKE_A_TOKEN.test(name.text)
    ? MASK
    : name.text;
}

/** Digits between letters, and no sign of the words that names are made of. */
const LIKE_A_TOKEN = /^(?=.{16})[A-Za-z0-9]*[A-Za-z][0-9]+[A-Za-z]+[0-9][A-Za-z0-9]*$/;

function isWeighed(candidate: PlacedCandidate): boolean {
  return whyNot(candidate) === undefined;
}

/** Those whose name or value stands on the line. */
function candidatesOn(bytes: Buffer, start: number, end: number): PlacedCandidate[] {
  const found = new Map<number, PlacedCandidate>();
  const first = Math.max(0, start - GENERIC_REACH);
  for (const at of stemsIn(bytes.subarray(first, end))) {
    const candidate = candidateAt(bytes, first + at);
    if (candidate === undefined || (first + at < start && candidate.to <= start)) continue;
    if (!found.has(candidate.from)) found.set(candidate.from, candidate);
  }
  return [...found.values()];
}

function explained(candidate: PlacedCandidate): Omit<ExplainedCandidate, 'column' | 'name'> {
  const refusal = whyNot(candidate);
  const score = scoreOf(candidate);
  return {
    syntax: candidate.syntax,
    length: candidate.value.length,
    ...(refusal !== undefined && { refusal }),
    score,
    contributions: contributionsTo(candidate),
    confidence: refusal === undefined ? confidenceOf(score) : undefined,
  };
}

/** @throws RangeError when there is no such line */
function rangeOf(bytes: Buffer, line: number): { readonly start: number; readonly end: number } {
  let start = 0;
  for (let at = 1; at < line; at++) {
    const next = bytes.indexOf(0x0a, start);
    if (next === -1) throw new RangeError(`there are ${at} lines`);
    start = next + 1;
  }
  return { start, end: lineAround(bytes, start, Number.MAX_SAFE_INTEGER).end };
}
