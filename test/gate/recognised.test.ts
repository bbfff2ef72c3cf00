import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { recognise, systemNames } from '../../src/gate/recognised.js';

const FILES = readdirSync(fileURLToPath(new URL('../../src/gate/systems', import.meta.url)));

it('knows every system that has a file, by a name of its own', () => {
  expect(systemNames()).toHaveLength(FILES.length);
  expect(new Set(systemNames()).size).toBe(FILES.length);
});

it('recognises none where nothing says so', () => {
  expect(recognise({ CI: 'true', PATH: '/bin' }, () => '')).toBeUndefined();
});
