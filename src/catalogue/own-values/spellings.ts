/**
 * How a value is written down where it does not stand as it is: each entry spells a character, or leaves it. Letters and
 * digits are the same everywhere, so most tokens have one spelling.
 */
const SPELLINGS: readonly ((char: string) => string | undefined)[] = [
  () => undefined,
  json,
  // JSON of Python: all but ASCII is escaped. Of PHP: the slash is. Of Go and of .NET: what means something in HTML is.
  (char) => json(char) ?? (char > '\x7e' ? unicode(char, false) : undefined),
  (char) => json(char) ?? (char === '/' ? '\\/' : undefined),
  (char) => json(char) ?? ('<>&'.includes(char) ? unicode(char, false) : undefined),
  (char) => ('<>&\'"+`'.includes(char) || char > '\x7e' ? unicode(char, true) : json(char)),
  // JSON in a JSON string.
  (char) => (json(char) === undefined ? undefined : JSON.stringify(json(char)).slice(1, -1)),
  // In single quotes, in a template, in double quotes of a shell, and without quotes there: what must be, and all else.
  (char) => (char === "'" || char === '\\' ? `\\${char}` : json(char, false)),
  (char) => ('`$\\'.includes(char) ? `\\${char}` : undefined),
  (char) => ('"`$\\!'.includes(char) ? `\\${char}` : undefined),
  (char) => (/[ \t'"\\|&;()<>!{}*[\]?^$`,]/.test(char) ? `\\${char}` : undefined),
  (char) => (/[A-Za-z0-9_\n]/.test(char) || char > '\x7e' ? undefined : `\\${char}`),
  (char) => (char === "'" ? "'\\''" : undefined),
  // SQL, YAML and PowerShell; CSV; Compose files and Makefiles; Python's configparser and batch files.
  (char) => (char === "'" ? "''" : undefined),
  (char) => (char === '"' ? '""' : undefined),
  (char) => (char === '$' ? '$$' : undefined),
  (char) => (char === '%' ? '%%' : undefined),
  // Java's properties.
  (char) => ('\\:=#! '.includes(char) ? `\\${char}` : undefined),
  // HTML and XML: five names, and the two numbers of the apostrophe.
  (char) => ENTITIES[char],
  (char) => (char === "'" ? '&#39;' : ENTITIES[char]),
  (char) => (char === "'" ? '&#x27;' : ENTITIES[char]),
  // URLs (RFC 3986), with and without the characters that encodeURIComponent leaves, and forms (that of
  // https://url.spec.whatwg.org/ encodes the tilde and leaves the star) with their plus; a URL in a URL.
  (char) => encodeURIComponent(char),
  (char) => encodeURIComponent(char).toLowerCase(),
  strict,
  (char) => strict(char).replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
  (char) => (char === ' ' ? '+' : strict(char)),
  (char) => (char === '~' ? '%7E' : '* '.includes(char) ? char.replace(' ', '+') : strict(char)),
  (char) => strict(char).replaceAll('%', '%25'),
];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** RFC 8259 §7; undefined for what stands as it is. */
function json(char: string, quote = true): string | undefined {
  if (char === '"' && !quote) return undefined;
  const escaped = JSON.stringify(char).slice(1, -1);
  return escaped === char ? undefined : escaped;
}

function unicode(char: string, upper: boolean): string {
  return Array.from({ length: char.length }, (_, unit) => {
    const code = char.charCodeAt(unit).toString(16).padStart(4, '0');
    return `\\u${upper ? code.toUpperCase() : code}`;
  }).join('');
}

function strict(char: string): string {
  return encodeURIComponent(char).replace(/[!'()*]/, (left) => `%${left.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** How each character is spelled; undefined is itself. Few are met, and many times. */
const known = new Map<string, readonly string[]>();

function spelled(char: string): readonly string[] {
  let spellings = known.get(char);
  if (spellings === undefined) {
    spellings = SPELLINGS.map((spell) => spell(char) ?? char);
    known.set(char, spellings);
  }
  return spellings;
}

/** Every way in which the value may be written, the plain one first, each once. */
export function spellingsOf(value: string): string[] {
  const special = [...new Set(value.match(/[^A-Za-z0-9]/gu) ?? [])];
  const texts: string[] = [];
  const seen = new Set<string>();
  for (let way = 0; way < SPELLINGS.length; way++) {
    const table = new Map(special.map((char) => [char, spelled(char)[way] as string]));
    const key = [...table.values()].join('\0');
    if (seen.has(key)) continue;
    seen.add(key);
    texts.push(value.replace(/[^A-Za-z0-9]/gu, (char) => table.get(char) as string));
  }
  return texts;
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** What base64 of a text has in it when the text holds a value. */
interface Core {
  readonly text: string;
  /** One of these characters follows: the value's last bits are in it, and bits of what is behind. Any when empty. */
  readonly next: string;
}

/**
 * The characters of base64 (RFC 4648 §4 and §5) that every text has which holds the value's bytes, whatever is before
 * and behind them. A character stands for six bits, so there are three ways in which a value can come to stand. What stands
 * before it and has bits of the first byte too is left out.
 */
export function base64Of(value: string): Core[] {
  const bytes = Buffer.from(value);
  const cores = new Map<string, Core>();
  for (const shift of [0, 1, 2]) {
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes, Buffer.alloc(2)]).toString('base64');
    const bits = (shift + bytes.length) * 8;
    const end = Math.floor(bits / 6);
    const text = encoded.slice(Math.ceil((shift * 8) / 6), end);
    const first = BASE64.indexOf(encoded[end] as string);
    const next = bits % 6 === 0 ? '' : BASE64.slice(first, first + 2 ** (6 - (bits % 6)));
    cores.set(text, { text, next });
    const [urlText, urlNext] = [urlSafe(text), urlSafe(next)];
    cores.set(urlText, { text: urlText, next: [...new Set(next + urlNext)].join('') });
  }
  return [...cores.values()];
}

function urlSafe(text: string): string {
  return text.replaceAll('+', '-').replaceAll('/', '_');
}
