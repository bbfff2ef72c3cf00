import { readDockerConfig, readKubeConfig } from './containers.js';
import { readDotenv } from './dotenv.js';
import { readAwsCredentials, readNpmrc } from './ini.js';
import type { OwnValue, ReadValue } from './own-value.js';
import { readText } from './read-text.js';
import type { Format, ValueFile } from './value-files.js';

export interface OwnValues {
  readonly values: readonly OwnValue[];
  /** What could not be read, and why: sentences for a person. */
  readonly problems: readonly string[];
}

const READERS: Readonly<Record<Format, (text: string) => ReadValue[] | undefined>> = {
  dotenv: (text) => readDotenv(text),
  envrc: (text) => readDotenv(text, true),
  npmrc: readNpmrc,
  aws: readAwsCredentials,
  docker: readDockerConfig,
  kube: readKubeConfig,
};

/**
 * Reads the values of the files, into memory only.
 *
 * A file that cannot be read is told and is no gap: it is no part of what is scanned, and somebody's unreadable
 * `~/.aws/credentials` must not keep them from committing.
 */
export function readOwnValues(files: readonly ValueFile[]): OwnValues {
  const problems: string[] = [];
  const values = files.flatMap((file) => {
    const read = valuesOf(file);
    if (typeof read !== 'string') return read;
    problems.push(`the values of ${file.shown} are not searched for: ${read}`);
    return [];
  });
  return { values, problems };
}

/**
 * What everybody knows, because a committed template (`.env.example`) says so.
 *
 * @param committed the text that a path of the last commit has; not the working tree's, or whoever pastes a secret into a
 *   template would excuse it with that
 */
export async function publishedValues(
  templates: readonly string[],
  committed: (path: string) => Promise<string | undefined>,
): Promise<string[]> {
  const texts = await Promise.all(templates.map(committed));
  return texts.flatMap((text) => readDotenv(text ?? '').map(({ value }) => value));
}

/** @returns the problem, when there is one */
function valuesOf({ path, shown, format, followLink }: ValueFile): OwnValue[] | string {
  const read = readText(path, followLink);
  if (read === undefined) return [];
  if ('problem' in read) return read.problem;
  const values = READERS[format](read.text);
  return values?.map((value) => ({ ...value, file: shown })) ?? 'its form is not understood';
}
