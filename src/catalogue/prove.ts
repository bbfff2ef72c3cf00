import type { Engine } from '../detect/engine.js';
import type { Match } from '../detect/match.js';
import { everyPart } from '../detect/pairs.js';
import { type Carrier, EVERYDAY_CARRIERS, HARDER_CARRIERS } from './carriers.js';
import type { LoadedFile } from './load.js';
import type { SecretEntry } from './pattern-file.js';
import { type Random, seededRandom } from './random.js';
import { type DrawnExample, draw, drawExample } from './shape.js';
import { ShapeError } from './shape-error.js';

/** A promise of a pattern file that the engine does not keep. Never holds a drawn token. */
export interface BrokenPromise {
  /** The id of the secret. */
  readonly secret: string;
  readonly file: string;
  /** The line of the example, or of the shape that was put into a carrier. */
  readonly line?: number;
  readonly promised: string;
  readonly happened: string;
}

/** What the examples of one secret came to. */
export interface SecretProof {
  readonly secret: string;
  readonly broken: readonly BrokenPromise[];
  /** The names of the carriers that it was looked for in; none when it cannot stand by itself. */
  readonly carriers: readonly string[];
}

/** Tokens that are drawn for each promise. */
const DRAWS = 50;

/**
 * Proves a pattern file by its own examples, secret by secret: each example, drawn with many random tokens of each shape,
 * has that secret in its exact place and no other; no counterexample has it; and a secret that can stand by itself is
 * found in JSON, YAML, URLs and the other carriers too. The draws are the same in every run.
 *
 * @param engine must have the file's patterns, and should have the others that could claim its secrets
 */
export function* provePatternFile(loaded: LoadedFile, engine: Engine): Generator<SecretProof> {
  for (const index of loaded.content.secrets.keys()) yield proveSecret(loaded, index, engine);
}

/** Proves one secret of a pattern file. @param index among the file's secrets */
export function proveSecret(loaded: LoadedFile, index: number, engine: Engine): SecretProof {
  const secret = loaded.content.secrets[index];
  if (secret === undefined) throw new RangeError(`${loaded.file} has no secret ${index}`);
  const broken: BrokenPromise[] = [];
  const carriers = new Set<string>();
  for (const promise of promisesOf(secret, nameOf(secret))) {
    const { tried, happened } = test(promise, secret.id, engine);
    if (tried > 0 && promise.carrier !== undefined) carriers.add(promise.carrier);
    if (happened === undefined) continue;
    const line = loaded.lineOf(['secrets', index, ...promise.at]);
    broken.push({
      secret: secret.id,
      file: loaded.file,
      ...(line !== undefined && { line }),
      promised: promise.words,
      happened,
    });
  }
  return { secret: secret.id, broken, carriers: [...carriers] };
}

interface PatternPromise {
  readonly words: string;
  /** Where it is made, from the secret on. */
  readonly at: readonly [string, number];
  readonly seed: string;
  readonly carrier?: string;
  /** One text that the promise is about; undefined when what was drawn cannot stand in it. */
  readonly write: (random: Random) => DrawnExample | undefined;
  readonly isFound: boolean;
}

function* promisesOf(secret: SecretEntry, name: string): Generator<PatternPromise> {
  for (const [which, shape] of secret.shapes.entries()) {
    for (const [index, example] of secret.examples.entries())
      yield {
        words: `example ${index + 1} with shape ${which + 1}: this secret is found in its place, and nothing else`,
        at: ['examples', index],
        seed: `${secret.id}/${shape}/${example}`,
        write: (random) => drawExample(example, shape, random),
        isFound: true,
      };
  }
  for (const [index, counterexample] of secret.counterexamples.entries())
    yield {
      words: `counterexample ${index + 1}: this secret is not found`,
      at: ['counterexamples', index],
      seed: `${secret.id}/${counterexample}`,
      write: (random) => ({ text: draw(counterexample, random) }),
      isFound: false,
    };
  for (const [which, shape] of secret.shapes.entries()) {
    for (const carrier of [...EVERYDAY_CARRIERS, ...HARDER_CARRIERS])
      yield {
        words: `shape ${which + 1} ${carrier.name}: this secret is found in its place, and nothing else`,
        at: ['shapes', which],
        seed: `${secret.id}/${shape}/${carrier.text}`,
        carrier: carrier.name,
        write: (random) => carried(secret, draw(shape, random), carrier, name),
        isFound: true,
      };
  }
}

/** The secret in a carrier, when it can stand by itself and has nothing in it that would have to be escaped. */
function carried(secret: SecretEntry, token: string, carrier: Carrier, name: string): DrawnExample | undefined {
  const { excludes, couldBegin, spell } = carrier;
  const text = spell?.(token) ?? token;
  if (excludes.test(text) || !standsAlone(secret, token)) return undefined;
  if (couldBegin !== undefined && standsAlone(secret, couldBegin + token)) return undefined;
  const [before, after] = carrier.text.replaceAll('NAME', name).split('{secret}') as [string, string];
  return { text: before + text + after, secret: { start: before.length, end: before.length + text.length, text } };
}

/** A structural secret is a part of what its regex matches: a carrier would have to be of that structure. */
function standsAlone({ regex, ignoreCase, inside }: SecretEntry, token: string): boolean {
  if (inside !== undefined) return false;
  const match = new RegExp(`^(?:${regex})$`, ignoreCase ? 'i' : '').exec(token);
  return match !== null && (match.groups?.secret ?? token) === token;
}

/** The variable that holds the secret by convention: it gives those without a prefix their context. */
function nameOf({ id, env }: SecretEntry): string {
  return env?.[0] ?? id.toUpperCase().replaceAll('-', '_');
}

/** @returns in how many draws it could be tried, and what happened when not all of them kept the promise */
function test(
  { seed, write, isFound }: PatternPromise,
  id: string,
  engine: Engine,
): { tried: number; happened?: string } {
  let tried = 0;
  const problems: string[] = [];
  try {
    for (let index = 0; index < DRAWS; index++) {
      const drawn = write(seededRandom(hashOf(`${seed}/${index}`)));
      if (drawn === undefined) continue;
      tried++;
      const bytes = Buffer.from(drawn.text);
      const matches = engine.scan(bytes);
      const problem = isFound ? problemWith(matches, id, drawn) : strayMatch(matches, id);
      if (problem !== undefined) problems.push(problem);
    }
  } catch (error) {
    if (error instanceof ShapeError) return { tried, happened: error.message };
    throw error;
  }
  if (problems.length === 0) return { tried };
  return { tried, happened: `${problems[0]} (${problems.length} of ${tried} draws)` };
}

function problemWith(matches: readonly Match[], id: string, { text, secret }: DrawnExample): string | undefined {
  if (matches.length === 0) return 'nothing is found';
  const [match] = matches as [Match];
  if (matches.length > 1 || match.pattern.id !== id)
    return `found instead: ${matches.map(({ pattern }) => pattern.id).join(', ')}`;
  if (secret === undefined) return undefined;
  const [start, end] = [secret.start, secret.end].map((at) => Buffer.byteLength(text.slice(0, at)));
  if (match.start === start && match.end === end) return undefined;
  return `it is found at bytes ${match.start} to ${match.end}, and stands at ${start} to ${end}`;
}

function strayMatch(matches: readonly Match[], id: string): string | undefined {
  return everyPart(matches).some(({ pattern }) => pattern.id === id) ? 'it is found' : undefined;
}

/** FNV-1a, over UTF-16 units. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return hash;
}
