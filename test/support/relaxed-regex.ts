import { type AST, RegExpParser } from '@eslint-community/regexpp';

/**
 * A regex without its bounds, in a form that a checker of backtracking can decide exactly and soon.
 *
 * Bounded repetitions never blow up in theory: an automaton of `(?:a{1,9}){1,99}` is only very large. What could cost too
 * much is what blows up when its bounds are taken away, so `{2,40}` becomes `+`. On the way to a smaller automaton
 *
 * - a character that is repeated so many times and no more stands once: it leaves no choice;
 * - of a literal the first two characters stay: they decide whether a choice can go on, the rest only whether it was right;
 * - the literal beginning goes: the regex is tried at it and nowhere else;
 * - look-aheads are taken out and returned by themselves: what they forbid could only hide a choice.
 *
 * Each of these lets the regex match more, in more ways; none takes a way to match from it.
 *
 * @returns the regex, and the content of each of its look-aheads
 */
export function relaxed(source: string): string[] {
  const { alternatives } = new RegExpParser({ ecmaVersion: 2022 }).parsePattern(source, 0, source.length, false);
  const lookAheads: string[] = [];
  const [only] = alternatives;
  const elements = alternatives.length === 1 && only !== undefined ? withoutLiteralBeginning(only.elements) : undefined;
  const whole = elements ? sequence(elements, lookAheads) : either(alternatives, lookAheads);
  return [whole, ...lookAheads];
}

function withoutLiteralBeginning(elements: readonly AST.Element[]): readonly AST.Element[] {
  const end = elements.findIndex((element) => !isLiteral(element));
  return end === -1 ? [] : elements.slice(end);
}

function isLiteral(element: AST.Element): boolean {
  if (element.type === 'Character') return true;
  return isGroup(element) && element.alternatives.every(({ elements }) => elements.every(isLiteral));
}

function isGroup(element: AST.Element): element is AST.Group | AST.CapturingGroup {
  return element.type === 'Group' || element.type === 'CapturingGroup';
}

const KEPT_OF_A_LITERAL = 2;

function sequence(elements: readonly AST.Element[], lookAheads: string[]): string {
  let length = 0;
  const kept = elements.filter(({ type }) => {
    length = type === 'Character' ? length + 1 : 0;
    return length <= KEPT_OF_A_LITERAL;
  });
  return kept.map((element) => relaxedElement(element, lookAheads)).join('');
}

function either(alternatives: readonly AST.Alternative[], lookAheads: string[]): string {
  return alternatives.map(({ elements }) => sequence(elements, lookAheads)).join('|');
}

function relaxedElement(element: AST.Element, lookAheads: string[]): string {
  if (isGroup(element)) return `(?:${either(element.alternatives, lookAheads)})`;
  if (element.type === 'Quantifier') return repetition(element, lookAheads);
  if (element.type === 'Assertion' && element.kind === 'lookahead') {
    lookAheads.push(either(element.alternatives, lookAheads));
    return '';
  }
  return element.raw;
}

function repetition({ element, min, max, greedy }: AST.Quantifier, lookAheads: string[]): string {
  const once = relaxedElement(element, lookAheads);
  if (once === '' || max === 0) return '';
  const isFixed = min === max && (max === 1 || !isGroup(element));
  const sign = isFixed ? '' : max === 1 ? '?' : min === 0 ? '*' : '+';
  return once + sign + (sign === '' || greedy ? '' : '?');
}
