import { describe, expect, it } from 'vitest';
import { draw } from '../../../src/catalogue/shape.js';
import { anyToken, refusedIn, seededRandom } from '../../support/judged.js';

const WRITINGS = [
  (value: string) => `  password: ${value}\n`,
  (value: string) => `API_TOKEN=${value}\n`,
  (value: string) => `client_secret = "${value}"\n`,
  (value: string) => `{"apiKey": "${value}"}\n`,
  (value: string) => `  authToken: '${value}',\n`,
  (value: string) => `tool --password ${value}\n`,
];

/** The writings in which a value is refused. */
function refusals(value: string): string[] {
  return WRITINGS.map((write) => write(value)).filter((text) => refusedIn(text).length > 0);
}

/** With `§` for the dollar sign. */
const REFERENCES = [
  ['shells', ['§DB_PASSWORD', '§{DB_PASSWORD}', '§{DB_PASSWORD:-}', '§(cat /run/secrets/db)', '§1', '%DB_PASSWORD%']],
  [
    'CI systems',
    [
      '§{{ secrets.DB_PASSWORD }}',
      '§[variables.token]',
      '§(System.AccessToken)',
      '<< parameters.token >>',
      '((db-password))',
      '@@DB_PASSWORD@@',
      '%env.DB_PASSWORD%',
      'credentials(deploy-key)',
    ],
  ],
  [
    'templates',
    [
      '{{ db_password }}',
      '{{ .Values.db.password }}',
      '<%= db_password %>',
      '#{db_password}',
      '{% password %}',
      '__DB_PASSWORD__',
      '@db.password@',
      '{password}',
      '%(password)s',
      '%s',
      '{0}',
      '§{var.db_password}',
    ],
  ],
  [
    'vaults',
    [
      'op://prod/db/password',
      'vault:secret/data/db#password',
      'arn:aws:secretsmanager:eu-west-1:123456789012:secret:db',
      'ENC[AES256_GCM,data:aaaa]',
      'projects/acme/secrets/db/versions/latest',
      '!vault |',
      'ref+vault://db/password',
      'ssm:/prod/db/password',
      '{cipher}AQICAHh',
    ],
  ],
  [
    'programs',
    [
      'process.env.DB_PASSWORD',
      'os.environ["DB_PASSWORD"]',
      'ENV["DB_PASSWORD"]',
      'System.getenv("DB_PASSWORD")',
      'config.database.password',
      'getPassword()',
      'this.options.token',
      'settings.API_KEY',
      'Env::get(DB_PASSWORD)',
    ],
  ],
] as const;

const STAND_INS = [
  'changeme',
  'change-me',
  'your-api-key-here',
  'YOUR_API_KEY',
  '<your token>',
  'xxxxxxxxxxxx',
  'XXXX-XXXX-XXXX',
  '************',
  '................',
  'null',
  'None',
  'undefined',
  'true',
  'TODO',
  'example-token',
  'insert_token_here',
  'REPLACE_ME',
  '[redacted]',
  '[REDACTED]',
  'password',
  'secret',
  'token',
  'abcdefghijkl',
  '00000000',
  'test_password_example',
];

const OTHER_THINGS = [
  './keys/server.pem',
  '../config/token.json',
  '/run/secrets/db_password',
  '~/.ssh/id_ed25519',
  'src/auth/token.ts',
  'https://login.acme.io/oauth/token',
  'application/x-www-form-urlencoded',
  'String',
  'string',
  'boolean',
  'RS256',
  'sha-256',
  'AES/CBC/PKCS5Padding',
  'RSA-OAEP',
  'XOAUTH2',
  'utf-8',
  '2026-03-01T12:00:00Z',
  '^[A-Za-z0-9]{32}$',
  '[A-Za-z0-9_-]{20,40}',
  '\\b[0-9a-f]{32}\\b',
  'A128GCMKW',
  'PBKDF2WithHmacSHA256',
  '/api/v1/teams/me',
  '7.12.0-debian-12-r0',
  'v1.4.2',
];

describe('a value that is never a finding', () => {
  it.each(REFERENCES.flatMap(([kind, values]) => values.map((value) => [value.replace('§', '$'), kind] as const)))(
    'says where the secret stands: %s, of %s',
    (value) => expect(refusals(value)).toEqual([]),
  );

  it.each(STAND_INS)('stands in for one: %s', (value) => expect(refusals(value)).toEqual([]));

  it.each(OTHER_THINGS)('is something else: %s', (value) => expect(refusals(value)).toEqual([]));

  const random = seededRandom(8);
  it.each([
    [
      'a public key',
      () => `publicKey: "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA${draw('{A-Za-z0-9+/:60}', random)}"`,
    ],
    [
      'a public key of SSH',
      () => `deploy_key: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${draw('{A-Za-z0-9+/:43}', random)}"`,
    ],
    ['an id', () => `key_id: "${draw('{0-9a-f:8}-{0-9a-f:4}-4{0-9a-f:3}-a{0-9a-f:3}-{0-9a-f:12}', random)}"`],
    ['a cache key', () => `cacheKey: "${draw('{0-9a-f:40}', random)}"`],
    ['a fingerprint', () => `key_fingerprint: "${draw('{0-9a-f:40}', random)}"`],
    ['a digest', () => `token_sha256 = "${draw('{0-9a-f:64}', random)}"`],
    ['a badge', () => `![](https://ci.acme.io/badge.svg?token=${draw('{A-Za-z0-9:10}', random)})`],
    ['a cursor', () => `"nextPageToken": "${draw('{A-Za-z0-9_-:40}', random)}"`],
  ])('is meant to be seen: %s', (_, make) => {
    for (let i = 0; i < 20; i++) expect(refusedIn(`${make()}\n`).length).toBe(0);
  });
});

/** Lines in which variables are assigned to variables, as code has thousands. */
const CODE: Readonly<Record<string, string>> = {
  Go: `func New(token string, opts ...Option) (*Client, error) {
	c := &Client{token: token, secretKey: cfg.SecretKey, Password: *password}
	apiKey := os.Getenv("API_KEY")
	password, err := readPassword(ctx)
	if token == "" || opts.Token != "" {
	c.authToken = strings.TrimSpace(authToken)
	connection.Credential = &sources.S3_CloudEnvironment{}
	const seed0 = 0x293ae76f
	key := fmt.Sprintf("%s/%s", prefix, name)
	for key, value := range secrets {
	CloudCred:     *scanCloudEnv,
	tokenPat = regexp.MustCompile("\\\\b([A-Za-z0-9]{32})\\\\b")
	secret := secrets.MustGetField("ACME")
`,
  Rust: `let token = self.token.clone();
let password: String = args.password.unwrap_or_default();
pub struct Login { pub password: String, api_key: Option<String> }
let key = map.entry(key).or_insert_with(Vec::new);
match token { Token::Ident(name) => name, Token::Eof => break }
let secret_key = SecretKey::from_slice(&bytes)?;
const KEY_LEN: usize = 32;
`,
  Java: `private final String password;
this.password = password;
String token = request.getHeader("Authorization");
String key = entry.getKey();
Token token = TokenParserUtils
    .parse(context);
public static final String PASSWORD_KEY = "user.password";
props.setProperty("password", password);
char[] keyStorePassword = config.getKeyStorePassword();
if (token.equals(other.token)) return true;
`,
  'C#': `public string Password { get; set; }
var token = await _tokens.AcquireTokenAsync(scope);
options.ApiKey = Configuration["Api:Key"];
private const string SecretName = "acme-prod";
Password = model.Password,
`,
  PHP: `$password = $_POST['password'];
$this->token = $token;
'password' => ['required', 'string', 'min:8'],
'secret' => env('AWS_SECRET_ACCESS_KEY'),
$key = array_search($value, $keys);
return $this->belongsTo(User::class, 'author_key', 'id');
`,
  Ruby: `password = params[:password]
attr_accessor :token, :secret_key
config.secret_key = ENV['SECRET_KEY']
validates :password, presence: true, length: { minimum: 8 }
token = SecureRandom.hex(16)
key: :id, foreign_key: :user_id
`,
  TypeScript: `const token = getToken(request);
export interface Login { password: string; token?: string | undefined; apiKey: ApiKey }
const { password, ...rest } = user;
const key = \`user:\${id}:\${name}\`;
authToken: this.authToken ?? options.authToken,
<input type="password" name="password" placeholder="Password" autoComplete="current-password" />
if (key === 'Enter' || event.key === 'ArrowDown') {
const passwordRef = useRef<HTMLInputElement>(null);
tokens.push({ type: 'keyword', token: word });
switch (token.kind) { case SyntaxKind.OpenBraceToken: return parseBlock();
`,
  Python: `password = getpass.getpass("Password: ")
self.token = token
api_key: Optional[str] = None
parser.add_argument("--token", help="the token of the bot", default=None)
key = lambda item: item.name
raise ValueError(f"invalid token: {token!r}")
secret = config["secret"]
def login(self, token):
    """Opens https://login.acme.io/v2 with it."""
os.environ["GIT_ASKPASS"] = "echo"
createToken("GTE0PRE", "^0")
toolskey = "VS%0.f0COMNTOOLS" % version
tokens = tokenizer.encode(text, add_special_tokens=False)
`,
  C: `static const char *password_prompt = "Password for %s: ";
struct key_entry *key = find_key(table, hash);
if (!strcmp(key, "credential.helper"))
token = strtok(line, ",");
memset(&key, 0, sizeof(key));
`,
  SQL: `SELECT password, token FROM users WHERE api_key = ?;
ALTER TABLE users ADD COLUMN password varchar(255) NOT NULL;
PRIMARY KEY (id), KEY author (author_id)
ALTER USER ada WITH PASSWORD :password;
  KEY \`FK6sy157pseoxx4fmcqr1vnvvhy\` (\`app_id\`) USING BTREE,
`,
};

const PROSE = [
  'Resets the password of Björn by the answer to his question.',
  'The password is required, and the token is invalid.',
  'Returns the key or the token of the user, whichever is newer.',
  'Only one of `basicAuth`, `bearerToken` or `sigv4` can be set.',
  'Pass `epoch` as the format, identified by `algorithm`.',
  'Set password, token and key to what the server said.',
  'See <https://docs.acme.io/personal-access-tokens> (`Settings`, or <https://acme.io/log>)',
  '| token | string | The token of the client |',
  '| Password | 1001 | 91.7 | 95.9 |',
  'algorithm: AesKeyGenParams | HmacKeyGenParams | Pbkdf2Params,',
];

const PROPERTIES = [
  'Login.emptyPassword=Ung\\u00FCltige Anmeldedaten',
  'Login.badCredentials = Usu\\u00E1rio inexistente ou senha inv\\u00E1lida',
  'Login.missingPassword=\\u65b0\\u3057\\u3044',
  'AUTH_REGION=eu-west-1',
];

const LOCALES = [
  { password: 'Password', forgotPassword: 'Forgot your password?', invalidToken: 'The token is invalid.' },
  { password: 'Passwort', forgotPassword: 'Passwort vergessen?', enterPassword: 'Bitte geben Sie Ihr Passwort ein.' },
  { password: 'Mot de passe', forgotPassword: 'Mot de passe oublié ?', newPassword: 'Nouveau mot de passe' },
  { password: 'Contraseña', forgotPassword: '¿Olvidó su contraseña?', passwordWrong: 'Contraseña incorrecta' },
  { password: 'Senha', forgotPassword: 'Esqueceu a senha?', passwordTooShort: 'A senha é muito curta' },
  { password: 'Hasło', forgotPassword: 'Zapomniałeś hasła?', repeatPassword: 'Powtórz hasło' },
  { password: 'Heslo', forgotPassword: 'Zapomněli jste heslo?' },
  { password: 'Wachtwoord', forgotPassword: 'Wachtwoord vergeten?', newPassword: 'Nieuw wachtwoord' },
  { password: 'Şifre', forgotPassword: 'Şifrenizi mi unuttunuz?' },
  { password: 'Пароль', forgotPassword: 'Забыли пароль?', newPassword: 'Новый пароль' },
  { password: '密码', forgotPassword: '忘记密码？', newPassword: '新密码' },
  { password: 'パスワード', forgotPassword: 'パスワードをお忘れですか？' },
  { password: '비밀번호', forgotPassword: '비밀번호를 잊으셨나요?' },
];

describe('everyday texts hold no finding', () => {
  it.each(Object.keys(CODE))('code in %s', (language) => {
    const lines = (CODE[language] as string).split('\n');
    expect(lines.filter((line) => refusedIn(`${line}\n`).length > 0)).toEqual([]);
    expect(refusedIn(CODE[language] as string)).toEqual([]);
  });

  it.each(PROSE)('a sentence or a table: %s', (text) => expect(refusedIn(`${text}\n`)).toEqual([]));

  it.each(PROPERTIES)('a property: %s', (text) => expect(refusedIn(`${text}\n`)).toEqual([]));

  it.each(LOCALES)('the words for $password in a program', (words) => {
    const json = JSON.stringify(words, null, 2);
    const yaml = Object.entries(words)
      .map(([key, text]) => `  ${key}: ${text}\n`)
      .join('');
    const upper = Object.entries(words)
      .map(([key, text]) => `'${key.toUpperCase()}' => '${text}',\n`)
      .join('');
    expect([json, yaml, upper].filter((text) => refusedIn(text).length > 0)).toEqual([]);
  });

  it('but the same line with a drawn token does', () => {
    expect(refusedIn(`client.token = "${anyToken(seededRandom(1))}";\n`)).toHaveLength(1);
  });
});
