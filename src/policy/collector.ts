import { type Match, secretOf } from '../detect/match.js';
import { CONFIDENCES, type Specificity, type Variable } from '../detect/pattern.js';
import type { Gap, Place, Provenance } from '../sources/source.js';
import type { Identity } from './accepted/fingerprint.js';
import { type Entry, entryId, entryOf, type Seen, type Sighting, seen, type Told, toldOf } from './entry.js';
import type { Finding, Location, Part } from './finding.js';
import { findingId, placedFindingId } from './finding-id.js';
import type { Judge } from './judge.js';
import { KeptExcerpts } from './kept-excerpts.js';
import { byFirst, byFirstOf, compare, locationsOf, type Standing, standingsOf } from './locations.js';
import type { InlineNote, PolicyChange } from './outcome.js';
import { type Position, PositionFinder } from './position.js';
import { excerpt } from './redact.js';
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

/** Where objects entered the history, and what became of them. */
export type History = Pick<Provenance, 'origins' | 'story'>;

/** Gathers matches into findings: one for each secret, however often it was seen. */
export class FindingCollector {
  /** Matches that fell below what was asked for when it was known where they stand; known with the findings. */
  belowConfidence = 0;
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
      const known: Entry = this.#entries.get(entry.id) ?? { ...entry, sightings: [], parts: new Map() };
      this.#entries.set(entry.id, known);
      for (const sighting of entry.sightings) known.sightings.push(this.#shared(sighting));
      const parts = [...entry.parts].map(([id, part]) => [id, this.#sharedPart(part)] as const);
      addParts(known.parts, parts);
    }
  }

  /** What comes from another collector, or another thread, has its own copies of what is the same at many places. */
  #shared(sighting: Sighting): Sighting {
    const { excerpt, hidden } = sighting;
    return { ...sighting, excerpt: this.#excerpts.keep(excerpt), hidden: hidden && this.#hidden.kept(hidden) };
  }

  #sharedPart(part: Seen): Seen {
    return { ...part, sightings: part.sightings.map((sighting) => this.#shared(sighting)) };
  }

  #sighting(match: Match, all: readonly Match[], { bytes, place, object, start }: Standpoint): Sighting {
    if (this.#positions.bytes !== bytes) this.#positions = new PositionFinder(bytes, start);
    const { path, part, ref, origin } = place;
    return {
      told: toldOf(match, this.#now),
      place: {
        ...(path !== undefined && { path }),
        ...(part !== undefined && { part }),
        ...(ref !== undefined && { ref }),
        ...(origin !== undefined && { origin }),
      },
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
    return objectsOf([...this.#entries.values()].flatMap((entry) => entry.sightings));
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
   * @param history what is known of their objects, as far as it was asked
   * @param judge says what is told where. Of a history it is known only now where things stand
   */
  findings(history: History, isNew: boolean, judge?: Judge): Finding[] {
    this.belowConfidence = 0;
    const mask = this.#mask();
    return bySecret(this.#entries.values())
      .flatMap((entries) => {
        const all = standingsOf(
          entries.flatMap(({ sightings }) => sightings),
          history.origins,
        );
        const told = this.#told(all, judge);
        return told.length === 0 ? [] : this.#accusation(entries, told, { history, mask, isNew, judge });
      })
      .sort(byGravity);
  }

  /** Those that are told, as they are; counts sightings of which nothing is told at any of their places. */
  #told(standings: readonly Standing[], judge: Judge | undefined): readonly Standing[] {
    if (judge === undefined) return standings;
    const told: Standing[] = [];
    const left = new Map<Sighting, 'below' | 'excluded'>();
    for (const standing of standings) {
      const verdict = judge.at(standing);
      if (typeof verdict !== 'string') told.push({ ...standing, told: verdict });
      else if (left.get(standing.sighting) !== 'excluded') left.set(standing.sighting, verdict);
    }
    for (const { sighting } of told) left.delete(sighting);
    for (const why of left.values())
      if (why === 'below') this.belowConfidence++;
      else judge.counts.excluded++;
    return told;
  }

  /** The finding, unless somebody accepted it. */
  #accusation(entries: readonly Entry[], standings: readonly Standing[], telling: Telling): Finding[] {
    const { judge, mask } = telling;
    if (judge === undefined) return [toFinding(entries, standings, telling)];
    const identities = identitiesOf(entries, standings);
    let known: string[] | undefined;
    const places = () => {
      known ??= [...standings].sort(byFirst).map((standing) => placeName(standing, judge, mask));
      return known;
    };
    if (judge.accepts(identities, places)) return [];
    const finding = toFinding(entries, standings, telling);
    if (identities.length > 0) judge.propose(finding.id, finding.pattern, identities, places);
    return [finding];
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

  /** Comments that excuse something, without any secret: what is written in them is as it is in the file. */
  notesWithoutSecrets(notes: readonly InlineNote[]): InlineNote[] {
    const mask = this.#mask();
    return notes.map(({ reason, ...note }) => ({
      ...note,
      path: mask.hideInName(note.path),
      pattern: mask.hideInName(note.pattern),
      ...(reason !== undefined && { reason: mask.hideInName(reason) }),
    }));
  }

  /** Changes of the policy, without any secret: globs and reasons are as they are in the files. */
  changesWithoutSecrets(changes: readonly PolicyChange[]): PolicyChange[] {
    const mask = this.#mask();
    return changes.map(({ file, what }) => ({ file: mask.hideInName(file), what: mask.hideInName(what) }));
  }

  #mask(): SecretMask {
    const seen = [...this.#entries.values()].flatMap((entry) => [entry, ...entry.parts.values()]);
    return maskOf(
      seen.flatMap(({ sightings }) => sightings),
      this.#search,
    );
  }
}

/** What the patterns that are told know a secret by. */
function identitiesOf(entries: readonly Entry[], standings: readonly Standing[]): Identity[] {
  const told = new Set(standings.map(({ sighting }) => sighting));
  return entries.flatMap(({ identity, sightings }) =>
    identity !== undefined && sightings.some((sighting) => told.has(sighting)) ? [identity] : [],
  );
}

/** How an entry of the ignore file names a place. */
function placeName({ path, sighting: { place } }: Standing, judge: Judge, mask: SecretMask): string {
  if (path !== undefined) return mask.hideInName(judge.fromTop(path));
  return place.ref === undefined ? `<${place.part ?? 'object'}>` : mask.hideInName(place.ref);
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

function addParts(known: Map<string, Seen>, more: Iterable<readonly [string, Seen]>): void {
  for (const [id, part] of more) {
    const other = known.get(id);
    known.set(id, other === undefined ? part : { ...other, sightings: [...other.sightings, ...part.sightings] });
  }
}

const SPECIFICITY: readonly Specificity[] = ['exact', 'family', 'generic'];
const GRAVITY = ['critical', 'high', 'medium', 'low'];

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
interface Telling {
  readonly history: History;
  readonly mask: SecretMask;
  readonly isNew: boolean;
  readonly judge: Judge | undefined;
}

/** @param standings where it counts, one place at least */
function toFinding(entries: readonly Entry[], standings: readonly Standing[], telling: Telling): Finding {
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

function objectsOf(sightings: readonly Sighting[]): Set<string> {
  return new Set(sightings.flatMap(({ object }) => (object === undefined ? [] : [object])));
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
