import type { Engine } from './detect/engine.js';
import { type Match, secretOf } from './detect/match.js';
import { everyPart } from './detect/pairs.js';
import type { Confidence } from './detect/pattern.js';
import { LEAST_OVERLAP, LongText, type TextWindow } from './long-text.js';
import type { FindingCollector, Standpoint } from './policy/collector.js';
import { isIgnoredInline } from './policy/inline-ignore.js';
import { asAt } from './policy/path-kind.js';
import type { Result } from './policy/result.js';
import type { Gap, Place, Source, SourceBlob, SourceChunk } from './sources/source.js';

export interface ScanOptions {
  /** The lowest confidence that is reported; `medium` by default. */
  readonly minConfidence?: Confidence;
  /** Report keys too that are meant to be public (publishable keys); they are left out by default. */
  readonly includePublic?: boolean;
  /** What the expiry of secrets is compared with; the clock by default. */
  readonly now?: Date;
}

const CONFIDENCES: readonly Confidence[] = ['low', 'medium', 'high'];

/**
 * The one pipeline: every command takes its source through detection and policy to a result.
 *
 * Where a place has an old side, a secret is reported when the new side has it and the old side has not: a difference
 * of findings, not the findings of a difference, so a moved line is never new and no diff format has a say. A pair is as
 * new as its secret; what is put beside a secret that was there already is new alone.
 */
export async function scan(source: Source, engine: Engine, options: ScanOptions = {}): Promise<Result> {
  const started = performance.now();
  const run = new Run(engine, options);
  for await (const item of source.blobs()) {
    if (item.kind === 'gap') run.gaps.push(item);
    else if (item.kind === 'chunk') await run.takeChunk(item);
    else await run.take(item);
  }
  const objects = run.collector?.objects();
  const located = objects && objects.size > 0 ? await source.origins?.(objects) : undefined;
  run.gaps.push(...(located?.gaps ?? []));
  return {
    findings: run.collector?.findings(located ?? { origins: new Map() }, source.onlyNew) ?? [],
    gaps: run.gaps.length === 0 ? [] : (await run.collected()).withoutSecrets(run.gaps),
    stats: { ...run.counts, ms: Math.round(performance.now() - started) },
  };
}

/** The state of one scan. */
class Run {
  /** Made when something is found: a clean commit does not load what findings need. */
  collector: FindingCollector | undefined;
  readonly gaps: Gap[] = [];
  readonly counts = { objects: 0, bytes: 0, ignored: 0, belowConfidence: 0 };
  readonly #engine: Engine;
  readonly #least: number;
  readonly #includePublic: boolean;
  readonly #now: Date | undefined;
  /** The text of which the pieces are coming. */
  #text: LongText | undefined;

  constructor(engine: Engine, { minConfidence = 'medium', includePublic = false, now }: ScanOptions) {
    this.#engine = engine;
    this.#least = CONFIDENCES.indexOf(minConfidence);
    this.#includePublic = includePublic;
    this.#now = now;
  }

  async take({ bytes, object, places }: SourceBlob): Promise<void> {
    this.counts.objects++;
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
    const { bytes, from, to } = window;
    const found = this.#engine.scan(bytes, () => this.gaps.push(stillEncoded(places[0], object)));
    const matches = found.filter(({ start }) => start >= from && start < to);
    if (!matches.some((match) => this.#isReported(match))) return;
    const all = everyPart(found);
    for (const place of places) {
      const known = await this.#secretsBefore(place);
      const isNew = (match: Match) => this.#isReported(match) && !known.has(secretOf(match, bytes));
      for (const match of matches) {
        const reported = known.has(secretOf(match, bytes)) ? (match.parts ?? []) : [match];
        for (const each of reported.filter(isNew)) await this.#judge(each, all, { ...window, place, object });
      }
    }
  }

  /** What is public claims its bytes, so that nothing else does, and is reported only when that was asked for. */
  #isReported({ pattern }: Match): boolean {
    return this.#includePublic || !pattern.public;
  }

  async #judge(found: Match, all: readonly Match[], at: Standpoint): Promise<void> {
    const match = asAt(found, at.place.path);
    if (CONFIDENCES.indexOf(match.confidence) < this.#least) this.counts.belowConfidence++;
    else if (isIgnoredInline(match, at.bytes)) this.counts.ignored++;
    else (await this.collected()).add(match, all, at);
  }

  async collected(): Promise<FindingCollector> {
    const search = (bytes: Buffer) => this.#engine.scan(bytes);
    this.collector ??= new (await import('./policy/collector.js')).FindingCollector(this.#now, search);
    return this.collector;
  }

  /** An old side that cannot be read is a gap, and everything at its place counts as new. */
  async #secretsBefore(place: Place): Promise<ReadonlySet<string>> {
    if (place.previous === undefined) return new Set();
    const bytes = await place.previous();
    if (!Buffer.isBuffer(bytes)) {
      this.gaps.push(bytes);
      return new Set();
    }
    return new Set(everyPart(this.#engine.scan(bytes)).map((match) => secretOf(match, bytes)));
  }
}

/** What is compressed can be endless; what was made to be so is not read to its end. */
function stillEncoded(place: Place | undefined, object: string | undefined): Gap {
  return {
    kind: 'gap',
    subject: place?.path ?? object ?? place?.part ?? 'a text',
    reason: 'it holds compressed data, in base 64 or hexadecimal, that is too large to be looked into',
    advice: 'decompress it into a file of its own, and scan that',
  };
}
