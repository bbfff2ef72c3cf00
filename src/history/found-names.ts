import type { Engine } from '../detect/engine.js';
import { nameId } from '../git/ancestry/name-id.js';
import type { ObjectFormat } from '../git/packs/object-format.js';
import { pathText } from '../git/path-text.js';
import type { Gathering } from '../policy/gathering.js';

/**
 * Gathers what stands in names of files and folders.
 *
 * @param names one character for each byte, in any order
 * @returns those of which something is to be told
 */
export function findInNames(
  names: readonly string[],
  format: ObjectFormat,
  engine: Engine,
  gathering: Gathering,
): string[] {
  const ids = new Map<string, string>();
  for (const name of [...names].sort()) {
    const bytes = Buffer.from(name, 'latin1');
    const id = nameId(format, bytes);
    ids.set(name, id);
    const at = { bytes, from: 0, to: bytes.length, object: id };
    gathering.take({ ...at, found: engine.scan(bytes) }, { part: 'name', path: pathText(bytes) });
  }
  const told = gathering.collector.objects();
  return [...ids].flatMap(([name, id]) => (told.has(id) ? [name] : []));
}
