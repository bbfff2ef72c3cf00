/** A CI system is recognised, and does not say what it should. The message is a sentence for a person. */
export class UnclearEventError extends Error {
  override readonly name = 'UnclearEventError';
}

/** The engine does not find what it should: whatever it says of anything else means nothing. */
export class ControlFailedError extends Error {
  override readonly name = 'ControlFailedError';
}
