// What benchmarks have in common: the engine's inner pieces, which the package does not export.
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * Bundles the engine from its source and loads it. What is generated into src/ must be there.
 *
 * @param folder a temporary one, for the bundle
 */
export async function engineParts(folder) {
  return bundled(
    folder,
    `
    export { Engine } from './src/detect/engine.js';
    export { PortableKernel } from './src/detect/portable-kernel.js';
    export { SimdKernel } from './src/detect/simd-kernel.js';
    export { builtinPatterns } from './src/catalogue/builtin.js';
    export { everyPart } from './src/detect/pairs.js';
    export { candidateAt } from './src/detect/generic/candidate-at.js';
    export { HIGH, LOW, MEDIUM } from './src/detect/generic/confidence.js';
    export { isGeneric } from './src/detect/generic/patterns.js';
    export { featuresOf } from './src/detect/generic/features.js';
    export { stemsIn } from './src/detect/generic/stems.js';
    export { whyNot } from './src/detect/generic/why-not.js';
    export { CREDENTIAL_HINTS } from './src/detect/assignment.js';
    export { findingId } from './src/policy/finding-id.js';`,
  );
}

/**
 * The reader of object databases with the scanner through deltas that the tests prove, and what scans objects whole.
 *
 * @param folder a temporary one, for the bundle
 */
export async function historyParts(folder) {
  return bundled(
    folder,
    `
    export { Engine } from './src/detect/engine.js';
    export { builtinPatterns } from './src/catalogue/builtin.js';
    export { ObjectStore } from './src/git/packs/object-store.js';
    export { scan } from './src/scan.js';
    export { deltaScanner } from './test/support/delta-scanner.js';
    export { describedMatches } from './test/support/described-match.js';
    export { placesIn } from './test/support/history-places.js';`,
  );
}

async function bundled(folder, contents) {
  const outfile = join(folder, 'parts.mjs');
  for (const name of ['patterns.jsonl', 'index.json'])
    cpSync(join(ROOT, 'src/catalogue/generated', name), join(folder, 'generated', name));
  await build({
    stdin: { contents, resolveDir: ROOT, loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    logLevel: 'warning',
  });
  return import(pathToFileURL(outfile).href);
}
