import { isPlaceholder } from '../placeholder.js';
import { embedded } from './embedded.js';
import { isNoPassword } from './password-words.js';
import { privateKey } from './private-key.js';
import type { Proof } from './proof.js';
import type { Reading } from './reader.js';

/** The end of an instance, or the next one. */
const END = /"sensitive_attributes"\s*:|"schema_version"\s*:/;
const SENSITIVE = /^"sensitive_attributes"\s*:\s*\[[\s\S]{0,2000}?\]\s*(?:,\s*"|\})/;
const ATTRIBUTE = /"([a-z0-9_]{2,64})"\s*:\s*"((?:[^"\\]|\\.){4,8000})"/g;

/** Attributes of resources that are secret in every provider; others count when the state itself calls them sensitive. */
const SECRET_NAME =
  /^(?:(?:[a-z0-9]+_)*(?:password|passwd|secret|secret_key|secret_access_key|client_secret|secret_string|private_key|private_key_pem|private_key_openssh|access_token|auth_token|api_token|api_key|token|shared_key|connection_string|primary_access_key|secondary_access_key|primary_key|secondary_key|ses_smtp_password_v4|admin_password|passphrase))$/;

/**
 * The secrets of one instance of a resource in the state of Terraform, from its `schema_version` to its
 * `sensitive_attributes`. https://developer.hashicorp.com/terraform/internals/json-format
 */
export function terraformState(text: string): Reading[] {
  const plain = embedded(text, /^\\*"?schema_version\\/.test(text));
  const head = /^"?schema_version"\s*:/.exec(plain.text)?.[0].length ?? 0;
  const rest = plain.text.slice(head);
  const end = END.exec(rest)?.index ?? rest.length;
  const sensitive = new Set(
    [...(SENSITIVE.exec(rest.slice(end))?.[0] ?? '').matchAll(/"value"\s*:\s*"([a-z0-9_]{2,64})"/g)].map(
      ([, name]) => name,
    ),
  );
  const readings: Reading[] = [];
  for (const { 0: whole, 1: name = '', 2: value = '', index } of rest.slice(0, end).matchAll(ATTRIBUTE)) {
    if (!SECRET_NAME.test(name) && !sensitive.has(name)) continue;
    const start = head + index + whole.length - 1 - value.length;
    readings.push({ ...plain.place(start, start + value.length), proof: judged(name, value) });
  }
  return readings;
}

function judged(name: string, value: string): Proof {
  const notes = [`the attribute ${name}`];
  if (value.startsWith('-----BEGIN '))
    return value.includes('PRIVATE KEY') ? { ...keyIn(value), notes } : { verdict: 'refuted' };
  if (isNoPassword(value) || isPlaceholder(value) || /^(?:true|false|[0-9]{1,5}|arn:.*|\/.*)$/.test(value))
    return { verdict: 'refuted' };
  return { verdict: 'open', notes };
}

function keyIn(value: string): Proof {
  return privateKey(value.replace(/(?:\\n|\s)+$/, ''));
}
