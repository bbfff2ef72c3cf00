import { objectOf } from '../git/revision.js';
import type { Selection } from '../sources/selection.js';
import type { SelectionOptions } from './selection-options.js';
import { UsageError } from './usage-error.js';

/** @throws UsageError when a date or a revision is none */
export async function selectionOf(options: SelectionOptions, now = new Date()): Promise<Selection> {
  const { since, until, ref, path, reachableOnly } = options;
  return {
    ...(since !== undefined && { since: dateIn('--since', since, now, DAY_BEGINS) }),
    ...(until !== undefined && { until: dateIn('--until', until, now, DAY_ENDS) }),
    ...(ref !== undefined && { from: await Promise.all(ref.map(objectFor)) }),
    ...(path !== undefined && { paths: path }),
    ...(reachableOnly && { reachableOnly }),
  };
}

async function objectFor(revision: string): Promise<string> {
  const id = await objectOf(revision);
  if (id === undefined)
    throw new UsageError(`--ref ${JSON.stringify(revision)} is no branch, tag or commit, or it is several of them`);
  return id;
}

const DAY_BEGINS = 'T00:00:00.000';
const DAY_ENDS = 'T23:59:59.999';
const DAYS: Readonly<Record<string, number>> = { d: 1, w: 7, y: 365 };
const DAY = 86_400_000;

/** Without a zone it is the time of this machine. */
function dateIn(option: string, text: string, now: Date, time: string): Date {
  const [, count, unit] = /^(\d{1,5})([dwy])$/.exec(text) ?? [];
  if (count !== undefined && unit !== undefined)
    return new Date(now.getTime() - Number(count) * (DAYS[unit] as number) * DAY);
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const isTime = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?$/.test(text);
  const date = new Date(isDay ? text + time : isTime ? text.replace(' ', 'T') : Number.NaN);
  if (!Number.isNaN(date.getTime())) return date;
  throw new UsageError(`${option} is a date such as 2026-01-31 or 2026-01-31T12:00Z, or an age such as 30d, 6w or 1y`);
}
