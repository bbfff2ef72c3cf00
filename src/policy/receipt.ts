/** What a gate has read, and from where it knows what to read. */
export interface Receipt {
  /** A sentence: what was resolved. */
  readonly range: string;
  /** The variables or options that it came from. */
  readonly from: readonly string[];
  /** Refs and ids that were taken as new. */
  readonly refs: number;
  readonly commits: number;
  /** Blobs, commits and tags that were searched. */
  readonly objects: number;
  readonly bytes: number;
  readonly gaps: number;
  /** A secret that was made up for this run was found by the same engine: without that a run has no result. */
  readonly control: 'found';
}
