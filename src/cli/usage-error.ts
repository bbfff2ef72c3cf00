/** The words on the command line make no sense. The message is one sentence for a person. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
