import { CONFIDENCES, type Specificity, type Variable } from '../detect/pattern.js';
import type { Provenance } from '../sources/source.js';
import { addParts, type Entry, objectsOf, type Seen, type Told } from './entry.js';
import type { Finding, Location, Part } from './finding.js';
import { placedFindingId } from './finding-id.js';
import type { Judge } from './judge.js';
import { byFirst, byFirstOf, compare, locationsOf, type Standing, standingsOf } from './locations.js';
import { secretHistory } from './secret-history.js';
import type { SecretMask } from './secret-mask.js';

// How a secret that was seen at some places is told as one finding.

/** Where objects entered the history, and what became of them. */
export type History = Pick<Provenance, 'origins' | 'story'>;

const SPECIFICITY: readonly Specificity[] = ['exact', 'family', 'generic'];
export const GRAVITY = ['critical', 'high', 'medium', 'low'];

/** What says most comes first. Beside its id a secret is more certain than alone. */
function byWeight(a: Told, b: Told): number {
  return (
    SPECIFICITY.indexOf(a.specificity) - SPECIFICITY.indexOf(b.specificity) ||
    CONFIDENCES.indexOf(b.confidence) - CONFIDENCES.indexOf(a.confidence) ||
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

/** What findings are told with. */
export interface Telling {
  readonly history: History;
  readonly mask: SecretMask;
  readonly isNew: boolean;
  readonly judge: Judge | undefined;
}

/** @param standings where it counts, one place at least */
export function toFinding(entries: readonly Entry[], standings: readonly Standing[], telling: Telling): Finding {
  const { history, mask, isNew, judge } = telling;
  const told = weightiest(standings.map((standing) => standing.told));
  const named = entries.filter(({ pattern }) => pattern === told.pattern);
  const entry = named.reduce((first, next) => (next.id < first.id ? next : first));
  const byId = new Map<string, Seen>();
  for (const { parts } of entries) addParts(byId, parts);
  const parts = [...byId.values()];
  const locations = locationsOf(standings, mask);
  const objects = objectsOf(standings.map(({ sighting }) => sighting));
  // Of what stands in no object, a name, there is none.
  const story = objects.size > 0 ? history.story?.(objects) : undefined;
  const others = parts.map(({ sightings }) => weightiest(sightings.map((sighting) => sighting.told)));
  return {
    id: publicId(entry, locations[0], judge),
    pattern: told.pattern,
    provider: told.provider,
    severity: told.severity,
    confidence: told.confidence,
    preview: entry.preview,
    notes: [...new Set([...[told, ...others.sort(byWeight)].flatMap(notesOf), ...(told.isPublic ? [PUBLIC] : [])])],
    ...(told.variables !== undefined && { variables: told.variables }),
    locations,
    ...(story !== undefined && { history: secretHistory(story, locations, mask) }),
    ...(parts.length > 0 && { parts: toParts(parts, telling) }),
    new: isNew,
  };
}

/** What the finding is called where others can read it. */
function publicId({ pattern, id, bits }: Entry, first: Location | undefined, judge: Judge | undefined): string {
  if (bits === undefined) return id;
  const path = first?.path === undefined ? undefined : (judge?.fromTop(first.path) ?? first.path);
  return placedFindingId(pattern, bits, path ?? first?.ref ?? first?.blob ?? first?.part ?? '');
}

function toParts(parts: Iterable<Seen>, { history, mask }: Telling): Part[] {
  return [...parts]
    .map((part) => ({ ...part, standings: standingsOf(part.sightings, history.origins).sort(byFirst) }))
    .sort(
      (a, b) => compare(a.pattern, b.pattern) || byFirstOf(a.standings, b.standings) || compare(a.preview, b.preview),
    )
    .map(({ pattern, preview, standings }) => ({ pattern, preview, locations: locationsOf(standings, mask) }));
}
