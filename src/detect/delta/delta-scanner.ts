import { SpanFinder } from '../decode/finder.js';
import type { Span } from '../decode/span.js';
import type { Engine } from '../engine.js';
import type { HitJudge } from '../hit-judge.js';
import type { HitSink, Kernel } from '../kernel.js';
import { longestOf } from '../kernel-range.js';
import type { Match } from '../match.js';
import type { Derivation } from './instructions.js';
import { inParts } from './parts.js';
import { ESCAPE, LONG_RUN, type PlacedMatch, RUN, Trace } from './trace.js';
import { Zones } from './zones.js';

const NOTHING: Match[] = [];

/**
 * Scans texts of which most are made from each other, as a pack of git has them. What stands in the base of a text was
 * searched there: by the law of locality only what is new and what is near a seam has to be. The result is that of
 * `Engine.scan` on each text alone.
 */
export class DeltaScanner {
  readonly #engine: Engine;
  readonly #judge: HitJudge;
  readonly #kernel: Kernel;
  readonly #zones: Zones;
  /** By depth: what was found in the last text there. */
  readonly #traces: Trace[] = [];
  #trace = new Trace();
  readonly #sink: HitSink = {
    literal: (literal, offset) => this.#trace.add(offset, literal, 0),
    run: (start, end) => this.#trace.add(start, RUN, end),
    longRun: (start, end) => this.#trace.add(start, LONG_RUN, end),
    escape: (offset) => this.#trace.add(offset, ESCAPE, 0),
  };

  constructor(engine: Engine) {
    this.#engine = engine;
    this.#judge = engine.judge;
    this.#judge.remember();
    this.#kernel = engine.kernel();
    this.#zones = new Zones(longestOf(engine.judge.literals));
  }

  /**
   * Every match in a text, as `Engine.scan` has them.
   *
   * @param depth how many texts it is derived from; its base is the last text that came with a depth of one less
   * @param cut called when something stayed encoded, because it would be larger than anything is allowed to be
   */
  scan(content: Uint8Array, depth: number, derivation: Derivation | undefined, cut?: () => void): Match[] {
    this.#traces[depth] ??= new Trace();
    const trace = this.#traces[depth];
    this.#trace = trace;
    trace.clear();
    const base = derivation === undefined ? undefined : this.#traces[depth - 1];
    if (derivation === undefined || base === undefined) this.#searchAll(content);
    else this.#searchNew(content, derivation, base);
    const mayHoldEncoded = this.#engine.decodes && (trace.encoded > 0 || trace.hasNul);
    if (trace.matches.length === 0 && !mayHoldEncoded) return NOTHING;
    const matches = trace.matches.map(({ match }) => match);
    return this.#engine.complete(content, { matches, spans: mayHoldEncoded ? this.#spans(content) : [] }, cut);
  }

  #searchAll(content: Uint8Array): void {
    const trace = this.#trace;
    this.#search(content, 0, content.length);
    for (let place = 0; place < trace.count; place++) this.#judgePlace(content, place);
    trace.hasNul = hasNul(content, 0, content.length);
  }

  /** Zone by zone: what stands before it is taken over, and it is searched. */
  #searchNew(content: Uint8Array, derivation: Derivation, base: Trace): void {
    const zones = this.#zones;
    zones.read(content, derivation);
    const { count, starts, ends, changes, changesFrom, shifts } = zones;
    let [from, change, shift] = [0, 0, 0];
    for (let zone = 0; zone < count; zone++) {
      const end = ends[zone] as number;
      this.#inherit(base, from, starts[zone] as number, shift);
      this.#search(content, starts[zone] as number, end);
      while (change < changes && (changesFrom[change] as number) <= end) shift = shifts[change++] as number;
      from = end;
    }
    this.#inherit(base, from, content.length, shift);
    this.#judgeNew(content, base);
    this.#trace.hasNul = base.hasNul ? hasNul(content, 0, content.length) : this.#zonesHaveNul(content);
  }

  /** All that is new lies in zones. */
  #zonesHaveNul(content: Uint8Array): boolean {
    const { count, starts, ends } = this.#zones;
    for (let zone = 0; zone < count; zone++)
      if (hasNul(content, starts[zone] as number, ends[zone] as number)) return true;
    return false;
  }

  /** Searches a range, however long it is: what is inserted, or a run with a seam in it, can be longer than a part. */
  #search(content: Uint8Array, from: number, to: number): void {
    inParts(content, from, to, (start, end) => {
      const first = this.#trace.count;
      this.#kernel.search(content, this.#sink, start, end);
      this.#trace.sortFrom(first);
    });
  }

  /**
   * Takes over the places of the base in the range [from, to) of the text.
   *
   * @param shift from an offset in the text to that in the base
   */
  #inherit(base: Trace, from: number, to: number, shift: number): void {
    const trace = this.#trace;
    const { offsets, kinds, ends, count } = base;
    const last = to + shift;
    for (let place = base.firstFrom(from + shift); place < count && (offsets[place] as number) < last; place++) {
      const kind = kinds[place] as number;
      const end = kind === RUN || kind === LONG_RUN ? (ends[place] as number) - shift : 0;
      trace.add((offsets[place] as number) - shift, kind, end);
    }
  }

  /** Judges the places of which anything that has a say is not as it was in the base. */
  #judgeNew(content: Uint8Array, base: Trace): void {
    const trace = this.#trace;
    const { changes, changesFrom, changesTo, shifts } = this.#zones;
    // The stretch that is as it was, behind `change` changes. Both texts begin, and end, alike unless a change says otherwise.
    let [change, from, shift] = [0, Number.NEGATIVE_INFINITY, 0];
    let to = changes === 0 ? Number.POSITIVE_INFINITY : (changesFrom[0] as number);
    for (let place = 0; place < trace.count; place++) {
      const kind = trace.kinds[place] as number;
      if (kind === LONG_RUN || kind === ESCAPE) continue;
      const offset = trace.offsets[place] as number;
      while (change < changes && offset >= (changesTo[change] as number)) {
        from = changesTo[change] as number;
        shift = shifts[change] as number;
        change++;
        to = change === changes ? Number.POSITIVE_INFINITY : (changesFrom[change] as number);
      }
      if (!this.#takeOver(base, place, shift, from, to)) this.#judgePlace(content, place);
    }
  }

  /** @param isDeep it took a closer look to judge it @returns whether everything that has a say lies in [from, to) */
  #isWithin(place: number, isDeep: boolean, from: number, to: number): boolean {
    const trace = this.#trace;
    const kind = trace.kinds[place] as number;
    const offset = trace.offsets[place] as number;
    if (kind !== RUN)
      return offset - this.#judge.before(kind, isDeep) >= from && offset + this.#judge.behind(kind, isDeep) <= to;
    const around = this.#judge.aroundRun(isDeep);
    return offset - around >= from && (trace.ends[place] as number) + around <= to;
  }

  #judgePlace(content: Uint8Array, place: number): void {
    const trace = this.#trace;
    const kind = trace.kinds[place] as number;
    if (kind === LONG_RUN || kind === ESCAPE) return;
    const offset = trace.offsets[place] as number;
    const keep = (match: Match) => trace.matches.push({ place, match });
    const isDeep =
      kind === RUN
        ? this.#judge.run(content, offset, trace.ends[place] as number, keep)
        : this.#judge.literal(content, kind, offset, keep);
    trace.isDeep[place] = isDeep ? 1 : 0;
  }

  /**
   * Takes over what was said of a place in the base.
   *
   * @param shift from an offset in the text to that in the base
   * @returns false when more than [from, to) has a say in it
   */
  #takeOver(base: Trace, place: number, shift: number, from: number, to: number): boolean {
    const trace = this.#trace;
    if (!this.#isWithin(place, false, from, to)) return false;
    const before = base.placeOf((trace.offsets[place] as number) + shift, trace.kinds[place] as number);
    if (before === -1) return false;
    const isDeep = base.isDeep[before] === 1;
    if (isDeep && !this.#isWithin(place, true, from, to)) return false;
    trace.isDeep[place] = isDeep ? 1 : 0;
    for (let at = base.firstMatchFrom(before); at < base.matches.length; at++) {
      const found = base.matches[at] as PlacedMatch;
      if (found.place !== before) break;
      trace.matches.push({ place, match: shifted(found.match, -shift) });
    }
    return true;
  }

  #spans(content: Uint8Array): readonly Span[] {
    const { count, kinds, offsets, ends, encoded } = this.#trace;
    const spans = new SpanFinder(content);
    for (let place = 0; encoded > 0 && place < count; place++) {
      if (kinds[place] === LONG_RUN) spans.run(offsets[place] as number, ends[place] as number);
      else if (kinds[place] === ESCAPE) spans.escape(offsets[place] as number);
    }
    return spans.spans();
  }
}

function shifted(match: Match, by: number): Match {
  return by === 0 ? match : { ...match, start: match.start + by, end: match.end + by };
}

function hasNul(content: Uint8Array, from: number, to: number): boolean {
  return Buffer.from(content.buffer, content.byteOffset + from, to - from).indexOf(0) !== -1;
}
