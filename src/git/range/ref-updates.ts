import { isNoId, WHOLE_ID } from './object-range.js';

/** What a push does to one ref of the other side. */
export interface RefUpdate {
  /** The full name of the ref there. */
  readonly ref: string;
  /** What it had; undefined when there was no such ref. */
  readonly before: string | undefined;
  /** What it is to have; undefined when it is to be deleted. */
  readonly after: string | undefined;
}

/**
 * What git tells a `pre-push` hook: `LOCAL-REF SP LOCAL-ID SP REMOTE-REF SP REMOTE-ID LF`, a line for each ref.
 * https://git-scm.com/docs/githooks#_pre_push
 *
 * @returns undefined when it is anything else
 */
export function pushedRefs(input: string): RefUpdate[] | undefined {
  return updatesIn(input, /^.+ ([0-9a-f]+) (\S+) ([0-9a-f]+)$/, ([after, ref, before]) => ({ after, ref, before }));
}

/**
 * What git tells a `pre-receive` hook: `OLD-ID SP NEW-ID SP REF LF`, a line for each ref.
 * https://git-scm.com/docs/githooks#pre-receive
 *
 * @returns undefined when it is anything else
 */
export function receivedRefs(input: string): RefUpdate[] | undefined {
  return updatesIn(input, /^([0-9a-f]+) ([0-9a-f]+) (\S+)$/, ([before, after, ref]) => ({ before, after, ref }));
}

type Fields = { readonly [Key in keyof RefUpdate]-?: string | undefined };

function updatesIn(input: string, line: RegExp, named: (fields: string[]) => Fields): RefUpdate[] | undefined {
  const updates: RefUpdate[] = [];
  for (const text of input.split('\n')) {
    if (text === '') continue;
    const { before = '', after = '', ref = '' } = named(line.exec(text)?.slice(1) ?? []);
    if (!WHOLE_ID.test(before) || !WHOLE_ID.test(after)) return undefined;
    updates.push({ ref, before: isNoId(before) ? undefined : before, after: isNoId(after) ? undefined : after });
  }
  return updates;
}
