import type { Check, Otherwise } from './proof.js';

/**
 * A token that holds a JSON object in base 64 with these keys, in the given part of it.
 *
 * @param otherwise what it means when it does not
 */
function holdsJson(part: RegExp, keys: readonly string[], otherwise: Otherwise = 'refuted'): Check {
  return (secret) => {
    const text = Buffer.from(part.exec(secret)?.[1] ?? '', 'base64').toString('utf8');
    try {
      const content: unknown = JSON.parse(text);
      const hasAll =
        typeof content === 'object' && content !== null && keys.every((key) => Object.hasOwn(content, key));
      return { verdict: hasAll ? 'proved' : otherwise };
    } catch {
      return { verdict: otherwise }; // Not JSON is an answer here, not an error.
    }
  };
}

/** https://docs.sentry.io/security-legal-pii/security/token-formats/ */
export const sentryOrgToken = holdsJson(/^sntrys_([A-Za-z0-9+/=-]+)_/, ['iat', 'url', 'org']);
/** Observed on samples; no page describes it. */
export const grafanaCloudToken = holdsJson(/^glc_(.+)$/, ['o', 'n', 'k'], 'unproven');
/** https://github.com/grafana/grafana/blob/main/pkg/components/apikeygen/apikeygen.go */
export const grafanaApiKey = holdsJson(/^(.+)$/, ['k', 'n', 'id']);
/** https://developer.1password.com/docs/service-accounts/security/ */
export const onePasswordToken = holdsJson(/^ops_(.+)$/, ['secretKey', 'muk']);
/** https://docs.mapbox.com/api/accounts/tokens/ */
export const mapboxToken = holdsJson(/^[a-z]{2}\.([^.]+)\./, ['u', 'a']);
