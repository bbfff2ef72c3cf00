import { latin1 } from './latin1.js';
import { STRUCTURE_REACH } from './pattern.js';

/** The key's own name, as JSON and as code has it, with whatever quotes, escapes and calls stand before its value. */
const NAMED_PRIVATE_KEY = /private_?key["'`\\\s:=>(rnb]{1,24}$/i;
const CLIENT_EMAIL =
  /client_?email["'`\\\s:=>(]{1,24}([a-z0-9][a-z0-9.-]{1,99}@(?:[a-z0-9-]{1,63}\.){0,4}gserviceaccount\.com)(?![a-z0-9.-])/i;
const KEY_ID = /private_?key_?id["'`\\\s:=>(]{1,24}([0-9a-f]{40})(?![0-9a-f])/i;

/**
 * The object of a Google Cloud service account: whoever has its `private_key` and `client_email` is that account, in
 * whatever order the keys come, on one line or many, also escaped as a string in another object, and as code has it
 * (`credential.cert({ clientEmail, privateKey })`). https://cloud.google.com/iam/docs/keys-create-delete
 *
 * @returns the account, and the id by which its key is revoked
 */
export function gcpServiceAccount(bytes: Uint8Array, start: number, end: number): readonly string[] | undefined {
  const before = latin1(bytes, start - STRUCTURE_REACH, start);
  if (!NAMED_PRIVATE_KEY.test(before.slice(-40))) return undefined;
  const after = latin1(bytes, end, end + STRUCTURE_REACH);
  const [opening, closing] = [openingBrace(before), closingBrace(after)];
  if (opening === -1 || closing === -1) return undefined;
  const others = `${before.slice(opening)}\n${after.slice(0, closing)}`;
  const account = CLIENT_EMAIL.exec(others)?.[1];
  if (account === undefined) return undefined;
  const keyId = KEY_ID.exec(others)?.[1];
  return [`service account ${account}`, ...(keyId === undefined ? [] : [`key id ${keyId}`])];
}

/** The index of the brace that is open at the end of the text, or -1. */
function openingBrace(text: string): number {
  let closed = 0;
  for (let at = text.length - 1; at >= 0; at--) {
    if (text[at] === '}') closed++;
    else if (text[at] === '{' && closed-- === 0) return at;
  }
  return -1;
}

/** The index of the brace that closes what is open at the beginning of the text, or -1. */
function closingBrace(text: string): number {
  let opened = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '{') opened++;
    else if (text[at] === '}' && opened-- === 0) return at;
  }
  return -1;
}
