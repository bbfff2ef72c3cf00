import { DEFAULT_REACH, LARGEST_REACH, type Pattern, type Variable } from '../../detect/pattern.js';
import type { Facts } from '../facts.js';
import { secretsIn } from './secrets-in.js';
import { base64Of, spellingsOf } from './spellings.js';

/** A value that a file of this machine gives to a name. */
export interface AssignedValue {
  readonly variable: string;
  readonly file: string;
  readonly value: string;
  readonly literal?: true;
  readonly credential?: true;
}

/** More secrets than this are not looked for: the files of one machine hold dozens. */
export const MOST_SECRETS = 2000;

/** Of a longer value its beginning is looked for: nobody else begins with that. */
const LONGEST = 4096;

/**
 * Bytes of a spelling by which the kernel looks for it. So few lengths keep what can stand at one place few; see
 * `SimdKernel`.
 */
const ANCHOR = 24;
/** A spelling whose first line is shorter stands in too many places. */
const SHORTEST_ANCHOR = 4;

const WORD = 'A-Za-z0-9';

export const OWN_SECRET = 'known-secret';

/** What a person is told of a secret of their own. */
export const OWN_SECRET_FACTS: Facts = {
  id: OWN_SECRET,
  provider: 'own',
  category: 'own',
  title: 'A secret of your own',
  severity: 'high',
  forms: [],
  risk: 'It is in use: whoever reads it here can do what you can do with it.',
  env: [],
};

/** A secret, and by which names it is known. */
interface Known {
  readonly variables: (Variable & { readonly value: string })[];
  readonly patterns: readonly Pattern[];
}

/**
 * The secrets among values of files on this machine, as patterns that match nothing but them: as they are, quoted, in a
 * URL, and inside base64.
 */
export class OwnSecrets {
  readonly #known = new Map<string, Known>();
  readonly #left = new Set<string>();

  get isEmpty(): boolean {
    return this.#known.size === 0;
  }

  add(values: Iterable<AssignedValue>): void {
    for (const assigned of values)
      for (const { text, isPart } of secretsIn(assigned)) this.#add(text, assigned, isPart);
  }

  #add(secret: string, { variable: name, file, value }: AssignedValue, isPart: boolean): void {
    const known = this.#known.get(secret) ?? this.#learn(secret);
    if (known === undefined || known.variables.some((other) => other.name === name && other.file === file)) return;
    known.variables.push({ name, file, ...(isPart && { part: true }), value });
  }

  /** @returns undefined when there are too many */
  #learn(secret: string): Known | undefined {
    if (this.#known.size >= MOST_SECRETS) {
      this.#left.add(secret);
      return undefined;
    }
    const known: Known = { variables: [], patterns: [...written(secret), ...encoded(secret)] };
    this.#known.set(secret, known);
    return known;
  }

  /**
   * @param published values that everybody knows
   * @returns with `left` how many secrets more there were
   */
  patterns(published: ReadonlySet<string>): { readonly patterns: readonly Pattern[]; readonly left: number } {
    const patterns = [...this.#known.values()].flatMap((known) => {
      const variables = known.variables
        .filter(({ value }) => !published.has(value))
        .map(({ value, ...variable }) => variable);
      return variables.length === 0 ? [] : known.patterns.map((pattern) => ({ ...pattern, variables }));
    });
    return { patterns, left: this.#left.size };
  }
}

/** As it is, or escaped for where it stands. Inside a longer word it is another one. */
function written(secret: string): Pattern[] {
  const whole = secret.slice(0, LONGEST);
  const texts = spellingsOf(whole).map((spelling) => latin1(spelling));
  const isWord = /^[A-Za-z0-9]/.test(secret);
  return patternOf(
    texts.map((text) => ({ text, regex: exactly(text) })),
    // `mysql -pPASSWORD`: https://dev.mysql.com/doc/refman/8.4/en/connecting.html
    isWord ? ['', '-p'] : [''],
    {
      place: isWord ? 'word' : 'anywhere',
      before: isWord ? WORD : '',
      after: whole === secret && /[A-Za-z0-9]$/.test(secret) ? WORD : '',
    },
  );
}

/** In base64 it begins and ends wherever it does. */
function encoded(secret: string): Pattern[] {
  const cores = base64Of(secret.slice(0, LONGEST));
  const forms = cores.map(({ text, next }) => ({ text, regex: exactly(text) + oneOf(next) }));
  return patternOf(forms, [''], { place: 'anywhere', before: '', after: '' });
}

interface Form {
  readonly text: string;
  readonly regex: string;
}

interface Rest extends Pick<Pattern, 'before' | 'after'> {
  readonly place: 'word' | 'anywhere';
}

/** @param options what may stand before the value, and is no part of it */
function patternOf(all: readonly Form[], options: readonly string[], { place, ...rest }: Rest): Pattern[] {
  const forms = all.filter(({ text }) => anchorOf(text).length >= SHORTEST_ANCHOR && longestOf(text) <= LARGEST_REACH);
  if (forms.length === 0) return [];
  // The longest first: one spelling may go on where another one ends.
  const sources = [...forms].sort((a, b) => b.text.length - a.text.length).map(({ regex }) => regex);
  const literals = options.flatMap((option) => forms.map(({ text }) => option + anchorOf(text)));
  return [
    {
      id: OWN_SECRET,
      provider: OWN_SECRET_FACTS.provider,
      anchor: { literals: [...new Set(literals)], place },
      regex: `(?:${options.join('|')})(?<secret>${sources.join('|')})`,
      ignoreCase: false,
      reach: Math.max(DEFAULT_REACH, ...forms.map(({ text }) => longestOf(text))),
      // It names no vendor; whichever pattern does is the better one to tell.
      specificity: 'generic',
      confidence: 'high',
      severity: 'high',
      ...rest,
    },
  ];
}

function latin1(text: string): string {
  return Buffer.from(text).toString('latin1');
}

/** White space that may stand before each line of a value but the first, where it is set in. */
const INDENT = 32;

function anchorOf(text: string): string {
  return text.split('\n', 1)[0]?.slice(0, ANCHOR) ?? '';
}

function longestOf(text: string): number {
  return '-p'.length + text.length + 1 + (text.split('\n').length - 1) * (INDENT + 1);
}

function oneOf(chars: string): string {
  return chars === '' ? '' : `[${chars.replace('-', '\\-')}]`;
}

/** A regex for this text. Line ends may be those of Windows, and lines set in. */
function exactly(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replace(/\r?\n/g, `\\r?\\n[ \\t]{0,${INDENT}}`);
}
