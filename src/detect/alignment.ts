interface Span {
  readonly start: number;
  readonly end: number;
}

/** More than all that a pair can cost: one pair more is better than any two that lie nearer. */
const WORTH = 1_000_000;

const [SKIP_LEAD, SKIP_PARTNER, PAIR] = [0, 1, 2];

/** The best pairing of the leads up to one of them with the first so many partners, for all numbers that matter to it. */
interface Row {
  /** Partners before `from` are out of reach of this lead and all that follow; those from `to` on are too far ahead. */
  readonly from: number;
  readonly to: number;
  readonly scores: Float64Array;
  readonly choices: Uint8Array;
}

/**
 * Pairs two lists of spans, each by rising offset, in their order: as many pairs as there can be, and of those ways the
 * cheapest. So `id secret id secret` and `id id secret secret` come apart as a person would read them, and an id without a
 * secret between two pairs does not shift what follows.
 *
 * @param reach the most bytes between the two of a pair
 * @param costOf less than `WORTH`; undefined for two that do not go together
 */
export function aligned<Lead extends Span, Partner extends Span>(
  leads: readonly Lead[],
  partners: readonly Partner[],
  reach: number,
  costOf: (lead: Lead, partner: Partner) => number | undefined,
): [Lead, Partner][] {
  const rows: Row[] = [];
  for (const lead of leads) {
    const before = rows.at(-1) ?? { from: 0, to: 0, scores: new Float64Array(1), choices: new Uint8Array(1) };
    rows.push(rowOf(lead, before, partners, reach, costOf));
  }
  const pairs: [Lead, Partner][] = [];
  let taken = partners.length;
  for (let index = leads.length - 1; index >= 0; index--) {
    const row = rows[index] as Row;
    taken = Math.min(taken, row.to);
    while (row.choices[taken - row.from] === SKIP_PARTNER) taken--;
    if (row.choices[taken - row.from] === PAIR) pairs.push([leads[index] as Lead, partners[--taken] as Partner]);
  }
  return pairs.reverse();
}

function rowOf<Lead extends Span, Partner extends Span>(
  lead: Lead,
  before: Row,
  partners: readonly Partner[],
  reach: number,
  costOf: (lead: Lead, partner: Partner) => number | undefined,
): Row {
  let from = before.from;
  while (from < partners.length && (partners[from] as Partner).end + reach < lead.start) from++;
  let to = Math.max(from, before.to);
  while (to < partners.length && (partners[to] as Partner).start <= lead.end + reach) to++;
  const scores = new Float64Array(to - from + 1);
  const choices = new Uint8Array(to - from + 1);
  const without = (count: number) => before.scores[Math.min(count, before.to) - before.from] as number;
  scores[0] = without(from);
  choices[0] = SKIP_LEAD;
  for (let count = from + 1; count <= to; count++) {
    const at = count - from;
    scores[at] = without(count);
    choices[at] = SKIP_LEAD;
    if ((scores[at - 1] as number) > (scores[at] as number)) {
      scores[at] = scores[at - 1] as number;
      choices[at] = SKIP_PARTNER;
    }
    const cost = costOf(lead, partners[count - 1] as Partner);
    const paired = without(count - 1) + WORTH - (cost ?? WORTH);
    if (cost !== undefined && paired > (scores[at] as number)) {
      scores[at] = paired;
      choices[at] = PAIR;
    }
  }
  return { from, to, scores, choices };
}
