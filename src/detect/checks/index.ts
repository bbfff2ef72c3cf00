import { awsAccount } from './aws-account.js';
import { githubChecksum } from './github-checksum.js';
import { jwt } from './jwt.js';
import { openPgp } from './openpgp.js';
import { privateKey } from './private-key.js';
import type { Check } from './proof.js';
import { randomBase64 } from './random-base64.js';

/** The offline proofs that a pattern file can name. */
export const CHECKS: Readonly<Record<string, Check>> = {
  'aws-account': awsAccount,
  'github-checksum': githubChecksum,
  jwt,
  openpgp: openPgp,
  'private-key': privateKey,
  'random-base64': randomBase64,
};
