/** How a git process ended. */
export interface GitEnd {
  readonly code: number | null;
  readonly stderr: string;
}

/** Printed whenever the objects of a partial clone are listed. What is not there is counted by itself. */
const PROMISOR_NOTE = 'This repository uses promisor remotes. Some objects may not be loaded.';

/**
 * What git complained about, line by line without its `error:`, each once. Git can end with 0 and still have left
 * something out: an index that it cannot open, a folder that it may not read, an alternate that is not there.
 *
 * @returns nothing when git ended with 0 and said nothing
 */
export function complaintsOf({ code, stderr }: GitEnd, command: string): string[] {
  const lines = stderr.split('\n').flatMap((line) => /^(?:fatal|error|warning): (.*)$/.exec(line)?.[1] ?? []);
  const complaints = new Set(lines.filter((line) => line !== PROMISOR_NOTE));
  if (code !== 0 && complaints.size === 0) complaints.add(`${command} ended with ${code ?? 'a signal'}`);
  return [...complaints];
}
