import { size } from '../report/summary.js';

/** Tells a person how far a long scan is. */
export interface Progress {
  update(done: number, all: number): void;
  /** Takes it off the screen again, so that a report can follow. */
  end(): void;
}

/** What is written to, and whether somebody looks at it. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Milliseconds within which a scan is no long one. */
const SHORT = 1000;
const WIDTH = 24;

/**
 * On a terminal one line that changes; in a log a line for every tenth. A scan that is over soon says nothing.
 *
 * @param now milliseconds since anything
 */
export function progressOn(stream: ProgressStream, now: () => number = () => performance.now()): Progress {
  const started = now();
  const told = (done: number, all: number) => progressText(done, all, now() - started);
  return stream.isTTY ? new LiveLine(stream, started, now, told) : new LogLines(stream, started, now, told);
}

type Told = (done: number, all: number) => string;

/** What is said of a scan that is a long one. */
abstract class LongScan implements Progress {
  constructor(
    readonly stream: ProgressStream,
    readonly started: number,
    readonly now: () => number,
    readonly told: Told,
  ) {}

  update(done: number, all: number): void {
    if (all > 0 && this.now() - this.started >= SHORT) this.tell(done, all);
  }

  abstract end(): void;
  protected abstract tell(done: number, all: number): void;
}

class LiveLine extends LongScan {
  #isShown = false;

  protected tell(done: number, all: number): void {
    const filled = Math.round((WIDTH * done) / all);
    const line = `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${this.told(done, all)}`;
    this.#isShown = true;
    // What is wider than the terminal would go on in the next line, and stay there.
    this.stream.write(`\r${line.slice(0, (this.stream.columns ?? 80) - 1)}\u001b[K`);
  }

  end(): void {
    if (this.#isShown) this.stream.write('\r\u001b[K');
    this.#isShown = false;
  }
}

class LogLines extends LongScan {
  #tenths = 0;

  protected tell(done: number, all: number): void {
    const tenths = Math.floor((done / all) * 10);
    if (tenths <= this.#tenths) return;
    this.#tenths = tenths;
    this.stream.write(`hushkey: ${this.told(done, all)}\n`);
  }

  end(): void {}
}

/** `42 %, 210 MB of 500 MB, 35 MB/s, 8 s left` */
function progressText(done: number, all: number, ms: number): string {
  const share = `${Math.floor((done / all) * 100)} %, ${size(done)} of ${size(all)}`;
  if (done === 0 || done === all) return share;
  return `${share}, ${size(Math.round((done / ms) * 1000))}/s, ${time(((all - done) / done) * ms)} left`;
}

function time(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
