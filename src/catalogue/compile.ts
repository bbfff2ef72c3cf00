import { charset, membersOf } from '../detect/charset.js';
import { CHECKS, READERS } from '../detect/checks/index.js';
import { type LiteralPlace, SHORTEST_LITERAL } from '../detect/kernel.js';
import {
  type Anchor,
  DEFAULT_REACH,
  LARGEST_REACH,
  type Pattern,
  SHORTEST_RUN,
  STRUCTURE_REACH,
} from '../detect/pattern.js';
import { STRUCTURES } from '../detect/structures.js';
import { MOST_WAYS, waysToMatch } from './backtracking.js';
import type { Facts } from './facts.js';
import type { LoadedFile } from './load.js';
import type { Links, PatternFile, SecretEntry } from './pattern-file.js';
import { PatternFileError } from './pattern-file-error.js';
import { type RegexShape, regexShape } from './regex-shape.js';
import { outline } from './shape.js';

/** What pattern files come to: what the engine runs, and what a person is told. */
export interface Catalogue {
  readonly patterns: readonly Pattern[];
  readonly facts: readonly Facts[];
}

/** Shorter prefixes (`key`, `api-`) stand everywhere; with context words the run behind them is the better anchor. */
const RARE_LITERAL = 5;

/** A match must not continue a word; every pattern may say otherwise. */
const WORD = 'A-Za-z0-9';

/** The kernel reports runs of the others; see `HitSink.run`. */
const NO_TOKEN_CHARACTER = /[^A-Za-z0-9+/_-]/;

/**
 * Compiles pattern files.
 *
 * @throws PatternFileError for a regex that cannot be anchored or bounded, an unknown check, or an id used twice
 */
export function compile(files: readonly LoadedFile[]): Catalogue {
  const patterns: Pattern[] = [];
  const facts: Facts[] = [];
  const seen = new Map<string, string>();
  for (const file of files) {
    for (const [index, secret] of file.content.secrets.entries()) {
      const refuse = (key: string, problem: string): never => {
        throw new PatternFileError(file.file, file.lineOf(['secrets', index, key]), `${secret.id}: ${problem}`);
      };
      const other = seen.get(secret.id);
      if (other !== undefined) refuse('id', `this id is used already, in ${other}`);
      seen.set(secret.id, file.file);
      patterns.push(patternOf(file.content, secret, refuse));
      facts.push(factsOf(file.content, secret));
    }
  }
  return { patterns, facts };
}

type Refuse = (key: string, problem: string) => never;

function patternOf(file: PatternFile, secret: SecretEntry, refuse: Refuse): Pattern {
  const shape = shapeOf(secret, refuse);
  const before = border(secret.boundary?.before ?? WORD, refuse);
  const after = border(secret.boundary?.after ?? WORD + shape.last, refuse);
  const anchor = anchorOf(secret, shape, before, refuse);
  const reach = secret.reach ?? Math.max(DEFAULT_REACH, shape.longest);
  if (shape.longest > reach)
    refuse('reach', `a match can be ${shape.longest} bytes long, more than its reach of ${reach}`);
  if (reach > LARGEST_REACH)
    refuse('regex', `a match can be ${shape.longest} bytes long; ${LARGEST_REACH} is the most`);
  const isReader = secret.check !== undefined && Object.hasOwn(READERS, secret.check);
  if (secret.check !== undefined && !isReader && !Object.hasOwn(CHECKS, secret.check))
    refuse(
      'check',
      `there is no check "${secret.check}"; there are ${Object.keys({ ...CHECKS, ...READERS }).join(', ')}`,
    );
  if (isReader && (secret.context !== undefined || !('literals' in anchor)))
    refuse('check', `"${secret.check}" reads a structure from its first literal on, and asks for no context`);
  if (secret.inside !== undefined && !Object.hasOwn(STRUCTURES, secret.inside))
    refuse('inside', `there is no structure "${secret.inside}"; there are ${Object.keys(STRUCTURES).join(', ')}`);
  if (secret.inside !== undefined && reach < STRUCTURE_REACH)
    refuse('inside', `a structure is read as far as ${STRUCTURE_REACH} bytes away: the reach must not be less`);
  const pairs = pairsOf(secret, refuse);
  const specificity = secret.kind ?? 'exact';
  return {
    id: secret.id,
    provider: file.provider,
    anchor,
    regex: secret.regex,
    ignoreCase: secret.ignoreCase ?? false,
    before,
    after,
    reach,
    ...(shape.furthest < reach && { furthest: shape.furthest }),
    ...openingOf(anchor, shape),
    ...(secret.context && { context: contextOf(secret.context) }),
    specificity,
    confidence: secret.confidence ?? (specificity === 'exact' ? 'high' : 'medium'),
    severity: secret.severity,
    ...(secret.check !== undefined && { check: secret.check }),
    ...(secret.inside !== undefined && { inside: secret.inside }),
    ...(pairs.length > 0 && { pairs }),
    ...(secret.public && { public: true }),
  };
}

/** What its literals do not say already. Places that are alike are told once. */
function openingOf(anchor: Anchor, { opening }: RegexShape): Pick<Pattern, 'opening'> {
  if (!('literals' in anchor)) return {};
  const from = Math.min(...anchor.literals.map(({ length }) => length));
  const classes: [string, number][] = [];
  for (const content of opening.slice(from)) {
    const last = classes.at(-1);
    if (last?.[0] === content) last[1]++;
    else classes.push([content, 1]);
  }
  return classes.length === 0 ? {} : { opening: { from, classes } };
}

function contextOf({ words, assigned, partner }: NonNullable<SecretEntry['context']>): NonNullable<Pattern['context']> {
  return { words, assigned: assigned ?? false, ...(partner && { partner }) };
}

function pairsOf({ id, pairs = [], context, check, public: isPublic }: SecretEntry, refuse: Refuse) {
  if (pairs.flat().includes(id)) refuse('pairs', 'a secret is no part of itself');
  if (pairs.length > 0 && isPublic) refuse('pairs', 'what is public leads no pair: let the secret name its partners');
  if (context?.partner && (pairs.length === 0 || check === undefined))
    refuse(
      'context',
      'a partner says enough only of a secret that names it in pairs, and that a check can tell from chance',
    );
  return pairs.map((partners) => (typeof partners === 'string' ? [partners] : partners));
}

function shapeOf(secret: SecretEntry, refuse: Refuse): RegexShape {
  try {
    new RegExp(secret.regex);
    const shape = regexShape(secret.regex, secret.ignoreCase);
    if (waysToMatch(secret.regex, secret.ignoreCase) > MOST_WAYS)
      throw new SyntaxError('it can match one text in too many ways: a file could be made on which it takes forever');
    return shape;
  } catch (error) {
    return refuse('regex', (error as Error).message);
  }
}

function anchorOf(secret: SecretEntry, shape: RegexShape, before: string, refuse: Refuse): Anchor {
  const literals = secret.literals ?? shape.literals;
  if (secret.literals !== undefined && shape.literals.length > 0) {
    const stray = shape.literals.find(
      (start) => !literals.some((literal) => start.startsWith(literal) || literal.startsWith(start)),
    );
    if (stray !== undefined) refuse('literals', `the regex can begin with "${stray}", which no literal stands for`);
  }
  const wide = literals.find((literal) => [...literal].some((char) => char > '\xff'));
  if (wide !== undefined) refuse('literals', `"${wide}" has a character that is more than one byte`);
  const canBeRun = shape.leadingRun >= SHORTEST_RUN;
  const isCommon = secret.context?.assigned === true && literals.some((literal) => literal.length < RARE_LITERAL);
  if (
    literals.length > 0 &&
    literals.every((literal) => literal.length >= SHORTEST_LITERAL) &&
    !(isCommon && canBeRun)
  ) {
    return { literals, place: placeOf(literals, before, secret.ignoreCase, canBeRun) };
  }
  if (shape.shortest < SHORTEST_RUN)
    refuse(
      'regex',
      `it begins with no literal of ${SHORTEST_LITERAL} characters and can match fewer than ${SHORTEST_RUN}: nothing to anchor on`,
    );
  if (secret.context?.assigned !== true)
    refuse('context', 'a secret without a literal beginning needs context words, and assigned: true');
  if (membersOf(charset(shape.head)).search(NO_TOKEN_CHARACTER) !== -1)
    refuse(
      'regex',
      `without a literal beginning its first ${SHORTEST_RUN} characters must be letters, digits, + / _ or -`,
    );
  return { run: shape.head, shortest: shape.isUniform ? shape.shortest : SHORTEST_RUN, longest: shape.longest };
}

function placeOf(
  literals: readonly string[],
  before: string,
  ignoreCase: boolean | undefined,
  canBeRun: boolean,
): LiteralPlace {
  if (bordersOnWords(before)) return canBeRun ? 'run' : 'word';
  const border = charset(before);
  const spellings = (first = '') => (ignoreCase ? [first.toLowerCase(), first.toUpperCase()] : [first]);
  const inRows = literals.flatMap(([first]) => spellings(first));
  return inRows.every((first) => border[first.charCodeAt(0)] === 1) ? 'ahead' : 'anywhere';
}

/** Its literals are looked for only where no letter or digit stands before them. */
function bordersOnWords(before: string): boolean {
  const set = charset(before);
  return [...'AZaz09'].every((char) => set[char.charCodeAt(0)] === 1);
}

function border(content: string, refuse: Refuse): string {
  try {
    charset(content);
    return content;
  } catch {
    return refuse('boundary', `"${content}" is no content of a character class`);
  }
}

function factsOf(file: PatternFile, secret: SecretEntry): Facts {
  const links: Links = { ...file.links, ...secret.links };
  return {
    id: secret.id,
    provider: file.provider,
    category: file.category,
    title: `${file.name} ${secret.name}`,
    severity: secret.severity,
    forms: [...new Set(secret.shapes.flatMap((shape) => outline(shape) ?? []))],
    ...(secret.risk !== undefined && { risk: secret.risk }),
    env: secret.env ?? [],
    ...(links.revoke !== undefined && { revoke: links.revoke }),
    ...(links.rotate !== undefined && { rotate: links.rotate }),
    ...(links.usage !== undefined && { usage: links.usage }),
  };
}
