import micromatch from 'micromatch';

/** Whether a path, from the top of the repository, is meant. */
export type PathTest = (path: string) => boolean;

/** Longer than anybody writes a glob. */
const LONGEST_GLOB = 500;
/** Each of them multiplies how often a regular expression goes back over a path. */
const MOST_STARS_IN_A_NAME = 3;
const MOST_FOLDER_STARS = 3;
const MOST_BRACES = 3;
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

/** `/docs/` and `./docs/` are what people write for `docs/**`. */
function wholeFolder(glob: string): string {
  const fromTop = glob.replace(/^\.?\//, '');
  return fromTop.endsWith('/') ? `${fromTop}**` : fromTop;
}

/** Why a glob is refused: one that a regular expression could take hours over, or that fits nothing. Undefined for a good one. */
export function whyRefused(glob: string): string | undefined {
  if (glob.length > LONGEST_GLOB) return `is longer than ${LONGEST_GLOB} characters`;
  if (/[\\]/.test(glob)) return 'has a backslash: folders are separated by "/", also on Windows';
  if (glob.split('/').includes('..'))
    return 'leads out of the repository: it begins at its top, and ".." is in no path';
  if (/[@?*+!]\(/.test(glob)) return 'has a pattern list such as "+(a|b)": write {a,b}';
  const names = wholeFolder(glob).split('/');
  const folders = names.slice(0, -1).filter((name) => name === '**').length;
  if (folders > MOST_FOLDER_STARS) return `has more than ${MOST_FOLDER_STARS} "**"`;
  if (names.some((name) => name !== '**' && (name.match(/\*+/g) ?? []).length > MOST_STARS_IN_A_NAME))
    return `has more than ${MOST_STARS_IN_A_NAME} "*" in one name`;
  if ((glob.match(/\{/g) ?? []).length > MOST_BRACES) return `has more than ${MOST_BRACES} pairs of braces`;
  if (/\.\./.test(glob.match(/\{[^}]*\}/g)?.join('') ?? '')) return 'has a range in braces: list what is meant';
  return undefined;
}
