import { latin1 } from './latin1.js';

/** Names longer than this are not names, and 160 bytes hold any name with its operator and quotes. */
const LONGEST_HEAD = 160;

/**
 * What may stand between a name and its value: closing brackets and quotes of the name, an operator or white space,
 * an authentication scheme, and opening quotes and brackets of the value. Applied to a short, bounded piece of one line.
 */
const NAME_BEFORE_VALUE =
  /([A-Za-z0-9_.$-]{1,64})(?:\\?["'`]|[\])]){0,4}[ \t]{0,16}(?::=|=>|->|={1,3}|[:,>(]|[ \t])[ \t]{0,16}(?:(?:Bearer|Basic|Token|bearer|token) {1,2})?(?:[A-Za-z]{0,2}\\?["'`]|[[({<]){0,4}[ \t]{0,4}$/;

/** A name that says its value is a credential. `value` is the everyday name in Kubernetes and CI variables. */
const NAMES_A_CREDENTIAL = /key|token|secret|passw|passphrase|pwd|auth|cred|login|bearer|value|api|pat$/i;

/** Names that hold such a word and still mean something public. */
const NAMES_SOMETHING_ELSE =
  /(?:public|primary|foreign|sort|partition|cache)[-_.]?key|key[-_.]?(?:id|name)$|token[-_.]?(?:type|url|endpoint|name)$/i;

/**
 * The name that the value at `start` is assigned to, by the syntax in front of it on its line, or undefined:
 * `NAME=`, `"name": "`, `name := `, `--name `, `put("name", "`, `<name>`, `login(key="`.
 */
export function nameBefore(bytes: Uint8Array, start: number): string | undefined {
  const head = latin1(bytes, start - LONGEST_HEAD, start);
  const line = head.slice(Math.max(head.lastIndexOf('\n'), head.lastIndexOf('\r')) + 1);
  return NAME_BEFORE_VALUE.exec(line)?.[1];
}

/** True when the value at `start` is assigned to a name that says key, token, secret or the like. */
export function isAssignedToCredential(bytes: Uint8Array, start: number): boolean {
  const name = nameBefore(bytes, start);
  return name !== undefined && NAMES_A_CREDENTIAL.test(name) && !NAMES_SOMETHING_ELSE.test(name);
}
