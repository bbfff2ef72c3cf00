import type { ImagePlace } from './image-place.js';
import { instructionParts } from './instruction.js';
import { type Json, type Leaf, leavesOf, property, text, texts } from './json-leaves.js';

/** One thing that a configuration or a manifest says, as a line that is judged like one of a file. */
interface Entry {
  /** What it is: `environment variable API_KEY`. */
  readonly element: string;
  readonly line: string;
  readonly instruction?: string | undefined;
}

/** Some of what an image says of itself, as a text of lines. Each of them counts as written by a person. */
export interface DescriptionText {
  /** What all of it is: `environment`. */
  readonly what: string;
  readonly bytes: Buffer;
  /** @param line from 1 */
  entryAt(line: number): Pick<ImagePlace, 'element' | 'instruction'>;
}

/**
 * What a configuration says: its environment as a `.env` file has it, labels, the commands of its history, and every other
 * text. What belongs together is one text, because an id beside a secret says what it is.
 * https://github.com/opencontainers/image-spec/blob/v1.1.1/config.md
 * https://github.com/moby/docker-image-spec/blob/v1.3.1/spec.md
 */
export function configTexts(config: Json): DescriptionText[] {
  const parts = [config, property(config, 'container_config')].flatMap((each) => [each, property(each, 'config')]);
  return [
    textOf('environment', unique(parts.flatMap((part) => texts(property(part, 'Env')).map(environmentEntry)))),
    textOf('labels', unique(parts.flatMap((part) => pairs(property(part, 'Labels'), 'label')))),
    textOf('history', historyEntries(property(config, 'history'))),
    textOf('configuration', unique([...leavesOf(config)].flatMap(otherEntry))),
  ].flat();
}

/** What a manifest or an index says: annotations, addresses of layers, tags. */
export function manifestTexts(manifest: Json, what: 'manifest' | 'index'): DescriptionText[] {
  const entries = [...leavesOf(manifest)].flatMap(({ names, texts }) => {
    const [name = '', kind] = [names.at(-1), names.at(-2)];
    if (DULL_IN_MANIFESTS.has(name)) return [];
    const element = kind === 'annotations' ? `annotation ${name} of the ${what}` : `${names.join('.')} of the ${what}`;
    return [{ element, line: assignment(name, texts.join(' ')) }];
  });
  return textOf(what, entries);
}

/** Digests and kinds; no person writes them. */
const DULL_IN_MANIFESTS: ReadonlySet<string> = new Set(['digest', 'mediaType', 'Layers', 'Config', 'data']);

/** The commands that made an image, those too that made no layer: `/bin/sh -c …`, `|1 ARGUMENT=value /bin/sh -c …`. */
function historyEntries(history: Json): Entry[] {
  if (!Array.isArray(history)) return [];
  return history.flatMap((entry, index) => {
    const element = `history entry ${index + 1}`;
    const instruction = instructionOf(entry);
    const others = [...leavesOf(entry)].filter(({ names }) => names[0] !== 'created_by' && names[0] !== 'created');
    return [
      ...(instruction === undefined ? [] : instructionEntries(instruction, element)),
      ...others.map(({ names, texts }) => ({
        element: `${names.join('.')} of ${element}`,
        line: assignment(names.at(-1) ?? '', texts.join(' ')),
      })),
    ];
  });
}

/** The instruction of an entry of the history. */
export function instructionOf(entry: Json): string | undefined {
  const created = text(property(entry, 'created_by'));
  return created === undefined || created === '' ? undefined : created;
}

/** What an instruction assigns, each on a line of its own, then the rest of it. */
function instructionEntries(instruction: string, element: string): Entry[] {
  const parts = instructionParts(instruction);
  const assigned = parts.filter(({ isAssignment }) => isAssignment);
  const rest = parts.filter(({ isAssignment }) => !isAssignment);
  return [
    ...assigned.map(({ text }) => ({ element, line: environmentEntry(text).line, instruction })),
    { element, line: rest.map(({ text }) => text.trim()).join(' '), instruction },
  ];
}

function environmentEntry(line: string): Entry {
  const name = line.slice(0, Math.max(0, line.indexOf('=')));
  const named = { element: `environment variable ${name}`, line: assignment(name, line.slice(name.length + 1)) };
  return name === '' ? { element: 'environment', line } : named;
}

function pairs(values: Json, what: string): Entry[] {
  if (typeof values !== 'object' || values === null || Array.isArray(values)) return [];
  return Object.entries(values).flatMap(([name, value]) =>
    typeof value === 'string' ? [{ element: `${what} ${name}`, line: assignment(name, value) }] : [],
  );
}

/** A value of several words is quoted as in a file, unless it has quotes of its own. */
function assignment(name: string, value: string): string {
  return /\s/.test(value) && !value.includes('"') ? `${name}="${value}"` : `${name}=${value}`;
}

const TOLD_ELSEWHERE: ReadonlySet<string> = new Set(['Env', 'Labels', 'history', 'rootfs', 'created', 'digest']);

/** As people call what the format calls otherwise. */
const WORDS: Readonly<Record<string, string>> = {
  Entrypoint: 'entrypoint',
  Cmd: 'command',
  Test: 'health check',
  OnBuild: 'ONBUILD instruction',
  Shell: 'shell',
  User: 'user',
  WorkingDir: 'working directory',
};

function otherEntry({ names, texts: all }: Leaf): Entry[] {
  if (names.some((name) => TOLD_ELSEWHERE.has(name))) return [];
  const name = names.at(-1) ?? '';
  // Words of a command are told apart in it, and belong together.
  const line = all.length > 1 || name in WORDS ? all.join(' ') : assignment(name, all[0] as string);
  return [{ element: Object.hasOwn(WORDS, name) ? (WORDS[name] as string) : names.join('.'), line }];
}

/** Docker says some things twice. */
function unique(entries: readonly Entry[]): Entry[] {
  return [...new Map(entries.map((entry) => [`${entry.element}\0${entry.line}`, entry])).values()];
}

/** @returns none when there are no entries */
function textOf(what: string, entries: readonly Entry[]): DescriptionText[] {
  if (entries.length === 0) return [];
  const starts: number[] = [];
  let line = 1;
  for (const entry of entries) {
    starts.push(line);
    line += entry.line.split('\n').length;
  }
  const entryAt = (at: number) => {
    const { element, instruction } = entries[starts.findLastIndex((start) => start <= at)] as Entry;
    return { element, ...(instruction !== undefined && { instruction }) };
  };
  return [{ what, bytes: Buffer.from(entries.map((entry) => entry.line).join('\n')), entryAt }];
}
