import type { Candidate } from './candidate.js';
import type { Name } from './name.js';
import { topicsOf } from './near.js';
import { type Tell, tellOfCharacters, tellOfShapes } from './value-features.js';

/** Tells all that holds of a candidate. The weights of what is told are summed. */
export function tellOf(candidate: Candidate, tell: Tell): void {
  tellOfName(candidate.name, tell);
  tellOfCharacters(candidate.value, tell);
  tellOfShapes(candidate.value, tell);
  tellOfLikeness(candidate, tell);
  tellOfBinding(candidate, tell);
  tellOfSurroundings(candidate, tell);
}

/** What is known beside the name at little cost, and mostly decides. */
export function tellBasics(candidate: Candidate, tell: Tell): void {
  tellOfCharacters(candidate.value, tell);
  tellOfLikeness(candidate, tell);
  tellOfBinding(candidate, tell);
}

/** The groups `shape`, `wrapper`, `place` and `near`. */
export function tellRest(candidate: Candidate, tell: Tell): void {
  tellOfShapes(candidate.value, tell);
  tellOfSurroundings(candidate, tell);
}

/** The same as a list of names, for those who learn or explain: `length:8-9`. */
export function featuresOf(candidate: Candidate): string[] {
  const features: string[] = [];
  tellOf(candidate, (group, label) => features.push(`${group}:${label}`));
  return features;
}

/** What is said of the name alone. */
export function tellOfName(name: Name, tell: Tell): void {
  tell('name', name.kind);
  tell('name-words', NUMBERS[Math.min(name.words.length, 4)] as string);
  tell('name-style', styleOf(name.text));
  tell('name', name.isLast ? 'last' : 'not-last');
  for (const word of name.words) if (word.length > 1) tell('word', word);
  if (name.negative === undefined) return;
  tell('name', 'negative');
  tell('negative', name.negative);
}

const NUMBERS = ['0', '1', '2', '3', '4'];

/** How the value repeats its name. */
function tellOfLikeness({ name, value }: Candidate, tell: Tell): void {
  const joined = name.words.join('');
  const plain = value.toLowerCase().replace(/[^a-z0-9]/g, '');
  if (plain === joined) tell('value', 'own-name');
  else if (plain.length >= 4 && (joined.includes(plain) || plain.includes(joined))) tell('value', 'like-name');
  else if (name.words.some((word) => word.length >= 4 && plain.includes(word))) tell('value', 'shares-word');
}

function styleOf(name: string): string {
  if (/^[A-Z0-9_]+$/.test(name)) return 'upper';
  if (/\./.test(name)) return 'dotted';
  if (/_/.test(name)) return 'snake';
  if (/-/.test(name)) return 'kebab';
  if (/^[a-z]+[A-Z]/.test(name)) return 'camel';
  return /^[A-Z]/.test(name) ? 'capitalised' : 'plain';
}

function tellOfBinding({ syntax, quote, spaced, before, after, value, name }: Candidate, tell: Tell): void {
  const quoted = quote === '' ? 'bare' : 'quoted';
  const simple = /^[A-Za-z_.$]+$/.test(value) ? 'word' : 'mixed';
  const next = afterOf(after, quote);
  tell('syntax', `${syntax}/${quoted}`);
  tell('syntax+spaced', `${syntax}/${quoted}/${spaced ? 'spaced' : 'tight'}`);
  tell('syntax+value', `${syntax}/${quoted}/${simple}`);
  tell('kind+syntax', `${name.kind}/${quoted}`);
  tell('kind+value', `${name.kind}/${simple}`);
  tell('quote', quote);
  tell('after', next);
  tell('after+quoted', `${next}/${quoted}/${simple}`);
  tell('before', beforeOf(before));
}

function tellOfSurroundings({ wrapper, before, after, value }: Candidate, tell: Tell): void {
  if (wrapper !== '') tell('wrapper', wrapperOf(wrapper));
  const line = before.slice(before.lastIndexOf('\n') + 1);
  if (/^\s*(?:\/\/|#|\*|--|;|%|<!--|"""|rem )/i.test(line)) tell('place', 'comment');
  const around = `${before}|${after}`;
  if (around.includes(value)) tell('near', 'repeated');
  for (const topic of topicsOf(around)) tell('near', topic);
}

function wrapperOf(wrapper: string): string {
  return WRAPPERS.find(([, regex]) => regex.test(wrapper))?.[0] ?? 'other';
}

const WRAPPERS: readonly (readonly [string, RegExp])[] = [
  [
    'lookup',
    /env|get|fetch|read|load|config|setting|option|param|prop|lookup|find|request|input|prompt|argument|flag|var/i,
  ],
  ['decode', /decode|from|parse|bytes?$|buffer|encode|hex|b64|base64|unhex/i],
  ['text', /^(?:_|t|tr|trans|translate|i18n|gettext|format|sprintf|print|error|exception|label)/i],
  ['secret', /secret|pass|some|just|hash|crypt|secure|string/i],
  ['bracket', /^[[({]+$/],
];

function afterOf(after: string, quote: string): string {
  const rest =
    quote === '' || quote === '|' ? after : after.slice(after.startsWith('\\') ? quote.length + 1 : quote.length);
  const next = /^[ \t]*/.exec(rest)?.[0] ?? '';
  const char = rest[next.length];
  if (char === undefined || char === '\n' || char === '\r') return 'end';
  if (/[,;)\]}:=+.<>(&|?#\\/"'`-]/.test(char)) return char;
  if (/\w/.test(char)) return next === '' ? 'glued' : 'word';
  return 'other';
}

function beforeOf(before: string): string {
  const char = before.trimEnd().at(-1);
  if (char === undefined || /\n[ \t]*$/.test(before)) return 'start';
  if (/["'`.$\-?&,({[:=<>@/#*|;!]/.test(char)) return char;
  return /\w/.test(char) ? 'word' : 'other';
}
