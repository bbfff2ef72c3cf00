import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathFromTop, type Selection } from '../git/work-tree-files.js';
import { scan } from '../scan.js';
import type { ArchiveLimits } from '../sources/containers/archive-limits.js';
import { FilesSource } from '../sources/files.js';
import { inTurn } from '../sources/in-turn.js';
import type { Source } from '../sources/source.js';
import { StdinSource } from '../sources/stdin.js';
import { type ArchiveOptions, archiveLimits } from './archive-options.js';
import { exitCode } from './exit-code.js';
import { FORMATS_FROM_TOP, type ScanCommandOptions } from './options.js';
import { isWidest, policyHere } from './policy.js';
import { engineFor } from './policy-engine.js';
import { writeReport } from './report.js';
import { say } from './say.js';
import { UsageError } from './usage-error.js';

interface ScanFilesOptions extends ScanCommandOptions, ArchiveOptions {
  /** Files and folders, and `-` for standard input; the working folder when nothing is named. */
  readonly paths: readonly string[];
  readonly stdin: boolean;
  readonly gitignore: boolean;
  readonly tracked: boolean;
  /** Images to ask a local docker or podman for. */
  readonly image?: readonly string[] | undefined;
}

const STDIN = '-';

/** `hushkey scan`: files, folders and standard input, what is in archives among them, and container images. */
export async function scanFiles(options: ScanFilesOptions): Promise<number> {
  const stdin = options.stdin || options.paths.includes(STDIN);
  const named = options.paths.filter((path) => path !== STDIN);
  const images = options.image ?? [];
  const paths = named.length > 0 || stdin || images.length > 0 ? named : ['.'];
  paths.forEach(refuseAbsent);
  const archives = archiveLimits(options);
  const files = new FilesSource(paths, { selection: selectionOf(options), archives });
  const { policy, surroundings, top } = await policyHere(options);
  const { engine, facts, tellProblems } = await engineFor(policy, options);
  const others = [
    ...(stdin ? [new StdinSource(process.stdin, archives)] : []),
    ...(await imageSources(images, archives)),
  ];
  const source = others.length > 0 ? inTurn([files, ...others]) : files;
  const isAll = options.tracked && others.length === 0 && paths.some((path) => resolve(path) === top);
  const looked = isAll && isWidest(policy.settings) ? 'tree' : undefined;
  const result = await scan(source, engine, { policy, surroundings: { ...surroundings, looked } });
  tellProblems();
  if (!options.quiet) for (const path of files.notTracked) say(`not tracked by git, so not scanned: "${path}"`);
  const base = options.reports.some(({ format }) => FORMATS_FROM_TOP.has(format)) ? await pathFromTop() : undefined;
  return writeReport({ result, command: 'scan', facts, options, base, code: exitCode(result) });
}

async function imageSources(
  names: readonly string[],
  archives: Partial<ArchiveLimits> | false,
): Promise<Pick<Source, 'blobs'>[]> {
  if (names.length === 0) return [];
  if (names.includes('')) throw new UsageError('--image needs the name of an image');
  const { EngineImageSource } = await import('../sources/images/engine-image.js');
  return names.map((name) => new EngineImageSource(name, archives));
}

/** @throws UsageError when the options contradict each other */
function selectionOf({ gitignore, tracked }: ScanFilesOptions): Selection | undefined {
  if (tracked && gitignore)
    throw new UsageError('--tracked and --gitignore are two answers to one question: choose one of them');
  if (tracked) return 'tracked';
  return gitignore ? 'not-ignored' : undefined;
}

/** A path that was misspelled must not look like a scan that found nothing. Any other failure is a gap of the scan. */
function refuseAbsent(path: string): void {
  try {
    statSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new UsageError(`there is no file or folder "${path}"`);
  }
}
