import type { Gap } from './source.js';

/** More objects than this are counted, not named: a lost pack is one piece of news. */
const MOST_NAMED = 100;

/** The objects that could not be read, each named once, whoever missed it. */
export class UnreadObjects {
  readonly #ids = new Set<string>();

  /** @returns the gap to report; none when the object is known already, or there are too many to name */
  gap(id: string, reason: string): Gap[] {
    if (this.#ids.has(id)) return [];
    this.#ids.add(id);
    if (this.#ids.size > MOST_NAMED) return [];
    return [{ kind: 'gap', subject: `object ${id}`, reason, advice: ADVICE }];
  }

  /** What git complained about, each object once and then what is said of no object. */
  complaints(subject: string, complaints: Iterable<string>): Gap[] {
    return [...complaints].flatMap((text) => {
      if (DETAIL.test(text)) return [];
      const [id] = NAMES_THE_CULPRIT.test(text) ? (text.match(OBJECT_ID) ?? []) : [];
      if (id !== undefined) return this.gap(id, `it cannot be read: ${text}`);
      return [{ kind: 'gap', subject, reason: `git complained: ${text}`, advice: ADVICE }];
    });
  }

  /** The objects that were not named. */
  rest(): Gap[] {
    const more = this.#ids.size - MOST_NAMED;
    if (more <= 0) return [];
    const reason = `they cannot be read either: only the first ${MOST_NAMED} are named`;
    return [{ kind: 'gap', subject: `${more} more objects`, reason, advice: ADVICE }];
  }
}

const ADVICE = 'run git fsck --full to see what is damaged or missing';

/** The name of a pack is a hash too. */
const OBJECT_ID = /\b(?<!pack-)(?:[0-9a-f]{64}|[0-9a-f]{40})\b/g;

/** All but the commit before the one that cannot be read. */
const NAMES_THE_CULPRIT = /^(?!Failed to traverse parents)/;

/** Says how an object is damaged; which one is told by another line. */
const DETAIL = /^inflate: /;
