import type { Engine } from '../detect/engine.js';
import { candidateAt, type PlacedCandidate } from '../detect/generic/candidate-at.js';
import { confidenceOf } from '../detect/generic/confidence.js';
import { type Contribution, contributionsTo, scoreOf } from '../detect/generic/score.js';
import { stemsIn } from '../detect/generic/stems.js';
import { type Refusal, whyNot } from '../detect/generic/why-not.js';
import type { Match } from '../detect/match.js';
import { everyPart } from '../detect/pairs.js';
import type { Confidence } from '../detect/pattern.js';
import { isIgnoredInline } from './inline-ignore.js';
import { lineAround, PositionFinder } from './position.js';
import { excerpt, preview } from './redact.js';

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
  | { readonly kind: 'ignored-inline' }
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
}

const CONFIDENCES: readonly Confidence[] = ['low', 'medium', 'high'];

/** Everything that was looked at on one line, with what decided. @param line from 1 */
export function explainLine(engine: Engine, bytes: Buffer, line: number, options: ExplainOptions): Explanation {
  const { start, end } = rangeOf(bytes, line);
  const isOnLine = (match: { readonly start: number; readonly end: number }) => match.start < end && match.end > start;
  const kept = everyPart(engine.scan(bytes));
  const found = engine.found(bytes);
  const positions = new PositionFinder(bytes);
  const lost = found.filter((match) => !kept.some((other) => isSame(match, other)));
  const matches = [...kept, ...lost].filter(isOnLine).sort((a, b) => a.start - b.start || a.end - b.end);
  return {
    line,
    matches: matches.map((match) => ({
      pattern: match.pattern.id,
      column: positions.at(match.start).column,
      preview: preview(match, bytes),
      ...excerpt(match, kept, bytes),
      confidence: match.confidence,
      proved: match.proved,
      ...(match.pattern.check !== undefined && { check: match.pattern.check }),
      notes: match.notes,
      outcome: outcomeOf(match, kept, bytes, options),
    })),
    candidates: candidatesOn(bytes, start, end).map((candidate) => ({
      ...explained(candidate),
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
  if (CONFIDENCES.indexOf(match.confidence) < CONFIDENCES.indexOf(options.minConfidence))
    return { kind: 'below-confidence' };
  return { kind: isIgnoredInline(match, bytes) ? 'ignored-inline' : 'reported' };
}

function isSame(a: Match, b: Match): boolean {
  return a.pattern.id === b.pattern.id && a.start === b.start && a.end === b.end;
}

function candidatesOn(bytes: Buffer, start: number, end: number): PlacedCandidate[] {
  const found = new Map<number, PlacedCandidate>();
  for (const at of stemsIn(bytes.subarray(start, end))) {
    const candidate = candidateAt(bytes, start + at);
    if (candidate !== undefined && !found.has(candidate.from)) found.set(candidate.from, candidate);
  }
  return [...found.values()];
}

function explained(candidate: PlacedCandidate): Omit<ExplainedCandidate, 'column'> {
  const refusal = whyNot(candidate);
  const score = scoreOf(candidate);
  return {
    name: candidate.name.text,
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
