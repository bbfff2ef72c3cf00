import type { SecretProof } from '../catalogue/prove.js';
import { type CatalogueEntry, literalsOf } from '../catalogue/search.js';
import { CHECK_WORDS } from './check-words.js';

/** `hushkey patterns --format json`. */
export function patternListJson(entries: readonly CatalogueEntry[]): string {
  return json({ schema: 'hushkey/patterns@1', patterns: entries.map(head) });
}

/** `hushkey patterns show ID --format json`. */
export function patternSheetJson(entry: CatalogueEntry): string {
  const { pattern, facts } = entry;
  const { check, context } = pattern;
  return json({
    schema: 'hushkey/pattern@1',
    ...head(entry),
    kind: pattern.specificity,
    forms: facts.forms,
    literals: literalsOf(pattern),
    context: context ?? null,
    check: check === undefined ? null : { name: check, proves: CHECK_WORDS[check] ?? null },
    env: facts.env,
    risk: facts.risk ?? null,
    links: { revoke: facts.revoke ?? null, rotate: facts.rotate ?? null, usage: facts.usage ?? null },
  });
}

/** `hushkey patterns test PATH… --format json`. */
export function promisesJson(proofs: readonly SecretProof[]): string {
  const ok = proofs.every(({ broken }) => broken.length === 0);
  return json({ schema: 'hushkey/patterns-test@1', ok, secrets: proofs });
}

function head({ pattern, facts }: CatalogueEntry) {
  return {
    id: pattern.id,
    title: facts.title,
    provider: pattern.provider,
    category: facts.category,
    severity: pattern.severity,
    confidence: pattern.confidence,
    public: pattern.public ?? false,
  };
}

function json(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
