import type { Confidence, Severity } from '../../detect/pattern.js';

/** A configuration as its author writes it; `schema/config-1.json` says the same to editors, and is what it is checked by. */
export interface ConfigFile {
  readonly minConfidence?: Confidence;
  readonly includePublic?: boolean;
  readonly known?: boolean;
  readonly exclude?: readonly (string | ExclusionEntry)[];
  readonly patterns?: Readonly<Record<string, PatternSetting>>;
  readonly packs?: readonly string[];
  readonly allow?: readonly AllowedValue[];
  readonly markers?: readonly ForeignMarker[];
}

/** Without patterns and confidence nothing at these paths is told. */
export interface ExclusionEntry {
  readonly paths: readonly string[];
  readonly patterns?: readonly string[];
  readonly minConfidence?: Confidence;
  readonly reason?: string;
}

export interface PatternSetting {
  readonly enabled?: boolean;
  readonly severity?: Severity;
  readonly minConfidence?: Confidence;
}

export interface AllowedValue {
  readonly fingerprint: string;
  readonly pattern?: string;
  readonly paths?: readonly string[];
  readonly reason?: string;
  readonly expires?: string;
}

/** Scanners whose inline comments can be honoured. */
export type ForeignMarker = 'gitleaks' | 'detect-secrets' | 'trufflehog' | 'nosecret';

/** A step towards a value: a key, or a number in a list. */
export type Step = string | number;

/** One configuration, and where each part of it stands. */
export interface ConfigLayer {
  /** As it is shown: `.hushkey.yaml`. */
  readonly file: string;
  readonly content: ConfigFile;
  /** The line, from 1, of what stands at a path such as `['exclude', 0]`. Undefined where there are no lines. */
  lineOf(path: readonly Step[]): number | undefined;
}
