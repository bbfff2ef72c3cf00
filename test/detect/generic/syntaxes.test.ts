import { describe, expect, it } from 'vitest';
import { CODE, CONFIGURATION, PROTOCOLS, SHELLS, type Syntax, TEXTS } from '../../support/everyday-syntaxes.js';
import { anyPassword, anyToken, candidatesIn, refusedIn, seededRandom } from '../../support/judged.js';

const DRAWS = 40;
/** Of human passwords some look like words or code; `train/report.md` has the true share. */
const MOST_DOUBTED = 0.25;

const TOKEN_NAMES = ['api_key', 'access_token', 'client_secret'];
const PASSWORD_NAMES = ['db_password', 'passwd', 'admin_password'];

/** How many of the values are found exactly where they stand, and refused by the hook. Never the values themselves. */
function found({ write, not }: Syntax, names: readonly string[], make: typeof anyToken) {
  const random = seededRandom(11);
  let read = 0;
  let refused = 0;
  for (let i = 0; i < DRAWS; i++) {
    const value = make(random, not);
    const text = write(names[i % names.length] as string, value);
    const bytes = Buffer.from(text, 'utf8');
    const start = bytes.indexOf(value);
    const isExact = ({ from, to }: { from: number; to: number }) => from === start && to === start + value.length;
    if (candidatesIn(bytes).some(isExact)) read++;
    if (refusedIn(text).some(({ start, end }) => isExact({ from: start, to: end }))) refused++;
  }
  return { read, refused };
}

describe.each([
  ['configuration', CONFIGURATION],
  ['shells', SHELLS],
  ['code', CODE],
  ['protocols and databases', PROTOCOLS],
  ['texts', TEXTS],
])('%s', (_, syntaxes) => {
  it.each(syntaxes.map((syntax) => [syntax.title, syntax] as const))('assigns a token: %s', (_, syntax) => {
    const { read, refused } = found(syntax, TOKEN_NAMES, anyToken);
    expect(read).toBe(DRAWS);
    expect(refused).toBeGreaterThanOrEqual(DRAWS - 2);
  });

  const forPasswords = syntaxes.filter(({ only }) => only !== 'token');
  it.each(forPasswords.map((syntax) => [syntax.title, syntax] as const))('assigns a password: %s', (_, syntax) => {
    const { read, refused } = found(syntax, PASSWORD_NAMES, anyPassword);
    expect(read).toBe(DRAWS);
    expect(refused).toBeGreaterThanOrEqual(DRAWS * (1 - MOST_DOUBTED));
  });
});

describe('a value of several parts', () => {
  const random = seededRandom(5);

  it.each([
    ['strings put together with +', (a: string, b: string) => `const apiToken = "${a}" + "${b}";\n`],
    ['strings over lines', (a: string, b: string) => `const apiToken = "${a}" +\n  "${b}";\n`],
    ['strings side by side', (a: string, b: string) => `api_token = ("${a}"\n             "${b}")\n`],
    ['strings joined by dots', (a: string, b: string) => `$api_token = '${a}' . '${b}';\n`],
    ['a backslash at the end of a line', (a: string, b: string) => `api_token = "${a}" \\\n  "${b}"\n`],
  ])('is found by its first part at least: %s', (_, write) => {
    const [first, second] = [anyToken(random), anyToken(random)];
    const text = write(first, second);
    const places = refusedIn(text).map(({ start, end }) => [start, end]);
    expect(places).toContainEqual([text.indexOf(first), text.indexOf(first) + first.length]);
  });
});
