// npm run fuzz:history -- [--seconds N] [--seed N]
//
// The test of the same folder, for as long as one wants and from another seed. What it says of a failure has the seed and
// the round in it; the rounds before have no influence on one.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '600' },
    seed: { type: 'string', default: `${Date.now() % 1_000_000}` },
  },
});
const root = fileURLToPath(new URL('../..', import.meta.url));
console.log(`${values.seconds} seconds from seed ${values.seed}`);
const { status } = spawnSync('npx', ['vitest', 'run', '--config', 'test/vitest.config.ts', 'test/fuzz'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, FUZZ_SECONDS: values.seconds, FUZZ_SEED: values.seed },
});
process.exitCode = status ?? 1;
