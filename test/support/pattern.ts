import type { Facts } from '../../src/catalogue/facts.js';
import type { Match } from '../../src/detect/match.js';
import { NO_CONTEXT } from '../../src/detect/match.js';
import type { Pattern } from '../../src/detect/pattern.js';

/** A pattern for a test, with everyday values for what the test does not care about. */
export function patternWith(parts: Partial<Pattern> & { readonly id: string }): Pattern {
  return {
    provider: 'acme',
    anchor: { literals: ['acme_'], place: 'anywhere' },
    regex: 'acme_[a-z]{8}',
    ignoreCase: false,
    before: 'A-Za-z0-9',
    after: 'A-Za-z0-9',
    reach: 256,
    specificity: 'exact',
    confidence: 'high',
    severity: 'high',
    ...parts,
  };
}

/** A match for a test. */
export function matchWith(pattern: Partial<Pattern> & { readonly id: string }, parts: Partial<Match> = {}): Match {
  const whole = patternWith(pattern);
  return {
    pattern: whole,
    start: 0,
    end: 10,
    confidence: whole.confidence,
    severity: whole.severity,
    proved: false,
    contextDistance: NO_CONTEXT,
    notes: [],
    ...parts,
  };
}

/** What is told about a pattern, for a test. */
export function factsWith(parts: Partial<Facts> & { readonly id: string }): Facts {
  const { id, provider = 'acme', category = 'saas', title = 'Acme key', forms = ['acme_…'], env = [] } = parts;
  const { severity = 'high', risk, revoke, rotate, usage } = parts;
  return {
    id,
    provider,
    category,
    title,
    severity,
    forms,
    env,
    ...(risk !== undefined && { risk }),
    ...(revoke !== undefined && { revoke }),
    ...(rotate !== undefined && { rotate }),
    ...(usage !== undefined && { usage }),
  };
}
