import type { Location } from '../policy/finding.js';
import { count } from './summary.js';

/** Where it is, for a person: `src/app.ts:3:7`, `the name of lib/x`. Names in it are as they are in the repository. */
export function placeWords({ path, part, ref, line, column, blob }: Location): string {
  if (part === 'name') return `the name of ${path ?? 'a file'}`;
  if (part === 'ref') return `the name of ${ref ?? 'a ref'}`;
  if (part === 'reflog') return `the reflog of ${ref ?? 'a ref'}:${line}:${column}`;
  return `${path ?? whereNoFile(part, blob)}:${line}:${column}`;
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
    ...(versions === undefined ? [] : [`in ${count(versions, 'version')}`]),
    ...(since.length === 0 || (commit !== undefined && commit === first) ? [] : [`since ${since.join(', ')}`]),
  ];
}
