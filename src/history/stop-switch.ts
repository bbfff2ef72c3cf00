/** Ends a scan from outside: whoever has to stop by himself is told, and what cannot stop is not waited for. */
export class StopSwitch {
  readonly #signal: AbortSignal | undefined;

  /** @param signal undefined when nobody can stop it */
  constructor(signal: AbortSignal | undefined) {
    this.#signal = signal;
  }

  get isOn(): boolean {
    return this.#signal?.aborted ?? false;
  }

  /** Calls back when it is switched on; at once, when it is already. */
  tell(stop: () => void): void {
    if (this.isOn) stop();
    else this.#signal?.addEventListener('abort', stop, { once: true });
  }

  /** @returns what comes of it, or undefined as soon as it is switched on */
  race<T>(work: Promise<T>): Promise<T | undefined> {
    const stopped = new Promise<undefined>((resolve) => this.tell(() => resolve(undefined)));
    work.catch(() => {}); // Nobody waits for it any more when it was given up.
    return Promise.race([stopped, work]);
  }
}
