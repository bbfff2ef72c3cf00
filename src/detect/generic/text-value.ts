import type { Candidate } from './candidate.js';

/** Values that are texts for people, as the files of translations hold them, or bytes that are no text at all. */

/** Words of another language with letters that are not ASCII, or words that speak of passwords themselves. */
export function isText({ value, quote, after }: Candidate): boolean {
  if (ESCAPED_TEXT.test(value) || ESCAPED_WORDS.test(value) || WORD_FOR_ONE.test(value)) return true;
  if (quote === '' && FOREIGN_WORD.test(value) && /^[ \t][A-Za-z\x80-\xff]/.test(after)) return true;
  return WORDS.test(value) && (/[\x80-\xff]/.test(value) || SPEAKS_OF_ONE.test(value));
}

const WORDS = /^[A-Za-z\x80-\xff'(",.:!?{/-]+(?: [A-Za-z\x80-\xff'"(),.:;!?{}/*-]+)+$/;
/** Without quotes: the first word of a sentence. */
const FOREIGN_WORD = /^[A-Za-z]{0,20}[\x80-\xff][A-Za-z\x80-\xff]{0,40}$/;
/** The word for a password, as a form shows it. */
const WORD_FOR_ONE =
  /^(?:passwor[dt]|kennwort|wachtwoord|contrase(?:n|\xc3\xb1)a|senha|parola|passord|adgangskode|salasana|heslo|has(?:l|\xc5\x82)o|lozinka|(?:s|\xc5[\x9e\x9f])ifre|kata sandi|l\xc3\xb6senord|jelsz\xc3\xb3)[\s:*?!.]{0,3}$/i;
const SPEAKS_OF_ONE =
  /\b(?:password|passwort|kennwort|wachtwoord|contrase|senha|mot de passe|parola|passord|adgangskode|salasana|heslo|sandi|token|credential|api key)/i;
/** Words with letters in escapes, as the properties of Java have them. */
const ESCAPED_WORDS = /^[A-Za-z'.,:;!?(){} -]*\\{1,2}u[0-9A-Fa-f]{4}(?:[A-Za-z'.,:;!?(){} -]|\\{1,2}u[0-9A-Fa-f]{4})*$/;
/** Text of another language, written in escapes. */
const ESCAPED_TEXT = /(?:\\{1,2}u\{?[0-9A-Fa-f]{2,6}\}?.?){3}/;

/** The data of a program, in which a name and what stands behind it came about by chance. */
export function isBinary({ before, value, after }: Candidate): boolean {
  return CONTROL.test(before) || CONTROL.test(value) || CONTROL.test(after);
}

/** No text has these; programs and their data do. Of the others the zero ends a text in them, and the escape colours one. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is looked for
const CONTROL = /[\x01-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]/;
