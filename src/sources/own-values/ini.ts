import type { ReadValue } from './own-value.js';

interface Line {
  readonly section: string;
  readonly key: string;
  readonly value: string;
}

/** `[section]` and `key = value` lines; `;` and `#` begin comments. */
function* readIni(text: string): Generator<Line> {
  let section = '';
  for (const line of text.replace(/^\ufeff/, '').split('\n')) {
    const trimmed = line.trim();
    if (/^[;#]/.test(trimmed)) continue;
    const [, name] = /^\[([^\]]{1,200})\]/.exec(trimmed) ?? [];
    if (name !== undefined) section = name.trim();
    const equals = trimmed.indexOf('=');
    const value = trimmed.slice(equals + 1).trim();
    if (name === undefined && equals > 0 && value !== '')
      yield { section, key: trimmed.slice(0, equals).trim(), value: value.replace(/^(["'])(.*)\1$/, '$2') };
  }
}

/** https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html */
export function readAwsCredentials(text: string): ReadValue[] {
  const values: ReadValue[] = [];
  for (const { section, key, value } of readIni(text))
    if (key === 'aws_secret_access_key' || key === 'aws_session_token')
      values.push({ variable: `${key} of [${section}]`, value, literal: true, credential: true });
  return values;
}

/**
 * https://docs.npmjs.com/cli/configuring-npm/npmrc: `_authToken` is a token, `_auth` is `user:password` in base64,
 * `_password` a password in base64, `key` a private key with its line ends escaped.
 */
export function readNpmrc(text: string): ReadValue[] {
  const values: ReadValue[] = [];
  for (const { key, value } of readIni(text)) {
    const name = /(?:^|:)(_authToken|_auth|_password|key)$/.exec(key)?.[1];
    if (name === undefined) continue;
    values.push({ variable: key, value: name === 'key' ? value.replace(/\\n/g, '\n') : value, credential: true });
    if (name === '_auth') values.push(...passwordOf(key, value));
    if (name === '_password') values.push(...decoded(key, value));
  }
  return values;
}

/** The password in a base64 text of `user:password`. */
export function passwordOf(variable: string, base64: string): ReadValue[] {
  return decoded(variable, base64).flatMap(({ value }) => {
    const colon = value.indexOf(':');
    return colon === -1 ? [] : [{ variable, value: value.slice(colon + 1), literal: true, credential: true } as const];
  });
}

/** What a base64 text stands for, when that is a text. */
export function decoded(variable: string, base64: string): ReadValue[] {
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(base64)) return [];
  const value = Buffer.from(base64, 'base64').toString('utf8');
  return value.includes('\ufffd') ? [] : [{ variable, value, literal: true, credential: true }];
}
