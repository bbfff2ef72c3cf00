import type { Finding } from '../../src/policy/finding.js';
import type { Result } from '../../src/policy/result.js';
import type { ImagePlace } from '../../src/sources/images/image-place.js';
import { findingWith, locationWith, resultWith } from './finding.js';
import { commitWith, historyWith } from './history-finding.js';
import { HOSTILE_NAMES } from './hostile.js';

function hostileImage(name: string, layer: { readonly index?: number; readonly of?: number } = {}): ImagePlace {
  const digest = `sha256:${'ab'.repeat(32)}`;
  return { name, platform: name, instruction: name, layer: { ...layer, digest }, hidden: { by: 2, how: 'deleted' } };
}

/** A finding in whose every text that can come from a repository this one stands. */
function hostileFinding(name: string, index: number): Finding {
  const commit = commitWith({ author: name, subject: name });
  return findingWith({
    id: index.toString(16).padStart(12, '0'),
    notes: [name],
    variables: [{ name: 'A', file: name }],
    locations: [
      locationWith({ path: name, author: name, commit: commit.commit, date: '2026-01-02T03:04:05+02:00' }),
      locationWith({ path: `lib/${name}`, part: 'name' }),
      locationWith({ part: 'ref', ref: `refs/heads/${name}` }),
      locationWith({ part: 'reflog', ref: name }),
      locationWith({ path: `${name}!/${name}`, container: name, image: hostileImage(name, { index: 1, of: 2 }) }),
      locationWith({ path: `${name}!<labels>`, container: name, image: { ...hostileImage(name), element: name } }),
    ],
    history: historyWith({
      first: commit,
      last: commitWith({ author: name, subject: name, commit: 'f'.repeat(40) }),
      paths: [name],
      reachedBy: [{ kind: 'branch', name }],
      inHead: true,
    }),
    parts: [{ pattern: 'acme-id', preview: name, locations: [locationWith({ path: name })] }],
  });
}

/** A result in which every hostile name stands wherever one can, in findings and in gaps. */
export function hostileResult(): Result {
  return resultWith({
    findings: HOSTILE_NAMES.map(hostileFinding),
    gaps: HOSTILE_NAMES.map((name) => ({ kind: 'gap', subject: name, reason: name, advice: name })),
  });
}
