import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { ArchiveLimits } from '../containers/archive-limits.js';
import { ByteReader } from '../containers/byte-reader.js';
import { ENGINE_CONTAINER, type Gap, type Source } from '../source.js';
import { imageOptions } from './image-options.js';
import type { Item } from './image-reader.js';
import { ImageUnavailableError } from './image-unavailable-error.js';
import { savedImageIn } from './saved-image.js';

/** Programs that have images on this machine, in the order in which they are asked. */
const ENGINES = ['docker', 'podman'] as const;

const STDERR_LIMIT = 8192;

/**
 * An image that a local docker or podman has, as these save it. They are only asked for what they have: nothing is pulled,
 * and nothing goes over a network but what they do by themselves where they run elsewhere.
 */
export class EngineImageSource implements Source {
  readonly onlyNew = false;
  readonly #name: string;
  readonly #archives: Partial<ArchiveLimits> | false;

  /**
   * @param name as the engine knows it: a name, a tag, a digest or an id
   * @param archives how far archives in it are looked into
   */
  constructor(name: string, archives: Partial<ArchiveLimits> | false = {}) {
    this.#name = name;
    this.#archives = archives;
  }

  /** @throws ImageUnavailableError when no engine is there, or none has the image */
  async *blobs(): AsyncGenerator<Item> {
    const complaints: string[] = [];
    for (const engine of ENGINES) {
      const saving = save(engine, this.#name);
      const reader = new ByteReader(saving.stdout);
      if (await hasBegun(reader)) {
        yield* this.#image(reader, saving, engine);
        return;
      }
      const { failure } = await saving.ended;
      if (failure !== undefined) complaints.push(`${engine} says: ${failure}`);
    }
    throw new ImageUnavailableError(this.#name, complaints);
  }

  async *#image(reader: ByteReader, { ended, kill }: Saving, engine: string): AsyncGenerator<Item> {
    const path = this.#name;
    try {
      yield* savedImageIn(reader, { path, container: ENGINE_CONTAINER }, imageOptions(this.#archives));
    } finally {
      kill();
    }
    const { failure } = await ended;
    if (failure !== undefined) yield unfinished(path, `${engine} broke off while it saved the image: ${failure}`);
  }
}

/** A program that is not there has a stream all the same, which fails. */
async function hasBegun(reader: ByteReader): Promise<boolean> {
  try {
    return (await reader.peek(1)).length > 0;
  } catch {
    return false;
  }
}

function unfinished(subject: string, reason: string): Gap {
  return { kind: 'gap', subject, reason, advice: 'scan it again' };
}

interface Saving {
  readonly stdout: Readable;
  /** Undefined as a failure: it went well, or the program is not there. */
  readonly ended: Promise<{ readonly failure: string | undefined }>;
  readonly kill: () => void;
}

/** https://docs.docker.com/reference/cli/docker/image/save/, https://docs.podman.io/en/latest/markdown/podman-save.1.html */
function save(engine: string, name: string): Saving {
  const child: ChildProcessByStdio<null, Readable, Readable> = spawn(engine, ['image', 'save', '--', name], {
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-STDERR_LIMIT);
  });
  const ended = new Promise<{ failure: string | undefined }>((resolve) => {
    child.on('error', (error: NodeJS.ErrnoException) =>
      resolve({
        failure: error.code === 'ENOENT' ? undefined : `it cannot be started (${error.code ?? error.message})`,
      }),
    );
    child.on('close', (code, signal) =>
      resolve({ failure: code === 0 ? undefined : lastLine(stderr) || `it ended with ${signal ?? code}` }),
    );
  });
  return { stdout: child.stdout, ended, kill: () => child.kill() };
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.trim() ?? '';
}
