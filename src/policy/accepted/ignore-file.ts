import { isDay } from '../day.js';
import { PolicyError } from '../policy-error.js';
import { FINGERPRINT, saltOf } from './fingerprint.js';
import type { IgnoreEntry, IgnoreFile, PlacedEntry } from './ignore-entry.js';

/** Bytes: some hundred thousand entries. */
const LARGEST = 32 << 20;
/** Each salt is one more hash for each finding. Every file has one, so these are as many merged files. */
const MOST_SALTS = 64;

const HEADER = /^# hushkey ignore file 1, salt ([a-z2-7]{8})\s*$/;
const ENTRY =
  /^(\S+)[ \t]+([a-z0-9]+(?:-[a-z0-9]+)*)[ \t]+("(?:[^"\\]|\\.)*"|[^\s"]\S*)((?:[ \t]+(?!--(?:\s|$))\S+)*)[ \t]*(?:--[ \t]+(.*))?$/;

/** @throws PolicyError with file and line when a line is no entry */
export function parseIgnoreFile(file: string, bytes: Buffer): IgnoreFile {
  if (bytes.length > LARGEST) throw new PolicyError(file, undefined, `it is larger than ${LARGEST >> 20} MiB`);
  const entries = new Map<string, PlacedEntry>();
  const comments: string[] = [];
  let salt: string | undefined;
  for (const [index, text] of textOf(file, bytes).split(/\r?\n/).entries()) {
    const line = text.trim();
    const header = HEADER.exec(line)?.[1];
    if (header !== undefined) salt ??= header;
    else if (line.startsWith('#')) comments.push(line);
    else if (line !== '') {
      const entry = parseEntry(file, index + 1, line);
      const key = `${entry.fingerprint} ${entry.pattern} ${entry.path}`;
      entries.set(key, laterOf(entries.get(key), entry));
    }
  }
  const all = [...entries.values()];
  if (new Set(all.map(({ fingerprint }) => saltOf(fingerprint))).size > MOST_SALTS)
    throw new PolicyError(file, undefined, `its fingerprints have more than ${MOST_SALTS} salts: make it anew`);
  const first = all[0]?.fingerprint;
  return { salt: salt ?? (first && saltOf(first)), entries: all, comments: [...new Set(comments)] };
}

function textOf(file: string, bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new PolicyError(file, undefined, 'it is no UTF-8 text');
  }
}

function parseEntry(file: string, line: number, text: string): PlacedEntry {
  if (/^(?:<{7}|={7}|>{7}|\|{7})(?:\s|$)/.test(text))
    throw new PolicyError(file, line, 'a merge conflict is not resolved: keep the lines of both sides');
  const [, fingerprint = '', pattern = '', path = '', attributes = '', reason] = ENTRY.exec(text) ?? [];
  if (!FINGERPRINT.test(fingerprint))
    throw new PolicyError(file, line, 'this is no entry: FINGERPRINT PATTERN PATH [until=YYYY-MM-DD] [-- REASON]');
  const entry = { file, line, fingerprint, pattern, path: unquoted(path, file, line) };
  return {
    ...entry,
    ...attributesIn(attributes, file, line),
    ...(reason !== undefined && reason !== '' && { reason }),
  };
}

function unquoted(path: string, file: string, line: number): string {
  if (!path.startsWith('"')) return path;
  try {
    return JSON.parse(path) as string;
  } catch {
    throw new PolicyError(file, line, 'the quoted path is no JSON string');
  }
}

function attributesIn(text: string, file: string, line: number): Pick<IgnoreEntry, 'expires' | 'inHistory'> {
  let attributes: Pick<IgnoreEntry, 'expires' | 'inHistory'> = {};
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const [, day] = /^until=(.*)$/.exec(word) ?? [];
    if (word === 'history') attributes = { ...attributes, inHistory: true };
    else if (day === undefined)
      throw new PolicyError(file, line, `unknown word ${JSON.stringify(word)}; a reason stands behind " -- "`);
    else if (isDay(day)) attributes = { ...attributes, expires: day };
    else throw new PolicyError(file, line, `there is no day ${JSON.stringify(day)}: until=YYYY-MM-DD`);
  }
  return attributes;
}

/** Two branches can say different things of one finding: the later day counts, and a reason is better than none. */
function laterOf(known: PlacedEntry | undefined, entry: PlacedEntry): PlacedEntry {
  if (known === undefined) return entry;
  const { expires: _, inHistory: __, ...both } = { ...entry, ...known };
  const days = [known.expires, entry.expires];
  const expires = days.includes(undefined) ? undefined : (days as string[]).sort().at(-1);
  return {
    ...both,
    ...(expires !== undefined && { expires }),
    ...(known.inHistory && entry.inHistory && { inHistory: true }),
  };
}

/** The whole text of an ignore file: sorted by fingerprint, so that what two branches add is seldom side by side. */
export function ignoreFileText(salt: string, entries: readonly IgnoreEntry[], comments: readonly string[]): string {
  const lines = [...new Set(entries.map(entryText))].sort();
  return [`# hushkey ignore file 1, salt ${salt}`, ...comments, ...lines, ''].join('\n');
}

function entryText({ fingerprint, pattern, path, expires, inHistory, reason }: IgnoreEntry): string {
  const words = [fingerprint, pattern, quoted(path), expires && `until=${expires}`, inHistory && 'history'];
  return [...words, reason && `-- ${reason}`].filter(Boolean).join(' ');
}

/** What could be read as something else, or drives a terminal, is written as a JSON string of ASCII. */
function quoted(path: string): string {
  if (/^[!-~]+$/.test(path) && !/^(?:"|--$)/.test(path)) return path;
  return JSON.stringify(path).replace(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
