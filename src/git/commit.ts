/** Who and when, from the header of a commit. */
export interface CommitFacts {
  readonly author: string;
  /** ISO 8601 with the author's own time zone. */
  readonly date: string;
}

const AUTHOR_LINE = /^author (.*) (\d+) ([+-]\d{4})$/m;

/**
 * Reads the author of a commit object. Header lines end at the first empty line; the message follows.
 * https://git-scm.com/docs/gitformat-commit-graph is derived from it; the object itself is told in
 * https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
 */
export function commitFacts(commit: Buffer): CommitFacts | undefined {
  const [, author, seconds, zone] = AUTHOR_LINE.exec(commit.toString('utf8', 0, messageStart(commit))) ?? [];
  if (author === undefined) return undefined;
  return { author, date: isoDate(Number(seconds), zone as string) };
}

/** Byte offset at which the message of a commit or tag begins: behind the first empty line. */
export function messageStart(object: Buffer): number {
  const emptyLine = object.indexOf('\n\n');
  return emptyLine === -1 ? object.length : emptyLine + 2;
}

/** `2026-01-31T12:00:00+02:00`: the wall clock of the author. Dates that no calendar holds give the epoch. */
function isoDate(seconds: number, zone: string): string {
  const minutes = (zone.startsWith('-') ? -1 : 1) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3)));
  const local = new Date((seconds + minutes * 60) * 1000);
  const wall = Number.isNaN(local.getTime()) ? new Date(0) : local;
  return `${wall.toISOString().slice(0, 19)}${zone.slice(0, 3)}:${zone.slice(3)}`;
}
