import { availableParallelism } from 'node:os';
import { type EngineRecipe, engineOf } from '../catalogue/recipe.js';
import type { Engine } from '../detect/engine.js';
import type { ObjectPlan } from '../git/packs/object-plan.js';
import type { Wanted } from '../policy/wanted.js';
import { ObjectScan } from './object-scan.js';
import { PassRunner } from './pass-runner.js';
import type { StopSwitch } from './stop-switch.js';
import type { Threads } from './threads.js';
import type { Tools } from './work.js';

/** With less than this many compressed bytes, starting threads takes longer than what they save. */
const LITTLE = 24 << 20;

interface CrewOptions {
  /** How many threads; by default as many as the machine runs at once, and the main one alone when there is little to do. */
  readonly threads?: number | undefined;
  /** Milliseconds without an object after which a thread is given up. */
  readonly timeout?: number | undefined;
}

/** Those who read and search: the main thread, and others where there is enough to do. */
export class Crew {
  /** How many threads there would be, were there enough to do. */
  readonly most: number;
  readonly #recipe: EngineRecipe;
  readonly #wanted: Wanted;
  readonly #now: Date;
  readonly #options: CrewOptions;
  #threads: Threads | undefined;
  #engine: Engine | undefined;

  /** @param now what the expiry of secrets is compared with */
  constructor(recipe: EngineRecipe, wanted: Wanted, now: Date, options: CrewOptions) {
    this.#recipe = recipe;
    this.#wanted = wanted;
    this.#now = now;
    this.#options = options;
    this.most = options.threads ?? availableParallelism();
  }

  /** That of the main thread. Made when first asked for. */
  get engine(): Engine {
    this.#engine ??= engineOf(this.#recipe);
    return this.#engine;
  }

  tools(): Tools {
    return { engine: this.engine, scan: new ObjectScan(this.engine, this.#wanted, this.#now) };
  }

  /** Who makes passes over a plan. Whoever did so over another one is let go. @param bytes to be read, compressed */
  async over(plan: ObjectPlan, bytes: number, stop: StopSwitch): Promise<PassRunner> {
    this.close();
    const { threads, timeout } = this.#options;
    if (this.most > 1 && (threads !== undefined || bytes >= LITTLE)) {
      const { Threads } = await import('./threads.js');
      const data = { plan: plan.lend(), recipe: this.#recipe, wanted: this.#wanted, now: this.#now };
      this.#threads = new Threads(data, { count: this.most, ...(timeout !== undefined && { timeout }) });
    }
    return new PassRunner(plan, { threads: this.#threads, most: this.most }, () => this.tools(), stop);
  }

  /** The main thread alone. */
  alone(plan: ObjectPlan, stop: StopSwitch): PassRunner {
    return new PassRunner(plan, { threads: undefined, most: this.most }, () => this.tools(), stop);
  }

  close(): void {
    this.#threads?.close();
    this.#threads = undefined;
  }
}
