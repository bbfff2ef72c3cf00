/** A name that a person or a deployment gave; a longer one can be a token, as git hosts take them in a user's place. */
const LONGEST_NAME = 20;
const NAME = /^[A-Za-z0-9._@+-]+$/;

/**
 * Whose password it is, and where: the other half of a user and a password that stand together. Neither is secret, but the
 * place of the user is where some put a token: what is no name is not told.
 */
export function userNote(user: string, host: string): readonly string[] {
  const name = user.length <= LONGEST_NAME && NAME.test(user) ? ` of ${user}` : '';
  const place = host === '' ? '' : ` at ${host}`;
  return name + place === '' ? [] : [`the password${name}${place}`];
}
