import type { LoadedFile } from '../catalogue/load.js';
import { IGNORE_FILE, type IgnoreFile, NO_IGNORE_FILE } from './accepted/ignore-entry.js';
import type { ConfigLayer } from './config/config-file.js';
import { type Settings, SPOKEN, type Spoken, settingsOf } from './config/settings.js';
import { DEFAULTS, defaultPolicy, type Policy } from './policy.js';
import { PolicyError } from './policy-error.js';
import type { ListPolicyFiles, ReadPolicyFile } from './read-policy-file.js';

/** What is said besides, or instead. */
export interface Explicit extends Spoken {
  /** The configuration to read instead of the usual ones, from the top of the repository. */
  readonly config?: string | undefined;
  /** Pattern files and folders besides those that the configuration names, from the top of the repository. */
  readonly packs?: readonly string[] | undefined;
  /** Without it a pack has to be a file. */
  readonly list?: ListPolicyFiles | undefined;
}

const CONFIG_FILE = '.hushkey.yaml';
const MANIFEST = 'package.json';
const KEY = 'hushkey';

/**
 * The policy of a repository: the defaults, its configuration, and its ignore file. Nothing is loaded for a repository
 * that has neither.
 *
 * @throws PolicyError with file and line when one of its files cannot be used
 */
export async function loadPolicy(read: ReadPolicyFile, explicit: Explicit = {}): Promise<Policy> {
  const [layer, ignored] = await Promise.all([configuration(read, explicit.config), read(IGNORE_FILE)]);
  const ignoreFile = ignored === undefined ? NO_IGNORE_FILE : await parsedIgnoreFile(ignored);
  const spoken = await spokenPacks(read, explicit);
  if (layer === undefined) return { ...defaultPolicy(explicit), packs: spoken, ignoreFile };
  const layers = [DEFAULTS, layer];
  const settings = settingsOf(layers, explicit);
  const packs = [...(await packsOf(settings, explicit.config ?? layer.file, read, explicit.list)), ...spoken];
  if (namesPatterns(layer)) await (await import('./config/pattern-names.js')).checkPatternNames(layer, packs);
  return { settings, layers, packs, ignoreFile };
}

async function spokenPacks(read: ReadPolicyFile, { packs = [], list }: Explicit): Promise<Policy['packs']> {
  if (packs.length === 0) return [];
  const named = packs.map((value) => ({ value, from: SPOKEN }));
  // They are relative to the top, as what lies there is.
  return (await import('./config/packs.js')).readPacks(named, MANIFEST, read, list);
}

async function parsedIgnoreFile(bytes: Buffer): Promise<IgnoreFile> {
  return (await import('./accepted/ignore-file.js')).parseIgnoreFile(IGNORE_FILE, bytes);
}

async function configuration(read: ReadPolicyFile, explicit: string | undefined): Promise<ConfigLayer | undefined> {
  if (explicit !== undefined) return explicitConfiguration(explicit, await read(explicit));
  const [own, manifest] = await Promise.all([read(CONFIG_FILE), read(MANIFEST)]);
  const isInManifest = manifest !== undefined && hasKey(manifest);
  if (own === undefined) return isInManifest ? parsedConfig(MANIFEST, manifest, KEY) : undefined;
  if (isInManifest)
    throw new PolicyError(
      CONFIG_FILE,
      undefined,
      `${MANIFEST} has a configuration too (its key "${KEY}"): keep one of them`,
    );
  return parsedConfig(CONFIG_FILE, own);
}

async function explicitConfiguration(path: string, bytes: Buffer | undefined): Promise<ConfigLayer> {
  if (bytes === undefined) throw new PolicyError(path, undefined, 'there is no such configuration file');
  const isManifest = path === MANIFEST || path.endsWith(`/${MANIFEST}`);
  const layer = await parsedConfig(path, bytes, isManifest ? KEY : undefined);
  if (layer === undefined) throw new PolicyError(path, undefined, `it has no key "${KEY}"`);
  return layer;
}

async function parsedConfig(file: string, bytes: Buffer, key?: string): Promise<ConfigLayer | undefined> {
  return (await import('./config/read-config.js')).readConfig(file, bytes, key);
}

/** Nearly every package.json that has the word lists hushkey among its dependencies, and no more. */
function hasKey(manifest: Buffer): boolean {
  if (!manifest.includes(`"${KEY}"`)) return false;
  try {
    const content: unknown = JSON.parse(manifest.toString('utf8'));
    return typeof content === 'object' && content !== null && Object.hasOwn(content, KEY);
  } catch {
    throw new PolicyError(MANIFEST, undefined, 'it is not valid JSON, so nobody knows whether it has a configuration');
  }
}

function namesPatterns({ content: { patterns, exclude = [], allow = [] } }: ConfigLayer): boolean {
  return (
    patterns !== undefined ||
    exclude.some((entry) => typeof entry !== 'string' && entry.patterns !== undefined) ||
    allow.some(({ pattern }) => pattern !== undefined)
  );
}

async function packsOf(
  { packs }: Settings,
  config: string,
  read: ReadPolicyFile,
  list: ListPolicyFiles | undefined,
): Promise<readonly (readonly LoadedFile[])[]> {
  if (packs.length === 0) return [];
  const { loadPacks } = await import('./config/packs.js');
  return loadPacks(packs, config, read, list);
}
