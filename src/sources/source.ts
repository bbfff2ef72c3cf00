import type { ImagePlace } from './images/image-place.js';

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

/**
 * A piece of a text that is too long to be held whole, or whose length nobody knows yet. The pieces of one text come in
 * their order, with nothing between them, and the last one says so even when it is empty.
 */
export interface SourceChunk {
  readonly kind: 'chunk';
  readonly bytes: Buffer;
  readonly last: boolean;
  readonly place: Place;
}

export interface Place {
  /** When the place is a file: relative to the top level of a repository, or as it was named on the command line. */
  readonly path?: string;
  /**
   * The file that holds it, when `path` leads into an archive: `path` begins with it. Of standard input it is
   * `STDIN_CONTAINER`.
   */
  readonly container?: string;
  /**
   * When the place is in a container image: where there. Called once for each thing that was found, with its line; what is
   * told is complete when the source has been read to its end.
   */
  readonly image?: (line: number) => ImagePlace;
  /**
   * What it is, when it is no file's content: the text of a commit or tag, standard input, the name of the file or folder
   * that `path` says, the name of a branch or tag that `ref` says, the messages in the reflog of that `ref`.
   */
  readonly part?: 'commit' | 'tag' | 'stdin' | 'name' | 'ref' | 'reflog';
  /** Of a ref its full name: `refs/heads/main`. */
  readonly ref?: string;
  /**
   * What stood at the same place before, for sources that ask only for what is new; several texts where several histories
   * lead there. Undefined when nothing did.
   * Called only when something was found: most commits never read the old side.
   */
  readonly previous?: () => Promise<Buffer | Gap | readonly (Buffer | Gap)[]>;
  /** Where it entered the history, for sources that know it place by place. */
  readonly origin?: Origin;
}

/** Stands for standard input where a file would stand that holds others. */
export const STDIN_CONTAINER = '<stdin>';
/** The same for an image that docker or podman has. */
export const ENGINE_CONTAINER = '<image>';

/** Where bytes come from. The only thing a scan knows of staged files, histories, folders and streams. */
export interface Source {
  /** The source tells the old side of each place, so that what is found is new. */
  readonly onlyNew: boolean;
  blobs(): AsyncIterable<SourceBlob | SourceChunk | Gap>;
  /** Asked once, at the end, with the objects in which something was found: where did they enter the history? */
  origins?(objects: ReadonlySet<string>): Promise<Provenance>;
}

/** Where objects entered the history, and what became of them. */
export interface Provenance {
  /**
   * For each object the places at which it stands, the first first. An empty list says that no commit which a ref or a
   * reflog reaches has it; an object that is not in here could not be followed.
   */
  readonly origins: ReadonlyMap<string, readonly Origin[]>;
  /** Objects that were found somewhere, at no place that was asked for: nothing is to be told of them. */
  readonly leftOut?: ReadonlySet<string>;
  readonly gaps: readonly Gap[];
  /** What the history says of a secret, by all the objects that hold it. Undefined where it could not be walked. */
  story?(objects: ReadonlySet<string>): Story | undefined;
}

/** One place of an object in the history. */
export interface Origin {
  /** Position in the history, ancestors first. Undefined for what stands beside it: the message of a tag. */
  readonly order?: number;
  /** The first commit that has the object at this place. */
  readonly commit?: string;
  readonly path?: string;
  readonly author?: string;
  /** ISO 8601. */
  readonly date?: string;
}

/** The history of one secret. */
export interface Story {
  /**
   * The first commit that had it, and the last one: in the order of the history, by date among lines beside each other.
   * Commits that nothing leads to any more are told only when no other had it.
   */
  readonly first?: NamedCommit;
  readonly last?: NamedCommit;
  /** The commit that is checked out has it. */
  readonly inHead: boolean;
  /** What still leads to a commit that has it, or to the object itself, strongest first; empty: nothing does. */
  readonly reachedBy: readonly Reach[];
  /** A remote-tracking ref reaches it: it has left this machine. */
  readonly pushed: boolean;
}

export interface NamedCommit {
  readonly commit: string;
  readonly author?: string;
  /** ISO 8601. */
  readonly date?: string;
  /** The first line of its message, as it is: it may hold the very secret. */
  readonly subject?: string;
}

/** A name that leads to a secret. */
export interface Reach {
  /** A `head` is a commit that is checked out and on no branch. A reflog is told only when nothing else leads there. */
  readonly kind: 'head' | 'branch' | 'remote' | 'tag' | 'note' | 'stash' | 'other' | 'reflog';
  /** As people say it: `HEAD`, `main`, `origin/main`, `v1.2`, `stash@{0}`, the ref whose reflog it is. */
  readonly name: string;
}
