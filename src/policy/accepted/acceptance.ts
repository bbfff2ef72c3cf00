import type { AllowedValue } from '../config/config-file.js';
import { globTest, type PathTest } from '../config/globs.js';
import type { Sourced } from '../config/settings.js';
import { isOver } from '../day.js';
import type { IgnoreEntryNote } from '../outcome.js';
import { fingerprintOf, type Identity, saltOf } from './fingerprint.js';
import type { PlacedEntry } from './ignore-entry.js';

/** Where a secret stands, as entries name it: a path from the top of the repository, or `<commit>` and the like. */
type PlaceName = string;

/** One entry, wherever it is written. */
interface Accepted {
  readonly note: IgnoreEntryNote;
  readonly inHistory: boolean;
  /** Of an allowed value the only places at which it may stand. Undefined: an entry of the ignore file, or allowed anywhere. */
  readonly paths: readonly PathTest[] | undefined;
}

/** Which findings somebody accepted. */
export class Acceptance {
  readonly #entries: readonly Accepted[];
  readonly #byFingerprint = new Map<string, Accepted[]>();
  readonly #salts: readonly string[];
  readonly #used = new Set<Accepted>();
  readonly #expired = new Set<Accepted>();
  readonly #now: Date;
  readonly #has: (path: string) => boolean;

  /** @param has whether a path is in the tree that is looked at: what is not there any more may have another name */
  constructor(
    entries: readonly PlacedEntry[],
    allow: readonly Sourced<AllowedValue>[],
    now: Date,
    has: (path: string) => boolean,
  ) {
    this.#now = now;
    this.#has = has;
    this.#entries = [...entries.map(acceptedEntry), ...allow.map(allowedValue)];
    for (const entry of this.#entries) {
      const { fingerprint } = entry.note;
      this.#byFingerprint.set(fingerprint, [...(this.#byFingerprint.get(fingerprint) ?? []), entry]);
    }
    this.#salts = [...new Set([...this.#byFingerprint.keys()].map(saltOf))];
  }

  get isEmpty(): boolean {
    return this.#entries.length === 0;
  }

  /**
   * Whether a secret is accepted. One that could be guessed is recognised by one of its places, and then it is the same one at
   * all of them. Every entry that fits counts as used.
   *
   * @param places asked for when they matter
   */
  accepts(identity: Identity, places: () => readonly PlaceName[]): boolean {
    let accepted = false;
    for (const salt of this.#salts)
      for (const entry of this.#byFingerprint.get(fingerprintOf(identity, salt)) ?? []) {
        if (!this.#fits(entry, identity, places)) continue;
        if (isOver(entry.note.expires, this.#now)) this.#expired.add(entry);
        else {
          this.#used.add(entry);
          accepted = true;
        }
      }
    return accepted;
  }

  #fits({ note, paths }: Accepted, identity: Identity, places: () => readonly PlaceName[]): boolean {
    if (paths !== undefined) return places().every((place) => paths.some((test) => test(place)));
    if (identity.kind === 'content') return true;
    // An allowed value that could be guessed needs paths: everywhere, one secret in 256 would be allowed.
    if (note.pattern !== identity.pattern || note.path === '') return false;
    return (
      places().includes(note.path) || (!this.#has(note.path) && places().some((place) => isRenamed(note.path, place)))
    );
  }

  /**
   * Entries that fitted nothing.
   *
   * @param looked what was looked at: all of the tree, or all of the history
   */
  stale(looked: 'tree' | 'history'): IgnoreEntryNote[] {
    return this.#entries
      .filter((entry) => !this.#used.has(entry) && !isOver(entry.note.expires, this.#now))
      .filter(({ inHistory }) => looked === 'history' || !inHistory)
      .map(({ note }) => note);
  }

  /** Entries whose day is over. @param all those too that would have excused nothing */
  expired(all: boolean): IgnoreEntryNote[] {
    return this.#entries
      .filter((entry) => this.#expired.has(entry) || (all && isOver(entry.note.expires, this.#now)))
      .map(({ note }) => note);
  }
}

/** A file that was moved keeps its name, and one that got another name stays in its folder. */
function isRenamed(from: string, to: string): boolean {
  const [before, after] = [split(from), split(to)];
  return before.name === after.name || (before.folder === after.folder && before.suffix === after.suffix);
}

function split(path: string): { readonly folder: string; readonly name: string; readonly suffix: string } {
  const at = path.lastIndexOf('/') + 1;
  const name = path.slice(at);
  const dot = name.lastIndexOf('.');
  return { folder: path.slice(0, at), name, suffix: dot > 0 ? name.slice(dot) : '' };
}

function acceptedEntry({ inHistory, ...note }: PlacedEntry): Accepted {
  return { note, inHistory: inHistory === true, paths: undefined };
}

function allowedValue({ value, from }: Sourced<AllowedValue>): Accepted {
  const { fingerprint, pattern = '', paths, reason, expires } = value;
  return {
    note: {
      file: from.file,
      line: from.line ?? 1,
      fingerprint,
      pattern,
      path: paths?.join(', ') ?? '',
      ...(reason !== undefined && { reason }),
      ...(expires !== undefined && { expires }),
    },
    inHistory: false,
    paths: paths?.map(globTest),
  };
}
