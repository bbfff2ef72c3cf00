import { pathText } from '../git/path-text.js';
import { refNames } from '../git/ref-names.js';
import { reflogs } from '../git/reflogs.js';
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
 */
export async function* besideObjects(): AsyncGenerator<Text | Gap> {
  const { names, complaints } = await refNames();
  const known = new Set(names.map((name) => name.toString('latin1')));
  for (const name of names) yield { kind: 'text', bytes: name, place: { part: 'ref', ref: pathText(name) } };
  for (const complaint of complaints)
    yield { kind: 'gap', subject: 'the names of refs', reason: `git complained: ${complaint}` };
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
