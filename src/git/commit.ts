/** Who and when, from the header of a commit or tag. */
export interface Signature {
  readonly author?: string;
  /** ISO 8601 with the author's own time zone. */
  readonly date?: string;
}

/** Who wrote the change of a commit: not always who committed it. */
export function authorOf(commit: Buffer): Signature {
  return signature(headerLine(commit, 'author '));
}

/** Who made an annotated tag. */
export function taggerOf(tag: Buffer): Signature {
  return signature(headerLine(tag, 'tagger '));
}

/** The first line of the message; undefined when there is none. */
export function subjectOf(commit: Buffer): string | undefined {
  const end = commit.indexOf('\n\n');
  if (end === -1) return undefined;
  const [line] = /[^\n]+/.exec(commit.toString('latin1', end, end + LONGEST_SUBJECT)) ?? [];
  return line === undefined ? undefined : text(line.trim()) || undefined;
}

/** What is longer is no subject, and is cut off. */
const LONGEST_SUBJECT = 1000;

/** The ids of the commits before this one: none for a root, several for a merge. They stand behind the tree. */
export function parentsOf(commit: Buffer): string[] {
  const [, ...lines] = headerLines(commit);
  const end = lines.findIndex((line) => !/^parent [0-9a-f]{40,64}$/.test(line));
  return lines.slice(0, end === -1 ? lines.length : end).map((line) => line.slice('parent '.length));
}

/** The id of the object that a tag names. */
export function taggedObject(tag: Buffer): string | undefined {
  return /^[0-9a-f]{40,64}$/.exec(headerLine(tag, 'object '))?.[0];
}

/**
 * Header lines end at the first empty line, behind which the message begins. They are bytes: one character each here.
 * https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
 */
function headerLines(object: Buffer): string[] {
  const end = object.indexOf('\n\n');
  return object.toString('latin1', 0, end === -1 ? object.length : end).split('\n');
}

/** What stands behind the key on its line; empty when there is no such line. */
function headerLine(object: Buffer, key: string): string {
  return text(
    headerLines(object)
      .find((line) => line.startsWith(key))
      ?.slice(key.length) ?? '',
  );
}

/** Git writes UTF-8 unless told otherwise, and never checks: what is no UTF-8 is most often Latin-1. */
function text(latin1: string): string {
  const bytes = Buffer.from(latin1, 'latin1');
  try {
    return decoder.decode(bytes);
  } catch {
    return latin1;
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** `NAME <ADDRESS> SECONDS ZONE`, of which old and odd commits lack the zone, the time or all of it. */
function signature(line: string): Signature {
  const close = line.lastIndexOf('>') + 1;
  const author = (close === 0 ? line : line.slice(0, close)).trim();
  const [, seconds, zone = '+0000'] = /^ (\d+)(?: ([+-]\d{4}))?/.exec(line.slice(close)) ?? [];
  const date = seconds === undefined ? undefined : isoDate(Number(seconds), zone);
  return { ...(author !== '' && { author }), ...(date !== undefined && { date }) };
}

/** The last second of the year 9999: the calendar of ISO 8601 ends there. */
const LATEST = 253_402_300_799;
/** No place on earth is further from UTC. */
const FURTHEST_ZONE = 14 * 60;

/** `2026-01-31T12:00:00+02:00`: the wall clock of the author, in UTC where the zone is none. Undefined past all dates. */
function isoDate(seconds: number, zone: string): string | undefined {
  const minutes = Number(zone.slice(3));
  const offset = Number(zone.slice(1, 3)) * 60 + minutes;
  if (offset > FURTHEST_ZONE || minutes > 59) return isoDate(seconds, '+0000');
  const wall = seconds + (zone.startsWith('-') ? -offset : offset) * 60;
  if (wall < 0 || wall > LATEST) return undefined;
  return `${new Date(wall * 1000).toISOString().slice(0, 19)}${zone.slice(0, 3)}:${zone.slice(3)}`;
}
