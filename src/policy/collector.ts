import { type Match, secretOf } from '../detect/match.js';
import type { Gap, Place } from '../sources/source.js';
import type { Identity } from './accepted/fingerprint.js';
import { addParts, type Entry, entryId, entryOf, objectsOf, type Seen, type Sighting, seen, toldOf } from './entry.js';
import type { Finding } from './finding.js';
import { findingId } from './finding-id.js';
import type { Judge } from './judge.js';
import { KeptExcerpts } from './kept-excerpts.js';
import { byFirst, compare, type Standing, standingsOf } from './locations.js';
import type { InlineNote, PolicyChange } from './outcome.js';
import { pathInImage } from './path-in-image.js';
import { type Position, PositionFinder } from './position.js';
import { excerpt } from './redact.js';
import { hiddenSpellings, KeptSpellings, maskOf, type Search, type SecretMask } from './secret-mask.js';
import { GRAVITY, type History, type Telling, toFinding } from './telling.js';

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
    const first = this.#positions.at(match.start);
    const { path, container, part, ref, origin } = place;
    return {
      told: toldOf(match, this.#now),
      place: {
        ...(path !== undefined && { path }),
        ...(container !== undefined && { container }),
        ...(part !== undefined && { part }),
        ...(ref !== undefined && { ref }),
        ...(origin !== undefined && { origin }),
      },
      object,
      ...(place.image !== undefined && { image: place.image(first.line) }),
      start: first,
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
      const { place, image } = standing.sighting;
      const verdict = judge.at({ ...standing, inner: pathInImage({ ...place, image })?.inner });
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
    return this.#masked(gaps, (gap, hide) => ({ ...gap, subject: hide(gap.subject), reason: hide(gap.reason) }));
  }

  /** Comments that excuse something, without any secret: what is written in them is as it is in the file. */
  notesWithoutSecrets(notes: readonly InlineNote[]): InlineNote[] {
    return this.#masked(notes, ({ reason, ...note }, hide) => ({
      ...note,
      path: hide(note.path),
      pattern: hide(note.pattern),
      ...(reason !== undefined && { reason: hide(reason) }),
    }));
  }

  /** Changes of the policy, without any secret: globs and reasons are as they are in the files. */
  changesWithoutSecrets(changes: readonly PolicyChange[]): PolicyChange[] {
    return this.#masked(changes, ({ file, what }, hide) => ({ file: hide(file), what: hide(what) }));
  }

  /** A mask is made from all that was seen: not where there is nothing to hide it in. */
  #masked<T>(told: readonly T[], hidden: (one: T, hide: (text: string) => string) => T): T[] {
    if (told.length === 0) return [];
    const mask = this.#mask();
    return told.map((one) => hidden(one, (text) => mask.hideInName(text)));
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
