/**
 * Values that say of themselves that they are not real: `your-key-here`, `sk-new-key-here`, `xxxx`, `AKIA…EXAMPLE`.
 *
 * Every rule here is checked against random tokens of all shapes in the tests: a rule that a real token could meet by
 * chance would be a hole.
 */
export function isPlaceholder(body: string): boolean {
  return (
    body.length === 0 ||
    hasFewCharacters(body) ||
    hasLongRepeat(body) ||
    hasLongSequence(body) ||
    ELISION.test(body) ||
    MARKER.test(body) ||
    isOnlyWords(body)
  );
}

/** Five distinct characters are fewer than any random token of eight and more has, but for one in millions. */
const FEWEST_CHARACTERS = 5;
const SHORTEST_JUDGED = 8;

function hasFewCharacters(body: string): boolean {
  return body.length >= SHORTEST_JUDGED && new Set(body).size < FEWEST_CHARACTERS;
}

/** One character repeated over more than half of the value, or nine times in a row. */
function hasLongRepeat(body: string): boolean {
  let longest = 0;
  let length = 0;
  for (let i = 0; i < body.length; i++) {
    length = body[i] === body[i - 1] ? length + 1 : 1;
    if (length > longest) longest = length;
  }
  return longest > body.length / 2 || longest >= 9;
}

/** `0123456789`, `abcdefghij`, `1234567890`: nine characters that each follow the one before. */
function hasLongSequence(body: string): boolean {
  let length = 1;
  for (let i = 1; i < body.length; i++) {
    const step = body.charCodeAt(i) - body.charCodeAt(i - 1);
    const wraps = body[i - 1] === '9' && body[i] === '0';
    length = step === 1 || wraps ? length + 1 : 1;
    if (length >= 9) return true;
  }
  return false;
}

const ELISION = /\.\.\.|\*\*\*|\u2026|\xe2\x80\xa6|[<>{}$]/;

/** Six letters and more in this order do not come up in random tokens (one in hundreds of millions). */
const MARKER =
  /example|placeholder|redacted|change[-_]?me|your[-_]?(?:api|key|token|secret|own)|dummy[-_]?(?:key|token)|fake[-_]?(?:key|token|secret)|not[-_]?a?[-_]?real|insert[-_]?(?:your|key|token)|deadbeefdeadbeef/i;

/** Two or more words of one case, joined by dashes, underscores, dots or spaces: no generator writes like that. */
const JOINED_WORDS =
  /^(?:[a-z]{1,14}|[A-Z]{1,14}|[A-Z][a-z]{1,13})(?:[-_. ]+(?:[a-z]{1,14}|[A-Z]{1,14}|[A-Z][a-z]{1,13}|[0-9]{1,4}))+$/;

function isOnlyWords(body: string): boolean {
  return JOINED_WORDS.test(body);
}
