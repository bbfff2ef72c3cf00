import type { Match } from '../detect/match.js';

/**
 * A match as it is to be judged at this moment: a secret that says itself until when it is accepted, and is not any more,
 * is of little use to a finder. Detection does not ask the clock, so that the same bytes give the same matches for ever.
 */
export function judgedAt(now: Date, match: Match): Match {
  if (match.expires === undefined) return match;
  const day = new Date(match.expires * 1000).toISOString().slice(0, 10);
  if (match.expires * 1000 > now.getTime()) return { ...match, notes: [...match.notes, `expires ${day}`] };
  return { ...match, severity: 'low', notes: [...match.notes, `expired ${day}`] };
}
