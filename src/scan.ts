import type { Engine } from './detect/engine.js';
import { type Match, secretOf } from './detect/match.js';
import { everyPart } from './detect/pairs.js';
import { LEAST_OVERLAP, LongText, type TextWindow } from './long-text.js';
import type { Gathering } from './policy/gathering.js';
import type { Judge, Surroundings } from './policy/judge.js';
import { NO_OUTCOME, type PolicyChange } from './policy/outcome.js';
import { defaultPolicy, type Policy, wantedOf } from './policy/policy.js';
import type { Result, Stats } from './policy/result.js';
import { isReported, type Wanted } from './policy/wanted.js';
import type { Gap, Place, Source, SourceBlob, SourceChunk } from './sources/source.js';

export interface ScanOptions extends Wanted {
  /** What the expiry of secrets is compared with; the clock by default. */
  readonly now?: Date;
  /**
   * What configuration and ignore file say. By default the defaults of a repository that says nothing, with what is wanted
   * otherwise; with a policy it is the policy that says from which confidence on, and whose markers count.
   */
  readonly policy?: Policy | undefined;
  /** What is known of the repository, for the policy. */
  readonly surroundings?: Surroundings | undefined;
  /** What the range that is scanned changes in its own policy, to be told with the rest. */
  readonly changes?: readonly PolicyChange[] | undefined;
}

/** What has to be kept of all that is found. */
export function wantedIn({ policy, minConfidence, includePublic, markers, inline }: ScanOptions): Wanted {
  const comments = inline !== undefined && { inline };
  if (policy !== undefined) return { ...wantedOf(policy), ...comments };
  return {
    ...comments,
    ...(minConfidence !== undefined && { minConfidence }),
    ...(includePublic !== undefined && { includePublic }),
    ...(markers !== undefined && { markers }),
  };
}

/**
 * The one pipeline: every command takes its source through detection and policy to a result.
 *
 * Where a place has an old side, a secret is reported when the new side has it and the old side has not: a difference
 * of findings, not the findings of a difference, so a moved line is never new and no diff format has a say. A pair is as
 * new as its secret; what is put beside a secret that was there already is new alone.
 */
export async function scan(source: Source, engine: Engine, options: ScanOptions = {}): Promise<Result> {
  const started = performance.now();
  const run = new Run(engine, wantedIn(options), options.now);
  for await (const item of source.blobs()) {
    if (item.kind === 'gap') run.gaps.push(item);
    else if (item.kind === 'chunk') await run.takeChunk(item);
    else await run.take(item);
  }
  return conclude(source, run, options, started);
}

/** What is known when everything was searched. */
interface Searched {
  /** Undefined when nothing was found. */
  readonly gathering: Gathering | undefined;
  readonly gaps: Gap[];
  readonly counts: Pick<Stats, 'objects' | 'bytes'>;
  /** Every match in bytes: names hold secrets too. */
  readonly search: (bytes: Buffer) => readonly Match[];
}

/** The end of every scan: where what was found entered the history, and what it all comes to. */
export async function conclude(
  source: Pick<Source, 'onlyNew' | 'origins'>,
  { gathering, gaps, counts, search }: Searched,
  options: ScanOptions,
  started: number,
): Promise<Result> {
  const objects = gathering?.collector.objects();
  const located = objects && objects.size > 0 ? await source.origins?.(objects) : undefined;
  gaps.push(...(located?.gaps ?? []));
  if (located?.leftOut && located.leftOut.size > 0) gathering?.collector.leaveOut(located.leftOut);
  const history = located ?? { origins: new Map() };
  const judge = await judgeFor(gathering !== undefined, options);
  const findings = gathering?.collector.findings(history, source.onlyNew, judge) ?? [];
  const { ignored, belowConfidence } = gathering?.counts ?? { ignored: 0, belowConfidence: 0 };
  const below = belowConfidence + (gathering?.collector.belowConfidence ?? 0);
  const ms = Math.round(performance.now() - started);
  const { changes: changed = [] } = options;
  const isToTell = gathering !== undefined || gaps.length + changed.length > 0;
  const teller = isToTell ? (gathering ?? (await gatheringFor(wantedIn(options), options.now, search))) : undefined;
  const changes = teller?.collector.changesWithoutSecrets(changed) ?? [];
  const inline = teller?.collector.notesWithoutSecrets(teller.inline) ?? [];
  const outcome = judge?.outcome(gaps.length === 0);
  const policy = inline.length + changes.length === 0 ? outcome : { ...(outcome ?? NO_OUTCOME), inline, changes };
  return {
    findings,
    gaps: teller?.collector.withoutSecrets(gaps) ?? [],
    stats: { ...counts, ignored, belowConfidence: below, ms },
    ...(policy !== undefined && { policy }),
    ...(options.surroundings?.salt !== undefined && { proposals: judge?.proposals ?? [] }),
  };
}

/** Loaded when something is found, or cannot be read: a clean commit needs nothing of it. */
async function gatheringFor(wanted: Wanted, now: Date | undefined, search: Searched['search']): Promise<Gathering> {
  return new (await import('./policy/gathering.js')).Gathering(wanted, now, search);
}

/** Loaded when something is found, or when there are entries that may be stale: its globs take time. */
async function judgeFor(isFound: boolean, options: ScanOptions): Promise<Judge | undefined> {
  const { policy = defaultPolicy(options), now = new Date(), surroundings } = options;
  const hasEntries = policy.ignoreFile.entries.length > 0 || policy.settings.allow.length > 0;
  if (!isFound && (!hasEntries || surroundings?.looked === undefined)) return undefined;
  return new (await import('./policy/judge.js')).Judge(policy, now, surroundings);
}

/** The state of one scan. */
class Run implements Searched {
  gathering: Gathering | undefined;
  readonly gaps: Gap[] = [];
  readonly counts = { objects: 0, bytes: 0 };
  readonly search: Searched['search'] = (bytes) => this.#engine.scan(bytes);
  readonly #engine: Engine;
  readonly #wanted: Wanted;
  readonly #now: Date | undefined;
  /** The text of which the pieces are coming. */
  #text: LongText | undefined;

  constructor(engine: Engine, wanted: Wanted, now: Date | undefined) {
    this.#engine = engine;
    this.#wanted = wanted;
    this.#now = now;
  }

  async take({ bytes, object, places }: SourceBlob): Promise<void> {
    // The name of what is in an archive comes beside it.
    if (places[0]?.part !== 'name') this.counts.objects++;
    this.counts.bytes += bytes.length;
    await this.#search({ bytes, from: 0, to: bytes.length }, places, object);
  }

  async takeChunk({ bytes, last, place }: SourceChunk): Promise<void> {
    this.#text ??= new LongText(Math.max(LEAST_OVERLAP, this.#engine.margin));
    this.counts.bytes += bytes.length;
    await this.#search(this.#text.next(bytes, last), [place], undefined);
    if (!last) return;
    this.counts.objects++;
    this.#text = undefined;
  }

  async #search(window: TextWindow, places: readonly Place[], object: string | undefined): Promise<void> {
    const found = this.#engine.scan(window.bytes, () =>
      this.gaps.push(stillEncoded(places[0]?.path ?? object ?? places[0]?.part)),
    );
    const isHere = ({ start }: Match) => start >= window.from && start < window.to;
    if (!found.some((match) => isHere(match) && isReported(match, this.#wanted))) return;
    this.gathering ??= await gatheringFor(this.#wanted, this.#now, this.search);
    for (const place of places)
      this.gathering.take({ ...window, found, object }, place, await this.#secretsBefore(place));
  }

  /** An old side that cannot be read is a gap, and everything at its place counts as new. */
  async #secretsBefore(place: Place): Promise<ReadonlySet<string>> {
    if (place.previous === undefined) return new Set();
    const secrets = new Set<string>();
    for (const bytes of [await place.previous()].flat())
      if (Buffer.isBuffer(bytes))
        for (const match of everyPart(this.#engine.scan(bytes))) secrets.add(secretOf(match, bytes));
      else this.gaps.push(bytes);
    return secrets;
  }
}

/** What is compressed can be endless; what was made to be so is not read to its end. */
export function stillEncoded(subject = 'a text'): Gap {
  return {
    kind: 'gap',
    subject,
    reason: 'it holds compressed data, in base 64 or hexadecimal, that is too large to be looked into',
    advice: 'decompress it into a file of its own, and scan that',
  };
}
