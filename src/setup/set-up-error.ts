/** The hook cannot be set up here, and nothing more was changed. The message says to a person why, and what to do. */
export class SetUpError extends Error {
  override readonly name = 'SetUpError';
}
