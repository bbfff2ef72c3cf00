type Numbers = Uint8Array | Uint32Array | Int32Array | Float64Array;

/** The same numbers, with as much room again behind them. Of no layer: typed arrays that grow are kept in several. */
export function doubled<T extends Numbers>(numbers: T): T {
  const more = new (numbers.constructor as new (length: number) => T)(numbers.length * 2);
  more.set(numbers);
  return more;
}
