import { readFileSync } from 'node:fs';
import type { Pattern } from '../detect/pattern.js';
import { type PatternIndex, readIndex, type WrittenIndex } from '../detect/pattern-index.js';
import type { Facts } from './facts.js';

/**
 * The patterns that hushkey ships. They lie beside the code, one to a line: Node reads half a megabyte of JSON in a
 * fraction of the time that the same data takes as a part of a module.
 */
export function builtinPatterns(): readonly Pattern[] {
  return readLines().map((line) => JSON.parse(line) as Pattern);
}

/**
 * What the shipped patterns begin with, prepared when hushkey was built. Each pattern is read when something begins like
 * it: a commit in which nothing does never reads one.
 */
export function builtinIndex(): PatternIndex {
  const { count, ...index } = JSON.parse(read('index.json')) as WrittenIndex & { readonly count: number };
  let lines: readonly string[] | undefined;
  return readIndex(index, count, (number) => {
    lines ??= readLines();
    return JSON.parse(lines[number] as string) as Pattern;
  });
}

function readLines(): string[] {
  return read('patterns.jsonl').split('\n');
}

function read(name: string): string {
  return readFileSync(new URL(`./generated/${name}`, import.meta.url), 'utf8');
}

/** What is told about them; a module of its own, loaded when there is something to tell. */
export async function builtinFacts(): Promise<readonly Facts[]> {
  const [{ facts }, { GENERIC_FACTS }] = await Promise.all([
    import('./generated/facts.js'),
    import('./generic-facts.js'),
  ]);
  return [...facts, ...GENERIC_FACTS];
}
