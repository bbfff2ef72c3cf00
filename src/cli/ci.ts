import { readFileSync } from 'node:fs';
import type { Engine } from '../detect/engine.js';
import { completeClone } from '../gate/completed-clone.js';
import { type EstablishedRange, establishRange } from '../gate/established-range.js';
import type { CiEvent } from '../gate/event.js';
import { checkControl } from '../gate/positive-control.js';
import { checkGitVersion } from '../git/version.js';
import type { Receipt } from '../policy/receipt.js';
import type { Result } from '../policy/result.js';
import { rangeWords } from '../report/summary.js';
import { scan } from '../scan.js';
import { RangeSource } from '../sources/range.js';
import type { Gap } from '../sources/source.js';
import { type Asked, askedFor } from './ci-range.js';
import { loadEngine } from './engine.js';
import { exitCode } from './exit-code.js';
import { knownHere } from './known-here.js';
import type { ScanCommandOptions } from './options.js';
import { writeReport } from './report.js';
import { say } from './say.js';

export interface CiCommandOptions extends ScanCommandOptions {
  /** `A..B`: what B reaches and A does not. */
  readonly range?: string | undefined;
  /** A revision: what HEAD reaches and it does not. */
  readonly base?: string | undefined;
  /** Fetch what the clone lacks. Nothing is fetched otherwise. */
  readonly fetch: boolean;
  /** An inline comment of the range excuses nothing. */
  readonly strict: boolean;
}

/** `hushkey ci`: the gate. What cannot be told ends it with 3, never with 0. */
export async function ci(options: CiCommandOptions): Promise<number> {
  await checkGitVersion();
  const asked = askedFor(options, process.env, (path) => readFileSync(path, 'utf8'));
  const known = options.known ? await knownHere() : undefined;
  const { engine, facts } = await loadEngine(options.patterns, known);
  await checkControl(engine);
  const refusals = options.fetch ? await completeClone(asked.event) : [];
  const established = await establishRange(asked.event, asked.asker);
  if (established.kind === 'gap') {
    const result = unknownRange(established, refusals, asked);
    return writeReport({ result, command: 'ci', facts, options, code: exitCode(result) });
  }
  if (!options.quiet) for (const problem of known?.problems ?? []) say(problem);
  // Where the report goes to this terminal it ends with the same words.
  const isTold = options.reports.some(({ format, output }) => format === 'text' && output === undefined);
  if (!options.quiet && !isTold) say(rangeWords({ range: established.sentence, from: asked.event.from }));
  const result = await scanned(established, engine, options, asked);
  return writeReport({ result, command: 'ci', facts, options, code: exitCode(result) });
}

async function scanned(
  { range, sentence }: EstablishedRange,
  engine: Engine,
  options: CiCommandOptions,
  { event }: Asked,
): Promise<Result> {
  const source = new RangeSource(range);
  const result = await scan(source, engine, options);
  const gaps = [...result.gaps, ...(options.strict ? excusedGap(result) : [])];
  const { refs, commits, objects, bytes } = source.counts;
  return { ...result, gaps, receipt: { ...receiptFor(sentence, event, gaps), refs, commits, objects, bytes } };
}

function receiptFor(range: string, { from }: CiEvent, gaps: readonly Gap[]): Receipt {
  return { range, from, refs: 0, commits: 0, objects: 0, bytes: 0, gaps: gaps.length, control: 'found' };
}

/** With `--strict` a comment alone excuses nothing. */
function excusedGap({ stats: { ignored } }: Result): Gap[] {
  if (ignored === 0) return [];
  const subject = ignored === 1 ? 'a secret that a comment excuses' : `${ignored} secrets that comments excuse`;
  return [
    { kind: 'gap', subject, reason: 'with --strict, what is new cannot excuse itself', advice: 'have it reviewed' },
  ];
}

/** Nothing was read, and that is what the report says. */
function unknownRange(gap: Gap, refusals: readonly string[], { event, asker }: Asked): Result {
  const reason = [gap.reason, ...(refusals.length === 0 ? [] : [`the remote said: ${refusals.join('; ')}`])].join('; ');
  const gaps = [{ ...gap, reason }];
  const stats = { objects: 0, bytes: 0, ms: 0, ignored: 0, belowConfidence: 0 };
  const receipt = receiptFor(`${asker.name}: ${event.what}; what is new is not known`, event, gaps);
  return { findings: [], gaps, stats, receipt };
}
