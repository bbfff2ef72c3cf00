/** Longer than anybody writes a glob. */
const LONGEST_GLOB = 500;
/** Each of them multiplies how often a regular expression goes back over a path. */
const MOST_STARS_IN_A_NAME = 3;
const MOST_FOLDER_STARS = 3;
const MOST_BRACES = 3;
/** `/docs/` and `./docs/` are what people write for `docs/**`. */
export function wholeFolder(glob: string): string {
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
