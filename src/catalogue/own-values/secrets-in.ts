import { isSecret, SHORTEST_PASSWORD } from './is-secret.js';

interface Assigned {
  readonly variable: string;
  readonly value: string;
  readonly literal?: true;
  readonly credential?: true;
}

interface Secret {
  readonly text: string;
  /** It is not all of the value. */
  readonly isPart: boolean;
}

/** What of a longer value is secret is asked of its beginning. */
const LONGEST = 16_384;

/** What of a variable's value is secret: all of it, the passwords of the URLs in it, or nothing. */
export function secretsIn(assigned: Assigned): Secret[] {
  const value = assigned.value.slice(0, LONGEST).trim();
  if (value.length < SHORTEST_PASSWORD || (!assigned.literal && isInterpolated(value))) return [];
  const passwords = [...urlPasswords(value), ...settings(value)].filter((password) =>
    isSecret({ variable: '', value: password, credential: true }),
  );
  const inside = new Set([...passwords, ...members(value)]);
  if (inside.size > 0 || value.includes('://')) return [...inside].map((text) => ({ text, isPart: true }));
  return isSecret({ ...assigned, value }) ? [{ text: value, isPart: false }] : [];
}

/** A JSON object, such as the key file of a service account: what its own names say. */
function members(value: string): string[] {
  if (!value.startsWith('{')) return [];
  try {
    const entries: [string, unknown][] = Object.entries(JSON.parse(value));
    return entries.flatMap(([variable, member]) =>
      typeof member === 'string' && isSecret({ variable, value: member.trim() }) ? [member.trim()] : [],
    );
  } catch {
    return []; // It only begins like one.
  }
}

/** `${NAME}`, `$(command)` and `$NAME`: what stands in the file is not what a program gets. */
function isInterpolated(value: string): boolean {
  return /\$\{|\$\(|^\$[A-Za-z_]\w*$|^`.*`$|\{\{|<%/s.test(value);
}

/** A user, a password and a host are no longer than this together. */
const LONGEST_AUTHORITY = 600;

/** RFC 3986 §3.2.1: `scheme://user:password@host`. Where somebody left a slash of the password as it is, it ends at the `@`. */
function urlPasswords(value: string): string[] {
  const found: string[] = [];
  for (let at = value.indexOf('://'); at !== -1; at = value.indexOf('://', at + 3)) {
    const [rest = ''] = value.slice(at + 3, at + 3 + LONGEST_AUTHORITY).split(/\s/, 1);
    const [authority = ''] = rest.split(/[/?#]/, 1);
    if (/^[^:@]*(?::[0-9]{1,5})?$/.test(authority)) continue;
    const end = authority.includes('@') ? authority.lastIndexOf('@') : rest.indexOf('@');
    const start = rest.indexOf(':') + 1;
    const password = rest.slice(start, end);
    if (start > 0 && start < end && !isInterpolated(password)) found.push(decodedUrl(password));
  }
  return found;
}

/** `Server=…;Password=…;`, `host=… password=…` and the query of a URL. */
function settings(value: string): string[] {
  if (!value.includes('=') || !/[;&?]|\s\w+=/.test(value)) return [];
  const found: string[] = [];
  for (const [, name, text] of value.matchAll(SETTING) as Iterable<string[]>)
    if (text !== undefined && !isInterpolated(text))
      found.push(/[?&]/.test(name as string) ? decodedUrl(text) : text.replace(/^(['"])(.*)\1$/, '$2'));
  return found;
}

const SETTING =
  /((?:^|[;&?\s])(?:password|pwd|pass|secret|token|accountkey|sharedaccesskey|api_?key|access_token|client_secret))\s*=\s*("[^"]{1,300}"|'[^']{1,300}'|[^;&\s]{1,300})/gi;

function decodedUrl(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
