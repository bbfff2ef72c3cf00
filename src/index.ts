/**
 * hushkey for programs: the same engine and pipeline that the command line runs.
 */

export { builtinPatterns } from './catalogue/builtin.js';
export type { EngineRecipe } from './catalogue/recipe.js';
export { Engine } from './detect/engine.js';
export type { Match } from './detect/match.js';
export type { Confidence, Pattern, Severity } from './detect/pattern.js';
export type { FetchOptions } from './git/fetch-missing.js';
export { type HistoryOptions, scanHistory } from './history/scan-history.js';
export type { Finding, Location, Part, SecretHistory } from './policy/finding.js';
export type { Result, Stats } from './policy/result.js';
export { type ScanOptions, scan } from './scan.js';
export type { ArchiveLimits } from './sources/containers/archive-limits.js';
export { type FilesOptions, FilesSource } from './sources/files.js';
export type {
  Gap,
  NamedCommit,
  Origin,
  Place,
  Provenance,
  Reach,
  Source,
  SourceBlob,
  SourceChunk,
  Story,
} from './sources/source.js';
export { StagedSource } from './sources/staged.js';
export { StdinSource } from './sources/stdin.js';
