import { mayBindBehind } from './assigned-place.js';
import { mayHoldEncoded } from './encoded-run.js';
import {
  CASE_CHANGES,
  HINT_REACH,
  type HitSink,
  type Kernel,
  type Literal,
  type LiteralPlace,
  LONG_RUN,
  SHORTEST_LITERAL,
} from './kernel.js';
import { longestOf, searchRange } from './kernel-range.js';
import { latin1 } from './latin1.js';
import { SHORTEST_RUN } from './pattern.js';
import { canBegin, isInRow } from './token-start.js';

/** 2^16 slots keep the filter in the second-level cache; more slots gain nothing for a few thousand literals. */
const FILTER_BITS = 16;

/** Knuth's multiplicative hash constant (2^32 / golden ratio): spreads three bytes over the filter. */
const HASH_FACTOR = 0x9e3779b1;

/**
 * A kernel in plain TypeScript that runs everywhere, and starts at once: the better one for small inputs.
 *
 * The last three bytes, folded to lower case, are hashed into a small filter of what literals begin with. Nearly every
 * byte of real text stops there. What passes is compared with the few literals that share the slot.
 */
export class PortableKernel implements Kernel {
  readonly #literals: readonly Literal[];
  /** For each hash slot the index of its first literal plus one, or zero. */
  readonly #slots = new Uint16Array(1 << FILTER_BITS);
  /** For each literal the next one in the same slot plus one, or zero. */
  readonly #next: Uint16Array;
  readonly #hint: RegExp;
  readonly #longest: number;

  /**
   * @param hints in lower case; see {@link HitSink.run}
   * @throws RangeError when a literal is too short to search for, or there are more than 65,534 of them.
   */
  constructor(literals: readonly Literal[], hints: readonly string[]) {
    if (literals.length > 0xfffe) throw new RangeError(`too many literals to search for: ${literals.length}`);
    this.#hint = new RegExp(hints.length === 0 ? '(?!)' : hints.map(quoted).join('|'), 'i');
    this.#next = new Uint16Array(literals.length);
    this.#literals = literals;
    this.#longest = longestOf(literals);
    for (let index = 0; index < literals.length; index++) {
      const { text } = literals[index] as Literal;
      if (text.length < SHORTEST_LITERAL) throw new RangeError(`literal is shorter than ${SHORTEST_LITERAL} bytes`);
      const three = (foldedAt(text, 0) << 16) | (foldedAt(text, 1) << 8) | foldedAt(text, 2);
      const slot = hash(three);
      this.#next[index] = this.#slots[slot] as number;
      this.#slots[slot] = index + 1;
    }
  }

  search(bytes: Uint8Array, sink: HitSink, from = 0, to = bytes.length): void {
    if (from === 0 && to === bytes.length) this.#search(bytes, sink);
    else searchRange(bytes, from, to, this.#longest, sink, (part, within) => this.#search(part, within));
  }

  #search(bytes: Uint8Array, sink: HitSink): void {
    const slots = this.#slots;
    const length = bytes.length;
    let three = 0;
    let runStart = 0;
    for (let at = 0; at < length; at++) {
      const byte = bytes[at] as number;
      three = ((three << 8) | (FOLD[byte] as number)) & 0xffffff;
      const first = slots[hash(three)] as number;
      if (first !== 0 && at >= 2) this.#compare(first, bytes, at - 2, sink);
      if (IS_TOKEN[byte] === 0) {
        if (at - runStart >= SHORTEST_RUN) this.#judgeRun(bytes, runStart, at, sink);
        runStart = at + 1;
        if (INTRODUCES[byte] === 1 && introducesEscape(bytes, at)) sink.escape(at);
      }
    }
    if (length - runStart >= SHORTEST_RUN) this.#judgeRun(bytes, runStart, length, sink);
  }

  #judgeRun(bytes: Uint8Array, start: number, end: number, sink: HitSink): void {
    if (!looksDrawn(bytes, start, end)) return;
    if (end - start >= LONG_RUN && mayHoldEncoded(bytes, start, end)) sink.longRun(start, end);
    if (this.#hint.test(latin1(bytes, start - HINT_REACH, end))) sink.run(start, end);
  }

  #compare(first: number, bytes: Uint8Array, offset: number, sink: HitSink): void {
    for (let link = first; link !== 0; link = this.#next[link - 1] as number) {
      const literal = this.#literals[link - 1] as Literal;
      if (!equalsAt(bytes, offset, literal)) continue;
      if (!countsAt(bytes, offset, literal.place)) continue;
      sink.literal(link - 1, offset);
    }
  }
}

function countsAt(bytes: Uint8Array, offset: number, place: LiteralPlace): boolean {
  if (place === 'anywhere') return true;
  if (place === 'ahead') return !isInRow(bytes, offset);
  if (place === 'assigned') return mayBindBehind(bytes, offset);
  return canBegin(bytes, offset) && (place === 'word' || isRun(bytes, offset));
}

function quoted(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** See `HitSink.run`. */
function looksDrawn(bytes: Uint8Array, start: number, end: number): boolean {
  let last = 0;
  let changes = 0;
  for (let at = start; at < end; at++) {
    const kind = KIND[bytes[at] as number] as number;
    if (kind === DIGIT) return true;
    if ((kind ^ last) === (UPPER ^ LOWER)) changes++;
    last = kind;
  }
  return changes >= CASE_CHANGES;
}

/** See `HitSink.escape`. */
function introducesEscape(bytes: Uint8Array, at: number): boolean {
  const next = bytes[at + 1] ?? 0;
  if (bytes[at] === PERCENT) return IS_HEX[next] === 1 && IS_HEX[bytes[at + 2] ?? 0] === 1;
  if (bytes[at] !== BACKSLASH) return next === NUMBER_SIGN;
  if (OPENS_ESCAPE[next] === 1) return true;
  return (next | 0x20) === LOWER_U && (bytes[at + 2] === OPENING || (bytes[at + 2] === ZERO && bytes[at + 3] === ZERO));
}

function isRun(bytes: Uint8Array, offset: number): boolean {
  for (let at = offset; at < offset + SHORTEST_RUN; at++) if (IS_TOKEN[bytes[at] ?? 0] === 0) return false;
  return true;
}

function equalsAt(bytes: Uint8Array, offset: number, { text, ignoreCase }: Literal): boolean {
  if (offset + text.length > bytes.length) return false;
  for (let i = 0; i < text.length; i++) {
    const a = bytes[offset + i] as number;
    const b = text.charCodeAt(i);
    if (a !== b && !(ignoreCase && FOLD[a] === FOLD[b])) return false;
  }
  return true;
}

function foldedAt(text: string, at: number): number {
  return FOLD[text.charCodeAt(at)] as number;
}

function hash(three: number): number {
  return Math.imul(three, HASH_FACTOR) >>> (32 - FILTER_BITS);
}

/** Upper-case ASCII letters to lower case; every other byte to itself. */
const FOLD = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte));

/** The bytes that runs are made of. */
const IS_TOKEN = flags(/[A-Za-z0-9+/_-]/);

const [BACKSLASH, PERCENT, NUMBER_SIGN, LOWER_U, OPENING, ZERO] = [0x5c, 0x25, 0x23, 0x75, 0x7b, 0x30];

const INTRODUCES = flags(/[\\%&]/);
const IS_HEX = flags(/[0-9A-Fa-f]/);
const OPENS_ESCAPE = flags(/[x/01]/);

function flags(set: RegExp): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) => (set.test(String.fromCharCode(byte)) ? 1 : 0));
}

const DIGIT = 1;
const UPPER = 2;
const LOWER = 4;

/** What each byte is; 0 for what is neither letter nor digit. */
const KIND = Uint8Array.from({ length: 256 }, (_, byte) => {
  const char = String.fromCharCode(byte);
  return /[0-9]/.test(char) ? DIGIT : /[A-Z]/.test(char) ? UPPER : /[a-z]/.test(char) ? LOWER : 0;
});
