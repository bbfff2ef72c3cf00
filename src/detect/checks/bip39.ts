import { createHash } from 'node:crypto';
import { BIP39_WORDS } from '../generated/bip39-words.js';
import type { Reading } from './reader.js';

const LENGTHS: readonly number[] = [12, 15, 18, 21, 24];
const BITS = 11;

/** What stands between two words: a space, a comma and quotes in a list, the number of the next one; also escaped. */
const WORD = /[a-z]{3,8}/g;
const BETWEEN = /^(?:[\s"'`,;[\]-]|\\+[nrt"']|[0-9]{1,2}[.):]){1,24}$/;

/** Made when the first phrase is looked at. */
let indexes: ReadonlyMap<string, number> | undefined;

/**
 * Seeds of wallets as words (BIP 39): 12 to 24 words of the English list, whose last bits are a sum of the others.
 *
 * @param text from a word that speaks of such a phrase on
 */
export function bip39Phrases(text: string): Reading[] {
  const readings: Reading[] = [];
  for (const row of rowsOf(text)) {
    const words = row.map(({ word }) => word);
    if (!isBip39(words) || isPublished(words)) continue;
    const [first, last] = [row[0] as Word, row.at(-1) as Word];
    readings.push({
      start: first.start,
      end: last.start + last.word.length,
      proof: { verdict: 'proved', notes: [`${words.length} words`] },
    });
  }
  return readings;
}

interface Word {
  readonly word: string;
  readonly start: number;
}

/** Words of the list with the same between each two of them, as far as such rows go. */
function rowsOf(text: string): Word[][] {
  indexes ??= new Map(BIP39_WORDS.split(' ').map((word, index) => [word, index]));
  const rows: Word[][] = [];
  let row: Word[] = [];
  let [end, between] = [0, ''];
  for (const { 0: word, index: start } of text.matchAll(WORD)) {
    const before = text.slice(end, Math.min(start, end + 25));
    const separator = before.replace(/[0-9]/g, '');
    const isNext = row.length > 0 && BETWEEN.test(before) && (row.length === 1 || separator === between);
    const isListed = indexes.has(word) && !/[A-Za-z0-9_$]/.test(text[start + word.length] ?? '');
    if (!isNext || !isListed) {
      rows.push(row);
      row = [];
    }
    if (isListed) row.push({ word, start });
    [end, between] = [start + word.length, separator];
  }
  rows.push(row);
  return rows.filter(({ length }) => LENGTHS.includes(length));
}

/** https://github.com/bitcoin/bips/blob/master/bip-0039.mediawiki */
export function isBip39(words: readonly string[]): boolean {
  if (!LENGTHS.includes(words.length)) return false;
  indexes ??= new Map(BIP39_WORDS.split(' ').map((word, index) => [word, index]));
  let bits = '';
  for (const word of words) {
    const index = indexes.get(word);
    if (index === undefined) return false;
    bits += index.toString(2).padStart(BITS, '0');
  }
  const entropy = bits.slice(0, (words.length / 3) * 32);
  return bits.slice(entropy.length) === sumOf(entropy);
}

/** As many bits of the SHA-256 as the entropy has words of 32 bits. */
function sumOf(entropy: string): string {
  const bytes = Buffer.from((entropy.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const [first = 0] = createHash('sha256').update(bytes).digest();
  return first
    .toString(2)
    .padStart(8, '0')
    .slice(0, entropy.length / 32);
}

/** The phrase that stands for these bytes (16, 20, 24, 28 or 32). */
export function bip39Phrase(entropy: Uint8Array): string {
  const words = BIP39_WORDS.split(' ');
  const bits = [...entropy].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return ((bits + sumOf(bits)).match(/.{11}/g) ?? []).map((index) => words[Number.parseInt(index, 2)]).join(' ');
}

/**
 * Phrases of documentation and tests: words again and again, which no drawn phrase has so often (`abandon … about`,
 * `test … junk`, the vectors of the standard), and those that tools for developers begin with, by their first two.
 */
function isPublished(words: readonly string[]): boolean {
  if (words.length - new Set(words).size >= words.length / 4) return true;
  return PUBLISHED.has(`${words[0]} ${words[1]}`);
}

/** Truffle's and Ganache's, Hardhat's guide, ethers' and Trezor's tests, books, Polkadot's development account. */
const PUBLISHED: ReadonlySet<string> = new Set([
  'candy maple',
  'myth like',
  'concert load',
  'announce room',
  'ozone drill',
  'army van',
  'wolf juice',
  'bottom drive',
  'gravity machine',
  'scheme spot',
  'panda eyebrow',
  'void come',
  'hamster diagram',
  'horn tenant',
  'cat swing',
  'light rule',
  'all hour',
  'vessel ladder',
]);
