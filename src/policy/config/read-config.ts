import type { ErrorObject } from 'ajv';
import { type Document, LineCounter, type ParsedNode, parseDocument } from 'yaml';
import { closest } from '../../closest.js';
import { lineAt } from '../../yaml-lines.js';
import { isDay } from '../day.js';
import checkConfig from '../generated/check-config.js';
import { PolicyError } from '../policy-error.js';
import type { ConfigFile, ConfigLayer, Step } from './config-file.js';
import { whyRefused } from './glob-limits.js';

/** Bytes. Nobody writes more settings by hand; reading takes memory many times its size. */
const LARGEST = 256 * 1024;
/** Lists in lists in lists: three are needed. */
const DEEPEST = 32;

/**
 * Reads a configuration: YAML 1.2, of which JSON is a part.
 *
 * @param key the one key of the file that holds the configuration (package.json); undefined for the whole file
 * @returns undefined when the file has no such key
 * @throws PolicyError with file and line when it is no valid configuration
 */
export function readConfig(file: string, bytes: Buffer, key?: string): ConfigLayer | undefined {
  const counter = new LineCounter();
  const document = parsed(file, bytes, counter);
  const root: Step[] = key === undefined ? [] : [key];
  const lineOf = (path: readonly Step[]) => lineAt(document, counter, [...root, ...path]);
  const whole = plain(document, file);
  const content = key === undefined ? (whole ?? {}) : isRecord(whole) ? whole[key] : undefined;
  if (content === undefined) return undefined;
  const layer = { file, content: content as ConfigFile, lineOf };
  if (!checkConfig(content)) throw schemaError(layer, (checkConfig.errors ?? []) as ErrorObject[]);
  refuseBadGlobs(layer);
  refuseBadDates(layer);
  return layer;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parsed(file: string, bytes: Buffer, counter: LineCounter): Document.Parsed<ParsedNode> {
  if (bytes.length > LARGEST) throw new PolicyError(file, undefined, `it is larger than ${LARGEST / 1024} KiB`);
  const text = decoded(file, bytes);
  const document = parsedText(file, text, counter);
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined)
    throw new PolicyError(file, counter.linePos(problem.pos[0]).line, `not valid YAML: ${problem.message}`);
  return document;
}

function decoded(file: string, bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new PolicyError(file, undefined, 'it is no UTF-8 text');
  }
}

/** The parser calls itself for each level: what is nested deep enough would end the process. */
function parsedText(file: string, text: string, counter: LineCounter): Document.Parsed<ParsedNode> {
  const tooDeep = () => new PolicyError(file, undefined, `it is nested more than ${DEEPEST} levels deep`);
  if (deepestBrackets(text) > DEEPEST) throw tooDeep();
  try {
    return parseDocument(text, { lineCounter: counter, prettyErrors: false, merge: false, uniqueKeys: true });
  } catch (error) {
    if (error instanceof RangeError) throw tooDeep();
    throw error;
  }
}

/** Brackets in strings and comments count too: there are never so many. */
function deepestBrackets(text: string): number {
  let [depth, deepest] = [0, 0];
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    depth = bracket === '[' || bracket === '{' ? depth + 1 : Math.max(0, depth - 1);
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

/** Aliases can be made to multiply. There is nothing to repeat here. */
function plain(document: Document.Parsed<ParsedNode>, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 0 });
  } catch (error) {
    const { message } = error as Error;
    const reason = /alias/i.test(message) ? 'aliases (*name) are not read here: write it out' : message;
    throw new PolicyError(file, undefined, `not valid YAML: ${reason}`);
  }
}

function schemaError(layer: ConfigLayer, errors: readonly ErrorObject[]): PolicyError {
  // What is missing is mostly what was misspelled.
  const error = errors.find(({ keyword }) => keyword === 'additionalProperties') ?? errors[0];
  const path = (error?.instancePath ?? '')
    .split('/')
    .slice(1)
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part.replaceAll('~1', '/').replaceAll('~0', '~')));
  const unknown = error?.keyword === 'additionalProperties' ? String(error.params.additionalProperty) : undefined;
  const at = unknown === undefined ? path : [...path, unknown];
  return new PolicyError(layer.file, layer.lineOf(at) ?? 1, sentence(error, path, unknown));
}

function sentence(error: ErrorObject | undefined, path: readonly Step[], unknown: string | undefined): string {
  if (unknown !== undefined) return unknownKey(unknown, Object.keys(error?.parentSchema?.properties ?? {}));
  const name = path.length === 0 ? 'the configuration' : path.join('.');
  if (error?.keyword === 'enum') {
    const allowed = error.params.allowedValues as readonly string[];
    const nearest = typeof error.data === 'string' ? closest(error.data, allowed) : undefined;
    return `${name} must be one of ${allowed.join(', ')}${nearest === undefined ? '' : `; did you mean ${nearest}?`}`;
  }
  if (error?.keyword === 'pattern' && name.endsWith('.fingerprint'))
    return `${name} is no fingerprint: hushkey baseline writes them, such as abcdefgh-0123456789ab`;
  return `${name} ${error?.message ?? 'is not valid'}`;
}

function unknownKey(key: string, known: readonly string[]): string {
  const nearest = closest(key, known);
  const advice = nearest === undefined ? `there are ${known.join(', ')}` : `did you mean ${nearest}?`;
  return `unknown key ${JSON.stringify(key)}; ${advice}`;
}

function refuseBadGlobs(layer: ConfigLayer): void {
  const refuse = (glob: string, path: readonly Step[]) => {
    const why = whyRefused(glob);
    if (why !== undefined)
      throw new PolicyError(layer.file, layer.lineOf(path), `the glob ${JSON.stringify(glob)} ${why}`);
  };
  for (const [index, entry] of (layer.content.exclude ?? []).entries())
    if (typeof entry === 'string') refuse(entry.replace(/^!/, ''), ['exclude', index]);
    else for (const [number, glob] of entry.paths.entries()) refuse(glob, ['exclude', index, 'paths', number]);
  for (const [index, { paths = [] }] of (layer.content.allow ?? []).entries())
    for (const [number, glob] of paths.entries()) refuse(glob, ['allow', index, 'paths', number]);
}

function refuseBadDates(layer: ConfigLayer): void {
  for (const [index, { expires }] of (layer.content.allow ?? []).entries())
    if (expires !== undefined && !isDay(expires))
      throw new PolicyError(layer.file, layer.lineOf(['allow', index, 'expires']), `there is no day ${expires}`);
}
