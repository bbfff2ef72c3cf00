import { builtinPatterns } from '../../catalogue/builtin.js';
import type { LoadedFile } from '../../catalogue/load.js';
import { OWN_SECRET_FACTS } from '../../catalogue/own-values/own-patterns.js';
import { closest } from '../../closest.js';
import { GENERIC_PATTERNS } from '../../detect/generic/patterns.js';
import { PolicyError } from '../policy-error.js';
import type { ConfigLayer, Step } from './config-file.js';

/**
 * A setting for a pattern that does not exist is a mistake: it would do nothing, and nobody would notice.
 *
 * @throws PolicyError with line and a suggestion
 */
export async function checkPatternNames(layer: ConfigLayer, packs: readonly (readonly LoadedFile[])[]): Promise<void> {
  const { ids, names } = namesIn(packs);
  const refuse = (name: string, known: ReadonlySet<string>, path: readonly Step[]) => {
    if (known.has(name)) return;
    const nearest = closest(name, [...known]);
    const advice = nearest === undefined ? '"hushkey patterns WORD" searches' : `did you mean ${nearest}?`;
    throw new PolicyError(layer.file, layer.lineOf(path), `there is no pattern ${JSON.stringify(name)}; ${advice}`);
  };
  const { patterns = {}, exclude = [], allow = [] } = layer.content;
  for (const name of Object.keys(patterns)) refuse(name, names, ['patterns', name]);
  for (const [index, entry] of exclude.entries())
    for (const [number, name] of (typeof entry === 'string' ? [] : (entry.patterns ?? [])).entries())
      refuse(name, names, ['exclude', index, 'patterns', number]);
  for (const [index, { pattern }] of allow.entries())
    if (pattern !== undefined) refuse(pattern, ids, ['allow', index, 'pattern']);
}

/** Ids, and with them `provider/*` of each provider. */
function namesIn(packs: readonly (readonly LoadedFile[])[]): {
  readonly ids: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
} {
  const own = packs
    .flat()
    .flatMap(({ content }) => content.secrets.map(({ id }) => ({ id, provider: content.provider })));
  const all = [...builtinPatterns(), ...GENERIC_PATTERNS, OWN_SECRET_FACTS, ...own];
  const ids = new Set(all.map(({ id }) => id));
  return { ids, names: new Set([...ids, ...all.map(({ provider }) => `${provider}/*`)]) };
}
