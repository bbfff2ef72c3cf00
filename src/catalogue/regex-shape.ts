import { type AST, RegExpParser } from '@eslint-community/regexpp';
import { LONGEST_OPENING, SHORTEST_RUN } from '../detect/pattern.js';
import { bytesOf } from './byte-set.js';

/** What can be read off a regex without running it. */
export interface RegexShape {
  /** Every match begins with one of these; empty when the regex can begin with anything. */
  readonly literals: readonly string[];
  /** Characters the shortest and the longest match have. */
  readonly shortest: number;
  readonly longest: number;
  /** How many characters can be looked at, from where a match begins: those of a look-ahead behind it too. */
  readonly furthest: number;
  /** Every character that can stand among the first `SHORTEST_RUN` of a match, as the content of a character class. */
  readonly head: string;
  /** Characters that a match can end in, as the content of a character class. */
  readonly last: string;
  /** Every match begins with at least so many token characters (letters, digits, `+ / _ -`). */
  readonly leadingRun: number;
  /** A match goes on in the characters it begins with. */
  readonly isUniform: boolean;
  /** Every match has, at each of its first places, one of these: the content of a character class for each place. */
  readonly opening: readonly string[];
}

/** More prefixes than this are a sign that the regex should be two patterns. */
const MOST_LITERALS = 64;

/**
 * Reads the shape of a regex (ECMAScript, no flags but `i`).
 *
 * @throws SyntaxError when it does not parse, is unbounded, or uses what an anchored match cannot have: look-behind,
 *   `^`, `$`, `\b`, back-references, and characters that are no single byte. Borders are the business of `boundary`.
 */
export function regexShape(source: string, ignoreCase = false): RegexShape {
  const { alternatives } = new RegExpParser({ ecmaVersion: 2022 }).parsePattern(source, 0, source.length, false);
  const parts = alternatives.map(shapeOfSequence);
  const all = either(parts);
  return {
    literals: all.prefixes.texts.every((text) => text.length > 0) ? [...new Set(all.prefixes.texts)] : [],
    shortest: all.shortest,
    longest: all.longest,
    furthest: all.furthest,
    head: classContent(ignoreCase ? bothCases(all.head) : all.head),
    last: classContent(ignoreCase ? bothCases(all.last) : all.last),
    leadingRun: all.leadingRun,
    isUniform: [...all.characters].every((code) => all.head.has(code)),
    opening: all.opening.map((codes) => classContent(ignoreCase ? bothCases(codes) : codes)),
  };
}

/** The literal beginnings of a piece; `complete` when a text is the whole piece, so that what follows may extend it. */
interface Prefixes {
  readonly texts: readonly string[];
  readonly complete: boolean;
}

interface Piece {
  readonly prefixes: Prefixes;
  readonly shortest: number;
  readonly longest: number;
  readonly furthest: number;
  readonly characters: ReadonlySet<number>;
  readonly head: ReadonlySet<number>;
  readonly last: ReadonlySet<number>;
  readonly leadingRun: number;
  /** By place, as far as that is known, every character that can stand there. */
  readonly opening: readonly ReadonlySet<number>[];
}

const EMPTY: Piece = {
  prefixes: { texts: [''], complete: true },
  shortest: 0,
  longest: 0,
  furthest: 0,
  characters: new Set(),
  head: new Set(),
  last: new Set(),
  leadingRun: 0,
  opening: [],
};

function shapeOfSequence(alternative: AST.Alternative): Piece {
  return alternative.elements.map(shapeOf).reduce(join, EMPTY);
}

function shapeOf(element: AST.Element): Piece {
  switch (element.type) {
    case 'Character':
    case 'CharacterClass':
    case 'CharacterSet':
      return characterPiece(bytesOf(element));
    case 'Group':
    case 'CapturingGroup':
      return either(element.alternatives.map(shapeOfSequence));
    case 'Quantifier':
      return repeat(shapeOf(element.element), element.min, element.max);
    case 'Assertion':
      if (element.kind !== 'lookahead')
        throw new SyntaxError(`${element.raw} has no place in an anchored regex: use boundary instead`);
      return { ...EMPTY, furthest: either(element.alternatives.map(shapeOfSequence)).furthest };
    default:
      throw new SyntaxError(`${element.raw} is not allowed: a match must be bounded and read once`);
  }
}

/** A class of up to this many characters is spelt out in the prefixes (`gh[opsu]_`). */
const SMALL_CLASS = 8;

function characterPiece(characters: ReadonlySet<number>): Piece {
  const small = characters.size <= SMALL_CLASS;
  const texts = small ? [...characters].map((code) => String.fromCharCode(code)) : [''];
  return {
    prefixes: { texts, complete: small },
    shortest: 1,
    longest: 1,
    furthest: 1,
    characters,
    head: characters,
    last: characters,
    leadingRun: isToken(characters) ? 1 : 0,
    opening: [characters],
  };
}

function join(a: Piece, b: Piece): Piece {
  return {
    prefixes: joinPrefixes(a.prefixes, b.prefixes),
    shortest: a.shortest + b.shortest,
    longest: a.longest + b.longest,
    furthest: Math.max(a.furthest, a.longest + b.furthest),
    characters: new Set([...a.characters, ...b.characters]),
    head: a.shortest >= SHORTEST_RUN ? a.head : new Set([...a.head, ...b.head]),
    last: b.longest === 0 ? a.last : b.shortest === 0 ? new Set([...a.last, ...b.last]) : b.last,
    leadingRun: isToken(a.characters) ? a.shortest + b.leadingRun : a.leadingRun,
    opening: joinOpenings(a, b),
  };
}

/** Where the second piece begins is known only behind one that is always as long. */
function joinOpenings(a: Piece, b: Piece): Piece['opening'] {
  if (a.shortest !== a.longest || a.opening.length < a.shortest) return a.opening;
  return [...a.opening, ...b.opening].slice(0, LONGEST_OPENING);
}

function joinPrefixes(a: Prefixes, b: Prefixes): Prefixes {
  if (!a.complete || a.texts.length * b.texts.length > MOST_LITERALS) return { texts: a.texts, complete: false };
  return { texts: a.texts.flatMap((left) => b.texts.map((right) => left + right)), complete: b.complete };
}

function either(pieces: readonly Piece[]): Piece {
  const texts = pieces.flatMap((piece) => piece.prefixes.texts);
  return {
    prefixes: { texts, complete: pieces.every((piece) => piece.prefixes.complete) },
    shortest: Math.min(...pieces.map((piece) => piece.shortest)),
    longest: Math.max(...pieces.map((piece) => piece.longest)),
    furthest: Math.max(...pieces.map((piece) => piece.furthest)),
    characters: new Set(pieces.flatMap((piece) => [...piece.characters])),
    head: new Set(pieces.flatMap((piece) => [...piece.head])),
    last: new Set(pieces.flatMap((piece) => [...piece.last])),
    leadingRun: Math.min(...pieces.map((piece) => piece.leadingRun)),
    opening: Array.from(
      { length: Math.min(...pieces.map((piece) => piece.opening.length)) },
      (_, place) => new Set(pieces.flatMap((piece) => [...(piece.opening[place] ?? [])])),
    ),
  };
}

function repeat(piece: Piece, min: number, max: number): Piece {
  if (!Number.isFinite(max)) throw new SyntaxError('a repetition without an upper bound: write {min,max}');
  const times = Math.min(min, 16);
  let prefixes: Prefixes = { texts: [''], complete: true };
  for (let i = 0; i < times; i++) prefixes = joinPrefixes(prefixes, piece.prefixes);
  const complete = prefixes.complete && min === max && times === min;
  const last = piece.last;
  const alike: Piece[] = Array.from({ length: Math.min(min, LONGEST_OPENING) }, () => piece);
  return {
    prefixes: { ...prefixes, complete },
    shortest: piece.shortest * min,
    longest: piece.longest * max,
    furthest: max === 0 ? 0 : piece.longest * (max - 1) + piece.furthest,
    characters: piece.characters,
    head: piece.head,
    last,
    leadingRun: isToken(piece.characters) ? piece.shortest * min : min > 0 ? piece.leadingRun : 0,
    opening: alike.reduceRight<Piece['opening']>((opening, each) => joinOpenings(each, { ...EMPTY, opening }), []),
  };
}

function bothCases(codes: ReadonlySet<number>): ReadonlySet<number> {
  const texts = [...codes].map((code) => String.fromCharCode(code));
  return new Set(texts.flatMap((text) => [text.toLowerCase().charCodeAt(0), text.toUpperCase().charCodeAt(0)]));
}

/** Runs are made of these; see `detect/kernel.ts`. */
function isToken(characters: ReadonlySet<number>): boolean {
  return [...characters].every((code) => /[A-Za-z0-9+/_-]/.test(String.fromCharCode(code)));
}

/** As ranges, each character that is no letter or digit as `\\xHH`, so that none can mean something in a class. */
function classContent(codes: ReadonlySet<number>): string {
  const sorted = [...codes].sort((a, b) => a - b);
  let content = '';
  for (let from = 0; from < sorted.length; ) {
    let to = from;
    while (sorted[to + 1] === (sorted[to] as number) + 1) to++;
    const [first, last] = [spelt(sorted[from] as number), spelt(sorted[to] as number)];
    content += to - from < 2 ? first + (to > from ? last : '') : `${first}-${last}`;
    from = to + 1;
  }
  return content;
}

function spelt(code: number): string {
  const char = String.fromCharCode(code);
  return /[A-Za-z0-9_]/.test(char) ? char : `\\x${code.toString(16).padStart(2, '0')}`;
}
