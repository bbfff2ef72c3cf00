import type { Confidence, Severity, Variable } from '../detect/pattern.js';
import type { ImagePlace } from '../sources/images/image-place.js';
import type { NamedCommit, Reach } from '../sources/source.js';

/** One secret, with every place it was found at. It never holds the secret itself, not in a path or a message either. */
export interface Finding {
  /** The same for the same secret in every run; tells nothing about it. */
  readonly id: string;
  readonly pattern: string;
  readonly provider: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** Enough to recognise the secret by, never enough to use or guess it. */
  readonly preview: string;
  /** What an offline check learned of it. */
  readonly notes: readonly string[];
  /** The variables of this machine whose value it is. */
  readonly variables?: readonly Variable[];
  /**
   * Not empty; the earliest first, as far as the source can tell. Every path, and every place in the first version of the
   * file at that path; of its later versions the first ones, up to a hundred places.
   */
  readonly locations: readonly Location[];
  /** What the history says of it. Undefined where no history was asked, or it could not be walked. */
  readonly history?: SecretHistory;
  /** What belongs to the secret and was found beside it: its id, its account. */
  readonly parts?: readonly Part[];
  /** True when the scan asked for what is new, and this is. */
  readonly new: boolean;
}

/** Since when a secret is in the history, until when, what still leads to it, and whether it left this machine. */
export interface SecretHistory {
  /** The commit that brought it. Undefined for what is in no commit. */
  readonly first?: NamedCommit;
  /** The last commit that had it; the one that is checked out, or an ancestor of it, when `inHead`. */
  readonly last?: NamedCommit;
  /** Every path at which it ever stood, in the order of the locations. */
  readonly paths: readonly string[];
  /** The commit that is checked out has it. */
  readonly inHead: boolean;
  /** What still leads to it, strongest first; a hundred at most. */
  readonly reachedBy: readonly Reach[];
  /** How many there are, listed or not. */
  readonly reachedByCount: number;
  /** A remote-tracking ref reaches it: it has left this machine. */
  readonly pushed: boolean;
  /** Nothing leads to it: it lies in the object database until git tidies up. */
  readonly unreachable: boolean;
}

/** What was told with a secret. */
export interface Part {
  readonly pattern: string;
  readonly preview: string;
  /** Not empty; in the order of the finding's own. */
  readonly locations: readonly Location[];
}

/** Lines and columns count from 1, columns in UTF-16 units; the end is exclusive, as in SARIF. */
export interface Location {
  /** Relative to the repository's top level; of a scan of files, to the working folder, absolute when it is elsewhere. */
  readonly path?: string;
  /** The file that holds it when the path leads into an archive; `<stdin>` when that came on standard input. */
  readonly container?: string;
  /** Where in a container image it is. The path is that of the image, then `!/`, then the path within it. */
  readonly image?: ImagePlace;
  /**
   * Where it is when it is in no file; `name`: in the name of the file or folder itself; `ref`: in that of a ref; `reflog`:
   * in the reflog of a ref.
   */
  readonly part?: 'commit' | 'tag' | 'stdin' | 'name' | 'ref' | 'reflog';
  /** Of a ref its full name. */
  readonly ref?: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** What it is encoded in, the outermost first: the place is that of the encoded bytes. */
  readonly decoded?: readonly string[];
  /** The git object whose bytes these are. */
  readonly blob?: string;
  /** The first commit that has it at this path. */
  readonly commit?: string;
  readonly author?: string;
  readonly date?: string;
  /**
   * Told with the first place at a path: how many versions of the file have it there, when there are more than one. Of what
   * is in no file, how many such objects.
   */
  readonly versions?: number;
  /** In the object database, and in no commit that a ref or a reflog reaches. */
  readonly unreachable?: true;
  readonly excerpt: Excerpt;
}

/** The line around a secret, cut to a width, with every token on it masked. Control characters are still in it. */
export interface Excerpt {
  readonly before: string;
  readonly after: string;
}
