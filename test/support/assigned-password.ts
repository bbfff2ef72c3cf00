import { engineOf } from '../../src/catalogue/recipe.js';

/** An assignment that is judged by its name and look, and told with no more than medium confidence. */
export function assignedPassword(): string {
  const engine = engineOf({});
  for (let tries = 0; tries < 1000; tries++) {
    const word = 'dragon monkey sunshine football winter'.split(' ')[tries % 5] as string;
    const line = `password = "${word}${Math.floor(Math.random() * 900 + 100)}"\n`;
    const [match, ...others] = engine.scan(Buffer.from(line));
    if (match?.confidence === 'medium' && others.length === 0) return line;
  }
  throw new Error('no such password is of medium confidence any more');
}
