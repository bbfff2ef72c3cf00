/**
 * Values that say of themselves that they are not real: `your-key-here`, `sk-new-key-here`, `xxxx`, `AKIA…EXAMPLE`.
 *
 * Every rule here is checked against random tokens of all shapes in the tests: a rule that a real token could meet by
 * chance would be a hole.
 */
export function isPlaceholder(body: string): boolean {
  return hasFewCharacters(body) || BRACKETS.test(body) || JOINED_WORDS.test(body) || saysPlaceholder(body);
}

/** The same without the rules that passwords could meet which people made of words, few characters and symbols. */
export function saysPlaceholder(body: string): boolean {
  if (body.length === 0 || ELISION.test(body) || MARKER.test(body) || PUBLISHED.test(body)) return true;
  // Groups do not count: `12345678-1234-5678-…` is the same few digits again and again.
  const plain = body.replace(/[-_. ]/g, '');
  return hasLongRepeat(body) || hasLongSequence(plain) || isPeriodic(plain);
}

/**
 * How keys begin that vendors print in their own documentation, behind the prefix: Azure's storage and Cosmos emulators,
 * the examples of AWS, Stripe and of one-time passwords. Nine random characters do not come out like that.
 */
const PUBLISHED = /^(?:Eby8vdM02x|C2y6yDjf5|wJalrXUtn|4eC39HqLy|JBSWY3DPE)/;

/** Five distinct characters are fewer than any random token of eight and more has, but for one in millions. */
const FEWEST_CHARACTERS = 5;
const SHORTEST_JUDGED = 8;

function hasFewCharacters(body: string): boolean {
  if (body.length < SHORTEST_JUDGED) return false;
  const seen = new Set<string>();
  for (const char of body) if (seen.add(char).size >= FEWEST_CHARACTERS) return false;
  return true;
}

/** One character repeated over more than half of the value, or nine times in a row. White space is only layout. */
function hasLongRepeat(body: string): boolean {
  let longest = 0;
  let length = 0;
  for (let i = 0; i < body.length; i++) {
    length = body[i] !== body[i - 1] || /\s/.test(body[i] as string) ? 1 : length + 1;
    if (length > longest) longest = length;
  }
  return longest > body.length / 2 || longest >= LONGEST_CHANCE;
}

/** Nine characters of a random token that follow a rule come up once in hundreds of millions, in hexadecimal in millions. */
const LONGEST_CHANCE = 9;

/** `0123456789`, `abcdefghij`, `9876543210`, and two of them side by side: `a1b2c3d4e5f6`. */
function hasLongSequence(text: string): boolean {
  return [1, -1].some(
    (step) => longestRun(text, 1, step) >= LONGEST_CHANCE || longestRun(text, 2, step) >= LONGEST_CHANCE + 1,
  );
}

/** The most characters of which each is `step` away from the one `distance` places before. */
function longestRun(text: string, distance: number, step: number): number {
  let longest = 0;
  let length = distance;
  for (let i = distance; i < text.length; i++) {
    length = follows(text.charCodeAt(i - distance), text.charCodeAt(i), step) ? length + 1 : distance;
    if (length > longest) longest = length;
  }
  return longest;
}

const [ZERO, NINE] = [0x30, 0x39];

function follows(before: number, code: number, step: number): boolean {
  if (code - before === step) return true;
  return step === 1 ? before === NINE && code === ZERO : before === ZERO && code === NINE;
}

/** The same few characters again and again: `abc123abc123abc123`, `deadbeefdeadbeef`. */
function isPeriodic(text: string): boolean {
  const longest = Math.min(LONGEST_PERIOD, Math.floor(text.length / 2), text.length - LONGEST_CHANCE + 1);
  for (let period = 1; period <= longest; period++) if (text.startsWith(text.slice(period))) return true;
  return false;
}

const LONGEST_PERIOD = 64;

const ELISION = /\.\.\.|\*\*\*|\u2026|\xe2\x80\xa6/;
const BRACKETS = /[<>{}$]/;

/** Seven letters and more in this order do not come up in random tokens (one in hundreds of millions). */
const MARKER =
  /example|placeholder|redacted|change[-_]?me|replace[-_]?me|your[-_]?(?:api|key|token|secret|own)|dummy[-_]?(?:key|token|secret|value)|fake[-_]?(?:key|token|secret)|sample[-_]?(?:key|token|secret)|not[-_]?a?[-_]?real|insert[-_]?(?:your|key|token)|(?:key|token|secret)[-_]here|qwertyuiop|asdfghjkl|deadbeefdeadbeef/i;

/** Two or more words of one case, joined by dashes, underscores, dots or spaces: no generator writes like that. */
const JOINED_WORDS =
  /^(?:[a-z]{1,14}|[A-Z]{1,14}|[A-Z][a-z]{1,13})[0-9]{0,3}(?:[-_. ]+(?:[a-z]{1,14}|[A-Z]{1,14}|[A-Z][a-z]{1,13}|[0-9])[0-9]{0,3})+[-_. ]*$/;
