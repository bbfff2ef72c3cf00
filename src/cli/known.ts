import type { Facts } from '../catalogue/facts.js';
import { MOST_SECRETS, OWN_SECRET_FACTS, OwnSecrets } from '../catalogue/own-values/own-patterns.js';
import type { Pattern } from '../detect/pattern.js';
import { likelyTopLevel } from '../git/working-tree.js';
import { publishedValues, readOwnValues } from '../sources/own-values/read-values.js';
import {
  findValueFiles,
  foldersBelow,
  type ValueFile,
  valueFilesOfTheUser,
} from '../sources/own-values/value-files.js';

/** Secrets that are known by their value, not by their shape. */
export interface KnownSecrets {
  readonly patterns: readonly Pattern[];
  readonly facts: readonly Facts[];
  /** What could not be read, as sentences for a person. */
  readonly problems: readonly string[];
}

/** What is known of the repository in which the files are looked for. */
export interface Surroundings {
  /** Folders to look into besides the top, relative to it. They may still be being asked for. */
  readonly folders: Promise<Iterable<string>>;
  /** The text of a path in the last commit. */
  committed(path: string): Promise<string | undefined>;
}

/** The secrets that this machine's own files hold. What needs no answer of git's is done while git is at work. */
export async function knownSecrets({ folders, committed }: Surroundings): Promise<KnownSecrets> {
  const top = likelyTopLevel();
  const secrets = new OwnSecrets();
  const problems: string[] = [];
  const take = (files: readonly ValueFile[]) => {
    const read = readOwnValues(files);
    secrets.add(read.values);
    problems.push(...read.problems);
  };
  const atTop = findValueFiles(top, ['']);
  take([...atTop.files, ...valueFilesOfTheUser()]);
  const below = findValueFiles(top, foldersBelow(await folders));
  take(below.files);
  const published = secrets.isEmpty ? [] : await publishedValues([...atTop.templates, ...below.templates], committed);
  const { patterns, left } = secrets.patterns(new Set(published));
  if (left > 0) problems.push(`${left} secrets are not searched for: ${MOST_SECRETS} is the most`);
  return { patterns, facts: [OWN_SECRET_FACTS], problems };
}
