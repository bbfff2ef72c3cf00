import { type Match, secretOf } from '../detect/match.js';
import { everyPart } from '../detect/pairs.js';
import type { Place } from '../sources/source.js';
import { MASK } from './redact.js';

/**
 * Hides the secrets of a scan wherever else they are told: in paths, names of refs, authors and first lines of messages.
 * It holds the secrets themselves, in memory and until the scan ends, because a hash cannot be looked for in a text.
 */
export class SecretMask {
  /** By their first characters. A prefix of a vendor is that of many. */
  readonly #secrets = new Map<string, Bucket>();
  readonly #search: Search;
  /** What was made of names: those of files come again with every secret in them. */
  readonly #names = new Map<string, string>();

  /** @param search finds secrets in a name that stand nowhere else */
  constructor(search: Search = () => []) {
    this.#search = search;
  }

  /** @param secrets as `hiddenSpellings` has them */
  learn(secrets: Iterable<string>): void {
    for (const secret of secrets) this.#remember(secret);
  }

  /** A name (a path, a ref, an author, a line of prose) with every secret masked, known or found in it. */
  hideInName(name: string): string {
    const known = this.#names.get(name);
    if (known !== undefined) return known;
    const bytes = Buffer.from(name);
    for (const match of everyPart(this.#search(bytes))) this.learn(hiddenSpellings(match, bytes, { part: 'name' }));
    const shown = this.hide(name);
    this.#names.set(name, shown);
    return shown;
  }

  /** The text with every secret masked that is known, one at its end also when the text was cut within it. */
  hide(text: string): string {
    if (this.#secrets.size === 0) return text;
    let [shown, from] = ['', 0];
    for (let at = 0; at + KEY <= text.length; ) {
      const length = this.#lengthAt(text, at);
      if (length > 0) {
        shown += text.slice(from, at) + MASK;
        from = at + length;
      }
      at += Math.max(1, length);
    }
    return from === 0 ? text : shown + text.slice(from);
  }

  /** How long the secret is that stands here; 0 for none. */
  #lengthAt(text: string, at: number): number {
    const rest = text.length - at;
    for (const secret of this.#longestFirst(text.slice(at, at + KEY))) {
      if (text.startsWith(secret, at)) return secret.length;
      if (rest >= LEAST && rest < secret.length && secret.startsWith(text.slice(at))) return rest;
    }
    return 0;
  }

  #remember(secret: string): void {
    const key = secret.slice(0, KEY);
    const bucket = this.#secrets.get(key) ?? { secrets: new Set(), sorted: undefined };
    bucket.secrets.add(secret);
    bucket.sorted = undefined;
    this.#secrets.set(key, bucket);
  }

  #longestFirst(key: string): readonly string[] {
    const bucket = this.#secrets.get(key);
    if (bucket === undefined) return [];
    bucket.sorted ??= [...bucket.secrets].sort((a, b) => b.length - a.length);
    return bucket.sorted;
  }
}

interface Bucket {
  readonly secrets: Set<string>;
  /** The longest first; undefined until somebody asks. */
  sorted: readonly string[] | undefined;
}

/**
 * How a secret that was found at a place can be written in names, as far as it has to be hidden there. In a name it is
 * written as it stands, and decoded; one of a file is hidden when it could stand in a name for nothing else.
 */
export function hiddenSpellings(match: Match, bytes: Buffer, { part }: Place): string[] {
  const secret = secretOf(match, bytes);
  const isInName = part === 'name' || part === 'ref';
  if (!isInName && match.pattern.variables === undefined && !standsOut(secret)) return [];
  const encoded = isInName && match.text !== undefined ? [bytes.toString('latin1', match.start, match.end)] : [];
  return [secret, ...encoded].filter(({ length }) => length >= KEY && length <= LONGEST).flatMap(spellings);
}

/** Every match in bytes. */
export type Search = (bytes: Buffer) => readonly Match[];

/** Characters by which a secret is looked up; a shorter one is none that could be told from a word. */
const KEY = 4;
const LEAST = 8;
/** No path and no first line is longer; keys over many lines are not in them. */
const LONGEST = 8192;

/** A password that is a word (`production`) does not: to mask every folder of that name would tell the password. */
function standsOut(secret: string): boolean {
  return secret.length >= LEAST && /[0-9]/.test(secret) && /[A-Za-z]/.test(secret) && !ORDINARY.test(secret);
}

/** Words with a number, a version or a date behind them are names of files as well. */
const ORDINARY = /^[A-Za-z]{1,24}[-_.]?[0-9.-]{1,10}$/;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes as latin1 text, in the spellings of names: a name that is no UTF-8 is shown with `\xNN` for every byte that is no ASCII. */
function spellings(latin1: string): string[] {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII
  if (/^[\x00-\x7f]*$/.test(latin1)) return [latin1];
  const escaped = latin1.replace(/[\x80-\xff]/g, (char) => `\\x${char.charCodeAt(0).toString(16)}`);
  try {
    return [decoder.decode(Buffer.from(latin1, 'latin1')), escaped];
  } catch {
    return [latin1, escaped];
  }
}

/** Spellings as they are kept with each place of a secret: the same list for all of its places. */
export class KeptSpellings {
  readonly #kept = new Map<string, readonly string[]>();

  /** @returns undefined for none */
  kept(spellings: readonly string[]): readonly string[] | undefined {
    if (spellings.length === 0) return undefined;
    const key = spellings.join('\0');
    const known = this.#kept.get(key) ?? spellings;
    this.#kept.set(key, known);
    return known;
  }
}

/** A mask of what was found at these places. */
export function maskOf(
  sightings: Iterable<{ readonly hidden: readonly string[] | undefined }>,
  search?: Search,
): SecretMask {
  const mask = new SecretMask(search);
  const learnt = new Set<readonly string[]>();
  for (const { hidden } of sightings)
    if (hidden !== undefined && !learnt.has(hidden)) {
      learnt.add(hidden);
      mask.learn(hidden);
    }
  return mask;
}
