import type { Severity } from '../detect/pattern.js';

/** What a finder can do with a secret of which nothing more is known than how grave it is. */
export const RISK: Readonly<Record<Severity, string>> = {
  critical: 'Whoever has it can take over an account, its money, its code or its production data.',
  high: 'Whoever has it can read data or spend money in your name.',
  medium: 'Whoever has it can use one product of yours, or use it for a short time.',
  low: 'Little can be done with it alone; it should still not be here.',
};
