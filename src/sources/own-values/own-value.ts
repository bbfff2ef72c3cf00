/** A value that a file of this machine gives to a name. It lives in memory only. */
export interface OwnValue {
  /** `OPENAI_API_KEY`, `auths.ghcr.io.auth`. */
  readonly variable: string;
  /** As a person is told of it: relative to the top level, or beginning with `~`. */
  readonly file: string;
  readonly value: string;
  /** Whoever reads the file puts nothing else in its place: `$NAME` is these five characters. */
  readonly literal?: true;
  /** By the file's format it is a credential, whatever its name. */
  readonly credential?: true;
}

/** What a file's format says: a name with its value, and what is known of it. */
export type ReadValue = Omit<OwnValue, 'file'>;
