// Writes a pattern file for every provider of a fact table that has none yet:
//
//     node patterns/from-facts.js FACTS.json   (npm run patterns:from-facts -- FACTS.json)
//
// The mechanical part of a pattern (prefix, characters, length, context, links) follows from the facts; where a layout
// says more, the file is refined by hand afterwards. Files that exist are never touched, so refinements stay.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { regexOf, shapeOf } from './layout.js';
import { pairsOf } from './pairs-of.js';

const PATTERNS = process.env.OUT ?? dirname(fileURLToPath(import.meta.url));
const providers = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const known = providers.flatMap((provider) => provider.secrets.map((secret) => ({ ...secret, provider })));
/** Words that every credential has beside it say nothing of whose it is. */
const EVERYBODYS =
  /^(?:(?:api|app|access|auth|authorization|bearer|client|private|secret|service|user|account|admin|key|token|id|password|passwd|pass|credential|x|http|https|url|uri|sdk|oauth|oauth2|webhook|hook|signing|rest|public|session|value|env|config)s?)+$/;
const CREDENTIAL = /KEYS?$|TOKENS?$|SECRETS?$|PASSWORD$|PASS$|AUTH$|API$|PAT$|CREDENTIALS?$/;
const NOT_CREDENTIAL = /PUBLIC|KEY_ID|TOKEN_ID|SECRET_ID|SECRET_NAME/;
const isCredential = (name) => CREDENTIAL.test(name) && !NOT_CREDENTIAL.test(name);

let written = 0;
const leftOut = [];
/** What token runs are made of. */
const TOKEN = /^[A-Za-z0-9+/_-]*$/;

for (const provider of providers) {
  const file = join(PATTERNS, provider.category, `${provider.provider}.yaml`);
  if (existsSync(file)) continue;
  const secrets = provider.secrets.map((secret) => entryOf(provider, secret)).filter((entry) => entry !== undefined);
  if (secrets.length === 0) continue;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, yamlOf(provider, secrets));
  written += secrets.length;
}
console.log(`${written} secrets written, ${leftOut.length} left out:`);
for (const line of leftOut) console.log(`  ${line}`);

/** One secret of a pattern file, or undefined when the facts are not enough to find it without noise. */
function entryOf(provider, secret) {
  const reason = reasonToLeaveOut(secret, provider);
  if (reason !== undefined) {
    leftOut.push(`${secret.id}: ${reason}`);
    return undefined;
  }
  const weak = isWeak(secret);
  const name = variableOf(provider, secret);
  const words = contextWords(secret, name);
  const pairs = pairsOf(
    secret,
    known.filter((other) => reasonToLeaveOut(other, other.provider) === undefined),
  );
  return {
    id: secret.id,
    name: secret.name,
    regex: regexOf(secret),
    ...(secret.case_sensitive === false && { ignoreCase: true }),
    ...(secret.prefix &&
      secret.prefix.length <= 4 &&
      /^[A-Za-z0-9_-]+$/.test(secret.prefix) && { boundary: { before: 'A-Za-z0-9_-' } }),
    ...(words.length > 0 &&
      (weak || secret.context.length > 0) && { context: { words, ...(weak && { assigned: true }) } }),
    severity: secret.tier === 'tail' ? 'low' : secret.sensitivity,
    ...(pairs.length > 0 && { pairs }),
    ...confidenceOf(secret, weak),
    ...(secret.public_ok && { public: true }),
    ...(secret.env_names.length > 0 && { env: secret.env_names.filter((env) => /^[A-Z][A-Z0-9_]*$/.test(env)) }),
    ...linksOf(secret, provider),
    shapes: shapesOf(secret),
    examples: [`${name}={secret}`, `{ "${camelCase(name)}": "{secret}" }`],
    counterexamples: [
      `${name}=${nearMiss(secret)}`,
      `${name}=${secret.prefix ?? ''}your_${provider.provider.replaceAll('-', '_')}_key_here`,
    ],
  };
}

function reasonToLeaveOut(secret, provider) {
  if (provider.category === 'generic') return 'of no vendor: judged by other means';
  if (secret.body.charset === 'printable ASCII') return 'its text is free: a structure, written by hand';
  if (secret.confidence === 'inferred') return 'inferred only';
  if (secret.tier === 'tail' && !secret.prefix && contextWords(secret).length === 0)
    return 'neither a prefix nor a context word that is its own';
  if (secret.prefix && secret.prefix.length >= 3) return undefined;
  if (contextWords(secret).length === 0) return 'neither a prefix nor a context word that is its own';
  if (secret.body.length[0] + (secret.prefix?.length ?? 0) < 16) return 'shorter than 16 characters, without a prefix';
  if (!TOKEN.test(sample(secret.body.charset).replace(/=/g, '')))
    return 'no prefix, and characters that no token run has';
  return undefined;
}

/** A shape that other things have too: it must be assigned to a name that says key, token, secret … */
function isWeak(secret) {
  return !secret.prefix || secret.prefix.length < 4 || /^[a-z]+-?$/.test(secret.prefix);
}

function confidenceOf(secret, weak) {
  if (secret.tier === 'tail') return { confidence: 'low' };
  return weak
    ? { confidence: 'medium' }
    : secret.confidence === 'documented' || secret.prefix.length >= 5
      ? {}
      : { confidence: 'medium' };
}

/** The context words of the facts, without those that say nothing, and the names of its variables. */
function contextWords(secret, variable) {
  const words = secret.context
    .map((word) => word.toLowerCase())
    .filter((word) => word.length >= 2 && !EVERYBODYS.test(fold(word)));
  return words.length === 0
    ? []
    : [
        ...new Set(
          [
            ...words,
            ...secret.env_names.map((env) => env.toLowerCase()),
            ...(variable ? [variable.toLowerCase()] : []),
          ].filter((word) => !EVERYBODYS.test(fold(word))),
        ),
      ];
}

function fold(text) {
  return text.toLowerCase().replace(/[-_. ]/g, '');
}

/** A variable that holds the secret by convention, or one made from its context word and its name. */
function variableOf(provider, secret) {
  const known = secret.env_names.filter((env) => /^[A-Z][A-Z0-9_]*$/.test(env) && isCredential(env));
  if (known.length > 0) return known[0];
  const words = contextWords(secret);
  const word =
    words.find((candidate) => /^[a-z0-9][a-z0-9_. -]*[a-z0-9]$/.test(candidate) && candidate.length > 2) ??
    provider.provider;
  const upper = (text) =>
    text
      .toUpperCase()
      .replace(/[^A-Z0-9]+/g, '_')
      .replace(/^_+|_+$/g, '');
  const named = `${upper(word)}_${upper(secret.name.replace(/\(.*?\)/g, ''))}`;
  return isCredential(named) && /^[A-Z]/.test(named)
    ? named
    : `${/^[A-Z]/.test(upper(word)) ? upper(word) : `MY_${upper(word)}`}_API_KEY`;
}

function camelCase(name) {
  return name.toLowerCase().replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());
}

function shapesOf(secret) {
  return [secret.prefix, ...(secret.other_prefixes ?? [])].map((prefix) => shapeOf(secret, prefix ?? ''));
}

/** The prefix and a body that is one character too short. */
function nearMiss(secret) {
  const [min] = secret.body.length;
  return `${secret.prefix ?? ''}{${secret.body.charset}:${Math.max(1, Math.min(min - 1, 12))}}`;
}

function linksOf(secret) {
  const links = {
    ...(secret.revoke_url?.startsWith('https://') && { revoke: secret.revoke_url }),
    ...(secret.rotate_docs_url?.startsWith('https://') && { rotate: secret.rotate_docs_url }),
    ...(secret.usage_url?.startsWith('https://') && { usage: secret.usage_url }),
  };
  return Object.keys(links).length > 0 ? { links } : {};
}

function sample(charset) {
  const set = new RegExp(`[${charset}]`);
  return Array.from({ length: 128 }, (_, code) => String.fromCharCode(code))
    .filter((char) => set.test(char))
    .join('');
}

function yamlOf(provider, secrets) {
  // Links that all secrets share are told once.
  const [first] = secrets;
  const shared =
    first.links && secrets.every(({ links }) => JSON.stringify(links) === JSON.stringify(first.links))
      ? first.links
      : undefined;
  if (shared) for (const secret of secrets) delete secret.links;
  const file = {
    provider: provider.provider,
    name: provider.name,
    category: provider.category,
    ...(shared && { links: shared }),
    secrets,
  };
  return `# yaml-language-server: $schema=../schema.json\n${stringify(file, { lineWidth: 0 })}`;
}
