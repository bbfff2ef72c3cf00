import { isAbsolute, posix, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Location } from '../policy/finding.js';

/**
 * A place as SARIF has it: a file by its URI, relative to the top of the repository, and the exact region of the secret.
 *
 * @param base where relative paths begin, seen from the top of the repository
 */
export function sarifLocation(location: Location, base = '') {
  const { line, column, endLine, endColumn } = location;
  return {
    physicalLocation: {
      artifactLocation: artifactOf(location, base),
      region: { startLine: line, startColumn: column, endLine, endColumn },
    },
  };
}

function artifactOf({ path, part, ref, blob = '' }: Location, base: string): { uri: string; uriBaseId?: string } {
  if (part === 'stdin') return { uri: 'stdin:' };
  if (part === 'ref') return fromTop(`.git/${ref ?? 'refs'}`);
  if (part === 'reflog') return fromTop(`.git/logs/${ref ?? 'HEAD'}`);
  // In no file that has a name, and GitHub accepts no result without one: the object's own, as git would store it loose.
  if (path === undefined) return fromTop(`.git/objects/${blob.slice(0, 2)}/${blob.slice(2)}`);
  const whole = isAbsolute(path) ? fromTopOf(base, path) : posix.normalize(base + path);
  if (whole === '..' || whole.startsWith('../') || isAbsolute(whole)) return { uri: pathToFileURL(resolve(path)).href };
  return fromTop(whole);
}

/** The working folder is as deep below the top as its path from there has names. */
function fromTopOf(base: string, absolute: string): string {
  return relative(resolve(base.replace(/[^/]+/g, '..')), absolute)
    .split(sep)
    .join('/');
}

function fromTop(path: string): { uri: string; uriBaseId: string } {
  return { uri: path.split('/').map(encoded).join('/'), uriBaseId: '%SRCROOT%' };
}

/** One name in a path. Half a surrogate pair, which a name can be on Windows, has no encoding. */
function encoded(name: string): string {
  return encodeURIComponent(Buffer.from(name).toString()).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
