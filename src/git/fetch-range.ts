import { startGit } from './spawn.js';
import { withoutCredentials } from './url-credentials.js';

/**
 * Fetches what a clone lacks to know a range. Goes to the network, and only for those who asked for it; asks nobody for a
 * password.
 */
export class RangeFetch {
  /** Git's own words for what the remote did not deliver, without credentials. */
  readonly refusals: string[] = [];
  readonly #remote: string;
  readonly #cwd: string | undefined;

  /** @param remote its name */
  constructor(remote: string, cwd?: string) {
    this.#remote = remote;
    this.#cwd = cwd;
  }

  /** All commits of what a shallow clone has. Branches that it does not have stay away: `--unshallow` widens nothing. */
  unshallow(): Promise<boolean> {
    return this.#fetch(['--unshallow'], []);
  }

  /** A branch, to where remote-tracking branches are. @param branch its short name */
  branch(branch: string): Promise<boolean> {
    return this.#fetch([], [`+refs/heads/${branch}:refs/remotes/${this.#remote}/${branch}`]);
  }

  /** An object by its id, or what a ref names; no ref of this clone is written. Not every server gives out ids. */
  object(name: string): Promise<boolean> {
    return this.#fetch([], [name]);
  }

  async #fetch(how: readonly string[], refspecs: readonly string[]): Promise<boolean> {
    // Packs are about to be read, and not to be packed again meanwhile.
    const settings = ['-c', 'gc.auto=0', '-c', 'maintenance.auto=false'];
    const fixed = ['--quiet', '--no-tags', '--no-prune', '--no-write-fetch-head', '--recurse-submodules=no'];
    const args = [...settings, 'fetch', ...fixed, ...how, '--', this.#remote, ...refspecs];
    // A protocol that the user does not allow is not allowed here either.
    const git = startGit(args, this.#cwd, { GIT_ALLOW_PROTOCOL: process.env.GIT_ALLOW_PROTOCOL });
    git.stdin.end();
    git.stdout.resume();
    const { code, stderr } = await git.ended;
    if (code === 0) return true;
    const line = stderr.split('\n').find((text) => /^(?:fatal|error|ssh): /.test(text)) ?? '';
    const reason = line.replace(/^(?:fatal|error): /, '') || `git fetch ended with ${code ?? 'a signal'}`;
    this.refusals.push(withoutCredentials(reason));
    return false;
  }
}
