/** The same numbers in memory that other threads can read without another copy. */
export function shared<T extends Uint8Array | Uint32Array | Float64Array>(numbers: T): T {
  const make = numbers.constructor as new (buffer: SharedArrayBuffer, offset: number, length: number) => T;
  // A Buffer makes itself from anything but this.
  const plain = numbers instanceof Uint8Array ? (Uint8Array as unknown as typeof make) : make;
  const copy = new plain(new SharedArrayBuffer(numbers.byteLength), 0, numbers.length);
  copy.set(numbers);
  return copy;
}
