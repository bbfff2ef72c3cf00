import { pathGlob } from './path-glob.js';
import type { Origin } from './source.js';

/** Which part of a history is told of. Everything is searched all the same: what was not asked for is left out. */
export interface Selection {
  /** Places whose first commit is of this time or later, by the date that is told of it: that of its author. */
  readonly since?: Date | undefined;
  /** Places whose first commit is of this time or earlier. */
  readonly until?: Date | undefined;
  /** Ids of commits or tags: only what one of them leads to, and the first commit is the first that one leads to. */
  readonly from?: readonly string[] | undefined;
  /** Only files whose path is meant by one of these patterns, at any time. Messages have no path. */
  readonly paths?: readonly string[] | undefined;
  /** Nothing that only reflogs lead to, or nothing at all. */
  readonly reachableOnly?: boolean | undefined;
}

/** It is asked for what certain names lead to. */
export function isByName({ from, reachableOnly = false }: Selection): boolean {
  return from !== undefined || reachableOnly;
}

/**
 * The places of an object that are asked for. What has no date that is known is never left out for its date.
 *
 * @param places in all of the history: none when nothing leads to it, undefined when that is not known
 * @param named the places that the names which are asked for lead to
 * @returns undefined when the object is to be left out
 */
export function selectedPlaces(
  selection: Selection,
  places: readonly Origin[] | undefined,
  named: readonly Origin[] | undefined,
): readonly Origin[] | undefined {
  if (places === undefined) return [];
  if (places.length === 0) return isByName(selection) || selection.paths !== undefined ? undefined : [];
  const selected = (named ?? []).filter((origin) => isInTime(selection, origin) && isAtPath(selection, origin));
  return selected.length === 0 ? undefined : selected;
}

function isInTime({ since, until }: Selection, { date }: Origin): boolean {
  if (date === undefined) return true;
  const time = Date.parse(date);
  return (since === undefined || time >= since.getTime()) && (until === undefined || time <= until.getTime());
}

function isAtPath({ paths }: Selection, { path }: Origin): boolean {
  return paths === undefined || (path !== undefined && paths.some((pattern) => pathGlob(pattern)(path)));
}
