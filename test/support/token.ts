import { fileURLToPath } from 'node:url';
import { compile } from '../../src/catalogue/compile.js';
import { loadPatternFiles } from '../../src/catalogue/load.js';
import type { SecretEntry } from '../../src/catalogue/pattern-file.js';
import { type Random, seededRandom } from '../../src/catalogue/random.js';
import { draw } from '../../src/catalogue/shape.js';

/** The shipped pattern files, read from their source. */
export const patternFiles = loadPatternFiles(fileURLToPath(new URL('../../patterns', import.meta.url)));

/** What they compile to. */
export const catalogue = compile(patternFiles);

const secrets = new Map<string, SecretEntry>(
  patternFiles.flatMap(({ content }) => content.secrets.map((secret) => [secret.id, secret] as const)),
);

/**
 * A token of a pattern's first shape (or the one at `shape`), drawn at run time: no file of this repository holds
 * anything that looks like a leaked key. Different every time unless `random` is given.
 */
export function token(
  pattern: string,
  shape = 0,
  random: Random = seededRandom(Math.floor(Math.random() * 2 ** 32)),
): string {
  const text = secrets.get(pattern)?.shapes[shape];
  if (text === undefined) throw new Error(`no pattern ${pattern} with a shape ${shape}`);
  return draw(text, random);
}

/** Providers whose files are written by hand. The others were made from a table of facts, and promise less. */
export const WRITTEN_BY_HAND: ReadonlySet<string> = new Set([
  'anthropic',
  'aws',
  'braintrust',
  'github',
  'huggingface',
  'jwt',
  'openai',
  'pinecone',
  'private-key',
  'unknown',
  'wandb',
]);
