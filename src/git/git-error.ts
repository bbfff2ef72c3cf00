/** Git cannot be used at all here: not installed, too old, no repository. The message is a sentence for a person. */
export class GitUnusableError extends Error {
  override readonly name = 'GitUnusableError';
}

/** Git is there and refused or failed; what it was asked for was not read. */
export class GitFailedError extends Error {
  override readonly name = 'GitFailedError';

  /** @param detail git's own last words, in English, or empty */
  constructor(
    message: string,
    readonly detail: string,
  ) {
    super(detail === '' ? message : `${message}: ${detail}`);
  }
}
