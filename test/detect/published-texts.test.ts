import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { Engine } from '../../src/detect/engine.js';
import { catalogue } from '../support/token.js';

const engine = new Engine(catalogue.patterns);
const SHARED = fileURLToPath(new URL('../../../shared', import.meta.url));

/** Texts that speak of keys all the time and hold none. They lie beside the repository where it is developed. */
const TEXTS = ['mission/guide.md', 'providers/README.md', 'providers/formats.json'];

describe('a text about keys', () => {
  for (const text of TEXTS) {
    const file = `${SHARED}/${text}`;
    const isThere = existsSync(file);
    it.skipIf(!isThere)(`holds none: ${text}${isThere ? '' : ' (skipped: ../shared is not here)'}`, () => {
      const found = engine.scan(readFileSync(file)).filter(({ confidence }) => confidence !== 'low');
      expect(found.map(({ pattern, start }) => `${pattern.id} at ${start}`)).toEqual([]);
    });
  }
});
