/** What JSON gives. Nothing of it is known to be as it should. */
export type Json = unknown;

/** A text in a JSON document, or an array of nothing but texts, with the names that lead there. */
export interface Leaf {
  readonly names: readonly string[];
  readonly texts: readonly string[];
}

/** All texts of a document, however deep. */
export function* leavesOf(document: Json): Generator<Leaf> {
  const ahead: { value: Json; names: readonly string[] }[] = [{ value: document, names: [] }];
  for (let next = ahead.pop(); next !== undefined; next = ahead.pop()) {
    const { value, names } = next;
    if (typeof value === 'string') yield { names, texts: [value] };
    else if (isTexts(value)) yield { names, texts: value };
    else if (typeof value === 'object' && value !== null)
      // Nobody names a place by more names than this; deeper ones are only hostile.
      for (const [name, inner] of Object.entries(value).reverse())
        ahead.push({ value: inner, names: names.length < MOST_NAMES ? [...names, name] : names });
  }
}

const MOST_NAMES = 16;

function isTexts(value: Json): value is string[] {
  return Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string');
}

/** A property of what may be an object. */
export function property(value: Json, name: string): Json {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, Json>)[name]
    : undefined;
}

/** The items of what may be an array. */
export function items(value: Json): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

/** The texts in what may be an array. */
export function texts(value: Json): string[] {
  return items(value).filter((each) => typeof each === 'string');
}

export function text(value: Json): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The document that bytes are; undefined when they are none. */
export function parsed(bytes: Buffer): Json {
  try {
    return JSON.parse(bytes.toString('utf8').replace(/^\ufeff/, ''));
  } catch {
    return undefined;
  }
}
