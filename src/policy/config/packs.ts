import { posix } from 'node:path';
import { builtinPatterns } from '../../catalogue/builtin.js';
import { type LoadedFile, loadPatternText } from '../../catalogue/load.js';
import { PolicyError } from '../policy-error.js';
import type { ListPolicyFiles, ReadPolicyFile } from '../read-policy-file.js';
import type { Sourced } from './settings.js';

/** A folder of more is no folder of patterns. */
const MOST_FILES = 1000;

/**
 * The pattern files of packs, one list for each.
 *
 * @param config the configuration that names it, from the top of the repository; the pack is relative to its folder
 * @throws PolicyError when it is not there, or outside the repository
 * @throws PatternFileError when a file cannot be used
 */
export async function loadPacks(
  packs: readonly Sourced<string>[],
  config: string,
  read: ReadPolicyFile,
  list: ListPolicyFiles | undefined,
): Promise<readonly (readonly LoadedFile[])[]> {
  const loaded = await readPacks(packs, config, read, list);
  refuseReplacement(loaded.flat());
  return loaded;
}

/** The same for packs that somebody typed: who does that may say a shipped pattern anew. */
export function readPacks(
  packs: readonly Sourced<string>[],
  config: string,
  read: ReadPolicyFile,
  list: ListPolicyFiles | undefined,
): Promise<readonly (readonly LoadedFile[])[]> {
  return Promise.all(packs.map((pack) => loadPack(pack, config, read, list)));
}

/** A pack adds. One that says a shipped pattern anew could make it find nothing, and nobody would see. */
function refuseReplacement(files: readonly LoadedFile[]): void {
  const shipped = new Set(builtinPatterns().map(({ id }) => id));
  for (const { file, content, lineOf } of files)
    for (const [index, { id }] of content.secrets.entries())
      if (shipped.has(id))
        throw new PolicyError(
          file,
          lineOf(['secrets', index, 'id']),
          `there is a shipped pattern ${id}, and a pack replaces none: give it another id`,
        );
}

async function loadPack(
  { value, from }: Sourced<string>,
  config: string,
  read: ReadPolicyFile,
  list: ListPolicyFiles | undefined,
): Promise<readonly LoadedFile[]> {
  const refuse = (reason: string) =>
    new PolicyError(from.file, from.line, `the pack ${JSON.stringify(value)} ${reason}`);
  const path = posix.normalize(posix.join(posix.dirname(config), value)).replace(/\/$/, '');
  if (posix.isAbsolute(value) || value.includes('\\') || path === '..' || path.startsWith('../'))
    throw refuse('is outside the repository');
  const files = await list?.(path);
  if (files === undefined) {
    const bytes = await read(path);
    if (bytes === undefined) throw refuse('is not there');
    return [loadPatternText(path, bytes.toString('utf8'))];
  }
  const patternFiles = files.filter((file) => /\.ya?ml$/.test(file)).sort();
  if (patternFiles.length === 0) throw refuse('has no pattern file (*.yaml)');
  if (patternFiles.length > MOST_FILES) throw refuse(`has more than ${MOST_FILES} files`);
  return Promise.all(
    patternFiles.map(async (file) => {
      const bytes = await read(file);
      if (bytes === undefined) throw refuse(`lacks ${JSON.stringify(file)}`);
      return loadPatternText(file, bytes.toString('utf8'));
    }),
  );
}
