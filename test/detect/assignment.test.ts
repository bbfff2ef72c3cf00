import { describe, expect, it } from 'vitest';
import { assignmentAt, isCredential, namesBefore } from '../../src/detect/assignment.js';
import { namesCredential } from '../../src/detect/credential-name.js';

/** The first name that a value behind this text is assigned to. */
const nameBefore = (text: string) => namesBefore(text)[0];

describe('the name of a value', () => {
  it.each([
    ['NAME='],
    ['NAME = '],
    ['export NAME='],
    ["export NAME='"],
    ['"NAME": "'],
    ["'NAME': '"],
    ['"NAME":"'],
    ['{"NAME":"'],
    ['NAME: '],
    ['NAME: "'],
    ['- NAME: '],
    ['NAME := "'],
    ['NAME => "'],
    ['NAME -> "'],
    [":NAME => '"],
    ['NAME ?= '],
    ['NAME ||= "'],
    ['NAME == "'],
    ['if (NAME === "'],
    ['put("NAME", "'],
    ["config['NAME'] = '"],
    ['os.environ["NAME"] = "'],
    ['char NAME[] = "'],
    ['<NAME>'],
    ['<add NAME="'],
    ['<string name="NAME">'],
    ['login(NAME="'],
    ['NAME(" '],
    ['SECRET, NAME="'],
    ['ENV NAME '],
    ['\\"NAME\\": \\"'],
    ['\\\\\\"NAME\\\\\\":\\\\\\"'],
    ['&NAME='],
    ['?a=b&NAME='],
    ['%22NAME%22%3A%22'],
    ['NAME%3D'],
    ['NAME%253D'],
    ['NAME\\u003d'],
    ['&quot;NAME&quot;: &quot;'],
    ['NAME=b"'],
    ["NAME=rb'"],
    ['NAME=@"'],
    ['NAME=`'],
    ['NAME={`'],
    ['NAME: [ "'],
    ['| `NAME` | `'],
    ['NAME=\x1b[32m'],
    ['NAME:\\n'],
    ['NAME = \xe2\x80\x9c'],
    ['NAME:\xc2\xa0'],
    ['NAME <- "'],
    ['x, NAME, "'],
    ['$'.concat('{NAME:-')],
    ['$'.concat('{NAME:=')],
    ['env.get("NAME") or "'],
    ['process.env["NAME"] || "'],
    ['process.env["NAME"] ?? "'],
  ])('is read in %s', (text) => {
    expect(namesBefore(text)).toContain('NAME');
  });

  it.each([
    ['login --NAME ', '--NAME'],
    ['login --NAME=', '--NAME'],
    ['$NAME = "', '$NAME'],
    ['self.NAME = "', 'self.NAME'],
    ['x-api-key: ', 'x-api-key'],
  ])('is read with what belongs to it in %s', (text, name) => {
    expect(nameBefore(text)).toBe(name);
  });

  it.each([
    ['Authorization: Bearer ', 'Authorization'],
    ['"Authorization": "token ', 'Authorization'],
    ["-H 'Authorization: Basic ", 'Authorization'],
    ['headers.set("Authorization", "Bearer ', 'Authorization'],
    ['NAME: str = "', 'NAME'],
    ['const NAME: string = "', 'NAME'],
    ['val NAME: String = "', 'NAME'],
    ['const NAME: &\'static str = "', 'NAME'],
    ['NAME: Optional[str] = "', 'NAME'],
    ['var NAME string = "', 'NAME'],
    ['NAME = SecretStr("', 'NAME'],
    ['NAME = base64.b64decode(b"', 'NAME'],
    ['NAME: wrap("', 'NAME'],
    ['NAME: Option<String> = Some("', 'NAME'],
  ])('is read through %s', (text, name) => {
    expect(namesBefore(text)).toContain(name);
  });

  it.each([
    [''],
    ['"'],
    ['- '],
    ['// '],
    ['https://'],
    ['git+https://host.test/org/repo@'],
    ['uses: actions/checkout@'],
    ['"", "'],
    ['/'],
    ['image@sha256'],
    ['key/'],
    ['token-'],
    ['secret#'],
  ])('is not there in %j', (text) => {
    expect(namesBefore(text).filter(namesCredential)).toEqual([]);
  });
});

describe('a name', () => {
  it.each([
    ...['WANDB_API_KEY', 'apiKey', 'api-key', 'APIKEY', 'my.api.key', 'wandbkey', 'key1', 'keys', 'x-api-key'],
    ...['token', 'accessToken', 'GITHUB_TOKEN', 'authToken', 'oauth_token', '_authToken', 'HF_TOKEN_2'],
    ...['secret', 'clientSecret', 'SECRET_ACCESS_KEY', 'password', 'dbPassword', 'passwd', 'passphrase', 'pwd'],
    ...['credentials', 'creds', 'auth', 'login', 'wandb.login', '--relogin', 'bearer', 'Authorization', 'proxy-auth'],
    ...['value', 'api', 'GITHUB_PAT', 'pass', 'db_pass', '$key', 'self.token'],
  ])('says that its value is a credential: %s', (name) => {
    expect(namesCredential(name)).toBe(true);
  });

  it.each([
    ...['commit', 'sha', 'id', 'name', 'version', 'revision', 'author', 'keyboard', 'keyword', 'monkey', 'tokenizer'],
    ...['public_key', 'publicKey', 'primaryKey', 'foreign_key', 'sort_key', 'partitionKey', 'cache-key', 'cacheKey'],
    ...['sourceKey', 'object-key', 'KeyMaterialId', 'sonar.projectKey', 'secret_version', 'key_version'],
    ...['token_type', 'tokenUrl', 'token_endpoint', 'max_tokens', 'pad_token', 'eos_token', 'key_id', 'keyName'],
    ...['secret_name', 'secretArn', 'secretRef', 'password_hash', 'password_reset_url', 'passwordless', 'key_size'],
    ...['wandb_commit', 'api_url', 'api_version', 'valueFrom', 'token_sha', 'secret_version_hash', 'turkey', ''],
  ])('says no such thing: %j', (name) => {
    expect(namesCredential(name)).toBe(false);
  });
});

describe('a value', () => {
  const isAssigned = (before: string, after = '', reach = 256) => {
    const bytes = Buffer.from(`${before}VALUE${after}`, 'latin1');
    return isCredential(assignmentAt(bytes, before.length, reach), bytes, before.length + 5, reach);
  };

  it('belongs to the name on its own line', () => {
    expect(isAssigned('API_KEY=x\nCOMMIT=')).toBe(false);
    expect(isAssigned('COMMIT=x\nAPI_KEY=')).toBe(true);
    expect(isAssigned('API_KEY=\n')).toBe(false);
    expect(isAssigned('API_KEY=\r')).toBe(false);
  });

  it.each([
    ['https://', '@host.test/', true],
    ['https://', ':x-oauth-basic@host.test/', true],
    ['https://user:', '@host.test/', true],
    ['git+ssh://', '@host.test', true],
    ['https://host.test/', '@1', false],
    ['https://', '/path@x', false],
    ['https://', '.host.test', false],
    ['mail ', '@host.test', false],
  ])('is a credential between %j and %j of a URL: %j', (before, after, expected) => {
    expect(isAssigned(before, after)).toBe(expected);
  });

  it('is judged by no more than its reach', () => {
    expect(isAssigned(`API_KEY=${' '.repeat(20)}`, '', 64)).toBe(true);
    expect(isAssigned(`API_KEY=${' '.repeat(20)}`, '', 20)).toBe(false);
  });
});
