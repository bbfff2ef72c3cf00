import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import schema from '../../patterns/schema.json' with { type: 'json' };
import { builtinFacts, builtinPatterns } from '../../src/catalogue/builtin.js';
import { GENERIC_FACTS } from '../../src/catalogue/generic-facts.js';
import { Engine } from '../../src/detect/engine.js';
import { catalogue, patternFiles, WRITTEN_BY_HAND } from '../support/token.js';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const validate = new Ajv({ strict: true, strictTypes: false }).compile(schema);

/** Shapes of no vendor: their ids name none, and nobody can revoke them. */
const OF_NO_VENDOR = new Set(['jwt', 'private-key', 'unknown']);

/** `NAME={secret}`, as `.env` files and shells have it. */
const BARE_ASSIGNMENT = /^[A-Za-z0-9_.-]+=\{secret\}$/;

/** A hole that random characters fill. */
const DRAWN = /\{(?:=[a-z0-9-]+(?::[a-z0-9-]+)?|[^{}]+:[0-9]+(?:,[0-9]+)?)\}/;

/** Free text has no length or alphabet to miss. */
const CHOSEN_BY_PEOPLE = new Set(['base64-password', 'password', 'url-password']);

/** Words where random characters would be, or one character again and again. */
function isPlaceholder(counterexample: string): boolean {
  return !DRAWN.test(counterexample) || /EXAMPLE|your|\{[xX]:[0-9]+\}/.test(counterexample);
}

describe.each(patternFiles.map((loaded) => [relative(PROJECT, loaded.file), loaded] as const))('%s', (path, loaded) => {
  const { provider, category, secrets } = loaded.content;

  it('is valid by the published schema', () => {
    expect(validate(parse(readFileSync(loaded.file, 'utf8'))), JSON.stringify(validate.errors)).toBe(true);
  });

  it('lies where its category and provider say', () => {
    expect(basename(dirname(path))).toBe(category);
    expect(basename(path)).toBe(`${provider}.yaml`);
  });

  if (WRITTEN_BY_HAND.has(provider) && !OF_NO_VENDOR.has(provider))
    it('names its secrets after the provider', () => {
      const strays = secrets.map(({ id }) => id).filter((id) => !id.startsWith(`${provider}-`));
      expect(strays).toEqual([]);
    });

  it.each(secrets.map((secret) => [secret.id, secret] as const))('shows %s by example', (_, secret) => {
    expect(secret.examples.length).toBeGreaterThanOrEqual(2);
    expect(secret.counterexamples.length).toBeGreaterThanOrEqual(2);
    expect(new Set([...secret.examples, ...secret.counterexamples]).size).toBe(
      secret.examples.length + secret.counterexamples.length,
    );
    expect(secret.examples.some((example) => example.includes('{secret}'))).toBe(true);
    for (const variable of secret.env ?? []) expect(variable).toMatch(/^[A-Z][A-Z0-9_]*[A-Z0-9]$/);
  });

  it.each(secrets.map((secret) => [secret.id, secret] as const))('shows %s in code or configuration', (_, secret) => {
    expect(secret.examples.filter((example) => !BARE_ASSIGNMENT.test(example))).not.toEqual([]);
  });

  // Structures and keys are not missed by a character: their own tests say what they leave alone.
  if (category === 'structure' || category === 'crypto-keys') return;

  it.each(secrets.map((secret) => [secret.id, secret] as const))('shows what is not %s', (_, secret) => {
    const { check, counterexamples } = secret;
    expect(counterexamples.filter(isPlaceholder), 'a placeholder').not.toEqual([]);
    if (!CHOSEN_BY_PEOPLE.has(check ?? ''))
      expect(
        counterexamples.filter((text) => DRAWN.test(text)),
        'a near miss',
      ).not.toEqual([]);
  });
});

describe('the catalogue', () => {
  it('has every id once', () => {
    const ids = patternFiles.flatMap(({ content }) => content.secrets.map(({ id }) => id));
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('is built into the program as it is written in the files', async () => {
    expect(builtinPatterns()).toEqual(JSON.parse(JSON.stringify(catalogue.patterns)));
    expect(await builtinFacts()).toEqual([...JSON.parse(JSON.stringify(catalogue.facts)), ...GENERIC_FACTS]);
  });

  it('pairs a secret with what exists, and is no graver', () => {
    const patterns = new Map(catalogue.patterns.map((pattern) => [pattern.id, pattern]));
    for (const { id, severity, pairs } of patterns.values()) {
      for (const partner of (pairs ?? []).flat()) {
        const part = patterns.get(partner);
        expect(part, `${id} names ${partner}`).toBeDefined();
        expect(part?.pairs, `${partner} is a part of ${id}, and leads nothing itself`).toBeUndefined();
        const difference = GRAVITY.indexOf(severity) - GRAVITY.indexOf(part?.severity ?? 'critical');
        const isGraver = difference > 0 || (difference === 0 && severity === 'low') || part?.public === true;
        expect(isGraver, `${id} and ${partner}`).toBe(true);
      }
    }
  });

  it('tells where to revoke every secret of the files written by hand', () => {
    const silent = catalogue.facts.filter(
      ({ provider, revoke }) => WRITTEN_BY_HAND.has(provider) && !OF_NO_VENDOR.has(provider) && revoke === undefined,
    );
    expect(silent.map(({ id }) => id)).toEqual([]);
  });

  it('finds nothing in the files of this repository, of whatever confidence', () => {
    const engine = new Engine(catalogue.patterns);
    const found = filesBelow(PROJECT).flatMap((file) =>
      engine.scan(readFileSync(file)).map(({ pattern }) => `${relative(PROJECT, file)}: ${pattern.id}`),
    );
    expect(found).toEqual([]);
  });
});

const GRAVITY = ['low', 'medium', 'high', 'critical'];

const NOT_OURS = new Set(['.git', 'node_modules']);

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !NOT_OURS.has(name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesBelow(path);
      return entry.isFile() ? [path] : [];
    });
}
