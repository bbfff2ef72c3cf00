import micromatch from 'micromatch';
import { wholeFolder } from './glob-limits.js';

/** Whether a path, from the top of the repository, is meant. */
export type PathTest = (path: string) => boolean;

/** A longer path fits no glob, so that it is told: no file system has one, and nobody shall wait for it. */
const LONGEST_PATH = 1024;

const tests = new Map<string, PathTest>();

/**
 * A glob as micromatch has it: `*` and `?` within a name, `**` over folders, `{a,b}`, `[a-z]`. It begins at the top of the
 * repository, and what ends with a slash means all that is in the folder.
 */
export function globTest(glob: string): PathTest {
  const known = tests.get(glob);
  if (known !== undefined) return known;
  const regex = micromatch.makeRe(wholeFolder(glob), { dot: true, nonegate: true, noextglob: true });
  const test: PathTest = (path) => path.length <= LONGEST_PATH && regex.test(path);
  tests.set(glob, test);
  return test;
}
