import { GENERIC_PATTERNS } from '../detect/generic/patterns.js';
import type { Facts } from './facts.js';

/** What a person is told of values that no vendor's pattern knows: they are judged by their name and their look. */
const TITLES: Readonly<Record<string, string>> = {
  'generic-password': 'Password',
  'generic-secret': 'Secret',
  'generic-token': 'Token',
  'generic-key': 'Key',
  'generic-credential': 'Credential',
  'generic-signature': 'Signature',
};

const RISK =
  'It is assigned to the name of a credential and looks like one: "hushkey explain FILE:LINE" shows what speaks for it.';

export const GENERIC_FACTS: readonly Facts[] = GENERIC_PATTERNS.map(({ id, provider, severity }) => ({
  id,
  provider,
  category: 'generic',
  title: `${TITLES[id] ?? id} in an assignment`,
  severity,
  forms: [],
  risk: RISK,
  env: [],
}));
