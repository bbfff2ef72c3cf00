import { pathToFileURL } from 'node:url';
import type { Location } from '../policy/finding.js';
import { visible } from './escape/visible.js';
import { placeWords } from './place.js';
import { repositoryPath } from './repository-path.js';

/**
 * A place as SARIF has it: a file by its URI, relative to the top of the repository, and the exact region of the secret.
 *
 * @param base where relative paths begin, seen from the top of the repository
 */
export function sarifLocation(location: Location, base = '') {
  if (location.container !== undefined) return { ...sarifPastLocation(location, base), ...insideOf(location) };
  const { line, column, endLine, endColumn } = location;
  return {
    physicalLocation: {
      artifactLocation: artifactOf(location, base),
      region: { startLine: line, startColumn: column, endLine, endColumn },
    },
  };
}

/**
 * The place of what only the history has. A reader shows it in the file as it is now, where that line is another one or
 * none at all: so it is the head of the file, as GitHub accepts it, and the exact place is told in words.
 */
export function sarifPastLocation(location: Location, base = '') {
  return {
    physicalLocation: {
      artifactLocation: artifactOf(location, base),
      region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 },
    },
  };
}

/** What is in an archive: the archive is the file that a reader can open, and the exact place is told by its name. */
function insideOf(location: Location) {
  return { logicalLocations: [{ fullyQualifiedName: visible(placeWords(location)), kind: 'member' }] };
}

function artifactOf(location: Location, base: string): { uri: string; uriBaseId?: string } {
  const place = repositoryPath(location, base);
  if (place.kind === 'stdin') return { uri: 'stdin:' };
  if (place.kind === 'image') return { uri: `image:${encoded(place.path)}` };
  if (place.kind === 'outside') return { uri: pathToFileURL(place.path).href };
  return { uri: place.path.split('/').map(encoded).join('/'), uriBaseId: '%SRCROOT%' };
}

/** One name in a path. Half a surrogate pair, which a name can be on Windows, has no encoding. */
function encoded(name: string): string {
  return encodeURIComponent(Buffer.from(name).toString()).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
