import type { Decoded, Place } from './span.js';

/** Output that is larger is no configuration, and may be made to be endless. */
const LARGEST = 16 << 20;

const FAILURES: ReadonlySet<string> = new Set(['Z_DATA_ERROR', 'Z_BUF_ERROR', 'ERR_BUFFER_TOO_LARGE']);

/**
 * What gzip holds: nothing when it is damaged, or would be more than `most` bytes. Every byte of it depends on all before,
 * so its place is the whole.
 *
 * @param whole where the compressed bytes are
 */
export function gunzipped(compressed: Uint8Array, whole: Place, most: number): Decoded {
  return { bytes: inflated(compressed, Math.min(most, LARGEST)), place: () => whole, isEncoded: () => true };
}

function inflated(compressed: Uint8Array, most: number): Uint8Array {
  if (most < 1) return new Uint8Array(0);
  // Loaded when there is something to inflate: a hook waits for every module.
  const { constants, gunzipSync } = process.getBuiltinModule('node:zlib');
  try {
    // What was cut off at its end is read as far as it goes.
    return gunzipSync(compressed, { maxOutputLength: most, finishFlush: constants.Z_SYNC_FLUSH });
  } catch (error) {
    if (FAILURES.has((error as NodeJS.ErrnoException).code ?? '')) return new Uint8Array(0);
    throw error;
  }
}
