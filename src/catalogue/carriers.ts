/**
 * Everyday places of a secret. One that can stand in them must be found there once, in its exact place, whatever stands
 * around it.
 */
export interface Carrier {
  /** `in JSON`. */
  readonly name: string;
  /** `NAME` is the variable that holds the secret by convention, `{secret}` the secret. */
  readonly text: string;
  /** What a secret cannot have in it and stand there as it is. */
  readonly excludes: RegExp;
  /** What stands before the secret and could as well be its first character: where it could, nobody can tell. */
  readonly couldBegin?: string;
  /** How the secret is spelled there, where that is not as it is. */
  readonly spell?: (secret: string) => string;
}

const escapedLineEnds = (secret: string) => secret.replaceAll('\n', '\\n');

/** JSON strings and those of most languages: no quotes, and of escapes only the everyday one. */
const UNQUOTABLE = /"|\\(?!n)|[^\P{Cc}\n]/u;
/** RFC 3986 §3.4, but that people write `/`, `+` and `=` as they are. */
const NO_QUERY = /[\s&#"'<>\\^`{|}]|%(?![0-9A-Fa-f]{2})/;
/** Inside a query that is itself encoded, no `%` of the secret would stay as it is. */
const NO_ENCODED_QUERY = /[\s&#"'<>\\^`{|}%]/;
const LINE_END = /\n/;
/** What means something to a shell between double quotes. */
const EXPANDED = /["$`\\}\n]/;
/** YAML 1.2.2 §7.3.3, plain style. */
const NO_PLAIN_SCALAR = /\n|:(?:\s|$)|\s#|^[,[\]{}#&*!|>'"%@`\s]|^[-?:]\s|\s$/;

/** The five that every secret of the catalogue must be found in. */
export const EVERYDAY_CARRIERS: readonly Carrier[] = [
  {
    name: 'in JSON',
    text: '{ "a": 1, "NAME": "{secret}", "b": [] }',
    excludes: UNQUOTABLE,
    spell: escapedLineEnds,
  },
  { name: 'in YAML', text: 'env:\n  NAME: {secret}\n  OTHER: x\n', excludes: NO_PLAIN_SCALAR },
  { name: 'in the query of a URL', text: 'https://host.test/path?a=1&NAME={secret}&b=2', excludes: NO_QUERY },
  { name: 'in a line of shell', text: "export NAME='{secret}' && run --fast", excludes: /['\n]/ },
  {
    name: 'in minified code',
    text: 'var a=1,NAME="{secret}",b=function(){return a};',
    excludes: UNQUOTABLE,
    spell: escapedLineEnds,
  },
];

/** Harder ones: escapes and marks that run into a token. */
export const HARDER_CARRIERS: readonly Carrier[] = [
  {
    name: 'in JSON inside JSON',
    text: '{"body":"{\\"NAME\\":\\"{secret}\\"}"}',
    excludes: UNQUOTABLE,
    spell: escapedLineEnds,
  },
  {
    name: 'as the default of a shell variable',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is shell
    text: 'run "${NAME:-{secret}}"',
    excludes: EXPANDED,
    couldBegin: '-',
  },
  {
    name: 'behind a literal \\n',
    text: '{"text":"first line\\nNAME:\\n{secret}\\nlast line"}',
    excludes: UNQUOTABLE,
    spell: escapedLineEnds,
  },
  {
    name: 'behind an encoded equals sign',
    text: 'https://host.test/?next=%2Flogin%3FNAME%3D{secret}%26b%3D2',
    excludes: NO_ENCODED_QUERY,
  },
  {
    name: 'behind a doubly encoded equals sign',
    text: 'https://host.test/?next=NAME%253D{secret}%2526b',
    excludes: NO_ENCODED_QUERY,
  },
  { name: 'behind a terminal colour', text: 'NAME=\x1b[1;31m{secret}\x1b[0m\n', excludes: LINE_END },
  {
    name: 'behind a terminal colour as scripts write it',
    text: 'echo -e "NAME=\\033[31m{secret}\\033[0m"',
    excludes: EXPANDED,
  },
  {
    name: 'in a stored diff',
    text: '--- a/.env\n+++ b/.env\n@@ -1 +1 @@\n-NAME=\n+NAME={secret}\n',
    excludes: LINE_END,
  },
  { name: 'in a line that ends with CR LF', text: 'A=1\r\nNAME={secret}\r\nB=2\r\n', excludes: LINE_END },
  { name: 'in the quotes of a word processor', text: 'Use NAME = “{secret}” here, naïvely', excludes: LINE_END },
];
