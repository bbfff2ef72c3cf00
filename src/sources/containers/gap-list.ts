import type { Gap } from '../source.js';

/** Of gaps with the same reason so many are told one by one: ten thousand encrypted entries are one piece of news. */
const MOST_OF_A_REASON = 10;

/** The gaps of one file with all that is in it. */
export class GapList {
  readonly #counts = new Map<string, { count: number; readonly advice: string | undefined }>();

  /** @returns the gap to tell now; none when it is one of many */
  add(subject: string, reason: string, advice?: string): Gap[] {
    const known = this.#counts.get(reason);
    const counted = known ?? { count: 0, advice };
    if (known === undefined) this.#counts.set(reason, counted);
    if (++counted.count > MOST_OF_A_REASON) return [];
    return [gap(subject, reason, advice)];
  }

  /** Those that were not told. */
  rest(path: string): Gap[] {
    return [...this.#counts].flatMap(([reason, { count, advice }]) => {
      const more = count - MOST_OF_A_REASON;
      return more > 0 ? [gap(`${path}, ${more} more in it`, reason, advice)] : [];
    });
  }
}

function gap(subject: string, reason: string, advice: string | undefined): Gap {
  return { kind: 'gap', subject, reason, ...(advice !== undefined && { advice }) };
}
