import type { Candidate } from './candidate.js';

/** Values that only say where something stands. */

export function isReference(candidate: Candidate): boolean {
  return REFERENCE.test(candidate.value) || TEMPLATE.test(candidate.value) || isFormatted(candidate);
}

/**
 * The value stands somewhere else: variables of shells and templates, of CI systems and programs, entries of vaults.
 * And what is bracketed to be replaced, or encrypted.
 */
const REFERENCE =
  /^(?:\$[({]|\$[A-Za-z_]\w*(?!\w|[!@#%&*?+]+$)|\{\{|#\{|<[%?A-Za-z/_]|%[({]|%[A-Za-z_]\w*%|%[-+0-9.]{0,6}[sdvqxX](?![A-Za-z0-9])|@[A-Za-z]+[({@]|op:\/\/|vault:|secretref:|\(\(|process\.env|os\.(?:environ|getenv)|System\.getenv|ENV\[|env\.|arn:aws|!?\[?REDACTED|ENC\[|AQICAH)|^[A-Za-z_$][\w$.]*(?:(?:->|::)[\w$.]+){0,4}\(|^\*+$|^[-.=_#x*]+$/;

/** `"%s:%02d" % (a, b)` */
function isFormatted({ value, after }: Candidate): boolean {
  return /%[-+0-9.]{0,6}[a-z]/.test(value) && /^["'][ \t]{1,4}%[ \t(]/.test(after);
}

/** `{name}`, `{name:12}`: to be filled in. */
const TEMPLATE = /\{[\w=./][\w.:+/ -]*(?:\}|$)/;

/** The name by which a value is looked up. */
export function isLookedUp({ value, wrapper }: Candidate): boolean {
  return LOOKUP.test(wrapper) && KEY_OF_LOOKUP.test(value);
}

/** What is called to find a value, and what it is found by. */
const LOOKUP =
  /(?:^|[._:>])(?:must)?_?(?:get|fetch|look_?up|find|read|load|require|getenv|env|environ|param|input|prompt|field|option|flag|var)s?(?:[A-Z_]\w*)?$/i;
const KEY_OF_LOOKUP =
  /^(?:[A-Z][A-Z0-9]{0,19}(?:[_.:/-][A-Z0-9]{1,20})*|[A-Za-z]{1,20}(?:[_.:/ -][A-Za-z]{1,20}[0-9]?)*)$/;

export function isPath(value: string): boolean {
  return PATH.test(value);
}

const PATH =
  /^(?:\/[a-z][a-z0-9_.-]*){2,}\/?$|^(?:\.{1,2}|~)\/|^[@\w.-]+(?:\/[\w.-]+)*\.(?:[cm]?[jt]sx?|json|py|rb|go|java|html?|css|svg|png|md)$/;

export function isAddress(value: string): boolean {
  return ADDRESS.test(value) && !DRAWN.test(value);
}

/** No user, no query; and no part that looks drawn. */
const ADDRESS = /^(?:[a-z][a-z0-9+.-]{1,20}:\/\/|(?:urn|file|classpath):)[^\s@?#]*$/i;
const DRAWN = /[A-Za-z0-9_-]{24}|\/(?=[A-Za-z_-]*[0-9])(?=[0-9]*[A-Za-z])[A-Za-z0-9_-]{12,}(?:\/|$)/;
