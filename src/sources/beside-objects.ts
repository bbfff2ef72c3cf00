import { pathText } from '../git/path-text.js';
import { refNames } from '../git/ref-names.js';
import { reflogs } from '../git/reflogs.js';
import type { Selection } from './selection.js';
import type { Gap, Place } from './source.js';

/** A text of a repository that is in no object. */
export interface Text {
  readonly kind: 'text';
  readonly bytes: Buffer;
  readonly place: Place;
}

/**
 * What people wrote into a repository and no object holds: the names of its refs, and the messages of reflogs. The latter
 * repeat the first lines of commits that may be gone, the names of branches that were deleted, and the addresses that
 * somebody pulled from, with the password in them.
 *
 * @param selection what is told of: they are at no path, and no commit leads to them
 */
export async function* besideObjects(selection: Selection = {}): AsyncGenerator<Text | Gap> {
  if (selection.paths !== undefined || selection.from !== undefined) return;
  const known = yield* namesOfRefs();
  if (!selection.reachableOnly) yield* messagesOfReflogs(known);
}

/** @returns the names, one character for each byte */
async function* namesOfRefs(): AsyncGenerator<Text | Gap, ReadonlySet<string>> {
  const { names, complaints } = await refNames();
  for (const name of names) yield { kind: 'text', bytes: name, place: { part: 'ref', ref: pathText(name) } };
  for (const complaint of complaints)
    yield { kind: 'gap', subject: 'the names of refs', reason: `git complained: ${complaint}` };
  return new Set(names.map((name) => name.toString('latin1')));
}

/** @param known names of refs that were searched already */
async function* messagesOfReflogs(known: ReadonlySet<string>): AsyncGenerator<Text | Gap> {
  for await (const log of reflogs()) {
    if ('code' in log) {
      yield { kind: 'gap', subject: log.path, reason: `this reflog cannot be read (${log.code})` };
      continue;
    }
    const place = { ref: pathText(log.ref) };
    if (!known.has(log.ref.toString('latin1')))
      yield { kind: 'text', bytes: log.ref, place: { ...place, part: 'ref' } };
    yield { kind: 'text', bytes: log.text, place: { ...place, part: 'reflog' } };
  }
}
