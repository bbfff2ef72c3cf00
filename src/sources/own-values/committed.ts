import type { ObjectReader } from '../../git/object-reader.js';

/** The text that a path has in the last commit, if there is one. */
export async function committedText(objects: ObjectReader, path: string): Promise<string | undefined> {
  // A request is a line.
  if (path.includes('\n')) return undefined;
  const answer = await objects.read(`HEAD:${path}`);
  return answer.found && answer.type === 'blob' ? answer.bytes.toString('utf8') : undefined;
}
