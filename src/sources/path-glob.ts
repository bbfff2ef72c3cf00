/**
 * Whether paths are meant by a pattern as `.gitignore` has them, in short: `*` and `?` stand for characters of one name,
 * `**` for any number of folders. A pattern with a slash before its end begins at the top, another one anywhere; what
 * means a folder means all that is in it.
 */
export function pathGlob(pattern: string): (path: string) => boolean {
  const trimmed = pattern.replace(/^\.?\//, '').replace(/\/$/, '');
  const isAnchored = pattern.startsWith('/') || pattern.startsWith('./') || trimmed.includes('/');
  const names = trimmed.split('/').map((name) => (name === '**' ? undefined : nameGlob(name)));
  const wanted = isAnchored ? names : [undefined, ...names];
  return (path) => startsWith(path.split('/'), wanted);
}

type Name = ((name: string) => boolean) | undefined;

/** The names at the beginning of a path are those; `undefined` stands for any number. */
function startsWith(path: readonly string[], wanted: readonly Name[]): boolean {
  // By place in what is wanted: whether the path so far can be it.
  let open = spread(
    wanted.map((_, at) => at === 0),
    wanted,
  );
  for (const name of path) {
    const next = new Array<boolean>(wanted.length).fill(false);
    for (const [at, isOpen] of open.entries()) {
      if (!isOpen) continue;
      const one = wanted[at];
      if (one === undefined) next[at] = true;
      else if (one(name)) {
        if (at === wanted.length - 1) return true;
        next[at + 1] = true;
      }
    }
    open = spread(next, wanted);
  }
  return wanted.at(-1) === undefined && open.at(-1) === true;
}

/** Any number can be none. */
function spread(open: boolean[], wanted: readonly Name[]): boolean[] {
  for (let at = 0; at < wanted.length - 1; at++) if (open[at] && wanted[at] === undefined) open[at + 1] = true;
  return open;
}

/** Goes through name and pattern once, and back to the last star where they part: no name takes long. */
function nameGlob(pattern: string): (name: string) => boolean {
  return (name) => {
    let [at, in_, star, from] = [0, 0, -1, 0];
    while (at < name.length) {
      if (pattern[in_] === '*') {
        star = in_++;
        from = at;
      } else if (in_ < pattern.length && (pattern[in_] === '?' || pattern[in_] === name[at])) {
        in_++;
        at++;
      } else if (star !== -1) {
        in_ = star + 1;
        at = ++from;
      } else return false;
    }
    while (pattern[in_] === '*') in_++;
    return in_ === pattern.length;
  };
}
