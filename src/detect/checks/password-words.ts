import { namesCredential } from '../credential-name.js';

/**
 * True when the text that stands where a password is expected is none: empty, a reference to where the password is, a mask,
 * or a word that says what belongs there.
 *
 * Only for values that people choose. A random token never has to pass this test.
 */
export function isNoPassword(text: string): boolean {
  const value = text.trim();
  return value.length < SHORTEST || isReference(value) || isMask(value) || isWord(value);
}

/** Shorter ones stand in documentation and tests (`a:b@c`, `u:p@host`) far more often than before a server. */
const SHORTEST = 4;

/** `$X`, `${X}`, `{{ x }}`, `<x>`, `[x]`, `{x}`, `%x%`, `%s`, `:x`, `@x@`, `__X__`, `#{x}`, `!Ref x`, `ENC(…)`, `env.X`, `A_CONSTANT`, `connection.password)`. */
function isReference(value: string): boolean {
  return (
    /\$\{|\$\(|\{\{|\{%|<%|#\{|\$[A-Za-z_{(]|%\([a-z]|\.\.\.|\u2026|\xe2\x80\xa6/i.test(value) ||
    /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(value) ||
    /^[a-z_]+(?:\.[a-z_]+)+[()[\],;]*$/i.test(value) ||
    /^(?:<.*>?|\[.*\]|\{.*\}|\(.*\)|%.*%|@.*@|__.*__|:[A-Za-z_]\w*|%[a-z]\d?|%[0-9]\$s|\?+|!(?:Ref|Sub|GetAtt|Join)\b.*)$/i.test(
      value,
    ) ||
    /^(?:ENC[[(]|vault:|op:|encrypted:|secret:|ssm:|arn:|file:|env[.:(]|process\.env|os\.(?:environ|getenv)|getenv|config\.|var\.|local\.|data\.|module\.|secrets\.|settings\.|self\.|this\.|@Microsoft)/i.test(
      value,
    ) ||
    isMember(value)
  );
}

/** `response.access_token`, `opts?.password`: code that says where the password is. */
function isMember(value: string): boolean {
  const names = value.split(/\??\./);
  const last = names.at(-1) ?? '';
  return (
    names.length > 1 && names.every((name) => /^[A-Za-z_$][A-Za-z0-9_$]{0,63}$/.test(name)) && namesCredential(last)
  );
}

/** `****`, `xxxx`, `----`, `0000`: one character again and again. */
function isMask(value: string): boolean {
  return new Set(value.toLowerCase()).size === 1 || /\*{3}|x{5}|•{3}|(?:%E2%80%A2){3}/i.test(value);
}

/** Names for a user that stand in documentation and tests. What is beside them mostly was invented, too. */
export function isNoUser(name: string): boolean {
  return /^(?:x|my|your|some|the|test)?[-_]?(?:users?|username|user[-_]?name|usr|uname|login|name|anonymous|foo|bar|jschmoe|johndoe|jdoe)$/i.test(
    name,
  );
}

function isWord(value: string): boolean {
  const lower = value.toLowerCase();
  const plain = lower.replace(/[^a-z0-9]/g, '');
  const spelled = spelledOut(lower);
  return [plain, spelled].some((word) => WORDS.has(word) || MARKER.test(word)) || PHRASE.test(lower);
}

/** `p@ssw0rd123!` as `password`. */
function spelledOut(lower: string): string {
  const letters: Record<string, string> = { '@': 'a', 0: 'o', $: 's', 5: 's', 3: 'e', 1: 'i', '!': 'i', 4: 'a' };
  return lower.replace(/(?:1|12|123|1234|12345)?[!.#*]{0,3}$/, '').replace(/[^a-z]/g, (char) => letters[char] ?? '');
}

/** Words in a password's place, and the passwords that software comes with. */
const WORDS = new Set(
  `admin administrator apikey authtoken bar base64 baz blah bogus changeit changeme credential credentials default demo dummy
  empty example fake fixme foo foobar foobared guest hidden hunter2 key keyboardcat letmein login masked mock mypass mypassword
  mypasswd mypw mysecret mysqlpassword mytoken none null nil nopassword nosecret notset null oauth2 optional passphrase
  pass password passwd passw0rd password1 password12 password123 p4ssw0rd p4ss pass1 pass123 pass1234 passwort placeholder postgres
  postgresql postgrespassword privatetoken pssword pswd pwd qux qwerty redacted removed root rootpassword rootpw s3cr3t s3cret
  sample sapassword secret secretpassword secretpass somepass somepassword something string supersecret super test test1 test123
  test1234 testing testing123 testpass testpassword testpw testtoken tbd thepassword todo token toor undefined unused user
  username userpass userpassword userpwd value welcome xpassword your yourpass yourpassword yourtoken youraccesstoken
  accesstoken usertoken mydbpassword dbpass dbpassword dbpasswd dbpwd dbuser ftppassword mongodb mysql redis rabbitmq mariadb
  minioadmin scott tiger sonar vagrant airflow hive oracle manager tomcat keycloak odoo strapi wordpress drupal magento
  12345 123456 1234567 12345678 123456789 1234567890 abc123 abcd1234 1234 4321 xoauthbasic xoauth bitbucketpassword
  mypassword123 secret123 secretkey mysecretpassword mysecretpw topsecret strongpassword securepassword verysecret
  proxypass proxypassword repopwd repopassword
  xyzzy opensesame circleoflife gx1fbat3bv xpasswd stringpassword passpass pwdpwd
  wrong wrongpassword invalid incorrect badpassword bad wrongpass invalidpassword newpassword oldpassword`.split(/\s+/),
);

/** Words that no chosen password holds, wherever they stand. */
const MARKER =
  /(?:your|my|some|the|db|database|user|admin|root|auth|random|test|fake|enter|insert|put|actual|real|new|old|this|that)(?:[a-z]{0,12})(?:password|passwd|secret|passphrase|token|credential)s?(?:here)?$|example|placeholder|changeme|changethis|replaceme|redacted|notreal|passwordhere|tokenhere|secrethere/;

/** `the password of the user`, `user password`, `url-encoded-password`: words and the one that names them. */
const PHRASE = /^(?:[a-z]{1,14}[-_. ]){1,5}(?:pass|password|passwd|pwd|secret|token|key|here)$/;
