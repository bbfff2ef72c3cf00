import { pathText } from '../../git/path-text.js';

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
export function asidePath(outer: string, what: string): string {
  return `${outer}!<${what}>`;
}

const SUFFIX = /\.(?:gz|bz2|xz|zst|zstd)$/i;
const TAR_SUFFIX = /\.(tgz|taz|tbz2?|tb2|txz|tzst)$/i;

/** The path of what is compressed without a name: that of the file without its suffix, `app.log.gz!/app.log`. */
export function contentPath(outer: string): string {
  const name = outer.slice(outer.lastIndexOf('/') + 1);
  const inner = name.replace(SUFFIX, '').replace(TAR_SUFFIX, '.tar');
  return inner === name || inner === '' ? `${outer}!<content>` : `${outer}!/${inner}`;
}
