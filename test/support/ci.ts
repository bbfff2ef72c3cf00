import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HUSHKEY, type Outcome, TestRepository, temporaryFolder } from './repository.js';

/** A server, somebody who pushes to it, and the clones that CI systems make of it. Transport is `file://`, as real as git has it without a network. */
export class CiServer {
  /** The repository of whoever pushes. Its `main` has one commit, which the server has. */
  readonly developer = new TestRepository();
  readonly #server = new TestRepository(['--bare']);

  constructor() {
    this.developer.git('remote', 'add', 'origin', this.url);
    this.developer.stage('readme.md', 'hello\n');
    this.developer.commit('begin');
    this.push('main');
  }

  get url(): string {
    return `file://${this.#server.folder}`;
  }

  /** @param words of `git push origin` */
  push(...words: string[]): void {
    this.developer.git('push', '--quiet', 'origin', ...words);
  }

  /** Runs git on the server, as a host does that makes merges of pull requests. */
  git(...args: string[]): string {
    return this.#server.git(...args);
  }

  /** Adds a file to the developer's branch. @returns the commit */
  commit(path: string, content: string, message = `add ${path}`): string {
    this.developer.stage(path, content);
    return this.developer.commit(message);
  }

  /**
   * Opens a pull request of a pushed branch as GitHub has it: `refs/pull/N/head`, and in `refs/pull/N/merge` the merge of
   * both sides.
   *
   * @returns the ids of both
   */
  pullRequest(number: number, branch: string, target = 'main'): { readonly head: string; readonly merge: string } {
    const [head, base] = [this.git('rev-parse', branch), this.git('rev-parse', target)];
    const tree = this.git('merge-tree', '--write-tree', base, head).split('\n')[0] as string;
    const merge = this.git('commit-tree', '-p', base, '-p', head, '-m', `Merge ${head} into ${base}`, tree);
    this.git('update-ref', `refs/pull/${number}/head`, head);
    this.git('update-ref', `refs/pull/${number}/merge`, merge);
    return { head, merge };
  }

  /** An empty repository with the server as `origin`, which a CI system's checkout begins with. */
  checkout(): CiCheckout {
    const checkout = new CiCheckout();
    checkout.repository.git('remote', 'add', 'origin', this.url);
    return checkout;
  }
}

/** A clone that a CI system made, and the variables that it sets. */
export class CiCheckout {
  readonly repository = new TestRepository();
  variables: Readonly<Record<string, string>> = {};

  /** `git fetch origin WORDS`, then what came is checked out as actions/checkout does it, on no branch. */
  fetch(commit: string, ...words: string[]): this {
    this.repository.git('-c', 'protocol.version=2', 'fetch', '--quiet', '--no-tags', ...words);
    this.repository.git('checkout', '--quiet', '--detach', commit);
    return this;
  }

  /** Sets the variables of the CI system. */
  with(variables: Readonly<Record<string, string>>): this {
    this.variables = variables;
    return this;
  }

  /** Sets the variables of GitHub Actions, and writes the file of the event. */
  github(name: string, event: unknown, more: Readonly<Record<string, string>> = {}): this {
    const folder = join(temporaryFolder(), 'runner');
    mkdirSync(folder);
    const path = join(folder, 'event.json');
    writeFileSync(path, JSON.stringify(event));
    return this.with({ GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: name, GITHUB_EVENT_PATH: path, ...more });
  }

  /** `hushkey ci ARGS` with these variables. */
  ci(...args: string[]): Outcome {
    return this.repository.run(process.execPath, [HUSHKEY, 'ci', ...args], { env: { CI: 'true', ...this.variables } });
  }
}

export const ZEROS = '0'.repeat(40);
