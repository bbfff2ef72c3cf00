import { describe, expect, it } from 'vitest';
import { nameOf } from '../../../src/detect/generic/name.js';
import { anyPassword, anyToken, refusedIn, seededRandom } from '../../support/judged.js';

const DRAWS = 20;

/** Of so many values assigned to a name, how many are refused. */
function refusals(name: string, make: typeof anyToken): number {
  const random = seededRandom(3);
  let count = 0;
  for (let i = 0; i < DRAWS; i++) if (refusedIn(`  ${name} = "${make(random)}"\n`).length === 1) count++;
  return count;
}

describe('a name says that its value is a credential', () => {
  it.each(
    `dbPassword AWS_SECRET client-secret pwd DBPWD passphrase PASSWD apikey APIKEY X-Api-Key authToken x_auth_token
    jwtSecret SECRET_KEY_BASE encryptionKey privateToken access.token spring.datasource.password OAUTH_TOKEN bot_token
    _authToken refreshToken master_key signing_key webhook_secret LicenseKey storage_account_key SharedAccessKey sas_token
    credentials admin_creds app_secret consumerSecret cookie_secret hmac_key otp_secret apiKeyProd API_KEY_2`.split(
      /\s+/,
    ),
  )('in every spelling: %s', (name) => {
    expect(refusals(name, anyToken)).toBeGreaterThanOrEqual(DRAWS - 2);
  });

  it.each(
    `password userPassword DB_PASS smtp_pass userPW MAIL_PASSWORD ftpPass sshpass unlock_password PASSCODE
    contraseña CONTRASEÑA dbContrasena ContraseñaBD clave_bd Passwort db_passwort kennwort motDePasse mot_de_passe
    MOT_DE_PASSE mdp senha SENHA_BANCO palavra_passe parola parola_db parolă hasło haslo HASŁO_BAZY heslo wachtwoord
    dbWachtwoord şifre veritabani_sifre lösenord passord adgangskode salasana jelszó lozinka пароль Пароль ПАРОЛЬ
    пароль_бд 密码 数据库密码 數據庫密碼 パスワード DBパスワード 비밀번호 rootpw`.split(/\s+/),
  )('in many languages: %s', (name) => {
    expect(refusals(name, anyPassword)).toBeGreaterThanOrEqual(DRAWS * 0.8);
  });
});

describe('a name says nothing', () => {
  it.each(
    `monkey Turkey donkey hockey keyboard keyboardLayout keywords keyframes keynote author authors authordate authority authorized
    bypass compass overpassed passenger passport passive surpass tokenizer accessory
    nextPageToken next_token prevToken continuationToken pageToken max_tokens maxTokens num_tokens total_tokens pad_token
    eos_token stop_token public_key publicKey pubkey vapidPublicKey primary_key foreignKey partition_key cacheKey sort_key range_key
    routing_key`.split(/\s+/),
  )('of a credential: %s', (name) => {
    expect(nameOf(name)).toBeUndefined();
    expect(refusals(name, anyToken)).toBe(0);
  });

  it.each([
    ['password_field', 'user_password_input'],
    ['token_url', 'https://login.acme.io/oauth2/token'],
    ['secret_name', 'prod/db/main'],
    ['secretName', 'web-tls-cert'],
    ['key_id', '3f0c-main'],
    ['keyAlgorithm', 'RSA_2048'],
    ['passwordLabel', 'Your password'],
    ['password_hint', 'name of the first pet'],
    ['passwordMinLength', '12'],
    ['token_type', 'Bearer'],
    ['tokenEndpoint', '/oauth/token'],
    ['auth_method', 'client_secret_basic'],
    ['credentials_file', '~/.config/app/credentials.json'],
    ['password_policy', 'strong-2'],
    ['PASSWORD_REGEX', '^[a-z]{8,}$'],
    ['key_path', '/etc/ssl/private/server.key'],
    ['secret_manager', 'aws-secretsmanager'],
    ['password_reset_template', 'emails/reset_password.html'],
    ['token_expiry', '2026-03-01T12:00:00Z'],
    ['tokenExpires', '1764082800'],
    ['auth_helpers', 'osxkeychain'],
  ])('that could be a credential where it names something about one: %s', (name, value) => {
    expect(refusedIn(`  ${name} = "${value}"\n${name}: ${value}\n`)).toEqual([]);
  });
});
