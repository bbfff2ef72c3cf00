import { readFile } from 'node:fs/promises';
import { runGit } from './spawn.js';

/**
 * The commits whose parents a shallow clone does not have, as the file lists them that git writes when it cuts off a
 * history: one id a line.
 * https://git-scm.com/docs/shallow
 *
 * @returns undefined when the file cannot be read
 */
export async function shallowBoundary(cwd?: string): Promise<string[] | undefined> {
  const path = await runGit(['rev-parse', '--path-format=absolute', '--git-path', 'shallow'], cwd ? { cwd } : {});
  try {
    const text = await readFile(path.subarray(0, path.lastIndexOf(0x0a)), 'latin1');
    return text.split('\n').filter((line) => /^[0-9a-f]{40,64}$/.test(line));
  } catch {
    return undefined; // Git took it for shallow a moment ago. That it is, is told all the same.
  }
}
