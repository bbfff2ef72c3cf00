import { draw } from '../catalogue/shape.js';
import type { Engine } from '../detect/engine.js';
import { scan } from '../scan.js';
import type { Source } from '../sources/source.js';
import { ControlFailedError } from './gate-error.js';

/** The shape of a pattern whose tokens carry a checksum, so that a whole chain of proofs has to work. */
export const CONTROL = { pattern: 'github-classic-pat', shape: 'ghp_{A-Za-z0-9:30}{=github-checksum}' } as const;

const BEFORE = 'first line\nconst client = connect("';

/**
 * Makes up a secret and lets the engine and the whole pipeline look for it. It is in memory and nowhere else.
 *
 * @throws ControlFailedError when it is not found where it stands
 */
export async function checkControl(engine: Pick<Engine, 'scan' | 'margin'>): Promise<void> {
  const secret = draw(CONTROL.shape, Math.random);
  const bytes = Buffer.from(`${BEFORE}${secret}");\n`);
  const { findings } = await scan(planted(bytes), engine as Engine);
  const [first] = findings.flatMap(({ locations }) => locations);
  const column = BEFORE.length - BEFORE.indexOf('\n');
  if (first?.line === 2 && first.column === column && first.endColumn === column + secret.length) return;
  throw new ControlFailedError(
    'a secret that was made up for this run was not found, so nothing was decided: hushkey or its patterns are broken',
  );
}

function planted(bytes: Buffer): Source {
  return {
    onlyNew: true,
    async *blobs() {
      yield { kind: 'blob', bytes, places: [{ path: 'control' }] };
    },
  };
}
