import type { Location } from '../policy/finding.js';
import { pathInImage } from '../policy/path-in-image.js';
import { imageWords } from './image-words.js';
import { count } from './summary.js';

/** Where it is, for a person: `src/app.ts:3:7`, `the name of lib/x`. Names in it are as they are in the repository. */
export function placeWords(location: Location): string {
  const { part, ref, line, column, blob, image } = location;
  if (image?.element !== undefined) return elementWords(location.path, image.element);
  const path = pathWords(location);
  if (part === 'name') return `the name of ${path ?? 'a file'}`;
  if (part === 'ref') return `the name of ${ref ?? 'a ref'}`;
  if (part === 'reflog') return `the reflog of ${ref ?? 'a ref'}:${line}:${column}`;
  return `${path ?? whereNoFile(part, blob)}:${line}:${column}`;
}

/** `app.tar!/layer 3/etc/app.conf`: two layers can have a file of the same path. */
function pathWords(location: Location): string | undefined {
  const inImage = pathInImage(location);
  const index = location.image?.layer?.index;
  if (inImage === undefined || index === undefined) return location.path;
  return `${inImage.outer}!/layer ${index}/${inImage.inner}`;
}

/** `app.tar!<environment variable API_KEY>`: what is in no file of an image has no lines that anybody could look up. */
function elementWords(path = '', element: string): string {
  return `${path.replace(/!<[^<]*>$/, '')}!<${element}>`;
}

function whereNoFile(part: Location['part'], blob: Location['blob']): string {
  if (part === 'stdin') return 'standard input';
  // A message that is in no commit yet.
  return blob === undefined ? `the ${part ?? 'text'} message` : `${part ?? 'object'} ${blob.slice(0, 12)}`;
}

/** What has to be decoded at a place to see the secret: `base64 → percent`. */
export function encodingWords({ decoded }: Location): string | undefined {
  return decoded?.join(' → ');
}

/**
 * What else is told of a place: its encoding, how many versions have it, since when.
 *
 * @param first a commit that was told already
 */
export function asideWords(location: Location, first?: string): string[] {
  const { commit, date, author, versions } = location;
  const encodings = encodingWords(location);
  const since = [commit?.slice(0, 12), date?.slice(0, 10), author].filter((part) => part !== undefined);
  return [
    ...(encodings === undefined ? [] : [`in ${encodings}`]),
    ...imageWords(location),
    ...(versions === undefined ? [] : [`in ${count(versions, 'version')}`]),
    ...(since.length === 0 || (commit !== undefined && commit === first) ? [] : [`since ${since.join(', ')}`]),
  ];
}
