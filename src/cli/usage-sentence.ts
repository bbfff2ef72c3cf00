import { closest } from '../closest.js';

/**
 * One sentence for what yargs found wrong with the words on the command line.
 *
 * @param message as yargs words it in English
 * @param argv the words
 * @param options every option there is
 */
export function usageSentence(message: string, argv: readonly string[], options: readonly string[]): string {
  const [, command] = /^Did you mean (.+)\?$/.exec(message) ?? [];
  if (command !== undefined) return `unknown command ${shown(firstWord(argv))}; did you mean ${command}?`;
  const [, unknown] = /^Unknown arguments?: (.+)$/.exec(message) ?? [];
  if (unknown !== undefined) return unknownSentence(unknown, argv, options);
  const [, option] = /^Not enough arguments following: (.+)$/.exec(message) ?? [];
  if (option !== undefined) return `--${option} needs a value`;
  if (/^Not enough non-option arguments/.test(message)) return missingWordSentence(argv);
  const [, name, given, choices] = /Argument: (\S+), Given: (.*), Choices: (.*)/.exec(message) ?? [];
  if (name !== undefined) return `--${name} cannot be ${given}: it is one of ${choices}`;
  return message.trim().replace(/\s*\n\s*/g, ' ');
}

/** @param argv of a command whose words are all known, or it would not have got this far */
function missingWordSentence(argv: readonly string[]): string {
  const command = argv.filter((word) => /^[a-z]+(?:-[a-z]+)*$/.test(word)).slice(0, 2);
  return `a word is missing; "hushkey ${command.join(' ')} --help" says which`;
}

/** A command, a word too many, or an option; yargs says only its name, without the dashes. */
function unknownSentence(list: string, argv: readonly string[], options: readonly string[]): string {
  // yargs names `--min-confidense` twice, as written and in camel case.
  const [name] = list.split(', ') as [string];
  if (name === firstWord(argv)) return `unknown command ${shown(name)}; "hushkey --help" lists what there is`;
  const written = argv.find((word) => word.startsWith('-') && word.replace(/^-+/, '').split('=')[0] === name);
  if (written === undefined && argv.includes(name)) return `${shown(name)} is one word too many for this command`;
  const nearest = closest(
    name,
    options.filter((option) => !/[A-Z]/.test(option)),
  );
  const advice = nearest === undefined ? '"hushkey --help" lists what there is' : `did you mean --${nearest}?`;
  return `unknown option ${written?.split('=')[0] ?? `--${name}`}; ${advice}`;
}

/** Longer than any command of ours. A variable that holds a token, put in the wrong place, must not end up in a log. */
const LONGEST_WORD = 20;

/** A word of the command line for a message, unless it is too long to be a mere word. */
export function shown(word = ''): string {
  return word.length > LONGEST_WORD ? `beginning with ${JSON.stringify(word.slice(0, 4))}` : `"${word}"`;
}

function firstWord(argv: readonly string[]): string | undefined {
  return argv.find((word) => !word.startsWith('-'));
}
