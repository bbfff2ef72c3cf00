/** Words that say that a value is a credential, also at the end of a longer word: `apikey`, `authtoken`, `dbpassword`. */
const CREDENTIAL_WORD =
  /^(?:[a-z0-9]*(?:keys?|tokens?|secrets?|passwords?|passwd|passphrase|pwd|credentials?|creds?|auth|login|bearer)|authorization)[0-9]*$/;

/** Words that say so only as the last of a name; `value` is the everyday name in Kubernetes and CI variables. */
const LAST_WORD = /^(?:api|pat|pass|pw|value)[0-9]*$/;

/** Words that only end like one. */
const OTHER_WORD = /^(?:mon|don|tur|hoc|joc|whis)keys?$/;

/** Some of each of these words: most names have none and need not be taken apart. */
const MAY_SAY = /key|token|secret|pass|pwd?|cred|auth|login|bearer|api|pat|value/i;

/** Names that hold such a word and still mean something public, an identifier or a digest. Applied to `snake_case`. */
const SOMETHING_ELSE = [
  /(?:^|_)(?:public|primary|foreign|sort|partition|cache|shard|routing|idempotency|source|object)_?keys?(?:_|$)/,
  /(?:^|_)(?:max|min|num|pad|eos|bos|unk|cls|sep|mask|stop)_tokens?(?:_|$)/,
  /keys?_?(?:id|name|type|size|length|path|file|usage|version|material_id)$/,
  /tokens?_?(?:type|ur[il]|endpoint|name|id|limit|count)$/,
  /(?:secret|password)_?(?:name|arn|ref|id|hash|version|policy|reset_url)$/,
  // A project's name in SonarQube. At other vendors a project key is a secret.
  /(?:^|_)d?sonar_project_?key$/,
  /(?:^|_)(?:commit|revision|rev|sha|sha1|sha256|sha512|md5|hash|digest|checksum|fingerprint|thumbprint|etag|integrity)$/,
];

/** True when a name says key, token, secret or the like: `WANDB_API_KEY`, `apiKey`, `--password`, `db.passwd`. */
export function namesCredential(name: string): boolean {
  if (!MAY_SAY.test(name)) return false;
  const words = wordsOf(name);
  const says = words.some((word) => CREDENTIAL_WORD.test(word) && !OTHER_WORD.test(word));
  if (!says && !LAST_WORD.test(words.at(-1) ?? '')) return false;
  const snake = words.join('_');
  return !SOMETHING_ELSE.some((other) => other.test(snake));
}

/** The words of a name in any of the usual spellings, in lower case. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}
