import type { Pattern, Severity } from '../pattern.js';
import { GENERIC_REACH } from './candidate-at.js';
import type { NameKind } from './name.js';

/** What an assignment is called when it is judged a secret, by what its name promises. */
const PATTERN_OF: Readonly<Record<NameKind, Pattern>> = {
  password: pattern('generic-password', 'high'),
  secret: pattern('generic-secret', 'high'),
  token: pattern('generic-token', 'high'),
  key: pattern('generic-key', 'high'),
  credential: pattern('generic-credential', 'high'),
  auth: pattern('generic-credential', 'high'),
  signature: pattern('generic-signature', 'low'),
};

/** Each once. */
export const GENERIC_PATTERNS: readonly Pattern[] = [
  ...new Map(Object.values(PATTERN_OF).map((p) => [p.id, p])).values(),
];

/** It was judged by the name before it and by its look, and by nothing of its own. */
export function isGeneric(pattern: Pattern): boolean {
  return GENERIC_PATTERNS.includes(pattern);
}

export function patternOf(kind: NameKind): Pattern {
  return PATTERN_OF[kind];
}

/** It has no shape of its own: where its name stands is where it is looked for, and a score decides. */
function pattern(id: string, severity: Severity): Pattern {
  return {
    id,
    provider: 'generic',
    anchor: { literals: [], place: 'anywhere' },
    regex: '',
    ignoreCase: false,
    before: '',
    after: '',
    reach: GENERIC_REACH,
    specificity: 'generic',
    confidence: 'medium',
    severity,
  };
}
