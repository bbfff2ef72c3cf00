import type { CiEvent, CiSystem, Variables } from './event.js';
import { UnclearEventError } from './gate-error.js';
import { SYSTEMS } from './generated/systems.js';

/** A CI system that is at work here, and what it says of this run. */
export interface Recognised {
  readonly system: CiSystem;
  readonly event: CiEvent;
}

/**
 * @param readFile reads a file that the system wrote
 * @returns undefined outside of CI
 * @throws UnclearEventError when a system does not say what it should, or two say that they are at work
 */
export function recognise(
  variables: Variables,
  readFile: (path: string) => string,
  systems: readonly CiSystem[] = SYSTEMS,
): Recognised | undefined {
  const here = systems.filter((system) => system.isHere(variables));
  const [system, another] = here;
  if (system === undefined) return undefined;
  if (another !== undefined) {
    const names = here.map(({ name }) => name).join(' and ');
    throw new UnclearEventError(`the variables are those of ${names}: say --range A..B or --base REF`);
  }
  return { system, event: system.event(variables, readFile) };
}

/** The names of all systems that are known. */
export function systemNames(): string[] {
  return SYSTEMS.map(({ name }) => name);
}
