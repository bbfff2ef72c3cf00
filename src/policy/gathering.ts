import { type Match, secretOf } from '../detect/match.js';
import { everyPart } from '../detect/pairs.js';
import { CONFIDENCES } from '../detect/pattern.js';
import type { Place } from '../sources/source.js';
import { FindingCollector, type Standpoint } from './collector.js';
import { excusingMarker } from './inline-ignore.js';
import type { Marker } from './inline-markers.js';
import { addedInlineIgnores, type InlineIgnore, inlineIgnoresIn, inlineNote } from './inline-notes.js';
import type { InlineNote } from './outcome.js';
import { PositionFinder } from './position.js';
import type { Search } from './secret-mask.js';
import { isReported, type Wanted } from './wanted.js';

const NOTHING: ReadonlySet<string> = new Set();

/** Some bytes, all that was found in them, and which part of them is to be told. */
export interface Searched extends Omit<Standpoint, 'place'> {
  readonly found: readonly Match[];
  readonly from: number;
  readonly to: number;
}

/** Takes what was found, and keeps what counts. Nothing here waits for anything. */
export class Gathering {
  readonly collector: FindingCollector;
  readonly counts = { ignored: 0, belowConfidence: 0 };
  /** Comments that are to be told of. They may hold what was found. */
  readonly inline: InlineNote[] = [];
  readonly #told = new Set<string>();
  #ignores: { readonly bytes: Buffer; readonly byPlace: ReadonlyMap<number, InlineIgnore> } | undefined;
  readonly #wanted: Wanted;
  readonly #least: number;

  /**
   * @param now what the expiry of secrets is compared with; the clock by default
   * @param search looks for secrets in what is told of places; only whoever tells the findings needs it
   */
  constructor(wanted: Wanted, now?: Date, search?: Search) {
    this.#wanted = wanted;
    this.#least = CONFIDENCES.indexOf(wanted.minConfidence ?? 'medium');
    this.collector = new FindingCollector(now, search);
  }

  /** @param known secrets that stood at this place before: they are not new */
  take({ found, from, to, ...at }: Searched, place: Place, known: ReadonlySet<string> = NOTHING): void {
    const { bytes } = at;
    const isNew = (match: Match) => isReported(match, this.#wanted) && !known.has(secretOf(match, bytes));
    let all: readonly Match[] | undefined;
    for (const match of found) {
      if (match.start < from || match.start >= to) continue;
      const reported = known.has(secretOf(match, bytes)) ? (match.parts ?? []) : [match];
      for (const each of reported.filter(isNew)) {
        all ??= everyPart(found);
        this.#judge(each, all, { ...at, place });
      }
    }
  }

  /** Adds what another one gathered. */
  merge(other: Gathering): void {
    this.collector.merge(other.collector.take());
    this.counts.ignored += other.counts.ignored;
    this.counts.belowConfidence += other.counts.belowConfidence;
  }

  #judge(match: Match, all: readonly Match[], at: Standpoint): void {
    if (CONFIDENCES.indexOf(match.confidence) < this.#least) this.counts.belowConfidence++;
    else if (this.#isExcused(match, at)) this.counts.ignored++;
    else this.collector.add(match, all, at);
  }

  #isExcused(match: Match, at: Standpoint): boolean {
    const { markers, inline = 'excuse' } = this.#wanted;
    const marker = excusingMarker(match, at.bytes, markers);
    if (marker === undefined) return false;
    if (inline !== 'excuse') this.#note(marker, at);
    return inline !== 'refuse';
  }

  /** Notes the comments that a file has and had not before, whether or not they excuse anything yet. */
  addComments(path: string, before: readonly Buffer[], after: Buffer): void {
    for (const ignore of addedInlineIgnores(before, after, this.#wanted.markers)) this.#tell(path, ignore);
  }

  #note(marker: Marker, { bytes, place, start }: Standpoint): void {
    if (this.#ignores?.bytes !== bytes) {
      const all = inlineIgnoresIn(bytes, this.#wanted.markers);
      this.#ignores = { bytes, byPlace: new Map(all.map((ignore) => [ignore.marker.at, ignore])) };
    }
    const ignore = this.#ignores.byPlace.get(marker.at);
    if (ignore === undefined) return;
    const { line } = new PositionFinder(bytes, start).at(marker.at);
    this.#tell(place.path ?? place.ref ?? place.part ?? '', { ...ignore, line });
  }

  /** Once for all versions of a file. */
  #tell(path: string, ignore: InlineIgnore): void {
    const key = `${path}\0${ignore.key}`;
    if (this.#told.has(key)) return;
    this.#told.add(key);
    this.inline.push(inlineNote(path, ignore));
  }
}
