import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { scanHistory } from '../history/scan-history.js';
import { newSalt } from '../policy/accepted/fingerprint.js';
import { IGNORE_FILE, type IgnoreEntry, type IgnoreFile, type PlacedEntry } from '../policy/accepted/ignore-entry.js';
import { ignoreFileText } from '../policy/accepted/ignore-file.js';
import { isDay } from '../policy/day.js';
import type { Proposal, Surroundings } from '../policy/judge.js';
import type { IgnoreEntryNote } from '../policy/outcome.js';
import { PolicyError } from '../policy/policy-error.js';
import type { Result } from '../policy/result.js';
import { type BaselineOutcome, baselineText } from '../report/baseline-text.js';
import { scan } from '../scan.js';
import { FilesSource } from '../sources/files.js';
import { StagedSource } from '../sources/staged.js';
import { loadEngine, loadRecipe } from './engine.js';
import { EXIT } from './exit-code.js';
import type { ReportOptions } from './options.js';
import { printOrWrite } from './output.js';
import { isWidest, type PolicyHere, type PolicyOptions, policyHere } from './policy.js';
import { UsageError } from './usage-error.js';
import { shown } from './usage-sentence.js';

interface BaselineOptions extends ReportOptions, PolicyOptions {
  readonly history: boolean;
  readonly prune: boolean;
  readonly id?: readonly string[] | undefined;
  readonly reason?: string | undefined;
  /** The last day on which new entries count. */
  readonly expires?: string | undefined;
  readonly patterns?: readonly string[] | undefined;
}

/** `hushkey baseline`: accepts what there is today, or takes out of the ignore file what excuses nothing any more. */
export async function baseline(words: BaselineOptions): Promise<number> {
  refuseContradictions(words);
  const here = await policyHere(words);
  const options = {
    ...words,
    ...(words.output !== undefined && { output: resolve(words.output) }),
    patterns: words.patterns?.map((path) => resolve(path)),
  };
  const { ignoreFile } = here.policy;
  const salt = ignoreFile.salt ?? newSalt();
  // Paths are told, and ids are made, as from the top.
  process.chdir(here.top);
  const results = await looked(options, here, salt);
  const change = options.prune ? pruned(ignoreFile, results) : added(ignoreFile, results, options);
  const text = ignoreFileText(salt, change.entries, ignoreFile.comments);
  if (change.outcome.added + change.outcome.removed > 0) write(here.top, text);
  const gaps = results.flatMap((result) => result.gaps);
  const outcome = { ...change.outcome, gaps };
  const code = gaps.length > 0 ? EXIT.gaps : EXIT.clean;
  if (options.format === 'json')
    return printOrWrite(
      `${JSON.stringify({ schema: 'hushkey/baseline@1', ...outcome }, undefined, 2)}\n`,
      options,
      code,
    );
  if (options.quiet && code === EXIT.clean) return code;
  return printOrWrite((colour) => baselineText(outcome, colour), options, code);
}

/** @throws UsageError */
function refuseContradictions({ prune, id, reason, expires }: BaselineOptions): void {
  const { CI } = process.env;
  if (CI !== undefined && CI !== '' && CI !== 'false')
    throw new UsageError(
      'a baseline says that somebody has looked at what was found; in CI nobody has, so run it elsewhere',
    );
  if (prune && (id !== undefined || reason !== undefined || expires !== undefined))
    throw new UsageError('--prune takes entries out and adds none: --id, --reason and --expires mean nothing with it');
  if (expires !== undefined && !isDay(expires)) throw new UsageError('--expires is a day such as 2026-12-31');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a reason is one line, and drives no terminal
  if (reason !== undefined && (/[\x00-\x1f\x7f]/.test(reason) || reason.trim() === ''))
    throw new UsageError('--reason is one line of text');
}

/** What was found, by whatever was asked for; for an id in what is staged too. */
async function looked(
  options: BaselineOptions,
  { policy, surroundings, top }: PolicyHere,
  salt: string,
): Promise<Result[]> {
  const { packs } = policy;
  const isAll = isWidest(policy.settings);
  const around = (looked?: Surroundings['looked']): Surroundings => ({ has: surroundings.has, salt, looked });
  const whole = (looked: 'tree' | 'history') => around(isAll ? looked : undefined);
  const { engine } = await loadEngine({ packs, paths: options.patterns });
  const tree = () =>
    scan(new FilesSource([top], { selection: 'tracked' }), engine, { policy, surroundings: whole('tree') });
  const results =
    options.id === undefined ? [] : [await scan(new StagedSource(), engine, { policy, surroundings: around() })];
  // What is in the tree is accepted as such, and only the rest as what the history has.
  results.push(await tree());
  if (!options.history) return results;
  const { recipe } = await loadRecipe({ packs, paths: options.patterns });
  return [...results, await scanHistory(recipe, { policy, surroundings: whole('history') })];
}

interface Change {
  readonly entries: readonly IgnoreEntry[];
  readonly outcome: Omit<BaselineOutcome, 'gaps'>;
}

function added({ entries }: IgnoreFile, results: readonly Result[], options: BaselineOptions): Change {
  const proposals = results.flatMap(({ proposals = [] }) => proposals);
  const chosen = options.id === undefined ? proposals : chosenBy(options.id, proposals, options.history);
  const all = new Map<string, IgnoreEntry>(entries.map((entry) => [keyOf(entry), entry]));
  const accepted = new Set<string>();
  let number = 0;
  for (const { entries: proposed, isAnywhere } of chosen)
    for (const entry of proposed) {
      const [key, unit] = [keyOf(entry), isAnywhere ? entry.fingerprint : keyOf(entry)];
      if (accepted.has(unit)) continue;
      accepted.add(unit);
      // What is proposed is not accepted: an entry that is there all the same is over. It is made anew, and keeps its reason.
      const known = [...all.values()].filter((other) => (isAnywhere ? other.fingerprint : keyOf(other)) === unit);
      for (const other of known) all.delete(keyOf(other));
      all.set(key, withWords(entry, options, known));
      number++;
    }
  const ids = new Set(proposals.map(({ id }) => id));
  const told = options.id === undefined ? results.flatMap(({ findings }) => findings) : [];
  const left = new Set(told.filter(({ id }) => !ids.has(id)).map(({ id }) => id)).size;
  const isNew = entries.length === 0;
  return {
    entries: [...all.values()],
    outcome: { file: IGNORE_FILE, added: number, removed: 0, entries: all.size, isNew, left },
  };
}

function chosenBy(ids: readonly string[], proposals: readonly Proposal[], history: boolean): Proposal[] {
  const chosen = proposals.filter(({ id }) => ids.includes(id));
  const unknown = ids.find((id) => !chosen.some((proposal) => proposal.id === id));
  if (unknown === undefined) return chosen;
  const advice = history ? '' : '; --history looks at everything there ever was';
  throw new UsageError(
    `nothing that can be accepted has the id ${shown(unknown)} in what is staged or tracked${advice}`,
  );
}

function withWords(
  entry: IgnoreEntry,
  { reason, expires }: BaselineOptions,
  known: readonly IgnoreEntry[],
): IgnoreEntry {
  const why = reason ?? known.find((other) => other.reason !== undefined)?.reason;
  return { ...entry, ...(why !== undefined && { reason: why }), ...(expires !== undefined && { expires }) };
}

/** What excuses nothing any more: neither in the tree nor, when that was looked at, in the history. */
function pruned({ entries }: IgnoreFile, results: readonly Result[]): Change {
  const isIn = (notes: readonly IgnoreEntryNote[] = [], entry: PlacedEntry) =>
    notes.some((note) => note.file === IGNORE_FILE && keyOf(note) === keyOf(entry));
  const [tree, history] = results.map(({ policy }) => policy);
  const isStale = (entry: PlacedEntry) => {
    const inTree = isIn(tree?.stale, entry);
    return results.length === 1 ? inTree : isIn(history?.stale, entry) && (inTree || entry.inHistory === true);
  };
  const kept = entries.filter((entry) => !isIn(tree?.expired, entry) && !isStale(entry));
  const removed = entries.length - kept.length;
  return {
    entries: kept,
    outcome: { file: IGNORE_FILE, added: 0, removed, entries: kept.length, isNew: false, left: 0 },
  };
}

function keyOf({ fingerprint, pattern, path }: Pick<IgnoreEntry, 'fingerprint' | 'pattern' | 'path'>): string {
  return `${fingerprint} ${pattern} ${path}`;
}

/** Whole or not at all; a link of that name is replaced, never followed. */
function write(top: string, text: string): void {
  const [file, next] = [join(top, IGNORE_FILE), join(top, `${IGNORE_FILE}.${process.pid}`)];
  try {
    writeFileSync(next, text, { flag: 'wx' });
    renameSync(next, file);
  } catch (error) {
    rmSync(next, { force: true });
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    throw new PolicyError(IGNORE_FILE, undefined, `it cannot be written (${reason})`);
  }
}
