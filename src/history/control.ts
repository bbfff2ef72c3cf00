/** Which numbers of a thread are where. */
const [NEXT, STOP, FIRST_THREAD] = [0, 1, 2];
const [BATCH, BEAT, FIELDS] = [0, 1, 2];

/** No batch. */
export const NONE = -1;

/**
 * What threads that work on the same batches tell each other without a message: which batch is the next, whether all of
 * them shall stop, and how far each of them is.
 */
export class Control {
  /** To be handed to the other threads. */
  readonly memory: { readonly numbers: SharedArrayBuffer; readonly bytes: SharedArrayBuffer };
  readonly #numbers: Int32Array;
  readonly #bytes: Float64Array;

  /** @param memory of another thread's control; by default a new one, for so many threads */
  constructor(memory: Control['memory'] | number) {
    if (typeof memory === 'number') {
      const numbers = new SharedArrayBuffer(4 * (FIRST_THREAD + FIELDS * memory));
      this.memory = { numbers, bytes: new SharedArrayBuffer(8 * memory) };
    } else this.memory = memory;
    this.#numbers = new Int32Array(this.memory.numbers);
    this.#bytes = new Float64Array(this.memory.bytes);
    if (typeof memory === 'number') for (let thread = 0; thread < memory; thread++) this.hold(thread, NONE);
  }

  /** Claims a batch that nobody else has. @returns `NONE` when there is none left, or all shall stop */
  claim(thread: number, count: number): number {
    const batch = this.isStopped ? count : Atomics.add(this.#numbers, NEXT, 1);
    const claimed = batch < count ? batch : NONE;
    this.hold(thread, claimed);
    return claimed;
  }

  /** Says which batch a thread works on. */
  hold(thread: number, batch: number): void {
    Atomics.store(this.#numbers, FIRST_THREAD + thread * FIELDS + BATCH, batch);
  }

  heldBy(thread: number): number {
    return Atomics.load(this.#numbers, FIRST_THREAD + thread * FIELDS + BATCH);
  }

  /** Says that a thread is alive. It goes through every object: nothing here may cost more than a store. */
  beat(thread: number): void {
    const at = FIRST_THREAD + thread * FIELDS + BEAT;
    this.#numbers[at] = ((this.#numbers[at] as number) + 1) | 0;
  }

  beatsOf(thread: number): number {
    return Atomics.load(this.#numbers, FIRST_THREAD + thread * FIELDS + BEAT);
  }

  /** Says how many bytes a thread has done. */
  progress(thread: number, bytes: number): void {
    this.#bytes[thread] = bytes;
  }

  get bytesDone(): number {
    return this.#bytes.reduce((sum, bytes) => sum + bytes, 0);
  }

  stop(): void {
    Atomics.store(this.#numbers, STOP, 1);
  }

  get isStopped(): boolean {
    return Atomics.load(this.#numbers, STOP) === 1;
  }
}
