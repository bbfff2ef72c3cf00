import { type Match, secretOf } from '../detect/match.js';
import type { Confidence, Specificity, Variable } from '../detect/pattern.js';
import type { Place, Provenance } from '../sources/source.js';
import { type Entry, entryId, entryOf, type Seen, type Sighting, seen, type Told, toldOf } from './entry.js';
import type { Finding, Location, Part } from './finding.js';
import { findingId, placedFindingId } from './finding-id.js';
import { type Position, PositionFinder } from './position.js';
import { excerpt } from './redact.js';
import { byFirst, byFirstOf, compare, type Standing, standings, toLocation } from './standing.js';

/** Where bytes stand that matches were found in. */
export interface Standpoint {
  readonly bytes: Buffer;
  readonly place: Place;
  readonly object?: string | undefined;
  /** The position of the first whole character, when the bytes are from the middle of a longer text. */
  readonly start?: Position | undefined;
}

/** Gathers matches into findings: one for each secret, however often it was seen. */
export class FindingCollector {
  /** Matches that fell below what was asked for when it was known where they stand; known with the findings. */
  belowConfidence = 0;
  readonly #entries = new Map<string, Entry>();
  readonly #now: Date;
  #positions = new PositionFinder(Buffer.alloc(0));

  /** @param now what the expiry of secrets is compared with */
  constructor(now: Date = new Date()) {
    this.#now = now;
  }

  /** @param all every match in the same bytes, parts too, so that none of them is shown in an excerpt */
  add(match: Match, all: readonly Match[], at: Standpoint): void {
    const { bytes } = at;
    const id = entryId(match, secretOf(match, bytes));
    const entry = this.#entries.get(id) ?? entryOf(match, id, bytes);
    this.#entries.set(id, entry);
    entry.sightings.push(this.#sighting(match, all, at));
    for (const part of match.parts ?? []) {
      const partId = findingId(part.pattern.id, secretOf(part, bytes));
      const seenPart = entry.parts.get(partId) ?? seen(part, bytes);
      entry.parts.set(partId, seenPart);
      seenPart.sightings.push(this.#sighting(part, all, at));
    }
  }

  /** What was gathered so far, to be merged into another collector, and forgotten here. */
  take(): Entry[] {
    const entries = [...this.#entries.values()];
    this.#entries.clear();
    return entries;
  }

  /** Adds what another collector gathered. Whatever is gathered where and in which order, the findings are the same. */
  merge(entries: Iterable<Entry>): void {
    for (const entry of entries) {
      const known = this.#entries.get(entry.id);
      if (known === undefined) this.#entries.set(entry.id, entry);
      else {
        for (const sighting of entry.sightings) known.sightings.push(sighting);
        addParts(known.parts, entry.parts);
      }
    }
  }

  #sighting(match: Match, all: readonly Match[], { bytes, place, object, start }: Standpoint): Sighting {
    if (this.#positions.bytes !== bytes) this.#positions = new PositionFinder(bytes, start);
    const { path, part } = place;
    return {
      told: toldOf(match, this.#now),
      place: { ...(path !== undefined && { path }), ...(part !== undefined && { part }) },
      object,
      start: this.#positions.at(match.start),
      end: this.#positions.at(match.end),
      excerpt: excerpt(match, all, bytes),
      decoded: match.decoded,
    };
  }

  /** The git objects in which something was found. */
  objects(): Set<string> {
    const sightings = [...this.#entries.values()].flatMap((entry) => entry.sightings);
    return new Set(sightings.flatMap(({ object }) => (object === undefined ? [] : [object])));
  }

  /** Forgets what was found in these objects: nobody asked for it. */
  leaveOut(objects: ReadonlySet<string>): void {
    const isKept = ({ object }: Sighting) => object === undefined || !objects.has(object);
    const kept = <T extends Seen>(seen: T): T => ({ ...seen, sightings: seen.sightings.filter(isKept) });
    for (const [id, entry] of this.#entries) {
      const parts = [...entry.parts].map(([name, part]) => [name, kept(part)] as const);
      const left = { ...kept(entry), parts: new Map(parts.filter(([, { sightings }]) => sightings.length > 0)) };
      if (left.sightings.length > 0) this.#entries.set(id, left);
      else this.#entries.delete(id);
    }
  }

  /**
   * The findings, gravest first.
   *
   * @param origins where objects entered the history, as far as it was asked
   * @param least the lowest confidence that is told. What lies in the history is judged by its paths only now
   */
  findings(origins: Provenance['origins'], isNew: boolean, least: Confidence = 'low'): Finding[] {
    const isTold = ({ told }: Standing) => CONFIDENCE.indexOf(told.confidence) <= CONFIDENCE.indexOf(least);
    this.belowConfidence = 0;
    return bySecret(this.#entries.values())
      .flatMap((entries) => {
        const all = standings(
          entries.flatMap(({ sightings }) => sightings),
          origins,
        );
        this.belowConfidence += lost(all, isTold);
        const told = all.filter(isTold);
        return told.length === 0 ? [] : [toFinding(entries, told, origins, isNew)];
      })
      .sort(byGravity);
  }
}

/** How many sightings count at none of their places. */
function lost(standings: readonly Standing[], isTold: (standing: Standing) => boolean): number {
  const all = new Set(standings.map(({ sighting }) => sighting));
  for (const standing of standings) if (isTold(standing)) all.delete(standing.sighting);
  return all.size;
}

/** A secret can be known by its vendor's name in one file and by its bare shape in another: it is still one secret. */
function bySecret(entries: Iterable<Entry>): Entry[][] {
  const secrets = new Map<string, Entry[]>();
  for (const entry of entries) {
    const others = secrets.get(entry.secret);
    if (others === undefined) secrets.set(entry.secret, [entry]);
    else others.push(entry);
  }
  return [...secrets.values()];
}

function addParts(known: Map<string, Seen>, more: ReadonlyMap<string, Seen>): void {
  for (const [id, part] of more) {
    const other = known.get(id);
    known.set(id, other === undefined ? part : { ...other, sightings: [...other.sightings, ...part.sightings] });
  }
}

const SPECIFICITY: readonly Specificity[] = ['exact', 'family', 'generic'];
const CONFIDENCE: readonly Confidence[] = ['high', 'medium', 'low'];
const GRAVITY = ['critical', 'high', 'medium', 'low'];

/** What says most comes first. Beside its id a secret is more certain than alone. */
function byWeight(a: Told, b: Told): number {
  return (
    SPECIFICITY.indexOf(a.specificity) - SPECIFICITY.indexOf(b.specificity) ||
    CONFIDENCE.indexOf(a.confidence) - CONFIDENCE.indexOf(b.confidence) ||
    compare(a.pattern, b.pattern) ||
    GRAVITY.indexOf(a.severity) - GRAVITY.indexOf(b.severity) ||
    byLength(b.notes.join('\0'), a.notes.join('\0'))
  );
}

function byLength(a: string, b: string): number {
  return a.length - b.length || compare(a, b);
}

function weightiest(told: readonly Told[]): Told {
  return told.reduce((first, next) => (byWeight(next, first) < 0 ? next : first));
}

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

function notesOf({ notes, variables }: Told): string[] {
  return variables === undefined ? [...notes] : [ownNote(variables), ...notes];
}

/** @param standings where it counts, one place at least */
function toFinding(
  entries: readonly Entry[],
  standings: readonly Standing[],
  origins: Provenance['origins'],
  isNew: boolean,
): Finding {
  const told = weightiest(standings.map((standing) => standing.told));
  const named = entries.filter(({ pattern }) => pattern === told.pattern);
  const entry = named.reduce((first, next) => (next.id < first.id ? next : first));
  const byId = new Map<string, Seen>();
  for (const { parts } of entries) addParts(byId, parts);
  const parts = [...byId.values()];
  const locations = [...standings].sort(byFirst).map(toLocation);
  const others = parts.map(({ sightings }) => weightiest(sightings.map((sighting) => sighting.told)));
  return {
    id: publicId(entry, locations[0]),
    pattern: told.pattern,
    provider: told.provider,
    severity: told.severity,
    confidence: told.confidence,
    preview: entry.preview,
    notes: [...new Set([...[told, ...others.sort(byWeight)].flatMap(notesOf), ...(told.isPublic ? [PUBLIC] : [])])],
    ...(told.variables !== undefined && { variables: told.variables }),
    locations,
    ...(parts.length > 0 && { parts: toParts(parts, origins) }),
    new: isNew,
  };
}

/** What the finding is called where others can read it. */
function publicId({ pattern, id, bits }: Entry, first: Location | undefined): string {
  return bits === undefined ? id : placedFindingId(pattern, bits, first?.path ?? first?.blob ?? first?.part ?? '');
}

function toParts(parts: Iterable<Seen>, origins: Provenance['origins']): Part[] {
  return [...parts]
    .map((part) => ({ ...part, standings: standings(part.sightings, origins).sort(byFirst) }))
    .sort(
      (a, b) => compare(a.pattern, b.pattern) || byFirstOf(a.standings, b.standings) || compare(a.preview, b.preview),
    )
    .map(({ pattern, preview, standings }) => ({ pattern, preview, locations: standings.map(toLocation) }));
}

function byGravity(a: Finding, b: Finding): number {
  const [first, second] = [a.locations[0], b.locations[0]];
  return (
    GRAVITY.indexOf(a.severity) - GRAVITY.indexOf(b.severity) ||
    compare(first?.path ?? '', second?.path ?? '') ||
    (first?.line ?? 0) - (second?.line ?? 0) ||
    (first?.column ?? 0) - (second?.column ?? 0) ||
    compare(a.id, b.id)
  );
}
