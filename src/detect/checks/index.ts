import { awsAccount } from './aws-account.js';
import { azureCask, azureDevopsPat, azureSignature } from './azure-key.js';
import { grafanaApiKey, grafanaCloudToken, mapboxToken, onePasswordToken, sentryOrgToken } from './base64-json.js';
import { base64Password, basicAuth, registryAuth } from './basic-auth.js';
import { bip39Phrases } from './bip39.js';
import { base58Check, bitcoinWif } from './bitcoin-key.js';
import { natsSeed, stellarSeed } from './crc16.js';
import { drawnText } from './drawn-text.js';
import { githubChecksum } from './github-checksum.js';
import { jenkinsSecret } from './jenkins-secret.js';
import { jwkPrivate, jwkSymmetric } from './jwk.js';
import { jwt, jwtInBase64 } from './jwt.js';
import { kubernetesData, kubernetesStringData } from './kubernetes-secret.js';
import { minisignKey } from './minisign-key.js';
import { netrcPassword } from './netrc-password.js';
import { noIdentifier } from './no-identifier.js';
import { openPgp } from './openpgp.js';
import { password } from './password.js';
import { derInBase64, pemInBase64 } from './pem-in-base64.js';
import { privateKey } from './private-key.js';
import type { Check } from './proof.js';
import { puttyKey } from './putty.js';
import { pypiMacaroon } from './pypi-macaroon.js';
import { randomBase64 } from './random-base64.js';
import type { Reader } from './reader.js';
import { settingPassword } from './setting-password.js';
import { ssh2Key } from './ssh2-key.js';
import { supabaseKey } from './supabase-key.js';
import { terraformState } from './terraform-state.js';
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
  'der-in-base64': derInBase64,
  'drawn-text': drawnText,
  'github-checksum': githubChecksum,
  'grafana-api-key': grafanaApiKey,
  'grafana-cloud-token': grafanaCloudToken,
  'jenkins-secret': jenkinsSecret,
  'jwk-private': jwkPrivate,
  'jwk-symmetric': jwkSymmetric,
  jwt,
  'jwt-in-base64': jwtInBase64,
  'mapbox-token': mapboxToken,
  'minisign-key': minisignKey,
  'nats-seed': natsSeed,
  'netrc-password': netrcPassword,
  'no-identifier': noIdentifier,
  'onepassword-token': onePasswordToken,
  openpgp: openPgp,
  password,
  'pem-in-base64': pemInBase64,
  'private-key': privateKey,
  'putty-key': puttyKey,
  'pypi-macaroon': pypiMacaroon,
  'random-base64': randomBase64,
  'registry-auth': registryAuth,
  'sentry-org-token': sentryOrgToken,
  'setting-password': settingPassword,
  'ssh2-key': ssh2Key,
  'stellar-seed': stellarSeed,
  'supabase-key': supabaseKey,
  'url-password': urlPassword,
};

/** What reads a structure that can hold several secrets; a pattern file names it as it does a proof. */
export const READERS: Readonly<Record<string, Reader>> = {
  'bip39-phrase': bip39Phrases,
  'kubernetes-data': kubernetesData,
  'kubernetes-string-data': kubernetesStringData,
  'terraform-state': terraformState,
};

/** Checks that look at what a person chose, or at keys without a sum: what they turn down is unlikely, and not refuted. */
export const JUDGED_BY_LOOK: ReadonlySet<string> = new Set([
  'aws-account',
  'base64-password',
  'basic-auth',
  'drawn-text',
  'netrc-password',
  'no-identifier',
  'password',
  'random-base64',
  'registry-auth',
  'setting-password',
  'url-password',
]);
