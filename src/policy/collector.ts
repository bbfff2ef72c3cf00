import { type Match, secretOf } from '../detect/match.js';
import type { Specificity, Variable } from '../detect/pattern.js';
import type { Gap, Place, Provenance } from '../sources/source.js';
import { judgedAt } from './expiry.js';
import type { Finding, Location, Part } from './finding.js';
import { findingId, guessableBits, placedFindingId } from './finding-id.js';
import { KeptExcerpts } from './kept-excerpts.js';
import { compare, locationsOf, type Sighting, standingsOf } from './locations.js';
import { type Position, PositionFinder } from './position.js';
import { excerpt, preview } from './redact.js';
import { secretHistory } from './secret-history.js';
import { hiddenSpellings, KeptSpellings, maskOf, type Search, type SecretMask } from './secret-mask.js';

/** Where bytes stand that matches were found in. */
export interface Standpoint {
  readonly bytes: Buffer;
  readonly place: Place;
  readonly object?: string | undefined;
  /** The position of the first whole character, when the bytes are from the middle of a longer text. */
  readonly start?: Position | undefined;
}

/** Bytes that were seen at some places. */
interface Seen {
  readonly match: Match;
  readonly preview: string;
  readonly sightings: Sighting[];
}

interface Entry extends Seen {
  /** Tells it from every other; never shown when the secret could be guessed. */
  readonly id: string;
  /** What may be shown of a secret that could be guessed. */
  readonly bits: number | undefined;
  /** The same for the same secret, whichever pattern knew it. */
  readonly secret: string;
  /** What was found beside it at some place, by a name for its text. */
  readonly parts: Map<string, Seen>;
}

/** Where objects entered the history, and what became of them. */
export type History = Pick<Provenance, 'origins' | 'story'>;

/** Gathers matches into findings: one for each secret, however often it was seen. */
export class FindingCollector {
  readonly #entries = new Map<string, Entry>();
  readonly #now: Date;
  readonly #search: Search | undefined;
  readonly #excerpts = new KeptExcerpts();
  readonly #hidden = new KeptSpellings();
  #positions = new PositionFinder(Buffer.alloc(0));

  /**
   * @param now what the expiry of secrets is compared with
   * @param search looks for secrets in what is told of places: names of files can hold one
   */
  constructor(now: Date = new Date(), search?: Search) {
    this.#now = now;
    this.#search = search;
  }

  /** @param all every match in the same bytes, parts too, so that none of them is shown in an excerpt */
  add(match: Match, all: readonly Match[], at: Standpoint): void {
    const { bytes } = at;
    const text = secretOf(match, bytes);
    const id = findingId(
      match.pattern.id,
      match.pattern.variables === undefined ? text : nameOf(match.pattern.variables),
    );
    const judged = judgedAt(this.#now, match);
    const known = this.#entries.get(id);
    const entry = known ?? {
      ...seen(judged, bytes),
      id,
      bits: match.pattern.variables === undefined ? guessableBits(match.pattern, text) : undefined,
      secret: identityOf(match, text),
      parts: new Map(),
    };
    // Beside its id a secret is more certain than alone.
    this.#entries.set(id, known !== undefined && isGraver(judged, known.match) ? { ...known, match: judged } : entry);
    entry.sightings.push(this.#sighting(match, all, at));
    for (const part of match.parts ?? []) {
      const partId = findingId(part.pattern.id, secretOf(part, bytes));
      const seenPart = entry.parts.get(partId) ?? seen(judgedAt(this.#now, part), bytes);
      entry.parts.set(partId, seenPart);
      seenPart.sightings.push(this.#sighting(part, all, at));
    }
  }

  #sighting(match: Match, all: readonly Match[], { bytes, place, object, start }: Standpoint): Sighting {
    if (this.#positions.bytes !== bytes) this.#positions = new PositionFinder(bytes, start);
    return {
      place,
      object,
      start: this.#positions.at(match.start),
      end: this.#positions.at(match.end),
      excerpt: this.#excerpts.keep(excerpt(match, all, bytes)),
      decoded: match.decoded,
      hidden: this.#hidden.kept(hiddenSpellings(match, bytes, place)),
    };
  }

  /** The git objects in which something was found. */
  objects(): Set<string> {
    return objectsOf({ sightings: [...this.#entries.values()].flatMap((entry) => entry.sightings) });
  }

  /** The findings, gravest first. @param history what is known of their objects, as far as it was asked */
  findings(history: History, isNew: boolean): Finding[] {
    const mask = this.#mask();
    return bySecret(this.#entries.values())
      .map((entry) => toFinding(entry, history, mask, isNew))
      .sort(byGravity);
  }

  /** The gaps, with no secret in them that was found: the name of a file can be one. */
  withoutSecrets(gaps: readonly Gap[]): Gap[] {
    const mask = this.#mask();
    return gaps.map((gap) => ({
      ...gap,
      subject: mask.hideInName(gap.subject),
      reason: mask.hideInName(gap.reason),
    }));
  }

  #mask(): SecretMask {
    const seen = [...this.#entries.values()].flatMap((entry) => [entry, ...entry.parts.values()]);
    return maskOf(
      seen.flatMap(({ sightings }) => sightings),
      this.#search,
    );
  }
}

/**
 * A chosen password must not be hashed into an id that is reported: whoever guesses it would see that it is right. Of such
 * a secret its variables are the name, however it is written.
 */
function nameOf(variables: readonly Variable[]): string {
  return variables.map(({ name, file }) => `${file}\0${name}`).join('\0');
}

function identityOf({ variables }: Match, text: string): string {
  return variables === undefined ? findingId('', text) : findingId('variables', nameOf(variables));
}

function seen(match: Match, bytes: Buffer): Seen {
  return { match, preview: preview(match, bytes), sightings: [] };
}

/**
 * A secret can be known by its vendor's name in one file and by its bare shape in another: it is still one secret, and
 * the pattern that says more names it.
 */
function bySecret(entries: Iterable<Entry>): Entry[] {
  const secrets = new Map<string, Entry>();
  for (const entry of entries) {
    const other = secrets.get(entry.secret);
    const named = other === undefined || saysMore(entry, other) ? entry : other;
    secrets.set(entry.secret, {
      ...named,
      sightings: [...(other?.sightings ?? []), ...entry.sightings],
      parts: mergedParts(other?.parts ?? new Map(), entry.parts),
    });
  }
  return [...secrets.values()];
}

function mergedParts(some: Entry['parts'], more: Entry['parts']): Entry['parts'] {
  const merged = new Map(some);
  for (const [id, part] of more) {
    const known = merged.get(id);
    merged.set(id, known === undefined ? part : { ...part, sightings: [...known.sightings, ...part.sightings] });
  }
  return merged;
}

const SPECIFICITY: readonly Specificity[] = ['exact', 'family', 'generic'];

function saysMore({ match: a }: Entry, { match: b }: Entry): boolean {
  const difference =
    SPECIFICITY.indexOf(a.pattern.specificity) - SPECIFICITY.indexOf(b.pattern.specificity) ||
    CONFIDENCE.indexOf(a.confidence) - CONFIDENCE.indexOf(b.confidence);
  return difference < 0 || (difference === 0 && a.pattern.id < b.pattern.id);
}

const CONFIDENCE = ['high', 'medium', 'low'];

/** Said of a key that was reported because even such keys were asked for. */
const PUBLIC = 'This key is meant to be public: it is reported because --include-public asks for such keys.';

/** How the variables of a value are told; of many the first ones. */
function ownNote(variables: readonly Variable[]): string {
  const names = variables
    .slice(0, MOST_VARIABLES)
    .map(({ name, file, part }) => `${part ? 'a part of ' : ''}the value of ${name} in ${file}`);
  const more = variables.length - names.length;
  return `This is ${names.join(' and ')}${more > 0 ? ` and of ${more} more` : ''}.`;
}

const MOST_VARIABLES = 3;

/** More certain, or as certain and graver. */
function isGraver(a: Match, b: Match): boolean {
  const difference = CONFIDENCE.indexOf(a.confidence) - CONFIDENCE.indexOf(b.confidence);
  return difference < 0 || (difference === 0 && GRAVITY.indexOf(a.severity) < GRAVITY.indexOf(b.severity));
}

function notesOf({ notes, variables }: Match): string[] {
  return variables === undefined ? [...notes] : [ownNote(variables), ...notes];
}

function toFinding(entry: Entry, history: History, mask: SecretMask, isNew: boolean): Finding {
  const { pattern, severity, confidence, variables } = entry.match;
  const parts = [...entry.parts.values()];
  const locations = locationsOf(standingsOf(entry.sightings, history.origins), mask);
  const story = history.story?.(objectsOf(entry));
  const others = parts.map(({ match }) => match);
  return {
    id: publicId(entry, locations[0]),
    pattern: pattern.id,
    provider: pattern.provider,
    severity,
    confidence,
    preview: entry.preview,
    notes: [...new Set([...[entry.match, ...others].flatMap(notesOf), ...(pattern.public ? [PUBLIC] : [])])],
    ...(variables !== undefined && { variables }),
    locations,
    ...(story !== undefined && { history: secretHistory(story, locations, mask) }),
    ...(parts.length > 0 && { parts: parts.map((part) => toPart(part, history, mask)).sort(byPattern) }),
    new: isNew,
  };
}

function objectsOf({ sightings }: Pick<Seen, 'sightings'>): Set<string> {
  return new Set(sightings.flatMap(({ object }) => (object === undefined ? [] : [object])));
}

/** What the finding is called where others can read it. */
function publicId({ match, id, bits }: Entry, first: Location | undefined): string {
  return bits === undefined
    ? id
    : placedFindingId(match.pattern.id, bits, first?.path ?? first?.ref ?? first?.blob ?? first?.part ?? '');
}

function toPart({ match, preview, sightings }: Seen, { origins }: History, mask: SecretMask): Part {
  return { pattern: match.pattern.id, preview, locations: locationsOf(standingsOf(sightings, origins), mask) };
}

const GRAVITY = ['critical', 'high', 'medium', 'low'];

/** Among equally grave ones what others have comes first, and what is as good as gone last. */
function spread({ history }: Finding): number {
  if (history?.pushed) return 0;
  return history?.unreachable ? 2 : 1;
}

function byGravity(a: Finding, b: Finding): number {
  const [first, second] = [a.locations[0], b.locations[0]];
  return (
    GRAVITY.indexOf(a.severity) - GRAVITY.indexOf(b.severity) ||
    spread(a) - spread(b) ||
    compare(first?.path ?? '', second?.path ?? '') ||
    (first?.line ?? 0) - (second?.line ?? 0) ||
    (first?.column ?? 0) - (second?.column ?? 0) ||
    compare(a.id, b.id)
  );
}

function byPattern(a: Part, b: Part): number {
  return compare(a.pattern, b.pattern);
}
