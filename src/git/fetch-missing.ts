import { missingObjects } from './missing-objects.js';
import type { ObjectReader } from './object-reader.js';
import { promisorRemotes } from './promisor-remotes.js';
import { reachableCommits } from './reachable-commits.js';
import { startGit } from './spawn.js';
import { withoutCredentials } from './url-credentials.js';

/** How to fetch. */
export interface FetchOptions {
  /** Somebody is there to be asked for a password. */
  readonly mayAsk?: boolean;
  /** Told before a remote is asked for so many objects. */
  readonly onFetch?: (objects: number, remote: string) => void;
}

/** A remote that did not deliver all it was asked for. */
export interface Refusal {
  /** Without credentials, as the reason is. */
  readonly remote: string;
  /** Git's own words. */
  readonly reason: string;
}

/** Objects that are asked for at once. When one of them cannot be had, all are asked for again. */
const BATCH = 20_000;
/** A remote that lacks more than this is not asked any further: each costs another conversation. */
const MOST_LACKING = 100;

/**
 * Fetches what a partial clone left out of the commits that refs and reflogs reach, from the remotes that promised it.
 * Goes to the network, and only for those who asked for it.
 *
 * Trees come first, then what they name: whoever cloned without trees does not know its blobs yet.
 *
 * @returns the remotes that refused something. What is still missing is known when the history was walked
 */
export async function fetchMissing(objects: ObjectReader, options: FetchOptions = {}): Promise<Refusal[]> {
  const remotes = (await promisorRemotes()).map((name) => new PromisorRemote(name, options));
  const asked = new Set<string>();
  for (;;) {
    const walk = await reachableCommits(objects);
    const { ids } = await missingObjects(walk.commits);
    let wanted = [...ids, ...walk.missing].filter((id) => !asked.has(id));
    if (wanted.length === 0) break;
    for (const id of wanted) asked.add(id);
    for (const remote of remotes) wanted = await remote.deliver(wanted);
  }
  return remotes.flatMap(({ refusal }) => refusal ?? []);
}

/** One remote, for as long as it answers. */
class PromisorRemote {
  readonly #name: string;
  readonly #options: FetchOptions;
  #reason: string | undefined;
  #lacking = 0;
  #isGivenUp = false;

  constructor(name: string, options: FetchOptions) {
    this.#name = name;
    this.#options = options;
  }

  get refusal(): Refusal | undefined {
    return this.#reason === undefined ? undefined : { remote: withoutCredentials(this.#name), reason: this.#reason };
  }

  /** @returns what it did not deliver */
  async deliver(ids: readonly string[]): Promise<string[]> {
    if (this.#isGivenUp || ids.length === 0) return [...ids];
    this.#options.onFetch?.(ids.length, withoutCredentials(this.#name));
    const batches: (readonly string[])[] = [];
    for (let at = 0; at < ids.length; at += BATCH) batches.push(ids.slice(at, at + BATCH));
    const left: string[] = [];
    for (let batch = batches.shift(); batch !== undefined; batch = batches.shift()) {
      const failure = this.#isGivenUp ? undefined : await this.#fetch(batch);
      if (failure !== undefined) this.#reason ??= withoutCredentials(failure);
      else if (!this.#isGivenUp) continue;
      const lacking = this.#lackingIn(batch, failure);
      if (lacking === undefined) left.push(...batch);
      else {
        left.push(lacking);
        batches.unshift(...halves(batch.filter((id) => id !== lacking)));
      }
    }
    return left;
  }

  /** The object because of which a whole batch was refused. Of other failures nothing is known that would mend them. */
  #lackingIn(batch: readonly string[], failure: string | undefined): string | undefined {
    const id = /not our ref ([0-9a-f]{40,64})/.exec(failure ?? '')?.[1];
    if (id !== undefined && batch.includes(id) && ++this.#lacking <= MOST_LACKING) return id;
    this.#isGivenUp = true;
    return undefined;
  }

  /**
   * As git itself fetches what was promised, when it may: no ref is written, nothing is told of what is here already, and
   * what was not asked for stays where it is.
   * https://git-scm.com/docs/git-fetch
   *
   * @returns git's own words when nothing came
   */
  async #fetch(ids: readonly string[]): Promise<string | undefined> {
    const settings = {
      'fetch.negotiationAlgorithm': 'noop',
      // Git writes the first filter that it is told into the configuration. With one there, it does not.
      [`remote.${this.#name}.partialCloneFilter`]: 'blob:none',
      // Packs are about to be read, and not to be packed again meanwhile.
      'gc.auto': '0',
      'maintenance.auto': 'false',
    };
    const set = Object.entries(settings).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
    const how = [
      '--no-tags',
      '--no-prune',
      '--no-write-fetch-head',
      '--recurse-submodules=no',
      '--filter=blob:none',
      '--stdin',
    ];
    const git = startGit([...set, 'fetch', ...how, '--', this.#name], undefined, {
      // As the user has them: a protocol that is not allowed by itself is not allowed here either.
      GIT_ALLOW_PROTOCOL: process.env.GIT_ALLOW_PROTOCOL,
      ...(this.#options.mayAsk && { GIT_TERMINAL_PROMPT: process.env.GIT_TERMINAL_PROMPT }),
    });
    git.stdin.end(ids.map((id) => `${id}\n`).join(''));
    git.stdout.resume();
    const { code, stderr } = await git.ended;
    return code === 0 ? undefined : firstWords(stderr) || `git fetch ended with ${code ?? 'a signal'}`;
  }
}

/** What the first line says that is no warning: the lines behind it say that therefore nothing came. */
function firstWords(stderr: string): string {
  const line = stderr.split('\n').find((text) => /^(?:fatal|error|ssh): /.test(text)) ?? '';
  return line.replace(/^(?:fatal|error): /, '');
}

/** Not empty ones. */
function halves(ids: readonly string[]): (readonly string[])[] {
  const middle = ids.length >> 1;
  return [ids.slice(0, middle), ids.slice(middle)].filter(({ length }) => length > 0);
}
