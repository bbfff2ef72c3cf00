import { charset, membersOf } from '../detect/charset.js';
import { between, type Random } from './random.js';
import { ShapeError } from './shape-error.js';
import { computedPart } from './shape-part.js';

/**
 * A shape is a text with holes that random characters fill, so that no file of a repository has to hold a token:
 *
 *     sk-proj-{A-Za-z0-9_-:74}T3BlbkFJ{A-Za-z0-9_-:74}
 *     pcsk_{A-Za-z0-9:5,6}_{A-Za-z0-9:63}
 *     ghp_{A-Za-z0-9:30}{=github-checksum}
 *
 * `{set:length}` and `{set:min,max}` draw characters of the set; `{=name}` and `{=name:argument}` are computed from what
 * was drawn before; a brace that is followed by neither is itself.
 */
const HOLE = /\{(?:=([a-z0-9-]+)(?::([a-z0-9-]+))?|([^{}]+):([0-9]+)(?:,([0-9]+))?)\}/g;

/**
 * One text of the shape.
 *
 * @throws ShapeError when a computed part is unknown, a set is no character class, or a length is impossible
 */
export function draw(shape: string, random: Random): string {
  let text = '';
  let at = 0;
  for (const hole of shape.matchAll(HOLE)) {
    text += shape.slice(at, hole.index);
    text += fill(hole, text, random);
    at = hole.index + hole[0].length;
  }
  return text + shape.slice(at);
}

/** @param drawn what stands before the hole */
function fill([whole, name, argument, set, min, max]: RegExpMatchArray, drawn: string, random: Random): string {
  try {
    if (name !== undefined) return computedPart(name, argument, drawn, random);
    return characters(set as string, Number(min), Number(max ?? min), random);
  } catch (error) {
    throw new ShapeError(`${whole} cannot be drawn: ${(error as Error).message}`, { cause: error });
  }
}

/** An example with its secret in place, and where the secret stands (UTF-16 units), when it says so with `{secret}`. */
export interface DrawnExample {
  readonly text: string;
  readonly secret?: { readonly start: number; readonly end: number; readonly text: string };
}

/** Draws an example; its first `{secret}` becomes a token of `secretShape`. */
export function drawExample(example: string, secretShape: string, random: Random): DrawnExample {
  const at = example.indexOf('{secret}');
  if (at === -1) return { text: draw(example, random) };
  const before = draw(example.slice(0, at), random);
  const secret = draw(secretShape, random);
  const after = draw(example.slice(at + '{secret}'.length), random);
  return {
    text: before + secret + after,
    secret: { start: before.length, end: before.length + secret.length, text: secret },
  };
}

/**
 * What texts of a shape look like, on one line and with nothing drawn: `sk-proj-…T3BlbkFJ…`, or `32 to 40 characters`
 * when all of it is drawn. Undefined for a shape without holes, which would be a token.
 */
export function outline(shape: string): string | undefined {
  const holes = [...shape.matchAll(HOLE)];
  if (holes.length === 0) return undefined;
  const text = shape.replace(HOLE, '…').replace(/\s*…[\s…]*|\s*\n\s*/g, '…');
  if (text !== '…' || holes.some(([, computed]) => computed !== undefined)) return text;
  const [least, most] = [4, 5].map((bound) => holes.reduce((sum, hole) => sum + Number(hole[bound] ?? hole[4]), 0));
  return least === most ? `${least} characters` : `${least} to ${most} characters`;
}

function characters(set: string, min: number, max: number, random: Random): string {
  const members = membersOf(charset(set));
  if (members === '' || max < min) throw new Error(`no text has the shape {${set}:${min},${max}}`);
  let text = '';
  for (let left = between(random, min, max); left > 0; left--) text += members[between(random, 0, members.length - 1)];
  return text;
}
