/** One `"key": value` of an object, by its places in the text. */
export interface JsonMember {
  readonly key: string;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly valueStart: number;
  readonly valueEnd: number;
}

/** An object in a JSON text. Knowing where things stand lets an edit leave every other byte alone. */
export interface JsonObject {
  /** Where its `{` is. */
  readonly open: number;
  /** Where its `}` is. */
  readonly close: number;
  readonly members: readonly JsonMember[];
}

const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/**
 * Finds the members of the object whose `{` is at `open`.
 *
 * @param json a text that `JSON.parse` has accepted: nothing is checked again here
 */
export function jsonObject(json: string, open: number): JsonObject {
  const members: JsonMember[] = [];
  let depth = 0;
  let key: Pick<JsonMember, 'key' | 'keyStart' | 'keyEnd'> | undefined;
  let valueStart = open;
  for (const { 0: token, index } of json.slice(open).matchAll(TOKEN)) {
    const at = open + index;
    const opens = token === '{' || token === '[';
    if (token === '}' || token === ']') depth--;
    if (depth === 0 && !opens) return { open, close: at, members };
    if (depth === 1 && token !== ',' && token !== ':') {
      const end = at + token.length;
      if (key === undefined) key = { key: JSON.parse(token) as string, keyStart: at, keyEnd: end };
      else {
        if (token !== '}' && token !== ']') valueStart = at;
        if (!opens) {
          members.push({ ...key, valueStart, valueEnd: end });
          key = undefined;
        }
      }
    }
    if (opens) depth++;
  }
  return { open, close: json.length, members };
}
