import type { Decoded, Place } from './span.js';

/** Output that is larger is no configuration, and may be made to be endless. */
const LARGEST = 16 << 20;

/** To begin takes as long as some kilobytes of output. */
const LEAST_COST = 4096;

const TOO_LARGE = 'ERR_BUFFER_TOO_LARGE';
const FAILURES: ReadonlySet<string> = new Set(['Z_DATA_ERROR', 'Z_BUF_ERROR', 'Z_NEED_DICT']);

/**
 * What gzip holds: nothing when it is damaged, or would be more than `most` bytes. Every byte of it depends on all before,
 * so its place is the whole.
 *
 * @param whole where the compressed bytes are
 */
export function gunzipped(compressed: Uint8Array, whole: Place, most: number): Decoded {
  return { ...inflated(compressed, Math.min(most, LARGEST)), place: () => whole, isEncoded: () => true };
}

const NOTHING = new Uint8Array(0);

function inflated(compressed: Uint8Array, most: number): Pick<Decoded, 'bytes' | 'cost' | 'isCut'> {
  if (most < LEAST_COST) return { bytes: NOTHING, cost: most, isCut: true };
  // Loaded when there is something to inflate: a hook waits for every module.
  const { constants, gunzipSync } = process.getBuiltinModule('node:zlib');
  try {
    // What was cut off at its end is read as far as it goes.
    const bytes = gunzipSync(compressed, { maxOutputLength: most, finishFlush: constants.Z_SYNC_FLUSH });
    return { bytes, cost: Math.max(LEAST_COST, bytes.length) };
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === TOO_LARGE) return { bytes: NOTHING, cost: most, isCut: true };
    if (FAILURES.has(code)) return { bytes: NOTHING, cost: LEAST_COST };
    throw error;
  }
}
