import { readFileSync } from 'node:fs';
import type { Engine } from '../detect/engine.js';
import type { Confidence } from '../detect/pattern.js';
import { type ExplainOptions, type Explanation, explainLine } from '../policy/explanation.js';
import { Judge } from '../policy/judge.js';
import { defaultPolicy, wantedOf } from '../policy/policy.js';
import { explainText } from '../report/explain-text.js';
import { scan } from '../scan.js';
import { FilesSource } from '../sources/files.js';
import type { Source } from '../sources/source.js';
import { StagedSource } from '../sources/staged.js';
import { loadEngine } from './engine.js';
import { EXIT } from './exit-code.js';
import type { ReportOptions } from './options.js';
import { printOrWrite } from './output.js';
import { type PolicyHere, policyHere } from './policy.js';
import { UsageError } from './usage-error.js';
import { shown } from './usage-sentence.js';

interface ExplainCommandOptions extends ReportOptions {
  /** `FILE:LINE`, or the id of a finding. */
  readonly target: string;
  readonly minConfidence?: Confidence | undefined;
  readonly includePublic?: boolean | undefined;
  readonly patterns?: readonly string[] | undefined;
}

interface Place {
  readonly path: string;
  /** From 1. */
  readonly line: number;
}

/** `hushkey explain`: why something on a line was reported, or not. */
export async function explain(options: ExplainCommandOptions): Promise<number> {
  const here = await policyHere(options);
  const { engine } = await loadEngine({ packs: here.policy.packs, paths: options.patterns });
  const place = placeIn(options.target) ?? (await placeOf(options.target, engine, here));
  const by = new Judge(here.policy, new Date(), here.surroundings);
  const explanation = explained(engine, place, { ...wantedOf(here.policy), judge: { by, path: place.path } });
  if (options.format === 'json')
    return printOrWrite(`${JSON.stringify({ path: place.path, ...explanation }, null, 2)}\n`, options, EXIT.clean);
  return printOrWrite((colour) => explainText(place.path, explanation, colour), options, EXIT.clean);
}

function explained(engine: Engine, { path, line }: Place, options: ExplainOptions): Explanation {
  try {
    return explainLine(engine, readFileSync(path), line, options);
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(`${shown(path)} has no line ${line}: ${error.message}`);
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new UsageError(`${shown(path)} cannot be read (${code})`);
  }
}

/** `FILE:LINE` or, as reports print it, `FILE:LINE:COLUMN`. */
function placeIn(target: string): Place | undefined {
  const [, path, line] = /^(.+?):([1-9][0-9]{0,8})(?::[0-9]+)?$/s.exec(target) ?? [];
  return path === undefined ? undefined : { path, line: Number(line) };
}

/** Where a finding stands, in what is staged or else in what git tracks. */
async function placeOf(id: string, engine: Engine, { surroundings }: PolicyHere): Promise<Place> {
  const sources: readonly Source[] = [new StagedSource([]), new FilesSource(['.'], { selection: 'tracked' })];
  for (const source of sources) {
    const fromTop = source instanceof FilesSource ? surroundings.fromTop : undefined;
    // What the policy leaves out, or accepts, can be asked for too.
    const policy = defaultPolicy({ minConfidence: 'low', includePublic: true });
    const settings = { ...policy.settings, exclude: [] };
    const { findings } = await scan(source, engine, { policy: { ...policy, settings }, surroundings: { fromTop } });
    const { path, line } = findings.find((finding) => finding.id === id)?.locations[0] ?? {};
    if (path !== undefined && line !== undefined) return { path, line };
  }
  throw new UsageError(`nothing that is staged or tracked has the id ${shown(id)}; FILE:LINE names a place instead`);
}
