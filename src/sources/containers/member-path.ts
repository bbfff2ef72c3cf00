import { pathText } from '../../git/path-text.js';
import type { Aside } from './format.js';

/** Longer ones are cut where they are shown. */
const LONGEST_NAME = 4096;

/**
 * The path of something inside a container: `outer.zip!/inner/config.yml`. Its name never leads anywhere else: the slash
 * of an absolute one and every `..` are shown escaped, as `\x2f` and `\x2e\x2e`.
 *
 * @param outer the path of the container
 */
export function memberPath(outer: string, name: Buffer): string {
  const inner = pathText(name.subarray(0, LONGEST_NAME))
    .replace(/^(?:\.\/+)+/, '')
    .replace(/^\/+/, (slashes) => '\\x2f'.repeat(slashes.length))
    .replace(/(?<=^|[\\/])\.\.(?=$|[\\/])/g, '\\x2e\\x2e');
  return `${outer}!/${inner}`;
}

/** The path of what is in no file of a container: `outer.zip!<comment>`. */
export function asidePath(outer: string, what: Aside): string {
  return `${outer}!<${what}>`;
}
