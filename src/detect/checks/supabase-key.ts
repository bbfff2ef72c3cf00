import { createHash } from 'node:crypto';
import type { Proof } from './proof.js';

const SUM_LENGTH = 8;

/** Of the stacks that people host themselves, which have no project. */
const SELF_HOSTED = 'supabase-self-hosted';

/** A project's name, as the host of its API shows it. */
const PROJECT = /(?:^|[^a-z0-9-])([a-z]{20})\.supabase\.(?:co|com|in|red)/g;

/** How the keys go on that every local stack begins with: printed by `supabase start` on every machine in the world. */
const LOCAL = /^sb_(?:secret_N7UND0Ugj|publishable_ACJWlzQHl)/;

/**
 * A Supabase key ends in a hash of itself and of the project's name, which is not a part of it: it is proved where the
 * address of its project stands near by. Beside the address of another project it may still be good.
 * https://github.com/supabase/supabase (generate-keys.sh)
 */
export function supabaseKey(secret: string, _: string, around: () => string): Proof {
  if (LOCAL.test(secret)) return { verdict: 'refuted' };
  const head = secret.slice(0, -(SUM_LENGTH + 1));
  const sum = secret.slice(-SUM_LENGTH);
  const projects = [SELF_HOSTED, ...[...around().matchAll(PROJECT)].map(([, project]) => project as string)];
  return { verdict: projects.some((project) => supabaseSum(project, head) === sum) ? 'proved' : 'open' };
}

/** The eight characters that end a key of a project. */
function supabaseSum(project: string, head: string): string {
  return createHash('sha256').update(`${project}|${head}`, 'latin1').digest('base64url').slice(0, SUM_LENGTH);
}
