const GRAVITY = ['critical', 'high', 'medium', 'low'];

/**
 * What belongs to a secret by the table of facts: the ids with which its `pairs_with`, or theirs, names it.
 *
 * The secret leads, so a partner is less grave than it, or public; of two that open little either, the one that its
 * vendor calls a secret leads. Two grave ones (a token and the client secret that renews it) are two findings.
 *
 * @param secrets every secret of the table
 */
export function pairsOf(secret, secrets) {
  if (secret.public_ok) return [];
  return secrets
    .filter(
      (other) =>
        (secret.pairs_with.includes(other.id) || other.pairs_with.includes(secret.id)) && belongsTo(other, secret),
    )
    .map(({ id }) => id);
}

function belongsTo(id, secret) {
  if (id.public_ok) return true;
  const graver = GRAVITY.indexOf(id.sensitivity) - GRAVITY.indexOf(secret.sensitivity);
  return graver > 0 || (graver === 0 && secret.sensitivity === 'low' && isSecret(secret) && !isSecret(id));
}

function isSecret({ id }) {
  return /secret|private/.test(id);
}
