import type { Proof } from './proof.js';
import { passwordOf } from './url-password.js';

const HOST =
  /(?:server|data ?source|host ?(?:name|addr)?|address|addr|network address)["']?\s{0,2}=\s{0,2}(?:tcp:|np:|\()?([^;,:\s\\"')&]{1,128})|:(?:\/\/|@(?:\/\/)?)([^/:;?"'@\s]{1,128})/i;
const USER = /(?:user ?(?:id|name)?|uid)\s{0,2}=\s{0,2}([^;,\s"'&]{1,64})/i;

/**
 * The password among the settings of a connection (ADO.NET, ODBC, JDBC, libpq): what holds for the password of a URL holds
 * for it, as far as the settings around it name a host and a user.
 */
export function settingPassword(secret: string, match: string): Proof {
  const at = match.lastIndexOf(secret);
  const settings = match.slice(0, at) + match.slice(at + secret.length);
  const [, named, inUrl] = HOST.exec(settings) ?? [];
  const host = /^\.$|^\(?local(?:db)?\)?$/i.test(named ?? '') ? 'localhost' : (named ?? inUrl ?? '');
  return passwordOf({ user: USER.exec(settings)?.[1] ?? '', password: secret, host });
}
