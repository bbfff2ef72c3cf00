import { UnreadError } from './unread-error.js';

/**
 * Memory of its own, of any content.
 *
 * @throws UnreadError when there is not so much
 */
export function allocate(size: number): Buffer {
  try {
    return Buffer.allocUnsafeSlow(size);
  } catch (error) {
    // Larger than Node's buffers can be, or than the memory.
    if (error instanceof RangeError) throw new UnreadError(`it is too large for the memory (${size} bytes)`);
    throw error;
  }
}
