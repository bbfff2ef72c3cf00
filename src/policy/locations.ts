import type { Origin, Provenance } from '../sources/source.js';
import type { Sighting, Told } from './entry.js';
import type { Location } from './finding.js';
import { imageWithoutSecrets } from './image-without-secrets.js';
import type { SecretMask } from './secret-mask.js';

/** Of later versions of a file so many places are told; a file that was edited a thousand times says no more. */
const MOST_PLACES = 100;

/**
 * Where a secret is, the earliest first: every path, with every place in the first version of the file there, and the
 * first places of the versions behind it.
 *
 * @param mask hides secrets that stand in names
 */
export function locationsOf(standings: readonly Standing[], mask: SecretMask): Location[] {
  const files = new Map<string, File>();
  const kept: { readonly standing: Standing; readonly beginning: File | undefined }[] = [];
  for (const standing of [...standings].sort(byFirst)) {
    const { object } = standing.sighting;
    const key = keyOf(standing);
    const known = files.get(key);
    const file = known ?? { first: object, versions: new Set<string | undefined>(), places: 0 };
    files.set(key, file);
    file.versions.add(object);
    if (object !== file.first && file.places >= MOST_PLACES) continue;
    file.places++;
    kept.push({ standing, beginning: known === undefined ? file : undefined });
  }
  return kept.map(({ standing, beginning }) => toLocation(standing, beginning?.versions.size ?? 1, mask));
}

/** A file at one path, in all its versions; or all that is in no file, of one kind. */
interface File {
  /** The object that is the first version. */
  readonly first: string | undefined;
  readonly versions: Set<string | undefined>;
  /** How many places of it are told. */
  places: number;
}

function keyOf({ sighting: { place }, path, unreachable }: Standing): string {
  return [place.part ?? '', place.ref ?? '', unreachable, path ?? ''].join('\0');
}

/** A sighting at one of the places that its object has in the history. */
export interface Standing {
  readonly sighting: Sighting;
  readonly told: Told;
  readonly path: string | undefined;
  readonly origin: Origin;
  readonly unreachable: boolean;
}

const NOWHERE: readonly Origin[] = [{}];

/** Where sightings stand, by what is known of their objects. */
export function standingsOf(sightings: readonly Sighting[], origins: Provenance['origins']): Standing[] {
  return sightings.flatMap((sighting) => {
    const known = sighting.object === undefined ? undefined : origins.get(sighting.object);
    const unreachable = known !== undefined && known.length === 0;
    const { origin: own } = sighting.place;
    const places = own !== undefined ? [own] : known === undefined || unreachable ? NOWHERE : known;
    return places.map((origin) => {
      const path = pathOf(sighting.place, origin);
      return { sighting, told: sighting.told, path, origin, unreachable };
    });
  });
}

/** Where a name stands is known by what has it in the history, and all that was known before is the name. */
function pathOf({ part, path }: Sighting['place'], origin: Origin): string | undefined {
  return part === 'name' ? (origin.path ?? path) : (path ?? origin.path);
}

/** First what came first; what is in no commit last. The rest of the order is there to be the same in every run. */
export function byFirst(a: Standing, b: Standing): number {
  const [one, other] = [a.sighting, b.sighting];
  return (
    // A reflog repeats the first lines of commits: what it says alone comes behind what an object says.
    Number(one.place.part === 'reflog') - Number(other.place.part === 'reflog') ||
    (a.origin.order ?? Number.MAX_SAFE_INTEGER) - (b.origin.order ?? Number.MAX_SAFE_INTEGER) ||
    Number(a.unreachable) - Number(b.unreachable) ||
    compare(a.path ?? '', b.path ?? '') ||
    compare(one.place.ref ?? '', other.place.ref ?? '') ||
    compare(one.object ?? '', other.object ?? '') ||
    (one.image?.layer?.index ?? 0) - (other.image?.layer?.index ?? 0) ||
    compare(one.image?.layer?.digest ?? '', other.image?.layer?.digest ?? '') ||
    compare(one.image?.name ?? '', other.image?.name ?? '') ||
    one.start.line - other.start.line ||
    one.start.column - other.start.column ||
    one.end.line - other.end.line ||
    one.end.column - other.end.column ||
    compare(one.decoded?.join() ?? '', other.decoded?.join() ?? '')
  );
}

/** The order of what has its first place earlier. */
export function byFirstOf([a]: readonly Standing[], [b]: readonly Standing[]): number {
  return a === undefined || b === undefined ? 0 : byFirst(a, b);
}

function toLocation({ sighting, path, origin, unreachable }: Standing, versions: number, mask: SecretMask): Location {
  const { place, image, object, start, end, excerpt, decoded } = sighting;
  return {
    ...(path !== undefined && { path: mask.hideInName(path) }),
    ...(place.container !== undefined && { container: mask.hideInName(place.container) }),
    ...(image !== undefined && { image: imageWithoutSecrets(image, mask) }),
    ...(place.part && { part: place.part }),
    ...(place.ref !== undefined && { ref: mask.hideInName(place.ref) }),
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    ...(decoded !== undefined && { decoded }),
    ...(object !== undefined && place.part !== 'name' && { blob: object }),
    ...(origin.commit !== undefined && { commit: origin.commit }),
    ...(origin.author !== undefined && { author: mask.hideInName(origin.author) }),
    ...(origin.date !== undefined && { date: origin.date }),
    ...(versions > 1 && { versions }),
    ...(unreachable && { unreachable: true }),
    excerpt: { before: mask.hide(excerpt.before), after: mask.hide(excerpt.after) },
  };
}

/** By code units, so that the order does not depend on anybody's language. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
