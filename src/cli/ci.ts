import { readFileSync } from 'node:fs';
import type { Engine } from '../detect/engine.js';
import { completeClone } from '../gate/completed-clone.js';
import { type EstablishedRange, establishRange } from '../gate/established-range.js';
import type { CiEvent } from '../gate/event.js';
import { checkControl } from '../gate/positive-control.js';
import { subjectOf } from '../gate/range-gaps.js';
import { rangePolicy } from '../gate/range-policy.js';
import { checkGitVersion } from '../git/version.js';
import { likelyTopLevel } from '../git/working-tree.js';
import type { Receipt } from '../policy/receipt.js';
import type { Result } from '../policy/result.js';
import { SecretMask } from '../policy/secret-mask.js';
import { rangeWords } from '../report/summary.js';
import { type RangeScanOptions, scanRange } from '../scan-range.js';
import type { Gap } from '../sources/source.js';
import { type Asked, askedFor } from './ci-range.js';
import { loadEngine } from './engine.js';
import { exitCode } from './exit-code.js';
import { tuneForLongRun } from './long-run.js';
import type { ScanCommandOptions } from './options.js';
import { explicitIn, patternsBySide, surroundingsOf } from './policy.js';
import { engineFor } from './policy-engine.js';
import { PolicyFiles } from './policy-files.js';
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
  tuneForLongRun();
  await checkGitVersion();
  const asked = askedFor(options, process.env, (path) => readFileSync(path, 'utf8'));
  const refusals = options.fetch ? await completeClone(asked.event) : [];
  const established = await establishRange(asked.event, asked.asker);
  if (established.kind === 'gap') {
    const { engine, facts } = await loadEngine({ paths: options.patterns });
    await checkControl(engine);
    const result = unknownRange(established, refusals, asked, nameMask(engine));
    return writeReport({ result, command: 'ci', facts, options, code: exitCode(result) });
  }
  const top = likelyTopLevel();
  const { packs, patterns } = patternsBySide(options.patterns, top);
  const folder = top ?? process.cwd();
  const readElsewhere = new PolicyFiles(folder).read;
  const judged = await rangePolicy(established, { ...explicitIn(options, folder), packs, readElsewhere });
  const { engine, facts, tellProblems } = await engineFor(judged.policy, { ...options, patterns });
  await checkControl(engine);
  tellProblems();
  const sentence = nameMask(engine)(established.sentence);
  // Where the report goes to this terminal it ends with the same words.
  const isTold = options.reports.some(({ format, output }) => format === 'text' && output === undefined);
  if (!options.quiet && !isTold) say(rangeWords({ range: sentence, from: asked.event.from }));
  const surroundings = surroundingsOf(top);
  const inline = options.strict ? 'refuse' : 'tell';
  const result = await scanned({ ...established, sentence }, engine, { ...judged, surroundings, inline }, asked);
  return writeReport({ result, command: 'ci', facts, options, code: exitCode(result) });
}

async function scanned(
  { range, sentence }: EstablishedRange,
  engine: Engine,
  options: RangeScanOptions,
  { event }: Asked,
): Promise<Result> {
  const { result, counts } = await scanRange(range, engine, options);
  return { ...result, receipt: { ...receiptFor(sentence, event, result.gaps), ...counts } };
}

function receiptFor(range: string, { from }: CiEvent, gaps: readonly Gap[]): Receipt {
  return { range, from, refs: 0, commits: 0, objects: 0, bytes: 0, gaps: gaps.length, control: 'found' };
}

/** The name of a branch is told in every report, and can be a secret. */
function nameMask(engine: Engine): (text: string) => string {
  const mask = new SecretMask((bytes) => engine.scan(bytes));
  return (text) => mask.hideInName(text);
}

/** Nothing was read, and that is what the report says. */
function unknownRange(
  gap: Gap,
  refusals: readonly string[],
  { event, asker }: Asked,
  hide: (text: string) => string,
): Result {
  const said = refusals.length === 0 ? [] : [`the remote said: ${refusals.join('; ')}`];
  const { advice } = gap;
  const gaps: Gap[] = [
    {
      kind: 'gap',
      subject: hide(gap.subject),
      reason: hide([gap.reason, ...said].join('; ')),
      ...(advice !== undefined && { advice: hide(advice) }),
    },
  ];
  const stats = { objects: 0, bytes: 0, ms: 0, ignored: 0, belowConfidence: 0 };
  const receipt = receiptFor(hide(`${subjectOf(event, asker)}; what is new is not known`), event, gaps);
  return { findings: [], gaps, stats, receipt };
}
