import { type AST, RegExpParser } from '@eslint-community/regexpp';
import { bytesOf } from './byte-set.js';

/**
 * In how many ways a regex can be tried on one text from one place: an upper bound of what backtracking can cost.
 *
 * A repetition can end in many places, and each of them is gone on from only where the byte behind it can be both: one
 * more repetition, and the beginning of what follows. Such choices multiply; `(?:a{1,9}){1,9}b` has 9^9 of them.
 */
export function waysToMatch(source: string, ignoreCase = false): number {
  const { alternatives } = new RegExpParser({ ecmaVersion: 2022 }).parsePattern(source, 0, source.length, false);
  return either(alternatives.map((alternative) => sequence(alternative, ignoreCase))).ways;
}

/** A regex costs this much at most, at one place. The longest shipped one, a private key, has a quarter of it. */
export const MOST_WAYS = 1_000_000;

interface Piece {
  /** Ways to match what is settled. */
  readonly ways: number;
  /** Places at which the end can still be. */
  readonly ends: number;
  /** Bytes that an end can be followed by if it was not the end yet. */
  readonly continues: ReadonlySet<number>;
  readonly first: ReadonlySet<number>;
  readonly all: ReadonlySet<number>;
  readonly canBeEmpty: boolean;
}

const NONE: ReadonlySet<number> = new Set();
const EMPTY: Piece = { ways: 1, ends: 1, continues: NONE, first: NONE, all: NONE, canBeEmpty: true };

function sequence({ elements }: AST.Alternative, ignoreCase: boolean): Piece {
  return elements.map((element) => pieceOf(element, ignoreCase)).reduce(join, EMPTY);
}

function pieceOf(element: AST.Element, ignoreCase: boolean): Piece {
  const inside = (alternatives: readonly AST.Alternative[]) =>
    either(alternatives.map((alternative) => sequence(alternative, ignoreCase)));
  switch (element.type) {
    case 'Character':
    case 'CharacterClass':
    case 'CharacterSet': {
      const bytes = bytesOf(element, ignoreCase);
      return { ...EMPTY, first: bytes, all: bytes, canBeEmpty: false };
    }
    case 'Group':
    case 'CapturingGroup':
      return inside(element.alternatives);
    case 'Quantifier':
      return repeat(pieceOf(element.element, ignoreCase), element.min, element.max);
    case 'Assertion':
      return element.kind === 'lookahead' || element.kind === 'lookbehind'
        ? { ...EMPTY, ways: inside(element.alternatives).ways }
        : EMPTY;
    default:
      return { ...EMPTY, ways: Number.POSITIVE_INFINITY };
  }
}

function join(a: Piece, b: Piece): Piece {
  const collide = meet(a.continues, b.first);
  const open = b.canBeEmpty && !collide;
  return {
    ways: a.ways * b.ways * (collide ? a.ends : 1),
    ends: open ? a.ends * b.ends : b.ends,
    continues: b.canBeEmpty ? union(a.continues, b.continues) : b.continues,
    first: a.canBeEmpty ? union(a.first, b.first) : a.first,
    all: union(a.all, b.all),
    canBeEmpty: a.canBeEmpty && b.canBeEmpty,
  };
}

function either(pieces: readonly Piece[]): Piece {
  const [piece] = pieces;
  if (piece !== undefined && pieces.length === 1) return piece;
  const isDecided = pieces.every((one, index) =>
    pieces.slice(index + 1).every((other) => !meet(one.first, other.first)),
  );
  const combine = (numbers: number[]) =>
    isDecided ? Math.max(...numbers) : numbers.reduce((sum, number) => sum + number, 0);
  return {
    ways: combine(pieces.map(({ ways }) => ways)),
    ends: combine(pieces.map(({ ends }) => ends)),
    continues: union(...pieces.map((one) => (isDecided && !one.canBeEmpty ? one.continues : one.all))),
    first: union(...pieces.map(({ first }) => first)),
    all: union(...pieces.map(({ all }) => all)),
    canBeEmpty: pieces.some(({ canBeEmpty }) => canBeEmpty),
  };
}

function repeat(piece: Piece, min: number, max: number): Piece {
  const again = meet(piece.continues, piece.first) ? piece.ends : 1;
  return {
    ...piece,
    ways: (piece.ways * again) ** max,
    ends: (max - min + 1) * piece.ends,
    continues: max > min ? union(piece.first, piece.continues) : piece.continues,
    canBeEmpty: min === 0 || piece.canBeEmpty,
  };
}

function meet(a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  for (const byte of a) if (b.has(byte)) return true;
  return false;
}

function union(...sets: readonly ReadonlySet<number>[]): ReadonlySet<number> {
  return new Set(sets.flatMap((set) => [...set]));
}
