import { Worker } from 'node:worker_threads';
import { type Control, NONE } from './control.js';
import type { Collected } from './hands.js';
import type { Answer, Order, WorkerData } from './history-worker.js';
import type { Job, Report } from './work.js';

/** A batch that a thread did not survive. */
export interface Broken {
  /** `NONE` when it is not known which one it was. */
  readonly batch: number;
  readonly error: unknown;
}

/** What came of a pass, besides what was found. */
export interface Run {
  readonly broken: Broken[];
  readonly collected: Collected[];
}

type End = { readonly collected: Collected } | { readonly error: unknown };

export interface ThreadOptions {
  readonly count: number;
  /** Milliseconds without an object, or a piece of one, after which a thread is given up. */
  readonly timeout?: number;
}

/** The largest object that is held whole takes less than a minute on a slow machine. */
const TIMEOUT = 300_000;
/** Milliseconds that threads have to hand over what they have, when all shall stop. */
const GRACE = 500;
/** A thread that breaks off before it has begun with anything would do so for ever. */
const MOST_FALSE_STARTS = 2;

/** Workers that share jobs. One that breaks off costs the batch that it was at, and another one takes its place. */
export class Threads {
  readonly #data: WorkerData;
  readonly #timeout: number;
  readonly #workers: (Worker | undefined)[];
  readonly #count: number;

  constructor(data: WorkerData, { count, timeout = TIMEOUT }: ThreadOptions) {
    this.#data = data;
    this.#count = count;
    this.#timeout = timeout;
    this.#workers = Array.from({ length: count }, () => this.#start());
  }

  /**
   * Ends when no thread works any more: all batches were claimed, or all shall stop, or no thread can be started.
   *
   * @returns the batches that broke a thread, and with them all that the thread had collected; and what the others have
   */
  async run(job: Job, control: Control, report: (report: Report) => void): Promise<Run> {
    const run: Run = { broken: [], collected: [] };
    const watch = setInterval(() => this.#watch(control), Math.min(1000, this.#timeout));
    this.#beats = [];
    try {
      await Promise.all(
        Array.from({ length: this.#count }, (_, thread) => this.#work(thread, job, control, report, run)),
      );
    } finally {
      clearInterval(watch);
    }
    return run;
  }

  /** Makes threads stop that do not do so by themselves. @param control which tells them to */
  stop(control: Control): void {
    control.stop();
    setTimeout(() => this.close(), GRACE).unref();
  }

  close(): void {
    for (const worker of this.#workers) worker?.terminate();
  }

  #start(): Worker {
    // What this process was started with is not meant for them: `node --eval` would have them run that.
    const options = { workerData: this.#data, execArgv: [] };
    const worker = new Worker(new URL('./history-worker.js', import.meta.url), options);
    worker.on('error', () => {}); // Told where the work is waited for.
    return worker;
  }

  async #work(thread: number, job: Job, control: Control, report: (report: Report) => void, run: Run): Promise<void> {
    let falseStarts = 0;
    for (;;) {
      this.#workers[thread] ??= this.#start();
      const end = await order(this.#workers[thread] as Worker, { job, control: control.memory, thread }, report);
      if ('collected' in end) {
        run.collected.push(end.collected);
        return;
      }
      this.#workers[thread] = undefined;
      if (control.isStopped) return;
      const batch = control.heldBy(thread);
      control.hold(thread, NONE);
      run.broken.push({ batch, error: this.#slow.delete(thread) ? new TimeoutError() : end.error });
      if (batch === NONE && ++falseStarts === MOST_FALSE_STARTS) return;
    }
  }

  readonly #slow = new Set<number>();
  #beats: { count: number; since: number }[] = [];

  #watch(control: Control): void {
    const now = performance.now();
    for (let thread = 0; thread < this.#count; thread++) {
      const count = control.beatsOf(thread);
      const known = this.#beats[thread];
      if (known === undefined || known.count !== count || control.heldBy(thread) === NONE)
        this.#beats[thread] = { count, since: now };
      else if (now - known.since > this.#timeout) {
        this.#slow.add(thread);
        this.#workers[thread]?.terminate();
      }
    }
  }
}

/** A thread was given up, because it was at one object for too long. */
class TimeoutError extends Error {
  override readonly name = 'TimeoutError';
}

/** Gives an order to a worker. @returns what it has collected, or what it broke off with */
function order(worker: Worker, what: Order, report: (report: Report) => void): Promise<End> {
  return new Promise((resolve) => {
    let error: unknown;
    const finish = (end: End) => {
      worker.off('message', listen).off('error', keep).off('exit', exit);
      resolve(end);
    };
    const listen = (answer: Answer) => ('collected' in answer ? finish(answer) : report(answer));
    const keep = (reason: unknown) => {
      error = reason;
    };
    const exit = (code: number) => finish({ error: error ?? new Error(`it ended with code ${code}`) });
    worker.on('message', listen).on('error', keep).on('exit', exit);
    worker.postMessage(what);
  });
}
