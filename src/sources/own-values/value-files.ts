import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, isAbsolute, join, relative, sep } from 'node:path';

export type Format = 'dotenv' | 'envrc' | 'npmrc' | 'aws' | 'docker' | 'kube';

/** A file whose values are secrets of the person who runs hushkey. */
export interface ValueFile {
  readonly path: string;
  /** As a person is told of it. */
  readonly shown: string;
  readonly format: Format;
  /** Whether a symbolic link is followed: in the home folder people put them, in a repository anybody. */
  readonly followLink: boolean;
}

export interface FoundFiles {
  readonly files: readonly ValueFile[];
  /** What shows names and public defaults (`.env.example`), relative to the top level with slashes. */
  readonly templates: readonly string[];
}

/** More folders of one repository than this are not looked into; the nearest to the top come first. */
const MOST_FOLDERS = 200;

/**
 * The files that exist in these folders, by their names alone: nothing is read.
 *
 * @param top the top level of the working tree; undefined where there is none
 * @param folders relative to it with slashes; the top itself is `''`
 */
export function findValueFiles(top: string | undefined, folders: Iterable<string>): FoundFiles {
  const files: ValueFile[] = [];
  const templates: string[] = [];
  if (top === undefined) return { files, templates };
  for (const folder of folders) {
    for (const name of namesIn(join(top, folder))) {
      const format = formatOf(name);
      const shown = folder === '' ? name : `${folder}/${name}`;
      if (format === 'template') templates.push(shown);
      else if (format !== undefined) files.push({ path: join(top, folder, name), shown, format, followLink: false });
    }
  }
  return { files, templates };
}

/** The folders and all above them, without the top; the nearest to it come first, and no more than can be looked into. */
export function foldersBelow(folders: Iterable<string>): string[] {
  const all = new Set<string>();
  for (let folder of folders)
    for (; folder !== '' && !all.has(folder); folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/'))))
      all.add(folder);
  const depth = (folder: string) => folder.split('/').length;
  return [...all].sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1)).slice(0, MOST_FOLDERS);
}

/** A folder that is staged as deleted need not exist, and one that cannot be listed shows no file to be read. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.startsWith('.'));
  } catch {
    return [];
  }
}

/** Files that name what is to be set, or are encrypted, have one of these in their name; some only hold code. */
const NO_VALUES =
  /\.(?:example|sample|template|tpl|tmpl|dist|defaults?|schema|vault|enc|encrypted|gpg|age|[cm]?[jt]s)(?:\.|$)/;
const TEMPLATE = /\.(?:example|sample|template|tpl|tmpl|dist|defaults?)(?:\.|$)/;

/** What a file in a repository is, by its name. */
export function formatOf(name: string): Format | 'template' | undefined {
  if (name === '.envrc') return 'envrc';
  if (name === '.npmrc') return 'npmrc';
  if (!/^\.(?:env|dev\.vars)(?:\.|$)/.test(name)) return undefined;
  if (!NO_VALUES.test(name)) return 'dotenv';
  return TEMPLATE.test(name) ? 'template' : undefined;
}

/** The user's own files, where their programs look for them. */
export function valueFilesOfTheUser(env: NodeJS.ProcessEnv = process.env): ValueFile[] {
  const home = homeFolder();
  const inHome = (...names: string[]) => (home === undefined ? undefined : join(home, ...names));
  const docker = env.DOCKER_CONFIG || inHome('.docker');
  const named: [string | undefined, Format][] = [
    [env.AWS_SHARED_CREDENTIALS_FILE || inHome('.aws', 'credentials'), 'aws'],
    [env.NPM_CONFIG_USERCONFIG || env.npm_config_userconfig || inHome('.npmrc'), 'npmrc'],
    [docker && join(docker, 'config.json'), 'docker'],
  ];
  for (const path of env.KUBECONFIG?.split(delimiter) ?? [inHome('.kube', 'config')]) named.push([path, 'kube']);
  return named.flatMap(([path, format]) =>
    path && existsSync(path) ? [{ path, shown: shownFrom(home, path), format, followLink: true }] : [],
  );
}

/** Undefined where there is none: in a container the user may be a number only. */
function homeFolder(): string | undefined {
  try {
    return homedir() || undefined;
  } catch {
    return undefined;
  }
}

function shownFrom(home: string | undefined, path: string): string {
  const inside = home === undefined ? path : relative(home, path);
  return isAbsolute(inside) || inside.startsWith('..') ? path : `~/${inside.split(sep).join('/')}`;
}
