import { CONFIDENCES, type Confidence, type Severity } from '../../detect/pattern.js';
import { globTest, type PathTest } from './globs.js';
import { type Exclusion, isSpoken, type PatternSettings, type Settings, type Sourced } from './settings.js';

/** What is known of something that was found, as far as settings ask for it. */
export interface Judged {
  readonly pattern: string;
  readonly provider: string;
  readonly confidence: Confidence;
}

export type Verdict =
  | { readonly kind: 'told'; readonly severity?: Severity | undefined }
  | { readonly kind: 'below' }
  | { readonly kind: 'disabled' }
  | { readonly kind: 'excluded'; readonly by: Sourced<Exclusion> };

type LeftOut = Extract<Exclusion, { takesBack: false }>;

/** Whether something that was found at a path is told. */
export class Verdicts {
  readonly #settings: Settings;
  readonly #tests = new Map<Exclusion, readonly PathTest[]>();
  /** For each path the entries that fit it, in their order: many findings are in one file. */
  readonly #fitting = new Map<string, readonly Sourced<Exclusion>[]>();

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** @param path from the top of the repository; undefined for what is in no file */
  of(judged: Judged, path: string | undefined): Verdict {
    const setting = (key: keyof PatternSettings) => this.setting(judged, key)?.value;
    if (setting('enabled') === false) return { kind: 'disabled' };
    if (isBelow(judged.confidence, this.#leastOf(setting('minConfidence') as Confidence | undefined)))
      return { kind: 'below' };
    const by = path === undefined ? undefined : this.#exclusionOf(judged, path);
    if (by !== undefined) return { kind: 'excluded', by };
    return { kind: 'told', severity: setting('severity') as Severity | undefined };
  }

  /** What counts for a pattern: what is said of it, or else of all patterns of its provider. */
  setting<Key extends keyof PatternSettings>(
    { pattern, provider }: Pick<Judged, 'pattern' | 'provider'>,
    key: Key,
  ): PatternSettings[Key] {
    const { patterns } = this.#settings;
    if (patterns.size === 0) return undefined as PatternSettings[Key];
    return patterns.get(pattern)?.[key] ?? (patterns.get(`${provider}/*`)?.[key] as PatternSettings[Key]);
  }

  /** The entries of `exclude` that fit a path, in their order, those too that take it back. */
  at(path: string): readonly Sourced<Exclusion>[] {
    const known = this.#fitting.get(path);
    if (known !== undefined) return known;
    const fitting = this.#settings.exclude.filter(({ value }) => this.#testsOf(value).some((test) => test(path)));
    this.#fitting.set(path, fitting);
    return fitting;
  }

  #leastOf(ofPattern: Confidence | undefined): Confidence {
    const { minConfidence } = this.#settings;
    return isSpoken(minConfidence) ? minConfidence.value : (ofPattern ?? minConfidence.value);
  }

  #exclusionOf(judged: Judged, path: string): Sourced<Exclusion> | undefined {
    let by: Sourced<Exclusion> | undefined;
    for (const entry of this.at(path)) {
      if (entry.value.takesBack) by = undefined;
      else if (this.#means(entry.value, judged)) by = entry;
    }
    return by;
  }

  /** Who types that the lowest confidence is wanted wants all of it, wherever it stands. */
  #means({ patterns, minConfidence }: LeftOut, { pattern, provider, confidence }: Judged): boolean {
    const { minConfidence: asked } = this.#settings;
    if (minConfidence !== undefined && isSpoken(asked) && asked.value === 'low') return false;
    if (minConfidence !== undefined && !isBelow(confidence, minConfidence)) return false;
    return patterns === undefined || patterns.includes(pattern) || patterns.includes(`${provider}/*`);
  }

  #testsOf(exclusion: Exclusion): readonly PathTest[] {
    const known = this.#tests.get(exclusion);
    if (known !== undefined) return known;
    const tests = (exclusion.takesBack ? [exclusion.glob] : exclusion.paths).map(globTest);
    this.#tests.set(exclusion, tests);
    return tests;
  }
}

function isBelow(confidence: Confidence, least: Confidence): boolean {
  return CONFIDENCES.indexOf(confidence) < CONFIDENCES.indexOf(least);
}
