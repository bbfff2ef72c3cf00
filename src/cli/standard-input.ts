import { UsageError } from './usage-error.js';

/** No push has more refs than fit in here. */
const LONGEST = 64 << 20;

/**
 * What git tells a hook on standard input.
 *
 * @param command what it is called in the sentence for who calls it by hand
 * @throws UsageError when nobody tells anything
 */
export async function standardInput(command: string): Promise<string> {
  if (process.stdin.isTTY)
    throw new UsageError(`${command} is told by git what is pushed, on standard input: have git run it as a hook`);
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > LONGEST) throw new UsageError(`${command} was told more on standard input than any push has refs`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
