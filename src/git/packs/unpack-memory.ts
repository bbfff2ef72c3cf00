import { wasm } from './generated/unpack-wasm.js';

/** What `assembly/unpack.ts` exports; the numbers are places in its memory. */
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly COPIES: { readonly value: number };
  readonly SOURCES: { readonly value: number };
  readonly ENDS: { readonly value: number };
  readonly MOST_INSTRUCTIONS: { readonly value: number };
  readonly HEAP: { readonly value: number };
  readonly SLACK: { readonly value: number };
  prepare(): void;
  inflate(input: number, inputEnd: number, output: number, size: number): number;
  patch(
    delta: number,
    start: number,
    end: number,
    base: number,
    baseSize: number,
    target: number,
    size: number,
  ): number;
}

/** The little of the WebAssembly interface that is needed; its types come with browser libraries only. */
interface WebAssemblyInterface {
  validate(bytes: Uint8Array): boolean;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: object };
}

/**
 * Memory in which objects are unpacked at full speed: what is compressed, what it becomes, deltas and bases all lie in it,
 * and WebAssembly works on them in place. It is taken from the system as it is used, and never grows.
 *
 * Nothing here decides: what is too large for it, or not as it should be, is left to the plain way (zlib and `delta.ts`),
 * which does the same and knows the reasons.
 */
export class UnpackMemory {
  /** What `patch` writes down; see `delta.ts`. */
  readonly copies: Uint8Array;
  readonly sources: Uint32Array;
  readonly ends: Uint32Array;
  readonly #exports: Exports;
  readonly #buffer: ArrayBuffer;
  #next: number;

  private constructor(api: WebAssemblyInterface) {
    this.#exports = new api.Instance(new api.Module(wasm)).exports as Exports;
    const { memory, COPIES, SOURCES, ENDS, MOST_INSTRUCTIONS, HEAP, prepare } = this.#exports;
    this.#buffer = memory.buffer;
    this.copies = new Uint8Array(memory.buffer, COPIES.value, MOST_INSTRUCTIONS.value);
    this.sources = new Uint32Array(memory.buffer, SOURCES.value, MOST_INSTRUCTIONS.value);
    this.ends = new Uint32Array(memory.buffer, ENDS.value, MOST_INSTRUCTIONS.value);
    this.#next = HEAP.value;
    prepare();
  }

  /** @returns undefined where Node or the processor has no WebAssembly with 128-bit instructions */
  static create(): UnpackMemory | undefined {
    const api = (globalThis as unknown as { readonly WebAssembly?: WebAssemblyInterface }).WebAssembly;
    return api?.validate(wasm) ? new UnpackMemory(api) : undefined;
  }

  /** Bytes that have to be free behind everything that is written here. */
  get slack(): number {
    return this.#exports.SLACK.value;
  }

  /** @returns so many bytes for good, undefined when there are no more */
  region(size: number): Buffer | undefined {
    const end = Math.ceil((this.#next + size) / 16) * 16;
    if (end + this.slack > this.#buffer.byteLength) return undefined;
    const region = Buffer.from(this.#buffer, this.#next, size);
    this.#next = end;
    return region;
  }

  holds(bytes: Uint8Array): boolean {
    return bytes.buffer === this.#buffer;
  }

  /** @returns false when not all of it lies in this memory, or zlib should see it */
  inflate(target: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
    if (target.buffer !== this.#buffer || bytes.buffer !== this.#buffer) return false;
    const { byteOffset } = bytes;
    return this.#exports.inflate(byteOffset + start, byteOffset + end, target.byteOffset, target.length) === 0;
  }

  /**
   * @param start where in the delta its instructions begin
   * @returns how many there are; -1 when not all of it lies in this memory, or `delta.ts` should see it
   */
  patch(delta: Uint8Array, start: number, base: Uint8Array, target: Uint8Array): number {
    if (delta.buffer !== this.#buffer || base.buffer !== this.#buffer || target.buffer !== this.#buffer) return -1;
    const at = delta.byteOffset;
    const { patch } = this.#exports;
    return patch(at, at + start, at + delta.length, base.byteOffset, base.length, target.byteOffset, target.length);
  }
}
