import type { Match } from '../detect/match.js';
import type { Origin, Place } from '../sources/source.js';
import type { Excerpt, Finding, Location } from './finding.js';
import { findingId } from './finding-id.js';
import { positionAt } from './position.js';
import { excerpt, preview } from './redact.js';

/** A match at its place, with all that has to be read from the bytes while they are at hand. */
interface Sighting {
  readonly place: Place;
  readonly object: string | undefined;
  readonly start: { line: number; column: number };
  readonly end: { line: number; column: number };
  readonly excerpt: Excerpt;
}

interface Entry {
  readonly match: Match;
  readonly id: string;
  readonly preview: string;
  readonly sightings: Sighting[];
}

/** Gathers matches into findings: one for each secret, however often it was seen. */
export class FindingCollector {
  readonly #entries = new Map<string, Entry>();

  /** @param all every match in the same bytes, so that none of them is shown in an excerpt */
  add(match: Match, all: readonly Match[], bytes: Buffer, place: Place, object: string | undefined): void {
    const id = findingId(match.pattern.id, bytes.toString('latin1', match.start, match.end));
    let entry = this.#entries.get(id);
    if (entry === undefined) {
      entry = { match, id, preview: preview(match, bytes), sightings: [] };
      this.#entries.set(id, entry);
    }
    entry.sightings.push({
      place,
      object,
      start: positionAt(bytes, match.start),
      end: positionAt(bytes, match.end),
      excerpt: excerpt(match, all, bytes),
    });
  }

  /** The git objects in which something was found. */
  objects(): Set<string> {
    const sightings = [...this.#entries.values()].flatMap((entry) => entry.sightings);
    return new Set(sightings.flatMap(({ object }) => (object === undefined ? [] : [object])));
  }

  /** The findings, gravest first. @param origins where objects entered the history, as far as it was asked */
  findings(origins: ReadonlyMap<string, Origin>, isNew: boolean): Finding[] {
    return [...this.#entries.values()].map((entry) => toFinding(entry, origins, isNew)).sort(byGravity);
  }
}

function toFinding(
  { match, id, preview, sightings }: Entry,
  origins: ReadonlyMap<string, Origin>,
  isNew: boolean,
): Finding {
  const order = ({ object }: Sighting) => origins.get(object ?? '')?.order ?? Number.MAX_SAFE_INTEGER;
  const locations = [...sightings]
    .sort((a, b) => order(a) - order(b))
    .map((sighting) => toLocation(sighting, origins.get(sighting.object ?? '')));
  const { pattern, severity, confidence, notes } = match;
  return {
    id,
    pattern: pattern.id,
    provider: pattern.provider,
    severity,
    confidence,
    preview,
    notes,
    locations,
    new: isNew,
  };
}

function toLocation({ place, object, start, end, excerpt }: Sighting, origin: Origin | undefined): Location {
  const path = place.path ?? origin?.path;
  return {
    ...(path !== undefined && { path }),
    ...(place.part && { part: place.part }),
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    ...(object !== undefined && { blob: object }),
    ...(origin && { commit: origin.commit }),
    ...(origin?.author !== undefined && { author: origin.author }),
    ...(origin?.date !== undefined && { date: origin.date }),
    excerpt,
  };
}

const GRAVITY = ['critical', 'high', 'medium', 'low'];

function byGravity(a: Finding, b: Finding): number {
  const [first, second] = [a.locations[0], b.locations[0]];
  return (
    GRAVITY.indexOf(a.severity) - GRAVITY.indexOf(b.severity) ||
    (first?.path ?? '').localeCompare(second?.path ?? '') ||
    (first?.line ?? 0) - (second?.line ?? 0)
  );
}
