/** Something that a scan was asked for and could not read. A run with gaps never ends with 0. */
export interface Gap {
  readonly kind: 'gap';
  /** What was not read: a path, an object, a part of the history. */
  readonly subject: string;
  /** Why, as a sentence without its full stop. */
  readonly reason: string;
  /** What a person can do about it. */
  readonly advice?: string;
}

/** Bytes to scan, each once, and every place at which they stand. */
export interface SourceBlob {
  readonly kind: 'blob';
  readonly bytes: Buffer;
  /** The git object they come from. */
  readonly object?: string;
  readonly places: readonly Place[];
}

export interface Place {
  /** Relative to the top level, when the place is a file. */
  readonly path?: string;
  /** What it is, when it is no file. */
  readonly part?: 'commit' | 'tag';
  /**
   * What stood at the same place before, for sources that ask only for what is new. Undefined when nothing did.
   * Called only when something was found: most commits never read the old side.
   */
  readonly previous?: () => Promise<Buffer | Gap>;
}

/** Where bytes come from. The only thing a scan knows of staged files, histories, folders and streams. */
export interface Source {
  /** The source tells the old side of each place, so that what is found is new. */
  readonly onlyNew: boolean;
  blobs(): AsyncIterable<SourceBlob | Gap>;
  /** Asked once, at the end, with the objects in which something was found: where did they enter the history? */
  origins?(
    objects: ReadonlySet<string>,
  ): Promise<{ readonly origins: ReadonlyMap<string, Origin>; readonly gaps: readonly Gap[] }>;
}

/** The commit that an object first appeared in. */
export interface Origin {
  /** Position of the commit in the history, ancestors first. */
  readonly order: number;
  readonly commit: string;
  readonly path?: string;
  readonly author?: string;
  /** ISO 8601. */
  readonly date?: string;
}
