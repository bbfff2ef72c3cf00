import { type Random, seededRandom } from '../../src/catalogue/random.js';
import { draw } from '../../src/catalogue/shape.js';
import { Engine } from '../../src/detect/engine.js';
import { candidateAt, type PlacedCandidate } from '../../src/detect/generic/candidate-at.js';
import { stemsIn } from '../../src/detect/generic/stems.js';
import type { Match } from '../../src/detect/match.js';
import { humanPassword } from '../../train/human-passwords.js';

/** Judges assignments and knows no vendor. */
const engine = new Engine([], { assignments: true });

/** What is judged a secret in a text, at medium confidence and more: the hook would refuse it. */
export function refusedIn(text: string): Match[] {
  return engine.scan(Buffer.from(text, 'utf8')).filter(({ confidence }) => confidence !== 'low');
}

/** Every value in a text that is assigned to the name of a credential, weighed or not. */
export function candidatesIn(bytes: Buffer): PlacedCandidate[] {
  return stemsIn(bytes)
    .map((at) => candidateAt(bytes, at))
    .filter((candidate) => candidate !== undefined);
}

const TOKENS = ['{A-Za-z0-9:24}', '{0-9a-f:32}', '{A-Za-z0-9+/:40}'] as const;

/** Draws until it can stand in a syntax. */
function until(fits: (value: string) => boolean, make: () => string): string {
  for (;;) {
    const value = make();
    if (fits(value)) return value;
  }
}

/** A random token of one of three alphabets. @param not characters that it must not have */
export function anyToken(random: Random, not = ''): string {
  const shape = TOKENS[Math.floor(random() * TOKENS.length)] as string;
  return until(
    (value) => ![...not].some((char) => value.includes(char)),
    () => draw(shape, random),
  );
}

/**
 * A password as people make them, with more than words in it. One that reads like a variable, `$Name7`, is none that could
 * be told from one.
 */
export function anyPassword(random: Random, not = ''): string {
  return until(
    (value) => !/^[$%]/.test(value) && /[0-9!@#&*?+$%]/.test(value) && ![...not].some((char) => value.includes(char)),
    () => humanPassword(random),
  );
}

export { seededRandom };
