import picocolors from 'picocolors';
import { type CatalogueEntry, literalsOf } from '../catalogue/search.js';
import type { Pattern, Specificity } from '../detect/pattern.js';
import { CHECK_WORDS } from './check-words.js';
import { visible } from './escape/visible.js';
import { RISK } from './risk.js';

const KINDS: Readonly<Record<Specificity, string>> = {
  exact: 'exact: the whole layout is known',
  family: 'family: a vendor’s prefix, for types that are not known yet',
  generic: 'generic: the shape of no vendor',
};

const LABEL_WIDTH = 13;

/** `hushkey patterns show` for a person: all that is known of one kind of secret. */
export function patternSheetText({ pattern, facts }: CatalogueEntry, colour: boolean): string {
  const { bold, dim } = picocolors.createColors(colour);
  const rows: readonly (readonly [string, readonly string[]])[] = [
    ['id', [pattern.id]],
    ['provider', [pattern.provider]],
    ['category', [facts.category]],
    ['severity', [pattern.severity]],
    ['confidence', [pattern.confidence]],
    ['kind', [KINDS[pattern.specificity]]],
    ['public', pattern.public ? ['meant to be seen by everybody; reported with --include-public only'] : []],
    ['looks like', facts.forms],
    ['begins with', literalsOf(pattern).length > 0 ? [literalsOf(pattern).join('  ')] : []],
    ['context', contextWords(pattern)],
    ['proof', pattern.check === undefined ? [] : [`${CHECK_WORDS[pattern.check] ?? ''} (${pattern.check})`]],
    ['variables', facts.env.length > 0 ? [facts.env.join('  ')] : []],
    ['risk', pattern.public ? [] : [facts.risk ?? RISK[pattern.severity]]],
    ['revoke', facts.revoke === undefined ? [] : [facts.revoke]],
    ['rotate', facts.rotate === undefined ? [] : [facts.rotate]],
    ['usage', facts.usage === undefined ? [] : [facts.usage]],
  ];
  const lines = rows.flatMap(([label, values]) =>
    values.map((value, index) => `  ${dim((index === 0 ? label : '').padEnd(LABEL_WIDTH))}${visible(value)}`),
  );
  return `${[bold(visible(facts.title)), ...lines].join('\n')}\n`;
}

/** What has to stand around such a secret for it to count. */
function contextWords({ context }: Pattern): string[] {
  if (context === undefined) return [];
  const near = `one of these is near: ${context.words.join('  ')}`;
  return context.assigned ? [near, 'and it is assigned to a name that says key, token, secret …'] : [near];
}
