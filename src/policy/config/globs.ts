import micromatch from 'micromatch';
import { wholeFolder } from './glob-limits.js';

/** Whether a path, from the top of the repository, is meant. */
export type PathTest = (path: string) => boolean;

/** A longer path fits no glob, so that it is told: no file system has one, and nobody shall wait for it. */
const LONGEST_PATH = 1024;

const tests = new Map<string, PathTest>();

/**
 * A glob as micromatch has it: `*` and `?` within a name, `**` over folders, `{a,b}`, `[a-z]`. It begins at the top of the
 * repository, and what ends with a slash means all that is in the folder. What is in an archive has a path that leads through
 * it (`dist/app.zip!/conf/a.yml`): it fits as any path does, and what fits the archive fits all that is in it.
 */
export function globTest(glob: string): PathTest {
  const known = tests.get(glob);
  if (known !== undefined) return known;
  const regex = micromatch.makeRe(wholeFolder(glob), { dot: true, nonegate: true, noextglob: true });
  const fits: PathTest = (path) => path.length <= LONGEST_PATH && regex.test(path);
  const test: PathTest = (path) => fits(path) || archivesOf(path).some(fits);
  tests.set(glob, test);
  return test;
}

/** The archives on the way to a path, those in others too. */
function archivesOf(path: string): string[] {
  return [...path.matchAll(/![/<]/g)].map(({ index }) => path.slice(0, index));
}
