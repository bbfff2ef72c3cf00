import type { Confidence, Severity, Specificity } from '../detect/pattern.js';

/**
 * One pattern file as its author writes it: a provider and its kinds of secret. `patterns/schema.json` says the same to
 * editors and is what a file is checked against; CONTRIBUTING.md explains it by example.
 */
export interface PatternFile {
  readonly provider: string;
  readonly name: string;
  readonly category: string;
  /** Links that hold for every secret of the provider unless the secret has its own. */
  readonly links?: Links;
  readonly secrets: readonly SecretEntry[];
}

export interface Links {
  /** Where a person revokes the credential. */
  readonly revoke?: string;
  /** The provider's words on how to rotate it. */
  readonly rotate?: string;
  /** Where use by a stranger would show. */
  readonly usage?: string;
}

export interface SecretEntry {
  readonly id: string;
  readonly name: string;
  readonly regex: string;
  readonly ignoreCase?: boolean;
  /** What every match begins with; read from the regex when absent. */
  readonly literals?: readonly string[];
  /** Bytes; also the longest possible match. Read from the regex when absent, 256 at least. */
  readonly reach?: number;
  readonly boundary?: { readonly before?: string; readonly after?: string };
  readonly context?: { readonly words: readonly string[]; readonly assigned?: boolean; readonly partner?: boolean };
  readonly kind?: Specificity;
  readonly severity: Severity;
  readonly confidence?: Confidence;
  readonly check?: string;
  readonly inside?: string;
  /** Ids of what belongs to the secret and is told with it; a list where it is one of several. */
  readonly pairs?: readonly (string | readonly string[])[];
  /** Meant to be seen by everybody (a publishable key): known, and not reported unless asked for. */
  readonly public?: boolean;
  /** Variables that hold it by convention. */
  readonly env?: readonly string[];
  /** What somebody who finds it can do, as one sentence. */
  readonly risk?: string;
  readonly links?: Links;
  /** The secret itself, as shapes; `{secret}` in an example stands for one of them. */
  readonly shapes: readonly string[];
  readonly examples: readonly string[];
  readonly counterexamples: readonly string[];
}
