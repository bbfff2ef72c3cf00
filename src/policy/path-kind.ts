import { isGeneric } from '../detect/generic/patterns.js';
import type { Match } from '../detect/match.js';
import type { Told } from './entry.js';

/**
 * Files in which nobody keeps a password, though names and values in them look like it: what package managers lock, texts
 * of user interfaces in many languages, and code that a bundler wrote.
 */
const QUIET = [
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|composer\.lock|Gemfile\.lock|Cargo\.lock|poetry\.lock|uv\.lock|Pipfile\.lock|go\.sum|mix\.lock|pubspec\.lock|flake\.lock)$/i,
  /(?:^|\/)(?:locales?|i18n|l10n|lang|langs|languages|translations?)\/[^/]+(?:\/[^/]+)?\.(?:json|ya?ml|properties|po|ts|js|php|xml|strings|arb)$/i,
  /\.(?:min\.(?:js|css)|bundle\.js|js\.map|css\.map|mjs\.map|cjs\.map|tsbuildinfo)$/i,
];

/**
 * The match as it counts at a path. What was judged by its name and look, and not with high confidence, would have to look
 * more like a secret in such a file: it is of low confidence there. What a vendor's pattern knows is one wherever it stands.
 */
export function asAt(match: Match, path: string | undefined): Match {
  return match.confidence === 'medium' && isGeneric(match.pattern) && isQuiet(path)
    ? { ...match, confidence: 'low' }
    : match;
}

/** The same, for what is told of a match. */
export function toldAt(told: Told, path: string | undefined): Told {
  return told.confidence === 'medium' && told.isGeneric && isQuiet(path) ? { ...told, confidence: 'low' } : told;
}

function isQuiet(path: string | undefined): boolean {
  return path !== undefined && QUIET.some((quiet) => quiet.test(path));
}
