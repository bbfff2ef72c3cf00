/** A day of the calendar, as YYYY-MM-DD. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** The last day counts to its end, in UTC: everywhere the same. */
export function isOver(day: string | undefined, now: Date): boolean {
  return day !== undefined && day < now.toISOString().slice(0, 10);
}
