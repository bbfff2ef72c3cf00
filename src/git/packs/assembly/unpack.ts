/**
 * How a packed object becomes what it was, in AssemblyScript (https://www.assemblyscript.org): compiled by build.js to
 * WebAssembly with 128-bit SIMD, driven by `../unpack-memory.ts`.
 */

import { writeSymbols } from './tables';

export { patch } from './delta';
export { inflate } from './inflate';
export { COPIES, ENDS, HEAP, MOST_INSTRUCTIONS, SLACK, SOURCES } from './layout';

/** To be called once, before anything else. */
export function prepare(): void {
  writeSymbols();
}
