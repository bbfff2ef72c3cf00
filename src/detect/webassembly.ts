/**
 * The little of the WebAssembly interface that the kernel needs. Node has it; its types come with browser libraries
 * only. https://webassembly.github.io/spec/js-api/
 */
interface WebAssemblyInterface {
  validate(bytes: Uint8Array): boolean;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: object };
}

export interface Memory {
  readonly buffer: ArrayBuffer;
  /** @param pages of 64 KiB */
  grow(pages: number): number;
}

/** A number that a module exports. */
export interface Global {
  readonly value: number;
}

export const webAssembly = (globalThis as unknown as { readonly WebAssembly: WebAssemblyInterface }).WebAssembly;
