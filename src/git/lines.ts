import type { Readable } from 'node:stream';

/** The lines of a stream as they arrive, a byte a character. A last line without a line feed was cut off: it is no line. */
export async function* linesOf(stream: Readable): AsyncGenerator<string[]> {
  let rest = '';
  for await (const chunk of stream.setEncoding('latin1')) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    yield lines;
  }
}
