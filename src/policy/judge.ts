import { Acceptance } from './accepted/acceptance.js';
import { fingerprintOf, type Identity } from './accepted/fingerprint.js';
import type { IgnoreEntry } from './accepted/ignore-entry.js';
import { Verdicts } from './config/verdict.js';
import type { Told } from './entry.js';
import type { PolicyOutcome } from './outcome.js';
import type { Policy } from './policy.js';

/** What a scan knows of the repository around it. */
export interface Surroundings {
  /** A path as the source tells it, from the top of the repository. By default it is that already. */
  readonly fromTop?: ((path: string) => string) | undefined;
  /** Whether there is a file at a path from the top. By default nobody knows, and every path counts as there. */
  readonly has?: ((path: string) => boolean) | undefined;
  /** All of this was looked at, so that what fits nothing is stale. Undefined for a part. */
  readonly looked?: 'tree' | 'history' | undefined;
  /** Entries that would accept what is told are asked for, with this salt. */
  readonly salt?: string | undefined;
}

/** Entries of an ignore file that would accept a finding. */
export interface Proposal {
  /** The id of the finding. */
  readonly id: string;
  /** One entry accepts it wherever it stands; otherwise each one accepts it at its path. */
  readonly isAnywhere: boolean;
  readonly entries: readonly IgnoreEntry[];
}

/** A sighting at one of its places, as far as it is judged. */
interface Place {
  readonly told: Told;
  /** As the source tells it. */
  readonly path: string | undefined;
  /** In a container image the path within it. */
  readonly inner?: string | undefined;
}

/** Applies a policy to what was found, when it is known where it stands. */
export class Judge {
  readonly counts = { accepted: 0, excluded: 0 };
  readonly proposals: Proposal[] = [];
  readonly #verdicts: Verdicts;
  readonly #acceptance: Acceptance;
  readonly #surroundings: Surroundings;

  constructor({ settings, ignoreFile }: Policy, now: Date, surroundings: Surroundings = {}) {
    this.#surroundings = surroundings;
    this.#verdicts = new Verdicts(settings);
    this.#acceptance = new Acceptance(ignoreFile.entries, settings.allow, now, surroundings.has ?? (() => true));
  }

  /** What is told of it at this place; undefined with the reason when nothing is. */
  at({ told, path, inner }: Place): Told | 'below' | 'excluded' {
    const whole = this.#verdicts.of(told, path === undefined ? undefined : this.fromTop(path));
    const verdict = whole.kind === 'told' && inner !== undefined ? this.#verdicts.of(told, inner) : whole;
    if (verdict.kind === 'below') return 'below';
    if (verdict.kind !== 'told') return 'excluded';
    const { severity } = verdict;
    return severity === undefined || told.isExpired ? told : { ...told, severity };
  }

  fromTop(path: string): string {
    return this.#surroundings.fromTop?.(path) ?? path;
  }

  /** Whether somebody accepted a secret, by one of the names it is known by. */
  accepts(identities: readonly Identity[], places: () => readonly string[]): boolean {
    if (this.#acceptance.isEmpty) return false;
    // Every one of them is asked, so that each entry that fits counts as used.
    const accepted = identities.map((identity) => this.#acceptance.accepts(identity, places)).includes(true);
    if (accepted) this.counts.accepted++;
    return accepted;
  }

  /** Notes which entries would accept a finding that is told. */
  propose(id: string, pattern: string, identities: readonly Identity[], places: () => readonly string[]): void {
    const { salt, looked } = this.#surroundings;
    if (salt === undefined) return;
    const content = identities.find(({ kind }) => kind === 'content');
    const [first] = places();
    // Of a secret that nobody can guess its content is enough; of another one each of its places.
    const entries = content === undefined ? guessableEntries(identities, places(), salt) : [];
    if (content !== undefined && first !== undefined)
      entries.push({ fingerprint: fingerprintOf(content, salt), pattern, path: first });
    this.proposals.push({
      id,
      isAnywhere: content !== undefined,
      entries: looked === 'history' ? entries.map(inHistory) : entries,
    });
  }

  /** What it all came to. @param isWhole nothing that was to be looked at is missing */
  outcome(isWhole: boolean): PolicyOutcome | undefined {
    const { looked } = this.#surroundings;
    const stale = isWhole && looked !== undefined ? this.#acceptance.stale(looked) : [];
    const expired = this.#acceptance.expired(looked !== undefined);
    if (this.counts.accepted + this.counts.excluded + stale.length + expired.length === 0) return undefined;
    return { ...this.counts, stale, expired, changes: [], inline: [] };
  }
}

function guessableEntries(identities: readonly Identity[], places: readonly string[], salt: string): IgnoreEntry[] {
  return identities.flatMap((identity) =>
    identity.kind === 'guessable'
      ? [...new Set(places)].map((path) => ({
          fingerprint: fingerprintOf(identity, salt),
          pattern: identity.pattern,
          path,
        }))
      : [],
  );
}

function inHistory(entry: IgnoreEntry): IgnoreEntry {
  return { ...entry, inHistory: true };
}
