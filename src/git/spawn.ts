import { type ChildProcessByStdio, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { gitEnvironment } from './environment.js';
import { GitFailedError, GitUnusableError } from './git-error.js';

/** A git process with its three streams and its end. */
export interface GitProcess {
  readonly stdin: Writable;
  readonly stdout: Readable;
  /** Resolves when git has ended and its output was read. Rejects when git cannot be started. */
  readonly ended: Promise<{ readonly code: number | null; readonly stderr: string }>;
  /** Ends it at once; nothing happens when it has ended. */
  readonly kill: () => void;
}

/** Enough for git's last words; a flood of warnings does not fill the memory. */
const STDERR_LIMIT = 8192;

/**
 * Starts git with an argument array: no shell ever sees a path or a revision.
 * Hooks and monitors that a repository's configuration names are not run by what we start.
 *
 * @param env changes to the environment; a variable that is undefined is taken out
 */
export function startGit(args: readonly string[], cwd?: string, env?: NodeJS.ProcessEnv): GitProcess {
  const child: ChildProcessByStdio<Writable, Readable, Readable> = spawn(
    'git',
    ['-c', 'core.fsmonitor=false', ...args],
    {
      env: { ...gitEnvironment(), ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
      ...(cwd !== undefined && { cwd }),
    },
  );
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-STDERR_LIMIT);
  });
  // A git that ends early closes its input; what that means is told by its exit code.
  child.stdin.on('error', () => {});
  const ended = new Promise<{ code: number | null; stderr: string }>((resolve, reject) => {
    child.on('error', (error: NodeJS.ErrnoException) => reject(startFailure(error)));
    child.on('close', (code) => resolve({ code, stderr }));
  });
  ended.catch(() => {}); // Whoever waits for the end sees the failure; nobody has to.
  return { stdin: child.stdin, stdout: child.stdout, ended, kill: () => child.kill() };
}

/**
 * Runs git to its end.
 *
 * @returns its whole standard output, as bytes
 * @throws GitFailedError when it ends with another code than 0, or one of `accept`
 * @throws GitUnusableError when git cannot be started
 */
export async function runGit(
  args: readonly string[],
  options: { input?: Uint8Array; cwd?: string; env?: NodeJS.ProcessEnv; accept?: readonly number[] } = {},
): Promise<Buffer> {
  const git = startGit(args, options.cwd, options.env);
  git.stdin.end(options.input);
  const chunks: Buffer[] = [];
  git.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const { code, stderr } = await git.ended;
  if (code !== 0 && !options.accept?.includes(code ?? -1))
    throw new GitFailedError(`git ${commandIn(args)} failed`, lastWords(stderr));
  return Buffer.concat(chunks);
}

/** Behind git's own options, of which `-c` has a value. */
function commandIn(args: readonly string[]): string {
  return args.find((word, at) => !word.startsWith('-') && args[at - 1] !== '-c') ?? '';
}

/** Git's reason, on one line and without its `fatal:`. */
export function lastWords(stderr: string): string {
  const line =
    stderr
      .trim()
      .split('\n')
      .findLast((text) => /^(?:fatal|error):/.test(text)) ??
    stderr.trim().split('\n').at(-1) ??
    '';
  return line.replace(/^(?:fatal|error): /, '');
}

function startFailure(error: NodeJS.ErrnoException): Error {
  if (error.code === 'ENOENT') return new GitUnusableError('git was not found: install git, or put it on the PATH');
  return new GitUnusableError(`git cannot be started (${error.code ?? error.message})`);
}
