import { CONFIDENCES, type Confidence } from '../../detect/pattern.js';
import type { AllowedValue, ConfigLayer, ExclusionEntry, ForeignMarker, PatternSetting, Step } from './config-file.js';

/** Where a value comes from. */
export interface From {
  /** The name of a file, or `command line`. */
  readonly file: string;
  readonly line?: number;
}

export interface Sourced<T> {
  readonly value: T;
  readonly from: From;
}

/** An entry of `exclude`: paths of which findings are left out, or that are taken back. */
export type Exclusion =
  | ({ readonly takesBack: false } & ExclusionEntry)
  | { readonly takesBack: true; readonly glob: string };

/** What counts in the end. Of single values the last one that was said; lists one behind the other. */
export interface Settings {
  readonly minConfidence: Sourced<Confidence>;
  readonly includePublic: Sourced<boolean>;
  /** Undefined leaves it to the command. */
  readonly known?: Sourced<boolean>;
  readonly exclude: readonly Sourced<Exclusion>[];
  /** By id or `provider/*`; each with what was said last of each of its settings. */
  readonly patterns: ReadonlyMap<string, PatternSettings>;
  readonly packs: readonly Sourced<string>[];
  readonly allow: readonly Sourced<AllowedValue>[];
  readonly markers: readonly Sourced<ForeignMarker>[];
}

export type PatternSettings = {
  readonly [Key in keyof PatternSetting]-?: Sourced<NonNullable<PatternSetting[Key]>> | undefined;
};

/** What the command line says; undefined where it says nothing. */
export interface Spoken {
  readonly minConfidence?: Confidence | undefined;
  readonly includePublic?: boolean | undefined;
  readonly known?: boolean | undefined;
}

/** Of what somebody typed. */
export const SPOKEN: From = { file: 'command line' };

/** @param layers the defaults first */
export function settingsOf(layers: readonly ConfigLayer[], spoken: Spoken = {}): Settings {
  const known = said(spoken.known) ?? last(layers, 'known');
  return {
    minConfidence: said(spoken.minConfidence) ??
      last(layers, 'minConfidence') ?? { value: 'medium', from: { file: 'hushkey' } },
    includePublic: said(spoken.includePublic) ??
      last(layers, 'includePublic') ?? { value: false, from: { file: 'hushkey' } },
    ...(known !== undefined && { known }),
    exclude: each(layers, 'exclude').map(({ value, from }) => ({ value: exclusionOf(value), from })),
    patterns: patternsOf(layers),
    packs: each(layers, 'packs'),
    allow: each(layers, 'allow'),
    markers: each(layers, 'markers'),
  };
}

/** The lowest confidence at which anything is told. */
export function leastConfidence({ minConfidence, patterns }: Settings): Confidence {
  if (isSpoken(minConfidence)) return minConfidence.value;
  const levels = [...patterns.values()].flatMap((setting) => setting.minConfidence?.value ?? []);
  return [minConfidence.value, ...levels].reduce((a, b) => (CONFIDENCES.indexOf(b) < CONFIDENCES.indexOf(a) ? b : a));
}

/** What somebody has typed counts for all patterns. */
export function isSpoken({ from }: Sourced<unknown>): boolean {
  return from.file === SPOKEN.file;
}

function said<T>(value: T | undefined): Sourced<T> | undefined {
  return value === undefined ? undefined : { value, from: SPOKEN };
}

function fromOf({ file, lineOf }: ConfigLayer, path: readonly Step[]): From {
  const line = lineOf(path);
  return { file, ...(line !== undefined && { line }) };
}

function last<Key extends 'minConfidence' | 'includePublic' | 'known'>(layers: readonly ConfigLayer[], key: Key) {
  const layer = layers.findLast(({ content }) => content[key] !== undefined);
  return layer && { value: layer.content[key] as NonNullable<ConfigLayer['content'][Key]>, from: fromOf(layer, [key]) };
}

type Lists = 'exclude' | 'packs' | 'allow' | 'markers';

function each<Key extends Lists>(layers: readonly ConfigLayer[], key: Key) {
  type Item = NonNullable<ConfigLayer['content'][Key]>[number];
  return layers.flatMap((layer) =>
    ((layer.content[key] ?? []) as readonly Item[]).map(
      (value, index): Sourced<Item> => ({ value, from: fromOf(layer, [key, index]) }),
    ),
  );
}

function exclusionOf(entry: string | ExclusionEntry): Exclusion {
  if (typeof entry !== 'string') return { takesBack: false, ...entry };
  return entry.startsWith('!') ? { takesBack: true, glob: entry.slice(1) } : { takesBack: false, paths: [entry] };
}

function patternsOf(layers: readonly ConfigLayer[]): ReadonlyMap<string, PatternSettings> {
  const all = new Map<string, PatternSettings>();
  for (const layer of layers)
    for (const [id, setting] of Object.entries(layer.content.patterns ?? {})) {
      const before = all.get(id);
      const at = <Key extends keyof PatternSetting>(key: Key) => {
        const value = setting[key];
        return value === undefined ? before?.[key] : { value, from: fromOf(layer, ['patterns', id, key]) };
      };
      all.set(id, {
        enabled: at('enabled') as PatternSettings['enabled'],
        severity: at('severity') as PatternSettings['severity'],
        minConfidence: at('minConfidence') as PatternSettings['minConfidence'],
      });
    }
  return all;
}
