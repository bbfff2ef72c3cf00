import type { Origin, Provenance } from '../sources/source.js';
import type { Sighting, Told } from './entry.js';
import type { Location } from './finding.js';
import { toldAt } from './path-kind.js';

/** A sighting at one of the places that its object has in the history. */
export interface Standing {
  readonly sighting: Sighting;
  readonly told: Told;
  readonly path: string | undefined;
  readonly origin: Origin;
  readonly unreachable: boolean;
}

export function standings(sightings: readonly Sighting[], origins: Provenance['origins']): Standing[] {
  return sightings.flatMap((sighting) => {
    const known = sighting.object === undefined ? undefined : origins.get(sighting.object);
    const unreachable = known !== undefined && known.length === 0;
    const places: readonly Origin[] = known === undefined || unreachable ? [{}] : known;
    return places.map((origin) => {
      const path = sighting.place.path ?? origin.path;
      return { sighting, told: toldAt(sighting.told, path), path, origin, unreachable };
    });
  });
}

/** First what came first; what is in no commit last. The rest of the order is there to be the same in every run. */
export function byFirst(a: Standing, b: Standing): number {
  const [first, second] = [a, b].map(({ origin }) => origin.order ?? Number.MAX_SAFE_INTEGER) as [number, number];
  return (
    first - second ||
    Number(a.unreachable) - Number(b.unreachable) ||
    compare(a.path ?? '', b.path ?? '') ||
    compare(a.sighting.object ?? '', b.sighting.object ?? '') ||
    byPlace(a.sighting, b.sighting)
  );
}

/** The order of what has its first place earlier. */
export function byFirstOf([a]: readonly Standing[], [b]: readonly Standing[]): number {
  return a === undefined || b === undefined ? 0 : byFirst(a, b);
}

function byPlace(a: Sighting, b: Sighting): number {
  return (
    a.start.line - b.start.line ||
    a.start.column - b.start.column ||
    a.end.line - b.end.line ||
    a.end.column - b.end.column ||
    compare(a.decoded?.join() ?? '', b.decoded?.join() ?? '')
  );
}

export function toLocation({ sighting, path, origin, unreachable }: Standing): Location {
  const { place, object, start, end, excerpt, decoded } = sighting;
  return {
    ...(path !== undefined && { path }),
    ...(place.part && { part: place.part }),
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    ...(decoded !== undefined && { decoded }),
    ...(object !== undefined && { blob: object }),
    ...(origin.commit !== undefined && { commit: origin.commit }),
    ...(origin.author !== undefined && { author: origin.author }),
    ...(origin.date !== undefined && { date: origin.date }),
    ...(unreachable && { unreachable: true }),
    excerpt,
  };
}

/** By code units, so that the order does not depend on anybody's language. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
