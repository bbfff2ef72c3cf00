import { describe, expect, it } from 'vitest';
import { EVERYDAY_CARRIERS, HARDER_CARRIERS } from '../../src/catalogue/carriers.js';
import type { SecretEntry } from '../../src/catalogue/pattern-file.js';
import { proveSecret, type SecretProof } from '../../src/catalogue/prove.js';
import { seededRandom } from '../../src/catalogue/random.js';
import { draw } from '../../src/catalogue/shape.js';
import { READERS } from '../../src/detect/checks/index.js';
import { Engine } from '../../src/detect/engine.js';
import { catalogue, patternFiles } from '../support/token.js';

const engine = new Engine(catalogue.patterns);
const secrets = patternFiles.flatMap((file) =>
  file.content.secrets.map((secret, index) => ({ ...secret, file, index })),
);
const proofs = new Map<string, SecretProof>();

describe('the catalogue keeps what the examples of its pattern files promise', () => {
  it.each(secrets)('$id', ({ id, file, index }) => {
    const proof = proveSecret(file, index, engine);
    proofs.set(id, proof);
    expect(proof.broken).toEqual([]);
  });
});

/** A secret is looked for in every carrier but those that cannot hold it. What is left out is left out by these rules. */
describe('a carrier leaves out', () => {
  const leftOut = (carrier: string) => secrets.filter(({ id }) => !proofs.get(id)?.carriers.includes(carrier));
  const isStructural = ({ regex, inside, check }: SecretEntry) =>
    regex.includes('(?<secret>') || inside !== undefined || Object.hasOwn(READERS, check ?? '');
  const everyShapeHas = (regex: RegExp) => (secret: { shapes: readonly string[] }) =>
    secret.shapes.every((shape) => regex.test(draw(shape, seededRandom(1))));

  it.each([
    ['in JSON', () => false],
    ['in minified code', () => false],
    ['in YAML', everyShapeHas(/\n|: /)],
    ['in a line of shell', everyShapeHas(/\n/)],
    ['in the query of a URL', everyShapeHas(/[\s&]/)],
  ])('%s only structures and what would have to be escaped there', (carrier, hasToBeEscaped) => {
    const spared = leftOut(carrier).filter((secret) => !isStructural(secret) && !hasToBeEscaped(secret));
    expect(spared.map(({ id }) => id)).toEqual([]);
  });

  it('what is said here', () => {
    const lines = [...EVERYDAY_CARRIERS, ...HARDER_CARRIERS].map(({ name }) => {
      const without = leftOut(name).filter((secret) => !isStructural(secret));
      return `${name}: ${secrets.length - leftOut(name).length} secrets; not ${without.map(({ id }) => id).join(', ') || 'structures'}`;
    });
    const structures = secrets.filter(isStructural).map(({ id }) => id);
    console.log([...lines, `structures, in no carrier (${structures.length}): ${structures.join(', ')}`].join('\n'));
    expect(structures.length).toBeLessThan(secrets.length / 5);
  });
});
