import type { Engine } from '../detect/engine.js';
import { nameId } from '../git/ancestry/name-id.js';
import type { ObjectFormat } from '../git/packs/object-format.js';
import { pathText } from '../git/path-text.js';
import type { Gathering } from '../policy/gathering.js';
import type { FoundName } from './name-search.js';

/**
 * Gathers what stands in names of files and folders.
 *
 * @param found in any order
 * @returns the names of which something is to be told, one character for each byte
 */
export function findInNames(
  found: readonly FoundName[],
  format: ObjectFormat,
  engine: Engine,
  gathering: Gathering,
): string[] {
  const ids = new Map<string, string>();
  for (const name of found.map((each) => each.name).sort()) {
    const bytes = Buffer.from(name, 'latin1');
    const id = nameId(format, bytes);
    ids.set(name, id);
    const at = { bytes, from: 0, to: bytes.length, object: id };
    gathering.take({ ...at, found: engine.scan(bytes) }, { part: 'name', path: pathText(bytes) });
  }
  const told = gathering.collector.objects();
  return [...ids].flatMap(([name, id]) => (told.has(id) ? [name] : []));
}

/** Each name once, wherever it was found first. */
export function foundOnce(found: readonly FoundName[]): FoundName[] {
  const names = new Map<string, FoundName>();
  for (const each of found) if (!names.has(each.name)) names.set(each.name, each);
  return [...names.values()];
}
