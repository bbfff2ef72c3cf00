import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ErrorObject } from 'ajv';
import fastGlob from 'fast-glob';
import { type Document, LineCounter, parseDocument } from 'yaml';
import schema from '../../patterns/schema.json' with { type: 'json' };
import { lineAt } from '../yaml-lines.js';
import type { PatternFile } from './pattern-file.js';
import { PatternFileError } from './pattern-file-error.js';

/** A pattern file, and where in it each part stands. */
export interface LoadedFile {
  readonly file: string;
  readonly content: PatternFile;
  /** The line, from 1, of the entry at a path such as `['secrets', 0, 'regex']`. */
  lineOf(path: readonly (string | number)[]): number | undefined;
}

/**
 * Reads one pattern file, or every `*.yaml` and `*.yml` below a folder, in the order of their names.
 *
 * @throws PatternFileError when something is not there, cannot be read, or is no valid pattern file
 */
export function loadPatternFiles(path: string): LoadedFile[] {
  const files = statOf(path).isDirectory() ? filesBelow(path) : [path];
  if (files.length === 0)
    throw new PatternFileError(path, undefined, 'there is no pattern file (*.yaml) in this folder');
  return files.map(loadPatternFile);
}

function loadPatternFile(file: string): LoadedFile {
  return loadPatternText(file, readText(file));
}

/** The same for a file that was read already. @throws PatternFileError when it is no valid pattern file */
export function loadPatternText(file: string, text: string): LoadedFile {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  const [syntaxError] = document.errors;
  if (syntaxError)
    throw new PatternFileError(
      file,
      counter.linePos(syntaxError.pos[0]).line,
      `not valid YAML: ${syntaxError.message}`,
    );
  const lineOf = (path: readonly (string | number)[]) => lineAt(document, counter, path);
  const content = resolved(document, file);
  if (!validate(content)) {
    const [error] = (validate.errors ?? []) as ErrorObject[];
    const where = pathOf(error);
    throw new PatternFileError(file, lineOf(where) ?? 1, sentence(error, where));
  }
  return { file, content, lineOf };
}

const validate = new Ajv({ strict: true, strictTypes: false }).compile<PatternFile>(schema);

function statOf(path: string) {
  try {
    return statSync(path);
  } catch {
    throw new PatternFileError(path, undefined, 'there is no such pattern file or folder');
  }
}

function filesBelow(folder: string): string[] {
  try {
    const names = fastGlob.sync('**/*.{yaml,yml}', { cwd: folder }).sort();
    return names.map((name) => join(folder, name));
  } catch (error) {
    throw new PatternFileError(folder, undefined, unreadable(error));
  }
}

/** Aliases are resolved only here: one may lead nowhere, or there may be so many that they are an attack. */
function resolved(document: Document, file: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    throw new PatternFileError(file, undefined, `not valid YAML: ${(error as Error).message}`);
  }
}

function unreadable(error: unknown): string {
  return `cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'})`;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new PatternFileError(file, undefined, unreadable(error));
  }
}

/** The path of the offending value; for an unknown key, of the key. */
function pathOf(error: ErrorObject | undefined): (string | number)[] {
  const path = (error?.instancePath ?? '')
    .split('/')
    .slice(1)
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  const unknown = error?.keyword === 'additionalProperties' ? (error.params.additionalProperty as string) : undefined;
  return unknown === undefined ? path : [...path, unknown];
}

function sentence(error: ErrorObject | undefined, path: readonly (string | number)[]): string {
  const name = path.length === 0 ? 'the file' : path.join('.');
  if (error?.keyword === 'additionalProperties') return `unknown key "${path.at(-1)}"`;
  if (error?.keyword === 'enum') return `${name} must be one of ${(error.params.allowedValues as string[]).join(', ')}`;
  return `${name} ${error?.message ?? 'is not valid'}`;
}
