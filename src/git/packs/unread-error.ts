/** Something stored is damaged, missing or larger than can be held. The message is a sentence without its full stop. */
export class UnreadError extends Error {
  override readonly name = 'UnreadError';
}

/**
 * The reason to tell a person, also when it is the file system that refuses; undefined for an error that nobody foresaw,
 * which is to be thrown on.
 */
export function unreadReason(error: unknown): string | undefined {
  if (error instanceof UnreadError) return error.message;
  const { code, syscall } = error as NodeJS.ErrnoException;
  return error instanceof Error && syscall !== undefined ? `it cannot be read (${code ?? error.message})` : undefined;
}
