import { type SimpleGit, simpleGit } from 'simple-git';
import { refusal } from './head.js';

/**
 * What says which repository is meant. simple-git hands no `GIT_` variable on unless it is named here, and a hook that
 * asked about another repository than the one being committed to would pass.
 */
const LOCATION_VARIABLES = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_COMMON_DIR',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
  'GIT_CEILING_DIRECTORIES',
  'GIT_DISCOVERY_ACROSS_FILESYSTEM',
  'GIT_CONFIG_GLOBAL',
  'GIT_CONFIG_SYSTEM',
  'GIT_CONFIG_NOSYSTEM',
];

/**
 * Small questions whose answers are short text. Object bytes, paths that may not be UTF-8 and everything a hook decides
 * by are read by `spawn.ts` instead: simple-git decodes what it reads.
 */
export class Repository {
  readonly #git: SimpleGit;

  constructor(cwd: string = process.cwd()) {
    this.#git = simpleGit({ baseDir: cwd, trimmed: true, allowEnvironment: LOCATION_VARIABLES });
  }

  /** Where git looks for hooks, as `core.hooksPath` and worktrees have it; relative to the working folder, or absolute. */
  hooksPath(): Promise<string> {
    return this.#ask(['rev-parse', '--git-path', 'hooks']);
  }

  /** The value of `git config ARGS`, or undefined when nothing is set. */
  async config(...args: string[]): Promise<string | undefined> {
    try {
      return (await this.#git.raw(['config', ...args])) || undefined;
    } catch {
      return undefined; // `git config` ends with 1 when the key is not set.
    }
  }

  async #ask(args: string[]): Promise<string> {
    try {
      return await this.#git.raw(args);
    } catch (error) {
      throw refusal((error as Error).message.trim());
    }
  }
}
