/** A configuration or an ignore file that cannot be used. The message is one sentence for a person. */
export class PolicyError extends Error {
  override readonly name = 'PolicyError';

  /** @param line from 1; undefined when it is about the whole file */
  constructor(
    readonly file: string,
    readonly line: number | undefined,
    readonly reason: string,
  ) {
    super(`${file}${line === undefined ? '' : `:${line}`}: ${reason}`);
  }
}
