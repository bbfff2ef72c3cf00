import type { AssignedValue } from '../../src/catalogue/own-values/own-patterns.js';
import { seededRandom } from '../../src/catalogue/random.js';
import { draw, drawExample } from '../../src/catalogue/shape.js';
import { ENCODINGS, inLines } from './encoding.js';
import { anyPassword, anyToken } from './judged.js';
import { patternFiles } from './token.js';

/**
 * A piece of a text that is searched, as a recipe: what is printed when a test fails is the recipe, and the token is drawn
 * from it anew.
 */
export type Fragment =
  | { readonly kind: 'plain'; readonly text: string }
  | { readonly kind: 'space'; readonly unit: string; readonly length: number }
  /** A token of a pattern, or what lies between two of its thousandths. */
  | ({ readonly kind: 'token'; readonly from: number; readonly to: number } & Drawn)
  | ({ readonly kind: 'example'; readonly number: number } & Drawn)
  /** A secret and what belongs to it, so many bytes apart. */
  | ({ readonly kind: 'pair'; readonly gap: number; readonly isSwapped: boolean } & Drawn)
  | {
      readonly kind: 'assigned';
      readonly name: string;
      readonly operator: string;
      readonly value: 'password' | 'token';
      readonly quote: string;
      readonly seed: number;
    }
  /** The others in one of the spellings that are undone, or in lines of base64. */
  | { readonly kind: 'encoded'; readonly encoding: number | 'lines'; readonly inside: readonly Fragment[] }
  /** A value that somebody has in a file of their own, or what lies between two of its thousandths. */
  | { readonly kind: 'own'; readonly number: number; readonly from: number; readonly to: number }
  | { readonly kind: 'run'; readonly alphabet: 'base64' | 'hex'; readonly length: number; readonly seed: number };

interface Drawn {
  readonly pattern: string;
  readonly shape: number;
  readonly seed: number;
}

const entries = patternFiles.flatMap(({ content }) => content.secrets);
const byId = new Map(entries.map((secret) => [secret.id, secret]));

/** Values that a scan knows of, whatever they look like: passwords, a phrase, a long one. */
export const OWN_VALUES: readonly AssignedValue[] = [
  '{a-z:4}{!?.:1}{A-Z:2}{a-z:3}{1-9:2}',
  '{A-Za-z0-9:40}',
  '{a-z:5} {a-z:6} {a-z:4} {0-9:3}',
  '{a-z:3}/{A-Za-z0-9+/:300}',
].map((shape, number) => ({ variable: `OWN_${number}`, file: '.env', value: draw(shape, seededRandom(number)) }));

/** The bytes of some pieces, one character each. */
export function written(fragments: readonly Fragment[]): string {
  return fragments.map(writtenOne).join('');
}

function writtenOne(fragment: Fragment): string {
  switch (fragment.kind) {
    case 'plain':
      return fragment.text;
    case 'space':
      return fragment.unit.repeat(fragment.length).slice(0, fragment.length);
    case 'token': {
      const token = tokenOf(fragment);
      return token.slice(partOf(token, fragment.from), partOf(token, fragment.to));
    }
    case 'example':
      return exampleOf(fragment);
    case 'pair':
      return pairOf(fragment);
    case 'assigned':
      return assignment(fragment);
    case 'encoded':
      return spelled(fragment.encoding, written(fragment.inside));
    case 'own': {
      const value = OWN_VALUES[fragment.number % OWN_VALUES.length]?.value as string;
      return value.slice(partOf(value, fragment.from), partOf(value, fragment.to));
    }
    case 'run':
      return runOf(fragment);
  }
}

function partOf(text: string, thousandths: number): number {
  return Math.round((text.length * thousandths) / 1000);
}

function tokenOf({ pattern, shape, seed }: Drawn): string {
  const shapes = byId.get(pattern)?.shapes ?? [];
  return draw(shapes[shape % shapes.length] as string, seededRandom(seed));
}

/** An example of the pattern's file, or what must not be found there. */
function exampleOf({ pattern, shape, number, seed }: Extract<Fragment, { kind: 'example' }>): string {
  const { shapes = [], examples = [], counterexamples = [] } = byId.get(pattern) ?? {};
  const all = [...examples, ...counterexamples];
  const example = all[number % all.length] as string;
  return drawExample(example, shapes[shape % shapes.length] as string, seededRandom(seed)).text;
}

function pairOf({ pattern, shape, seed, gap, isSwapped }: Extract<Fragment, { kind: 'pair' }>): string {
  const partners = (byId.get(pattern)?.pairs ?? []).flat();
  const partner = tokenOf({ pattern: partners[seed % partners.length] as string, shape: 0, seed: seed + 1 });
  const secret = tokenOf({ pattern, shape, seed });
  const [name] = byId.get(pattern)?.env ?? ['secret'];
  const sides = [`id=${partner}`, `${name}=${secret}`];
  return (isSwapped ? sides.reverse() : sides).join(`\n${' '.repeat(gap)}\n`);
}

function assignment({ name, operator, value, quote, seed }: Extract<Fragment, { kind: 'assigned' }>): string {
  const random = seededRandom(seed);
  return `${name}${operator}${quote}${value === 'password' ? anyPassword(random) : anyToken(random)}${quote}`;
}

function spelled(encoding: number | 'lines', text: string): string {
  const hidden = { text, start: 0, end: text.length };
  if (encoding === 'lines') return inLines(hidden, '\n').text;
  return (ENCODINGS[encoding % ENCODINGS.length] as (typeof ENCODINGS)[number]).hide(hidden).text;
}

function runOf({ alphabet, length, seed }: Extract<Fragment, { kind: 'run' }>): string {
  const set = alphabet === 'hex' ? '0-9a-f' : 'A-Za-z0-9+/';
  return draw(`{${set}:${length}}`, seededRandom(seed));
}
