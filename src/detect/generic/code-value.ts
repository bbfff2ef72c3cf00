import type { Candidate } from './candidate.js';

/** Values that are code, or what code is full of: numbers, times, versions, names of algorithms, regular expressions. */

/**
 * Without quotes: a number, a negation, a regular expression, or a name in a statement that ends behind it. And the names
 * of encodings, which stand beside values in calls.
 */
export function isCode({ value, quote, after, spaced, syntax, name }: Candidate): boolean {
  if (syntax !== 'compared' && isAnotherName(value, quote, after)) return true;
  if (VERSION.test(value) || ENCODING.test(value) || ALGORITHM.test(value) || (quote === '`' && COMMAND.test(value)))
    return true;
  if (quote !== '' || syntax === 'userinfo' || syntax === 'query') return false;
  if (syntax === 'table') return TYPE.test(value) || NUMBER.test(value) || /^[A-Z]?[a-z]+$|^[A-Z]+$/.test(value);
  if ((spaced || syntax === 'colon') && (CALL.test(value) || MEMBER.test(value) || POINTER.test(value))) return true;
  if (NEGATION.test(value) || /^(?:qr|m)?\/[\^[(\\]|^#[0-9A-Fa-f]{3,8}$/.test(value)) return true;
  const endsStatement = /^\s?(?:[;,)}\]|<&?=]|\/\*)|^[ \t]*\r?\n[ \t]*[.?]/.test(after);
  if (NUMBER.test(value)) return endsStatement || (spaced && name.kind !== 'password');
  if (syntax === 'colon' && name.kind !== 'password' && TYPE.test(value) && /^[ \t]*\r?\n/.test(after)) return true;
  const isCodeLike = spaced || syntax === 'colon' || syntax === 'arrow';
  return (
    isCodeLike &&
    endsStatement &&
    (EXPRESSION.test(value) || (/^[ \t]?[;|<]/.test(after) ? IDENTIFIER : TYPE).test(value))
  );
}

/** It is named itself, `{ "x": 8192 }`; or it names a part of something, `aws.auth#sigv4`. */
function isAnotherName(value: string, quote: string, after: string): boolean {
  return (quote !== '' && /^\\?["'`]:(?!:)/.test(after)) || /^[a-z]+(?:\.[a-z0-9]+)+#\w+$/i.test(value);
}

/** When a token was made or ends. A password may be such a number. */
export function isTime({ value, name }: Candidate): boolean {
  if (DATE_TIME.test(value)) return true;
  return (name.kind !== 'password' || name.negative !== undefined) && TIMESTAMP.test(value);
}

/** Seconds or milliseconds since 1970, of this century; a day. */
const TIMESTAMP = /^1[0-9]{9}(?:[0-9]{3})?$|^[12][0-9]{3}-[01][0-9]-[0-3][0-9]$/;
/** RFC 3339. */
const DATE_TIME = /^[12][0-9]{3}-[01][0-9]-[0-3][0-9][T ][0-2][0-9]:[0-5][0-9]/;
/** In back-quotes shells run it, and others print it. */
const COMMAND = /^[a-z][\w./-]* ['"$/<|-]/;
/** Not so long as a key. */
const NUMBER = /^-?(?:0[xX][0-9A-Fa-f_]{1,16}|[0-9][0-9.eE/+*_-]*)[uUlLfFn]{0,3}$/;
/** As images and packages are marked. */
const VERSION = /^v?[0-9]{1,4}(?:\.[0-9]{1,5}){2,3}(?:[-+][A-Za-z0-9.-]{1,30})?$/;
/** Encodings, digests, and the ways to log in. */
const ENCODING =
  /^(?:utf-?(?:8|16)(?:le)?|base64(?:url)?|hex|ascii|latin1|binary|buffer|sha-?[0-9]{1,3}|md5|[hrep]s(?:256|384|512)|eddsa|x?oauth(?:2|bearer)|cram-md5|digest-md5|scram-sha-?[0-9]{1,3}|ntlm(?:v2)?|gssapi|kerberos|mschapv2|nfk?[cd]|pbkdf2with[a-z0-9]+|p256dh|erc[0-9]{2,4}|tlsv1\.[0-3]|rsa[0-9]{4})$/i;
/** And media types. */
const ALGORITHM =
  /^(?:application|audio|font|image|multipart|text|video)\/[\w.+-]+$|^(?:rsa|aes|ecdsa|ecdh|hmac|pbkdf2|3?des|des-?ede3?|chacha20|dsa|pkcs[0-9]{1,2}|pbes2|a(?:128|192|256)(?:cbc(?:-hs[0-9]{3})?|gcm|gcmkw|kw|ctr))(?:[-_/+:][A-Za-z0-9]{1,16}){0,4}$/i;
/** `~read(`, `user.read(` */
const CALL = /^[~!*&-]?[A-Za-z_$][\w$.]*\(/;
/** `*name`, `&pkg.Type{`: pointers, and the aliases of YAML. */
const POINTER = /^[*&][A-Za-z_][\w.]*(?:\{\}?)?$/;
/** `Library.Module.Type`. */
const MEMBER = /^[A-Za-z_]\w{0,30}(?:\.[A-Za-z_]\w{0,30}){2,}$/;
/** `!enabled`, `!!x`, `!Ref x`; a password may begin so, but has more in it. */
const NEGATION = /^!(?:!|\(|[A-Za-z_$.]*$|[A-Za-z_$][\w$]*[.(?[])/;
const IDENTIFIER = /^[*&]?[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*(?:\[\])*$/;
/** Two words and more in camel case, perhaps with numbers between them: `Uint8Array`, `Base64URLString`. */
const TYPE = /^(?:[A-Z]{1,4}[a-z]+[0-9]{0,4}){2,}(?:\[\])*$|^[A-Za-z]+[0-9]{0,2}(?:\.[A-Za-z][A-Za-z0-9]+)+$/;
const EXPRESSION = /^[^()]*\(|[!=]=|^[A-Za-z_.]+(?:\?[A-Za-z_."']+|[+][A-Za-z_.]+)$/;

export function isRegularExpression(value: string): boolean {
  return REGULAR_EXPRESSION.test(value);
}

/** Classes that are repeated, groups with a mark, anchors at both ends: what matches secrets, not one of them. */
const REGULAR_EXPRESSION =
  /\[[^\]\s]{0,40}(?:[A-Za-z0-9]-[A-Za-z0-9]|\\[A-Za-z])[^\]\s]{0,40}\](?:[+*?]|\{[0-9])|\\{1,2}[dwsSWD](?:[+*]|\{[0-9])|\(\?(?:[:=!]|P?<|[imsx]{1,4}\))|\.\*\??[)$\\]|^\^.*\$$|^\^?\[(?:A-Z|a-z|0-9|\^)|^\^[(\\]/;
