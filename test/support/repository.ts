import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

/** The built program, as the package's `bin` has it. */
export const HUSHKEY = join(PROJECT, 'bin', 'hushkey.js');

/** What a process came to. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Both streams, for messages that may come out of either. */
  readonly output: string;
}

/**
 * The environment of the tests: nobody's own git configuration or credentials, no hook variables of a commit that runs the tests, no
 * colours, English messages, and fixed names and dates.
 */
function testEnvironment(home: string): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) =>
      !/^(?:GIT_|HUSKY|CI$|NO_COLOR$|FORCE_COLOR$|npm_config_|NPM_CONFIG_|AWS_|DOCKER_|KUBECONFIG$)/.test(name),
  );
  return {
    ...Object.fromEntries(inherited),
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_CACHE_HOME: join(home, '.cache'),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'Ada Author',
    GIT_AUTHOR_EMAIL: 'ada@example.test',
    GIT_AUTHOR_DATE: '2026-01-02T03:04:05+02:00',
    GIT_COMMITTER_NAME: 'Carl Committer',
    GIT_COMMITTER_EMAIL: 'carl@example.test',
    GIT_COMMITTER_DATE: '2026-01-02T03:04:05+02:00',
    LC_ALL: 'C.UTF-8',
  };
}

/** A new temporary folder that is gone when the test is. Its real path: git's answers have no symbolic links in them. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'hushkey-test-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}

/** A real git repository in a temporary folder, for one test. */
export class TestRepository {
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;

  /** @param initArgs more words for `git init`, for instance `--object-format=sha256` or `--bare` */
  constructor(initArgs: readonly string[] = []) {
    const home = temporaryFolder();
    this.folder = join(home, 'repository');
    mkdirSync(this.folder);
    this.env = testEnvironment(home);
    this.git('init', '--quiet', '--initial-branch=main', ...initArgs);
  }

  /** Runs git and expects it to succeed. @returns its standard output without the last line feed */
  git(...args: string[]): string {
    const outcome = this.tryGit(...args);
    if (outcome.code !== 0) throw new Error(`git ${args.join(' ')} ended with ${outcome.code}: ${outcome.output}`);
    return outcome.stdout.replace(/\n$/, '');
  }

  /** Runs git, whatever it comes to. */
  tryGit(...args: string[]): Outcome {
    return this.run('git', args);
  }

  /** Runs the built hushkey here. */
  hushkey(...args: string[]): Outcome {
    return this.run(process.execPath, [HUSHKEY, ...args]);
  }

  /** Runs a program here. @param options.cwd a folder relative to the repository's top */
  run(
    program: string,
    args: readonly string[],
    options: { cwd?: string; env?: NodeJS.ProcessEnv; input?: string | Buffer } = {},
  ): Outcome {
    const cwd = join(this.folder, options.cwd ?? '.');
    const { status, stdout, stderr, error } = spawnSync(program, args, {
      cwd,
      env: { ...this.env, ...options.env },
      input: options.input ?? '',
      maxBuffer: 1 << 28,
      encoding: 'utf8',
    });
    if (error) throw error;
    return { code: status, stdout, stderr, output: stdout + stderr };
  }

  /** Writes a file of the working tree, with its folders. */
  write(path: string, content: string | Uint8Array): void {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, content);
  }

  /** Writes and stages a file. */
  stage(path: string, content: string | Uint8Array): void {
    this.write(path, content);
    this.git('add', '--force', '--', path);
  }

  /** Commits what is staged, past any hook. */
  commit(message = 'a commit'): string {
    this.git('commit', '--quiet', '--no-verify', '--allow-empty', '--message', message);
    return this.git('rev-parse', 'HEAD');
  }

  /** A pre-commit hook that runs the built hushkey, as `hushkey init` would arrange it, without a hook manager. */
  installHook(): void {
    const hook = this.git('rev-parse', '--git-path', 'hooks/pre-commit');
    const file = hook.startsWith('/') ? hook : join(this.folder, hook);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `#!/bin/sh\nexec '${process.execPath}' '${HUSHKEY}' staged\n`, { mode: 0o755 });
  }
}
