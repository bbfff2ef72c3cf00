import picocolors from 'picocolors';
import type { EffectiveConfig, PathConfig } from '../policy/config/effective.js';
import { visible, visibleLine } from './escape/visible.js';
import { count } from './summary.js';

type Colours = ReturnType<typeof picocolors.createColors>;
type From = EffectiveConfig['minConfidence']['from'];

/** `hushkey config` for a person: each value, and behind it where it comes from. */
export function configText(config: EffectiveConfig, colour: boolean): string {
  const colours = picocolors.createColors(colour);
  const { minConfidence, includePublic, known, exclude, patterns, packs, allow, markers, accepted } = config;
  const single = [
    line('minConfidence', minConfidence.value, minConfidence.from, colours),
    line('includePublic', String(includePublic.value), includePublic.from, colours),
    known === null || known === undefined
      ? line('known', 'staged looks for them, others when asked', { file: 'default' }, colours)
      : line('known', String(known.value), known.from, colours),
  ];
  const lists = [
    list(
      'exclude',
      exclude.map(({ value, from }) => item(exclusionWords(value), from, colours)),
      colours,
    ),
    list(
      'patterns',
      patterns.map(({ pattern, setting, value, from }) => item(`${pattern}: ${setting} ${value}`, from, colours)),
      colours,
    ),
    list(
      'packs',
      packs.map(({ value, from }) => item(value, from, colours)),
      colours,
    ),
    list(
      'allow',
      allow.map(({ value, from }) => item(allowWords(value), from, colours)),
      colours,
    ),
    list(
      'markers',
      markers.map(({ value, from }) => item(value, from, colours)),
      colours,
    ),
  ];
  const end = accepted === 0 ? [] : [`${count(accepted, 'accepted finding')} in .hushkeyignore`];
  return `${[...single, ...lists.flat(), ...end].join('\n')}\n`;
}

/** `hushkey config PATH` for a person. */
export function pathText({ path, exclude, accepted }: PathConfig, colour: boolean): string {
  const colours = picocolors.createColors(colour);
  const rules = exclude.map(({ value, from }) => item(exclusionWords(value), from, colours));
  const entries = accepted.map(({ pattern, reason, expires, file, line: number }) =>
    item(
      `accepted: ${pattern}${expires === undefined ? '' : ` until ${expires}`}${reason === undefined ? '' : `, ${reason}`}`,
      { file, line: number },
      colours,
    ),
  );
  const said = [...rules, ...entries];
  const verdict = said.length === 0 ? ['  everything that is found is told'] : said;
  return `${[colours.bold(visibleLine(path)), ...verdict].join('\n')}\n`;
}

function line(name: string, value: string, from: From, { bold, dim }: Colours): string {
  return `${bold(name)}: ${value}  ${dim(place(from))}`;
}

function item(words: string, from: From, { dim }: Colours): string {
  return `  ${visibleLine(words)}  ${dim(place(from))}`;
}

function list(name: string, items: readonly string[], { bold }: Colours): string[] {
  return items.length === 0 ? [] : [`${bold(name)}:`, ...items];
}

function place({ file, line: number }: From): string {
  return visible(number === undefined ? file : `${file}:${number}`);
}

function exclusionWords(value: EffectiveConfig['exclude'][number]['value']): string {
  if (typeof value === 'string') return value;
  const { paths, patterns, minConfidence, reason } = value as {
    paths: readonly string[];
    patterns?: readonly string[];
    minConfidence?: string;
    reason?: string;
  };
  const parts = [
    paths.join(' '),
    patterns && `only ${patterns.join(', ')}`,
    minConfidence && `below ${minConfidence} confidence`,
    reason,
  ];
  return parts.filter(Boolean).join('; ');
}

function allowWords({
  fingerprint,
  pattern,
  paths,
  reason,
  expires,
}: EffectiveConfig['allow'][number]['value']): string {
  const parts = [fingerprint, pattern, paths && `only in ${paths.join(' ')}`, expires && `until ${expires}`, reason];
  return parts.filter(Boolean).join('; ');
}
