import { type JsonMember, type JsonObject, jsonObject } from './json-object.js';
import { SetUpError } from './set-up-error.js';

/** The parts of a package.json that matter here. */
export interface PackageManifest {
  readonly text: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** @throws SetUpError when the text is no JSON object */
export function parseManifest(text: string): PackageManifest {
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    throw new SetUpError('package.json is not valid JSON: mend it, then run hushkey init again');
  }
  if (!isRecord(data)) throw new SetUpError('package.json holds no JSON object: mend it, then run hushkey init again');
  return { text, data };
}

/** The version range under which a package is listed as a dependency of any kind that gets installed here. */
export function dependencyRange({ data }: PackageManifest, name: string): string | undefined {
  for (const kind of ['devDependencies', 'dependencies', 'optionalDependencies']) {
    const list = data[kind];
    const range = isRecord(list) && Object.hasOwn(list, name) ? list[name] : undefined;
    if (typeof range === 'string') return range;
  }
  return undefined;
}

/** The script by which an install runs husky, directly or through a program of its name (`node .husky/install.mjs`). */
export function huskyScript({ data }: PackageManifest): string | undefined {
  const { scripts } = data;
  if (!isRecord(scripts)) return undefined;
  return ['prepare', 'postinstall', 'install'].find((name) => /\bhusky\b/.test(String(scripts[name] ?? '')));
}

/**
 * The text of the package.json with a `prepare` script that runs husky: a new one, or `&& husky` behind the one that is
 * there. Every other byte stays as it is; what is new is indented and ended as the lines around it.
 *
 * @throws SetUpError when `scripts` or `prepare` is not what npm wants there
 */
export function withHuskyPrepare(manifest: PackageManifest): string {
  const { text, data } = manifest;
  if (huskyScript(manifest) !== undefined) return text;
  const root = jsonObject(text, text.indexOf('{'));
  const scripts = last(root, 'scripts');
  if (scripts === undefined) return withMember(text, root, 'scripts', objectText(text, root));
  if (!isRecord(data.scripts)) throw new SetUpError('"scripts" of package.json is no object: mend it first');
  const object = jsonObject(text, scripts.valueStart);
  const prepare = last(object, 'prepare');
  if (prepare === undefined)
    return object.members.length > 0
      ? withMember(text, object, 'prepare', '"husky"')
      : replaced(text, scripts, objectText(text, root));
  const command = data.scripts.prepare;
  if (typeof command !== 'string')
    throw new SetUpError('the script "prepare" of package.json is no text: mend it first');
  return replaced(text, prepare, JSON.stringify(command.trim() === '' ? 'husky' : `${command} && husky`));
}

/** As for `JSON.parse`, the last of several members of one name counts. */
function last({ members }: JsonObject, name: string): JsonMember | undefined {
  return members.findLast(({ key }) => key === name);
}

function replaced(text: string, { valueStart, valueEnd }: JsonMember, value: string): string {
  return text.slice(0, valueStart) + value + text.slice(valueEnd);
}

/** Adds a member behind the last one, with the space that stands before and inside that one. */
function withMember(text: string, { open, close, members }: JsonObject, key: string, value: string): string {
  const neighbour = members.at(-1);
  if (neighbour === undefined) {
    const newline = text.includes('\r\n') ? '\r\n' : '\n';
    return `${text.slice(0, open)}{${newline}  "${key}": ${value}${newline}${text.slice(close)}`;
  }
  const previous = members.at(-2);
  const before =
    previous === undefined
      ? text.slice(open + 1, neighbour.keyStart)
      : text.slice(previous.valueEnd, neighbour.keyStart).replace(',', '');
  const colon = text.slice(neighbour.keyEnd, neighbour.valueStart);
  return `${text.slice(0, neighbour.valueEnd)},${before}"${key}"${colon}${value}${text.slice(neighbour.valueEnd)}`;
}

/** `{ "prepare": "husky" }` as a value of the outermost object, one step further in. */
function objectText(text: string, { open, members }: JsonObject): string {
  const [first] = members;
  const newline = text.includes('\r\n') ? '\r\n' : '\n';
  const before = first === undefined ? `${newline}  ` : text.slice(open + 1, first.keyStart);
  const colon = first === undefined ? ': ' : text.slice(first.keyEnd, first.valueStart);
  const [, lineBreak, indent] = /(\r?\n)([^\r\n]*)$/.exec(before) ?? [];
  if (lineBreak === undefined || indent === undefined) return `{${before}"prepare"${colon}"husky"${before}}`;
  return `{${lineBreak}${indent}${indent}"prepare"${colon}"husky"${lineBreak}${indent}}`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
