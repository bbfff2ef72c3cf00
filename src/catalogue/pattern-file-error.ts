/** A pattern file that cannot be used, with the place a person has to look at. */
export class PatternFileError extends Error {
  override readonly name = 'PatternFileError';

  /**
   * @param file as the user named it
   * @param line from 1, or undefined when the file as a whole is meant
   */
  constructor(
    readonly file: string,
    readonly line: number | undefined,
    readonly problem: string,
  ) {
    super(`${file}${line === undefined ? '' : `:${line}`}: ${problem}`);
  }
}
