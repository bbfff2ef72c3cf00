import { expect, it } from 'vitest';
import { engineOf } from '../../src/catalogue/recipe.js';
import { reportFailure } from '../../src/cli/failure.js';
import { ControlFailedError } from '../../src/gate/gate-error.js';
import { CONTROL, checkControl } from '../../src/gate/positive-control.js';
import { patternFiles } from '../support/token.js';

it('finds what it made up with the shipped engine', async () => {
  await expect(checkControl(engineOf({}))).resolves.toBeUndefined();
});

it.each([
  ['finds nothing', { scan: () => [], margin: 100 }],
  ['finds nothing of that kind', engineOf({ catalogue: [] })],
])('fails when the engine %s', async (_, engine) => {
  await expect(checkControl(engine)).rejects.toThrow(ControlFailedError);
});

it('ends a run with 3 when it fails', () => {
  expect(reportFailure(new ControlFailedError('a sentence'))).toBe(3);
});

it('has the shape of a shipped pattern', () => {
  const shapes = patternFiles
    .flatMap(({ content }) => content.secrets)
    .find(({ id }) => id === CONTROL.pattern)?.shapes;
  expect(shapes).toContain(CONTROL.shape);
});
