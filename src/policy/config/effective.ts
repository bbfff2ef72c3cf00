import type { IgnoreEntryNote } from '../outcome.js';
import type { Policy } from '../policy.js';
import type { AllowedValue, ForeignMarker, PatternSetting } from './config-file.js';
import type { Exclusion, From, Settings, Sourced } from './settings.js';
import { Verdicts } from './verdict.js';

/** All that counts in a repository, in the order in which it is told. */
export interface EffectiveConfig {
  /** The configurations, the defaults first. */
  readonly files: readonly string[];
  readonly minConfidence: Settings['minConfidence'];
  readonly includePublic: Settings['includePublic'];
  /** Null leaves it to the command: `staged` looks for known values, others when asked. */
  readonly known: Settings['known'] | null;
  readonly exclude: readonly Sourced<string | Readonly<Record<string, unknown>>>[];
  readonly patterns: readonly PatternLine[];
  readonly packs: readonly Sourced<string>[];
  readonly allow: readonly Sourced<AllowedValue>[];
  readonly markers: readonly Sourced<ForeignMarker>[];
  readonly accepted: number;
}

/** One setting of a pattern. */
interface PatternLine {
  readonly pattern: string;
  readonly setting: keyof PatternSetting;
  readonly value: string | boolean;
  readonly from: From;
}

export function effectiveConfig({ settings, layers, ignoreFile }: Policy): EffectiveConfig {
  const { minConfidence, includePublic, known, packs, allow, markers } = settings;
  return {
    files: layers.map(({ file }) => file),
    minConfidence,
    includePublic,
    known: known ?? null,
    exclude: settings.exclude.map(asWritten),
    patterns: patternLines(settings),
    packs,
    allow,
    markers,
    accepted: ignoreFile.entries.length,
  };
}

/** What applies to one path. */
export interface PathConfig {
  readonly path: string;
  /** Entries of `exclude` that fit it, in their order: the last one counts. */
  readonly exclude: EffectiveConfig['exclude'];
  readonly accepted: readonly IgnoreEntryNote[];
}

export function pathConfig({ settings, ignoreFile }: Policy, path: string): PathConfig {
  return {
    path,
    exclude: new Verdicts(settings).at(path).map(asWritten),
    accepted: ignoreFile.entries.filter((entry) => entry.path === path).map(({ inHistory, ...note }) => note),
  };
}

function asWritten({ value, from }: Sourced<Exclusion>): EffectiveConfig['exclude'][number] {
  if (value.takesBack) return { value: `!${value.glob}`, from };
  const { takesBack: _, ...entry } = value;
  const {
    paths: [path, ...more],
  } = entry;
  const isShort = path !== undefined && more.length === 0 && Object.keys(entry).length === 1;
  return { value: isShort ? path : entry, from };
}

function patternLines({ patterns }: Settings): PatternLine[] {
  return [...patterns].flatMap(([pattern, settings]) =>
    (['enabled', 'severity', 'minConfidence'] as const).flatMap((setting) => {
      const said = settings[setting];
      return said === undefined ? [] : [{ pattern, setting, value: said.value, from: said.from }];
    }),
  );
}
