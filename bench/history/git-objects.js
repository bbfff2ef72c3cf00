// Every object of a repository as git itself prints it, one after the other.
import { spawn } from 'node:child_process';

const NEWLINE = 0x0a;

/**
 * @param repository its folder
 * @throws Error when git does not end well
 */
export async function* gitObjects(repository) {
  const args = ['cat-file', '--batch-all-objects', '--batch', '--buffer', '--unordered'];
  const env = { ...process.env, GIT_NO_REPLACE_OBJECTS: '1', GIT_NO_LAZY_FETCH: '1' };
  const git = spawn('git', args, { cwd: repository, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => git.once('close', resolve));
  const input = new Input(git.stdout);
  for (let header = await input.line(); header !== undefined; header = await input.line()) {
    const [id, type, size] = header.split(' ');
    if (size === undefined) throw new Error(`git cat-file says: ${header}`);
    yield { id, type, content: await input.bytes(Number(size)) };
    await input.bytes(1);
  }
  const code = await ended;
  if (code !== 0) throw new Error(`git cat-file ended with ${code}`);
}

class Input {
  #chunks;
  #rest = Buffer.alloc(0);

  constructor(stream) {
    this.#chunks = stream[Symbol.asyncIterator]();
  }

  async line() {
    let end = this.#rest.indexOf(NEWLINE);
    while (end === -1) {
      const chunk = await this.#next();
      if (chunk === undefined) return undefined;
      this.#rest = Buffer.concat([this.#rest, chunk]);
      end = this.#rest.indexOf(NEWLINE);
    }
    const line = this.#rest.toString('latin1', 0, end);
    this.#rest = this.#rest.subarray(end + 1);
    return line;
  }

  async bytes(size) {
    const pieces = [this.#rest];
    let length = this.#rest.length;
    while (length < size) {
      const chunk = await this.#next();
      if (chunk === undefined) throw new Error('git cat-file ended in the middle of an object');
      pieces.push(chunk);
      length += chunk.length;
    }
    const all = pieces.length === 1 ? this.#rest : Buffer.concat(pieces);
    this.#rest = all.subarray(size);
    return all.subarray(0, size);
  }

  async #next() {
    const { value, done } = await this.#chunks.next();
    return done ? undefined : value;
  }
}
