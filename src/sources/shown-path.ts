import { isAbsolute, relative, resolve, sep } from 'node:path';
import { pathText } from '../git/path-text.js';

/**
 * How files below a path that was named are shown: relative to the working folder, with slashes, or by an absolute path
 * when one was named that lies elsewhere.
 *
 * @param named the path as it was named
 * @param absolute the same, absolute
 * @returns what shows the absolute path of a file at or below it
 */
export function shownPath(named: string, absolute: Buffer): (file: Buffer) => string {
  const inside = relative('', resolve(named));
  const isElsewhere = inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside);
  const prefix = isElsewhere && isAbsolute(named) ? resolve(named) : inside;
  const shown = prefix.split(sep).join('/');
  return (file) => {
    const below = pathText(file.subarray(absolute.length)).split(sep).join('/');
    return (shown === '' || shown.endsWith('/') ? shown + below.replace(/^\//, '') : shown + below) || '.';
  };
}
