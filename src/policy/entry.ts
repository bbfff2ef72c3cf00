import { type Match, secretOf } from '../detect/match.js';
import type { Confidence, Severity, Specificity, Variable } from '../detect/pattern.js';
import type { ImagePlace } from '../sources/images/image-place.js';
import type { Place } from '../sources/source.js';
import { contentIdentity, type Identity } from './accepted/fingerprint.js';
import { judgedAt } from './expiry.js';
import type { Excerpt } from './finding.js';
import { findingId, guessableBits } from './finding-id.js';
import type { Position } from './position.js';
import { preview } from './redact.js';

// What a collector keeps of matches, in a form that threads of one process can hand over. It lives as long as the scan: of a
// secret that has to be hidden in names it holds the spellings, so none of it may be written anywhere.

/** What is told of a match, whatever its bytes are. */
export interface Told {
  readonly pattern: string;
  readonly provider: string;
  readonly specificity: Specificity;
  readonly isPublic: boolean;
  /** It says itself that nobody accepts it any more: its severity is no matter of taste. */
  readonly isExpired: boolean;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly notes: readonly string[];
  readonly variables: readonly Variable[] | undefined;
}

/** A match at its place, with all that has to be read from the bytes while they are at hand. */
export interface Sighting {
  readonly told: Told;
  readonly place: Pick<Place, 'path' | 'container' | 'part' | 'ref' | 'origin'>;
  readonly image?: ImagePlace;
  readonly object: string | undefined;
  readonly start: Position;
  readonly end: Position;
  readonly excerpt: Excerpt;
  readonly decoded: readonly string[] | undefined;
  /** The secret as it can be written in names, where it has to be hidden in them. Kept until the scan ends, and no longer. */
  readonly hidden: readonly string[] | undefined;
}

/** Bytes that were seen at some places. */
export interface Seen {
  readonly pattern: string;
  readonly preview: string;
  readonly sightings: Sighting[];
}

export interface Entry extends Seen {
  /** Tells it from every other; never shown when the secret could be guessed. */
  readonly id: string;
  /** What may be shown of a secret that could be guessed. */
  readonly bits: number | undefined;
  /** The same for the same secret, whichever pattern knew it. */
  readonly secret: string;
  /** What an ignore file recognises it by. Undefined for what is known by a variable of this machine: nobody else has that. */
  readonly identity: Identity | undefined;
  /** What was found beside it at some place, by a name for its text. */
  readonly parts: Map<string, Seen>;
}

export function toldOf(match: Match, now: Date): Told {
  const { pattern, severity, confidence, notes, variables } = judgedAt(now, match);
  return {
    pattern: pattern.id,
    provider: pattern.provider,
    specificity: pattern.specificity,
    isPublic: pattern.public === true,
    isExpired: match.expires !== undefined && match.expires * 1000 <= now.getTime(),
    severity,
    confidence,
    notes,
    variables,
  };
}

export function seen(match: Match, bytes: Buffer): Seen {
  return { pattern: match.pattern.id, preview: preview(match, bytes), sightings: [] };
}

export function entryOf(match: Match, id: string, bytes: Buffer): Entry {
  const text = secretOf(match, bytes);
  const isOwn = match.pattern.variables !== undefined;
  const bits = isOwn ? undefined : guessableBits(match.pattern, text);
  return {
    ...seen(match, bytes),
    id,
    bits,
    identity: isOwn ? undefined : identityOf(match, text, bits),
    secret: match.variables === undefined ? findingId('', text) : findingId('variables', nameOf(match.variables)),
    parts: new Map(),
  };
}

function identityOf({ pattern }: Match, text: string, bits: number | undefined): Identity {
  return bits === undefined ? contentIdentity(text) : { kind: 'guessable', pattern: pattern.id, bits };
}

export function entryId({ pattern }: Match, text: string): string {
  return findingId(pattern.id, pattern.variables === undefined ? text : nameOf(pattern.variables));
}

/**
 * A chosen password must not be hashed into an id that is reported: whoever guesses it would see that it is right. Of such
 * a secret its variables are the name, however it is written.
 */
function nameOf(variables: readonly Variable[]): string {
  return variables.map(({ name, file }) => `${file}\0${name}`).join('\0');
}

/** Adds parts to those that are known, by a name for their text. */
export function addParts(known: Map<string, Seen>, more: Iterable<readonly [string, Seen]>): void {
  for (const [id, part] of more) {
    const other = known.get(id);
    known.set(id, other === undefined ? part : { ...other, sightings: [...other.sightings, ...part.sightings] });
  }
}

/** The git objects that sightings are in. */
export function objectsOf(sightings: readonly Sighting[]): Set<string> {
  return new Set(sightings.flatMap(({ object }) => (object === undefined ? [] : [object])));
}
