import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';
import { Engine } from '../../src/detect/engine.js';
import type { Pattern } from '../../src/detect/pattern.js';
import { SHA1, SHA256 } from '../../src/git/packs/object-format.js';
import { ObjectStore } from '../../src/git/packs/object-store.js';
import { deltaScanner } from '../support/delta-scanner.js';
import { describedMatches } from '../support/described-match.js';
import { describeObject } from '../support/described-object.js';

/** What is to be read: in a thread of its own, which can be ended when it hangs. */
export interface Task {
  readonly objects: string;
  readonly hash: 'sha1' | 'sha256';
  /** The checksums of the index cannot be relied on. */
  readonly checkIds: boolean;
}

export interface Answer {
  /** By id: the object, and what was found in it. */
  readonly objects: ReadonlyMap<string, readonly [object: string, matches: string]>;
  readonly unread: readonly { readonly subject: string; readonly isObject: boolean; readonly reason: string }[];
  /** The stack of what was thrown. */
  readonly thrown?: string;
  /** Bytes beside the heap that were taken meanwhile. */
  readonly memory: number;
}

// What the last task left must not count.
setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

const scanner = deltaScanner(new Engine(workerData as Pattern[], { assignments: true }));

async function answer({ objects: folder, hash, checkIds }: Task): Promise<Answer> {
  const objects = new Map<string, readonly [string, string]>();
  const unread: Answer['unread'][number][] = [];
  collectGarbage();
  const before = memoryInUse();
  const format = hash === 'sha1' ? SHA1 : SHA256;
  const store = new ObjectStore({ format, folders: [folder], unread: [] });
  const done = (thrown?: string): Answer => {
    const memory = memoryInUse() - before;
    return { objects, unread, memory, ...(thrown !== undefined && { thrown }) };
  };
  try {
    for (const object of store.objects({ checkIds })) {
      if (object.kind === 'unread') unread.push({ ...object });
      else if (object.kind === 'large') for await (const _ of object.pieces());
      else {
        const matches = JSON.stringify(describedMatches(scanner.scan(object.content, object.depth, object.delta)));
        if (!object.isRepeated) objects.set(object.id, [describeObject(object.type, object.content), matches]);
      }
    }
    for (const id of [...objects.keys()].slice(0, 3)) store.read(id);
    return done();
  } catch (error) {
    return done((error as Error).stack ?? String(error));
  } finally {
    store.close();
  }
}

function memoryInUse(): number {
  return process.memoryUsage().external;
}

parentPort?.on('message', async (task: Task) => parentPort?.postMessage(await answer(task)));
