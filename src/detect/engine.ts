import { CREDENTIAL_HINTS } from './assignment.js';
import { CHECKS, READERS } from './checks/index.js';
import { Composer } from './compose.js';
import { DEPTH, Decoder, type Found } from './decode/decoder.js';
import { SpanFinder } from './decode/finder.js';
import { GENERIC_REACH } from './generic/candidate-at.js';
import { HitJudge } from './hit-judge.js';
import type { HitSink, Kernel } from './kernel.js';
import type { Match } from './match.js';
import { type Pattern, SHORTEST_REACH } from './pattern.js';
import { indexOf, type PatternIndex } from './pattern-index.js';
import { PortableKernel } from './portable-kernel.js';
import { LARGEST_INPUT, SimdKernel } from './simd-kernel.js';

/** Below this many bytes in all the SIMD kernel takes longer to make ready than the portable one takes to be done. */
const SMALL = 262_144;

export interface EngineOptions {
  /** `simd` where the machine has it, for all but small inputs; both give the same matches. */
  readonly kernel?: 'portable' | 'simd';
  /** The most bytes that are searched at once, at least four times what the patterns reach. */
  readonly chunk?: number;
  /** Judge what is assigned to the name of a credential, too, whatever it looks like. */
  readonly assignments?: boolean;
  /** Encodings around each other that are undone, 3 by default; 0 to look at nothing but what is written. */
  readonly depth?: number;
}

/** What is found in a chunk, counted from its beginning. */
interface ChunkSink extends Pick<HitSink, 'longRun' | 'escape'> {
  match(match: Match): void;
}

/**
 * Bytes in, matches out. The kernel names the places, the matchers judge them, overlaps are resolved, and what
 * belongs together is put together.
 *
 * @example new Engine(patterns).scan(bytes)
 */
export class Engine {
  /** Judges the places that the kernel names. */
  readonly judge: HitJudge;
  readonly #index: PatternIndex;
  readonly #kernel: 'portable' | 'simd' | undefined;
  readonly #chunk: number;
  /** Bytes at the end of a chunk within which a match could depend on what is behind it. */
  readonly #margin: number;
  /** Bytes so far. */
  #searched = 0;
  #portable: Kernel | undefined;
  #simd: Kernel | undefined;
  #composer: Composer | undefined;
  readonly #depth: number;
  #decoder: Decoder | undefined;

  /**
   * @param patterns or an index of some
   * @throws Error when a pattern names an unknown check; RangeError when its literals cannot be searched for
   */
  constructor(patterns: readonly Pattern[] | PatternIndex, options: EngineOptions = {}) {
    if ('startingWith' in patterns) this.#index = patterns;
    else {
      patterns.forEach(refuseUnknownCheck);
      this.#index = indexOf(patterns);
    }
    this.judge = new HitJudge(this.#index, options.assignments ?? false);
    this.#kernel = options.kernel ?? (SimdKernel.isSupported() ? undefined : 'portable');
    this.#depth = options.depth ?? DEPTH;
    this.#margin = 2 * Math.max(this.#index.reach, options.assignments ? GENERIC_REACH : 0) + SHORTEST_REACH;
    this.#chunk = Math.min(LARGEST_INPUT, Math.max(options.chunk ?? LARGEST_INPUT, 4 * this.#margin));
  }

  /** It looks into what is encoded. */
  get decodes(): boolean {
    return this.#depth > 0;
  }

  /** Bytes on either side of a match that it can depend on: who cuts a text into pieces lets them overlap by so many. */
  get margin(): number {
    return this.#margin;
  }

  /**
   * Every match in the bytes, and in what is encoded in them, by rising offset. None overlaps another, but for those that
   * were decoded from the same bytes.
   *
   * @param cut called when something stayed encoded, because it would be larger than anything is allowed to be
   */
  scan(bytes: Uint8Array, cut?: () => void): Match[] {
    return this.complete(bytes, this.#read(bytes), cut);
  }

  /**
   * What `scan` makes of what was found in the bytes as they are, whoever found it.
   *
   * @param found every match, in any order, what is refuted too; and all that is encoded
   */
  complete(bytes: Uint8Array, { matches, spans }: Found, cut?: () => void): Match[] {
    const composed = this.#compose(matches, bytes);
    if (spans.length === 0 || !this.decodes) return composed;
    this.#decoder ??= new Decoder((text) => this.#find(text), this.#depth);
    return this.#decoder.all(bytes, { matches: composed, spans }, cut);
  }

  /** Every match in the bytes as they are, in any order, before any gives way to another: what is refuted too. */
  found(bytes: Uint8Array): Match[] {
    return this.#read(bytes).matches;
  }

  /** What is in the bytes as they are. */
  #find(bytes: Uint8Array): Found {
    const { matches, spans } = this.#read(bytes);
    return { matches: this.#compose(matches, bytes), spans };
  }

  /**
   * All that is in the bytes as they are, in any order.
   *
   * A large buffer is searched in chunks that overlap. What begins near the border of a chunk is left to the next one,
   * in which all that it depends on can be seen: by the law of locality the result is that of one search.
   */
  #read(bytes: Uint8Array): Found {
    const matches: Match[] = [];
    const spans = new SpanFinder(bytes);
    const step = this.#chunk - 2 * this.#margin;
    for (let from = 0; from === 0 || from + 2 * this.#margin < bytes.length; from += step) {
      const to = Math.min(bytes.length, from + this.#chunk);
      const first = from === 0 ? 0 : this.#margin;
      const last = to === bytes.length ? to - from : to - from - this.#margin;
      const isHere = (offset: number) => offset >= first && offset < last;
      this.#search(bytes.subarray(from, to), {
        match: (match) => {
          if (!isHere(match.start)) return;
          matches.push(from === 0 ? match : { ...match, start: match.start + from, end: match.end + from });
        },
        longRun: (start, end) => {
          if (isHere(start)) spans.run(from + start, from + end);
        },
        escape: (offset) => {
          if (isHere(offset)) spans.escape(from + offset);
        },
      });
      if (to === bytes.length) break;
    }
    return { matches, spans: this.decodes ? spans.spans() : [] };
  }

  #compose(matches: Match[], bytes: Uint8Array): Match[] {
    if (matches.length === 0) return matches;
    this.#composer ??= new Composer(this.#index.all());
    return this.#composer.compose(matches, bytes);
  }

  #search(bytes: Uint8Array, sink: ChunkSink): void {
    const keep = (match: Match) => sink.match(match);
    this.kernel(bytes.length).search(bytes, {
      literal: (literal, offset) => this.judge.literal(bytes, literal, offset, keep),
      run: (start, end) => this.judge.run(bytes, start, end, keep),
      longRun: sink.longRun,
      escape: sink.escape,
    });
  }

  /** The kernel for so many more bytes: the faster one to search many is the slower one to make ready. */
  kernel(length = Number.POSITIVE_INFINITY): Kernel {
    this.#searched += length;
    if (this.#kernel === 'portable' || (this.#kernel === undefined && this.#searched < SMALL)) {
      this.#portable ??= new PortableKernel(this.judge.literals, CREDENTIAL_HINTS);
      return this.#portable;
    }
    this.#simd ??= new SimdKernel(this.judge.literals, CREDENTIAL_HINTS);
    return this.#simd;
  }
}

function refuseUnknownCheck({ id, check }: Pattern): void {
  if (check !== undefined && !Object.hasOwn(CHECKS, check) && !Object.hasOwn(READERS, check))
    throw new Error(`pattern ${id} names the check "${check}", which does not exist`);
}
