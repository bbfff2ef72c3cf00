import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EVERYDAY_CARRIERS, HARDER_CARRIERS } from '../../src/catalogue/carriers.js';
import { compile } from '../../src/catalogue/compile.js';
import { loadPatternFiles } from '../../src/catalogue/load.js';
import { provePatternFile, type SecretProof } from '../../src/catalogue/prove.js';
import { Engine } from '../../src/detect/engine.js';
import { temporaryFolder } from '../support/repository.js';

/** Lines 6 to 15 are the secret; its examples stand in 11 and 12, its counterexamples in 14 and 15. */
const ACME = `provider: acme
name: Acme
category: ai
secrets:
  - id: acme-key
    name: key
    regex: acme_[a-z0-9]{24}
    severity: high
    shapes: ['acme_{a-z0-9:24}']
    examples:
      - ACME_KEY={secret}
      - 'new Acme("{secret}")'
    counterexamples:
      - ACME_KEY=acme_{a-z0-9:10}
      - ACME_KEY=acme_your_key
`;

const BETA = `  - id: beta-key
    name: other key
    regex: acme_b[a-z0-9]{23}
    kind: family
    severity: high
    shapes: ['acme_b{a-z0-9:23}']
    examples: ['KEY={secret}', 'key: {secret}']
    counterexamples: ['KEY=acme_b', 'KEY=acme']
`;

function proofsOf(yaml: string): SecretProof[] {
  const file = join(temporaryFolder(), 'acme.yaml');
  writeFileSync(file, yaml);
  const files = loadPatternFiles(file);
  const engine = new Engine(compile(files).patterns);
  return files.flatMap((loaded) => [...provePatternFile(loaded, engine)]);
}

/** What is broken in a file with one secret, without the file's name. */
function brokenIn(yaml: string): { line: number | undefined; promised: string; happened: string }[] {
  const [proof] = proofsOf(yaml) as [SecretProof];
  return proof.broken.map(({ line, promised, happened }) => ({ line, promised, happened }));
}

describe('a pattern file whose examples are right', () => {
  it('breaks no promise', () => {
    expect(brokenIn(ACME)).toEqual([]);
  });

  it('has its secret looked for in every carrier', () => {
    const names = [...EVERYDAY_CARRIERS, ...HARDER_CARRIERS].map(({ name }) => name);
    expect(proofsOf(ACME)[0]?.carriers).toEqual(names);
  });
});

describe('a promise that is not kept', () => {
  it('is an example in which nothing is found', () => {
    expect(brokenIn(ACME.replace('"{secret}"', '"x{secret}"'))).toEqual([
      {
        line: 12,
        promised: 'example 2 with shape 1: this secret is found in its place, and nothing else',
        happened: 'nothing is found (50 of 50 draws)',
      },
    ]);
  });

  it('is a counterexample in which the secret is found', () => {
    expect(brokenIn(ACME.replace('{a-z0-9:10}', '{a-z0-9:24}'))).toEqual([
      { line: 14, promised: 'counterexample 1: this secret is not found', happened: 'it is found (50 of 50 draws)' },
    ]);
  });

  it('is a secret that is found in another place than it stands', () => {
    const [first] = brokenIn(ACME.replace("'acme_{a-z0-9:24}'", "'xy:acme_{a-z0-9:24}'"));
    expect(first).toEqual({
      line: 11,
      promised: 'example 1 with shape 1: this secret is found in its place, and nothing else',
      happened: 'it is found at bytes 12 to 41, and stands at 9 to 41 (50 of 50 draws)',
    });
  });

  it('counts bytes where characters have more than one', () => {
    expect(brokenIn(ACME.replace('ACME_KEY={secret}', '“naïve” ACME_KEY={secret}'))).toEqual([]);
  });

  it('is a secret that another pattern takes, which is named', () => {
    const [, beta] = proofsOf(ACME + BETA);
    expect(beta?.broken).toContainEqual(
      expect.objectContaining({ secret: 'beta-key', line: 22, happened: 'found instead: acme-key (50 of 50 draws)' }),
    );
  });

  it('is a carrier in which a secret needs words that are not there', () => {
    const broken = brokenIn(
      ACME.replace('    severity', '    context: { words: [somewhere] }\n    severity').replaceAll(
        '{secret}',
        '{secret} // somewhere',
      ),
    );
    expect(broken).toHaveLength(EVERYDAY_CARRIERS.length + HARDER_CARRIERS.length);
    expect(broken[0]).toEqual({
      line: 10,
      promised: 'shape 1 in JSON: this secret is found in its place, and nothing else',
      happened: 'nothing is found (50 of 50 draws)',
    });
  });

  it('is a shape that cannot be drawn', () => {
    const [first] = brokenIn(ACME.replace('{a-z0-9:24}', '{=no-such-part}'));
    expect(first?.happened).toContain('{=no-such-part} cannot be drawn');
  });

  it('is told without a token, whatever happened', () => {
    const broken = [
      ACME.replace('"{secret}"', '"x{secret}"'),
      ACME.replace('{a-z0-9:10}', '{a-z0-9:24}'),
      ACME.replace("'acme_{", "'xy:acme_{"),
      ACME + BETA,
    ].flatMap((yaml) => proofsOf(yaml).flatMap((proof) => proof.broken));
    expect(broken.length).toBeGreaterThan(4);
    expect(JSON.stringify(broken)).not.toMatch(/acme_[a-z0-9]{5}/);
  });
});

describe('a secret that cannot stand by itself', () => {
  it('is looked for in no carrier', () => {
    const structural = ACME.replace('acme_[a-z0-9]{24}', 'acme_(?<secret>[a-z0-9]{24})')
      .replace("'acme_{a-z0-9:24}'", "'{a-z0-9:24}'")
      .replaceAll('{secret}', 'acme_{secret}');
    expect(proofsOf(structural)).toEqual([{ secret: 'acme-key', broken: [], carriers: [] }]);
  });

  it('is left out where a character of it would have to be escaped', () => {
    const [proof] = proofsOf(
      ACME.replace('acme_[a-z0-9]{24}', 'acme_[a-z0-9]{24}&').replace('{a-z0-9:24}', '{a-z0-9:24}&'),
    );
    expect(proof?.broken).toEqual([]);
    expect(proof?.carriers).toContain('in JSON');
    expect(proof?.carriers).not.toContain('in the query of a URL');
  });
});
