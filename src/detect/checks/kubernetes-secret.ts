import { namesCredential } from '../credential-name.js';
import { isPlaceholder } from '../placeholder.js';
import { registryAuth } from './basic-auth.js';
import { type Entry, secretEntries } from './manifest.js';
import { isNoPassword } from './password-words.js';
import { privateKey } from './private-key.js';
import type { Proof } from './proof.js';
import type { Reading } from './reader.js';
import { urlPassword } from './url-password.js';

const NONE: Proof = { verdict: 'refuted' };

/** `data` of a Secret: base 64, so that each value is judged by what it decodes to. */
export function kubernetesData(text: string): Reading[] {
  return readings(text, 'data', ({ key, value }) => {
    const base64 = value.replace(/\s+/g, '');
    if (!/^[A-Za-z0-9+/]{4,}={0,2}$/.test(base64) || base64.length % 4 !== 0) return NONE;
    return judged(key, Buffer.from(base64, 'base64').toString('latin1'));
  });
}

/** `stringData` of a Secret: as it is. */
export function kubernetesStringData(text: string): Reading[] {
  return readings(text, 'stringData', ({ key, value }) => judged(key, value));
}

/** A password that is the name of the user beside it is none. */
function readings(text: string, map: string, judge: (entry: Entry) => Proof): Reading[] {
  const entries = secretEntries(text).filter((entry) => entry.map === map);
  const users = new Set(entries.filter(({ key }) => /user|login/i.test(key)).map(({ value }) => value));
  return entries
    .filter(({ value, key }) => /user|login/i.test(key) || !users.has(value))
    .map((entry) => ({ start: entry.start, end: entry.end, proof: withName(judge(entry), entry.key) }));
}

function withName(proof: Proof, key: string): Proof {
  return { ...proof, notes: [`the value of ${key}`, ...(proof.notes ?? [])] };
}

/** Names of what is kept beside a secret and is none. */
const PUBLIC_NAME =
  /(?:^|[._-])(?:user(?:name)?(?:_in)?|login|e?mail|host(?:name)?|port|endpoint|ur[il]|region|bucket|database|db|namespace|id|name|domain|realm|crt|cert|pub|ca|issuer|enabled|type)$|(?:user(?:name)?|host|endpoint|url)$/i;

/** The passwords of https://kubernetes.io/docs/, which many manifests were begun with. */
const PUBLISHED: ReadonlySet<string> = new Set([
  '1f2d1e2e67df',
  't0p-Secret',
  '39528$vdg7Jb',
  'S!B\\*d$zDsb=',
  'bar',
  'mypass',
]);

/** @param value what a container would see, bytes as latin1 text */
function judged(key: string, value: string): Proof {
  const text = value.trim();
  if (text.includes('-----BEGIN ')) return pemIn(text);
  if (/^\.?docker(?:config(?:json)?|cfg)$/.test(key)) return registries(text);
  const url = /[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/"'`<>]{0,128}:([^\s/?#"'`<>]{4,256})@[A-Za-z0-9._-]{0,64}/i.exec(text);
  if (url !== null) return urlPassword(url[1] as string, url[0]);
  if (isNoPassword(text) || isPlaceholder(text) || PUBLISHED.has(text) || PUBLIC_NAME.test(key)) return NONE;
  if (!namesCredential(key)) return looksDrawn(text) ? { verdict: 'doubtful' } : NONE;
  return isValue(text) ? { verdict: 'open' } : NONE;
}

/** The private key in a text; certificates and public keys are none. */
function pemIn(text: string): Proof {
  const block =
    /-----BEGIN (?:[A-Z0-9]{1,12} ){0,4}PRIVATE KEY-----[\s\S]{1,16000}?-----END [A-Z0-9 ]{0,40}PRIVATE KEY-----/.exec(
      text,
    );
  return block === null ? NONE : privateKey(block[0]);
}

/** `auths` of Docker's configuration: of several registries the first with a password counts. */
function registries(text: string): Proof {
  for (const [, auth = ''] of text.matchAll(/"auth"\s{0,8}:\s{0,8}"([A-Za-z0-9+/]{8,6000}={0,2})"/g)) {
    const proof = registryAuth(auth);
    if (proof.verdict !== 'refuted') return proof;
  }
  const password = /"password"\s{0,8}:\s{0,8}"([^"]{4,4000})"/.exec(text)?.[1];
  return password === undefined || isNoPassword(password) ? NONE : { verdict: 'open' };
}

/** Not a switch, a number, a path, a file of settings or what was compressed. */
function isValue(text: string): boolean {
  if (
    /^(?:true|false|yes|no|on|off|[0-9]{1,5}|\/[^\s]*|[a-z]+:\/\/\S*)$/i.test(text) ||
    text.startsWith('\x1f\x8b') ||
    text.startsWith('H4sI')
  )
    return false;
  return !/[\r\n]/.test(text) || text.split(/[\r\n]+/).length <= 2;
}

/** What no person writes: letters of both cases and digits in disorder. */
function looksDrawn(text: string): boolean {
  return (
    /^[A-Za-z0-9+/_=.~-]{20,512}$/.test(text) &&
    [/[a-z]/, /[A-Z]/, /[0-9]/].every((set) => set.test(text)) &&
    !/^[/.]|[/.]{2}|\.[a-z]{2,4}$/.test(text)
  );
}
