import { awsAccount } from './aws-account.js';
import { azureCask, azureDevopsPat, azureSignature } from './azure-key.js';
import { grafanaApiKey, grafanaCloudToken, mapboxToken, onePasswordToken, sentryOrgToken } from './base64-json.js';
import { base64Password, basicAuth } from './basic-auth.js';
import { base58Check, bitcoinWif } from './bitcoin-key.js';
import { natsSeed, stellarSeed } from './crc16.js';
import { githubChecksum } from './github-checksum.js';
import { jenkinsSecret } from './jenkins-secret.js';
import { jwt } from './jwt.js';
import { openPgp } from './openpgp.js';
import { password } from './password.js';
import { pemInBase64 } from './pem-in-base64.js';
import { privateKey } from './private-key.js';
import type { Check } from './proof.js';
import { pypiMacaroon } from './pypi-macaroon.js';
import { randomBase64 } from './random-base64.js';
import { TOKEN_SUM_CHECKS } from './token-sums.js';
import { urlPassword } from './url-password.js';

/** The offline proofs that a pattern file can name. */
export const CHECKS: Readonly<Record<string, Check>> = {
  ...TOKEN_SUM_CHECKS,
  'aws-account': awsAccount,
  'azure-cask': azureCask,
  'azure-devops-pat': azureDevopsPat,
  'azure-signature': azureSignature,
  'base58-check': base58Check,
  'base64-password': base64Password,
  'basic-auth': basicAuth,
  'bitcoin-wif': bitcoinWif,
  'github-checksum': githubChecksum,
  'grafana-api-key': grafanaApiKey,
  'grafana-cloud-token': grafanaCloudToken,
  'jenkins-secret': jenkinsSecret,
  jwt,
  'mapbox-token': mapboxToken,
  'nats-seed': natsSeed,
  'onepassword-token': onePasswordToken,
  openpgp: openPgp,
  password,
  'pem-in-base64': pemInBase64,
  'private-key': privateKey,
  'pypi-macaroon': pypiMacaroon,
  'random-base64': randomBase64,
  'sentry-org-token': sentryOrgToken,
  'stellar-seed': stellarSeed,
  'url-password': urlPassword,
};
