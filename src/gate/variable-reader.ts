import type { Variables } from './event.js';
import { UnclearEventError } from './gate-error.js';

/** Reads variables and remembers which: a report says what a range was made from. */
export class VariableReader {
  /** The names of all that were there, each once, in the order in which they were asked for. */
  readonly from: string[] = [];
  readonly #variables: Variables;
  readonly #system: string;

  constructor(system: string, variables: Variables) {
    this.#system = system;
    this.#variables = variables;
  }

  /** @returns undefined when it is not set, or empty */
  text(name: string): string | undefined {
    const value = this.#variables[name]?.trim() || undefined;
    if (value !== undefined) this.note(name);
    return value;
  }

  /** @throws UnclearEventError when it is not set */
  needed(name: string): string {
    const value = this.text(name);
    if (value === undefined) throw new UnclearEventError(`${this.#system} is recognised, and ${name} is not set`);
    return value;
  }

  /** An id, in full or in short; undefined when it is not set, or all zeros, which stand for nothing. */
  id(name: string): string | undefined {
    return idIn(this.text(name), name, this.#system);
  }

  /** @throws UnclearEventError when it is not set, or stands for nothing */
  neededId(name: string): string {
    const id = idIn(this.needed(name), name, this.#system);
    if (id === undefined) throw new UnclearEventError(`${this.#system} is recognised, and ${name} is all zeros`);
    return id;
  }

  /** Something else that was read. */
  note(name: string): void {
    if (!this.from.includes(name)) this.from.push(name);
  }
}

/**
 * @param name what it was read from
 * @returns undefined when there is none, or all zeros
 * @throws UnclearEventError when it is no id
 */
export function idIn(value: string | undefined, name: string, system: string): string | undefined {
  if (value === undefined || /^0+$/.test(value)) return undefined;
  if (/^[0-9a-f]{7,64}$/.test(value)) return value;
  throw new UnclearEventError(`${system} is recognised, and ${name} holds no id of a commit`);
}

/** `refs/heads/main` and `main` are the branch `main`; another ref is none. */
export function branchIn(ref: string | undefined): string | undefined {
  if (ref === undefined) return undefined;
  if (ref.startsWith('refs/heads/')) return ref.slice('refs/heads/'.length);
  return ref.startsWith('refs/') ? undefined : ref;
}
