import type { Finding } from '../policy/finding.js';

/** How loud a place is told, in three steps that SARIF and the annotations of GitHub share. */
export type Level = 'error' | 'warning' | 'note';

const LEVELS: readonly Level[] = ['note', 'warning', 'error'];

/** The level of each severity. */
export const LEVEL: Readonly<Record<Finding['severity'], Level>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
};

/** How grave it is, and one step less where it is doubtful. */
export function levelOf({ severity, confidence }: Pick<Finding, 'severity' | 'confidence'>): Level {
  const level = LEVELS.indexOf(LEVEL[severity]) - (confidence === 'low' ? 1 : 0);
  return LEVELS[Math.max(0, level)] as Level;
}
