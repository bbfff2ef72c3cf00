// Reads the layouts of a fact table: `22 chars + '_' + 59 alphanumerics`, `UUID, groups of 8-4-4-4-12 hex digits`.

/** The regex of a secret: its prefixes, its body and its suffix. */
export function regexOf(secret) {
  const prefixes = [secret.prefix ?? '', ...(secret.other_prefixes ?? [])].map(quoted);
  const prefix = prefixes.length > 1 ? `(?:${prefixes.join('|')})` : prefixes[0];
  const body = segmentsOf(secret).map(({ text, set, min, max }) =>
    text === undefined ? `[${set}]{${min}${max === min ? '' : `,${max}`}}` : quoted(text),
  );
  return prefix + body.join('') + quoted(secret.suffix ?? '');
}

/** The same as a shape that random tokens are drawn from. */
export function shapeOf(secret, prefix) {
  const body = segmentsOf(secret).map(({ text, set, min, max }) =>
    text === undefined ? `{${set}:${min}${max === min ? '' : `,${max}`}}` : text,
  );
  return prefix + body.join('') + (secret.suffix ?? '');
}

const HEX = '0-9a-f';
const KINDS = {
  chars: undefined,
  'hex digits': HEX,
  'lowercase hex digits': HEX,
  'uppercase hex digits': '0-9A-F',
  alphanumerics: 'A-Za-z0-9',
  'lowercase alphanumerics': 'a-z0-9',
  'uppercase alphanumerics': 'A-Z0-9',
  letters: 'A-Za-z',
  digits: '0-9',
  'base64url chars': 'A-Za-z0-9_-',
  'base64 chars': 'A-Za-z0-9+/',
};
const KIND = Object.keys(KINDS)
  .sort((a, b) => b.length - a.length)
  .join('|');
const PART = new RegExp(
  `^(?:(\\d+)(?: to (\\d+))? (?:random |body |data |lower-?case |)(${KIND})(?: of)?|(\\d+) of ([A-Za-z0-9_+/-]+)|'([^']+)')$`,
);

/** The segments of a body: the layout's where it can be read and adds up, else one segment of the body's characters. */
function segmentsOf(secret) {
  const { charset, length, layout } = secret.body;
  const [min, max] = length;
  const uniform = [{ set: charset, min, max }];
  if (layout === null) return uniform;
  if (/^UUID, groups of 8-4-4-4-12 hex digits$|^UUID version 4$/.test(layout)) return uuid(HEX);
  if (layout === 'UUID in upper case') return uuid('0-9A-F');
  const parts = layout.split(/ \+ /).map((part) => PART.exec(part.trim()));
  if (parts.length < 2 || parts.some((part) => part === null)) return uniform;
  const segments = parts.map(([, least, most, kind, count, set, text]) => {
    if (text !== undefined) return { text };
    if (count !== undefined) return { set, min: Number(count), max: Number(count) };
    return { set: KINDS[kind] ?? charset.replace(/[._-]+$/, ''), min: Number(least), max: Number(most ?? least) };
  });
  const sum = (key) => segments.reduce((total, segment) => total + (segment.text?.length ?? segment[key]), 0);
  return sum('min') === min && sum('max') === max ? segments : uniform;
}

function uuid(set) {
  return [8, 4, 4, 4, 12].flatMap((count, index) => [
    ...(index > 0 ? [{ text: '-' }] : []),
    { set, min: count, max: count },
  ]);
}

function quoted(text) {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
