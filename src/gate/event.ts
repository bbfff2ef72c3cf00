/** What a CI system says of the run that it started, before git was asked for anything. */
export interface CiEvent {
  /** What happened, as people say it: `push to main`, `pull request 7 into main`. */
  readonly what: string;
  /** The variables, and the fields of the event's file, that were read to know it. */
  readonly from: readonly string[];
  /** Ids of commits or tags: what is new is what they reach. Every one of them has to be here. */
  readonly tips: readonly string[];
  /** Where the branch stood before the push. Undefined when it is new, or when the system does not tell. */
  readonly before?: string | undefined;
  /** What a pull request is to be merged into. */
  readonly target?: Target | undefined;
  /** The short name of the branch that was pushed to. Undefined for tags. */
  readonly branch?: string | undefined;
  /** The short name of the repository's default branch, when the system tells it. */
  readonly defaultBranch?: string | undefined;
  /** Nothing was pushed: a schedule or a person asks for all that the tip reaches. */
  readonly isWhole?: boolean | undefined;
  /** It was asked for: there was nothing before, and it is compared with no branch. */
  readonly isEverything?: boolean | undefined;
  /** Where the server keeps the tips, for who has to fetch them: `refs/pull/7/head`. */
  readonly tipRef?: string | undefined;
}

export interface Target {
  /** How people call it, when it is no branch. */
  readonly name?: string | undefined;
  /** Its short name. */
  readonly branch?: string | undefined;
  /** Ids of commits that it had when the run was started, as far as the system tells them. */
  readonly commits: readonly string[];
  /** The merge of both sides that the system made to build it: its first parent is the target. */
  readonly merge?: string | undefined;
}

/** Where an event came from, for what is said of it. */
export interface Asker {
  /** The CI system; undefined when it was an option. */
  readonly name?: string;
  /** The lines that make a clone whole, when the asker is a CI system. */
  readonly wholeClone?: string;
}

/** The environment of a run. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** A CI system. One file in `systems/` each, which exports one of these by the name `system`. */
export interface CiSystem {
  readonly name: string;
  /** The lines of its configuration that make a clone whole, with what they belong to. */
  readonly wholeClone: string;
  /** True in a run of this system. */
  isHere(variables: Variables): boolean;
  /**
   * @param readFile reads a file that the system wrote, not one of the repository
   * @throws UnclearEventError when what should be there is not
   */
  event(variables: Variables, readFile: (path: string) => string): CiEvent;
}
