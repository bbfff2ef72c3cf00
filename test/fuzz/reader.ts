import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { build } from 'esbuild';
import { temporaryFolder } from '../support/repository.js';
import { catalogue } from '../support/token.js';
import type { Answer, Task } from './subject.js';

/** A thread that does not answer in this time hangs: what is read is small. */
const LONGEST = 20_000;

/** Reads in a thread of its own, which is ended when it does not answer. */
export class Reader {
  readonly #program: string;
  #worker: Worker | undefined;

  private constructor(program: string) {
    this.#program = program;
  }

  static async start(): Promise<Reader> {
    const folder = join(temporaryFolder(), 'fuzz');
    mkdirSync(folder);
    const program = join(folder, 'subject.mjs');
    const entryPoints = [new URL('./subject.ts', import.meta.url).pathname];
    await build({ entryPoints, outfile: program, bundle: true, platform: 'node', format: 'esm', logLevel: 'warning' });
    return new Reader(program);
  }

  /** @returns undefined when it hung, and what ended the thread when something did */
  async read(task: Task): Promise<Answer | Error | undefined> {
    this.#worker ??= new Worker(this.#program, { workerData: catalogue.patterns });
    const worker = this.#worker;
    const answer = await new Promise<Answer | Error | undefined>((resolve) => {
      const timer = setTimeout(() => resolve(undefined), LONGEST);
      const settle = (result: Answer | Error) => {
        clearTimeout(timer);
        worker.off('message', settle).off('error', settle);
        resolve(result);
      };
      worker.once('message', settle);
      worker.once('error', settle);
      worker.postMessage(task);
    });
    if (answer === undefined || answer instanceof Error) await this.close();
    return answer;
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
    this.#worker = undefined;
  }
}
