import { visible } from './visible.js';

/** What makes a formula of a field, in spreadsheets: https://owasp.org/www-community/attacks/CSV_Injection. */
const FORMULA = /^\s*[=+\-@\t\r＝＋－＠]/;

/**
 * A field of CSV (RFC 4180), always in quotes. One that a spreadsheet would compute begins with an apostrophe, which makes
 * it text there.
 */
export function csvField(value: string | number | boolean | undefined): string {
  if (typeof value === 'number') return String(value);
  const shown = visible(String(value ?? ''));
  return `"${(FORMULA.test(shown) ? `'${shown}` : shown).replaceAll('"', '""')}"`;
}
