import type { Facts } from '../catalogue/facts.js';
import { CONFIDENCES, type Confidence, type Severity } from '../detect/pattern.js';
import type { Finding } from '../policy/finding.js';
import { LEVEL } from './level.js';
import { RISK } from './risk.js';

/** A kind of secret as a rule of SARIF; only the properties that we write. */
export interface SarifRule {
  readonly id: string;
  readonly [property: string]: unknown;
}

/** Scores as GitHub reads them: over 9.0 is critical, from 7.0 high, from 4.0 medium, below that low. */
const SCORE: Readonly<Record<Severity, string>> = { critical: '9.5', high: '8.0', medium: '5.5', low: '2.0' };
/** The rules of the findings, by id. What a rule says does not depend on where something was found. */
export function sarifRules(findings: readonly Finding[], facts: ReadonlyMap<string, Facts>): SarifRule[] {
  const byPattern = new Map<string, Finding[]>();
  for (const finding of findings) byPattern.set(finding.pattern, [...(byPattern.get(finding.pattern) ?? []), finding]);
  return [...byPattern]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, found]) => rule(id, found as [Finding, ...Finding[]], facts.get(id)));
}

function rule(id: string, found: readonly [Finding, ...Finding[]], facts: Facts | undefined): SarifRule {
  const severity = facts?.severity ?? found[0].severity;
  const title = facts?.title ?? id;
  const risk = facts?.risk ?? RISK[severity];
  const helpUri = facts?.rotate ?? facts?.revoke;
  return {
    id,
    name: id,
    shortDescription: { text: title },
    fullDescription: { text: `${title}. ${risk}` },
    ...(helpUri !== undefined && { helpUri }),
    help: { text: help(id, title, risk, facts, PLAIN), markdown: help(id, title, risk, facts, MARKDOWN) },
    defaultConfiguration: { level: LEVEL[severity] },
    properties: {
      tags: ['security', 'secret', ...(facts === undefined ? [] : [facts.category])],
      precision: precisionOf(found),
      'problem.severity': LEVEL[severity] === 'note' ? 'recommendation' : LEVEL[severity],
      'security-severity': SCORE[severity],
    },
  };
}

function precisionOf(found: readonly Finding[]): Confidence {
  return CONFIDENCES.findLast((level) => found.some(({ confidence }) => confidence === level)) as Confidence;
}

/** How a form of text writes what it is made of. */
interface Form {
  readonly text: (words: string) => string;
  readonly code: (words: string) => string;
  readonly link: (name: string, url: string) => string;
}

const PLAIN: Form = { text: (words) => words, code: (words) => words, link: (name, url) => `${name}: ${url}` };

const MARKDOWN: Form = {
  text: (words) => words.replace(/[\\`*_[\]<>#|~]/g, '\\$&'),
  code: (words) => `\`${words.replaceAll('`', '')}\``,
  link: (name, url) => `[${name}](<${url.replace(/[<>\s]/g, encodeURIComponent)}>)`,
};

function help(id: string, title: string, risk: string, facts: Facts | undefined, { text, code, link }: Form): string {
  const links = Object.entries({ revoke: facts?.revoke, rotate: facts?.rotate, usage: facts?.usage }).flatMap(
    ([name, url]) => (url === undefined ? [] : [`   - ${link(name, url)}`]),
  );
  const replace = links.length > 0 ? '' : ' Issue a new one where it came from, and revoke this one.';
  return [
    `${text(title)}. ${text(risk)}`,
    '',
    `1. Take it out: read it from the environment (${code(facts?.env[0] ?? 'SOME_NAME')}) or from a store of secrets.`,
    `2. Was it ever pushed or shared? Then it is known: replace it.${replace}`,
    ...links,
    `3. No secret? Say so in a comment on that line, or alone on the line before: ${code(`hushkey:ignore ${id} -- why`)}`,
  ].join('\n');
}
