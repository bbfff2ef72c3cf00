import type { LoadedFile } from '../catalogue/load.js';
import { type IgnoreFile, NO_IGNORE_FILE } from './accepted/ignore-entry.js';
import type { ConfigLayer } from './config/config-file.js';
import { leastConfidence, type Settings, type Spoken, settingsOf } from './config/settings.js';
import { defaults } from './generated/defaults.js';
import type { Wanted } from './wanted.js';

/** What a team, or whoever types the command, says of what is told. */
export interface Policy {
  readonly settings: Settings;
  /** What the settings come from, the defaults first. */
  readonly layers: readonly ConfigLayer[];
  /** Pattern files to add to the shipped ones, one list for each pack. */
  readonly packs: readonly (readonly LoadedFile[])[];
  readonly ignoreFile: IgnoreFile;
}

/** `defaults.yaml` of the package, as `build.js` has read it. */
export const DEFAULTS: ConfigLayer = {
  file: 'defaults.yaml',
  content: defaults.content,
  lineOf: (path) => defaults.lines[path.join('/')],
};

/** Of a repository that says nothing. */
export function defaultPolicy(spoken: Spoken = {}): Policy {
  return { settings: settingsOf([DEFAULTS], spoken), layers: [DEFAULTS], packs: [], ignoreFile: NO_IGNORE_FILE };
}

/** What of all that is found has to be kept until it is known where it stands. */
export function wantedOf({ settings }: Policy): Required<Omit<Wanted, 'inline'>> {
  return {
    minConfidence: leastConfidence(settings),
    includePublic: settings.includePublic.value,
    markers: settings.markers.map(({ value }) => value),
  };
}
