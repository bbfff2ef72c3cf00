import type { Severity } from '../detect/pattern.js';

/** What a person is told about a kind of secret. Loaded only when there is something to tell. */
export interface Facts {
  readonly id: string;
  readonly provider: string;
  readonly category: string;
  /** `OpenAI project API key`. */
  readonly title: string;
  readonly severity: Severity;
  /** What it looks like, without a token: `sk-proj-…`. */
  readonly forms: readonly string[];
  readonly risk?: string;
  readonly env: readonly string[];
  readonly revoke?: string;
  readonly rotate?: string;
  readonly usage?: string;
}
