// After an incident: what, where, since when and by whom, until when, what still leads to it, did it leave this machine.
import { describe, expect, it } from 'vitest';
import type { Finding, Location } from '../../src/policy/finding.js';
import { textReport } from '../../src/report/text.js';
import { locationWith, resultWith } from '../support/finding.js';
import { commitWith, historyWith, lostHistory, pastFinding } from '../support/history-finding.js';
import { factsWith } from '../support/pattern.js';

const FACTS = factsWith({ id: 'acme-key', title: 'Acme API key', revoke: 'https://acme.test/keys' });

function text(...findings: readonly Finding[]): string {
  const result = resultWith({ findings });
  return textReport({ result, command: 'history', facts: new Map([[FACTS.id, FACTS]]), colour: false });
}

const PLACE = { commit: commitWith().commit, blob: 'b1' } as const;

describe('the block of a secret in a history', () => {
  it('answers in the order in which people ask', () => {
    const reachedBy = [
      { kind: 'branch', name: 'main' },
      { kind: 'remote', name: 'origin/main' },
      { kind: 'tag', name: 'v1.2' },
    ] as const;
    const block = text(pastFinding({ reachedBy, pushed: true }))
      .split('\n')
      .slice(2, 10);
    expect(block).toEqual([
      'Acme API key  high  acme-key',
      '  src/app.ts:3:7',
      '      3 | KEY=acme_…',
      '  since    3f2a9c01b2d4, 2026-01-02, Ada Author <ada@example.test>, "Add the client"',
      '  until    8d1e77aa00ff, 2026-01-02, Ada Author <ada@example.test>, "Tidy up", the last commit that had it',
      '  held by  branch main, origin/main, tag v1.2',
      '  pushed   yes, it left this machine: take it as known to others',
      '  Whoever has it can read data or spend money in your name.',
    ]);
  });

  it('says that it is still there', () => {
    expect(text(pastFinding({ inHead: true }))).toContain('\n  until    now: HEAD still has it\n');
  });

  it('says that one commit alone had it', () => {
    expect(text(pastFinding({ last: commitWith() }))).toContain('\n  until    the same commit, no other had it\n');
  });

  it('says that it was never pushed, as far as anybody can tell here', () => {
    expect(text(pastFinding())).toContain(
      '\n  pushed   never, as far as the remote-tracking refs of this clone tell\n',
    );
  });

  it('says that nothing leads to it, and that a server may have it all the same', () => {
    const block = text(pastFinding({}, { history: lostHistory() }));
    expect(block).not.toMatch(/^ {2}(?:since|until)/m);
    expect(block).toContain('\n  held by  nothing: git gc deletes it after its grace period, unless it is staged\n');
    expect(block).toContain('\n  pushed   nobody can tell; it may still be on a server it was pushed to\n');
  });

  it('knows a HEAD that no branch has', () => {
    expect(text(pastFinding({ reachedBy: [], inHead: true }))).toContain('\n  held by  HEAD alone\n');
  });

  it('calls each name what it is, and counts those that are too many', () => {
    const kinds = ['note', 'stash', 'other', 'reflog'] as const;
    const reachedBy = kinds.map((kind, index) => ({
      kind,
      name: ['commits', 'stash@{0}', 'refs/x/1', 'main'][index] as string,
    }));
    expect(text(pastFinding({ reachedBy }))).toContain(
      '\n  held by  notes commits, stash@{0}, refs/x/1, the reflog of main\n',
    );
    expect(text(pastFinding({ reachedBy, reachedByCount: 18 }))).toContain(', the reflog of main and 14 more\n');
  });

  it('cuts a subject that is too long for a line', () => {
    const block = text(pastFinding({ first: commitWith({ subject: '😀'.repeat(100) }) }));
    expect(block).toContain(`"${'😀'.repeat(72)}…"\n`);
  });
});

describe('the places in a history', () => {
  const lines = (...locations: readonly Partial<Location>[]) =>
    text(pastFinding({}, { locations: locations.map((location) => locationWith({ ...PLACE, ...location })) }))
      .split('\n')
      .slice(3, -1);

  it('are those of the first version at each path; the other versions are counted', () => {
    const shown = lines(
      { path: 'a.ts', line: 1, versions: 3 },
      { path: 'a.ts', line: 5 },
      { path: 'a.ts', line: 2, blob: 'b2', commit: 'c2' },
      { path: 'b.ts', line: 2, blob: 'b2', commit: 'c0ffee0000000000', date: '2026-05-05T01:01:01Z', author: 'Bob' },
    );
    expect(shown.slice(0, 5)).toEqual([
      '  a.ts:1:7  in 3 versions',
      '      1 | KEY=acme_…',
      '  a.ts:5:7',
      '  b.ts:2:7  since c0ffee000000, 2026-05-05, Bob',
      expect.stringMatching(/^ {2}since {4}3f2a/),
    ]);
  });

  it('are counted when they are too many', () => {
    const paths = Array.from({ length: 8 }, (_, index) => ({ path: `file${index}` }));
    expect(lines(...paths)).toContain('  and at 3 more places');
  });

  it('in no file say of what there are more', () => {
    const { path, ...nowhere } = locationWith({ blob: 'fedcba9876543210', versions: 40 });
    expect(path).toBeDefined();
    const shown = (parts: Partial<Location>) => text(pastFinding({}, { locations: [{ ...nowhere, ...parts }] }));
    expect(shown({ part: 'commit' })).toContain('\n  commit fedcba987654:3:7  in 40 commits\n');
    expect(shown({ unreachable: true })).toContain('\n  object fedcba987654:3:7  in 40 objects  in no commit that');
  });

  it('can be names, which have no line to show', () => {
    const named = lines({ part: 'name', path: 'keys/…/a.ts', line: 1, column: 1 });
    expect(named[0]).toBe('  the name of keys/…/a.ts');
    expect(named[1]).toMatch(/^ {2}since/);
    const ref = lines({ part: 'ref', ref: 'refs/heads/fix-…' });
    expect(ref[0]).toBe('  the name of refs/heads/fix-…');
  });
});

describe('the sum of a history', () => {
  it('says where the secrets still are, zeros too', () => {
    const findings = [
      pastFinding({ inHead: true, pushed: true }),
      pastFinding({ pushed: true }),
      pastFinding({}, { history: lostHistory() }),
    ];
    expect(text(...findings)).toMatch(/\nhushkey: 3 secrets, 1 still in HEAD, 2 pushed, 1 only unreachable \(2 obj/);
    expect(text(pastFinding())).toContain('\nhushkey: 1 secret, 0 still in HEAD, 0 pushed, 0 only unreachable (');
  });

  it('is silent where no history was walked', () => {
    const { history, ...finding } = pastFinding();
    expect(history).toBeDefined();
    expect(text(finding)).toContain('\nhushkey: 1 secret (2 objects of the history');
  });
});

it('drives no terminal, whatever a repository says of itself', () => {
  const hostile = '\x1b[2J\x9b31m\u202e\u2066\r\n\u2028 hushkey: no secrets';
  const commit = commitWith({ author: `a${hostile}b`, subject: `c${hostile}d`, date: '2026-01-02' });
  const reachedBy = [
    { kind: 'branch', name: `e${hostile}f` } as const,
    { kind: 'reflog', name: `g${hostile}h` } as const,
  ];
  const locations = [
    locationWith({ part: 'name', path: `i${hostile}j` }),
    locationWith({ part: 'ref', ref: `k${hostile}l` }),
  ];
  const report = text(pastFinding({}, { history: historyWith({ first: commit, last: commit, reachedBy }), locations }));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that there are none is the point
  expect(report.replaceAll('\n', '')).not.toMatch(/[\x00-\x1f\x7f-\x9f\u2028\u202e\u2066]/);
  for (const [first, last] of ['ab', 'cd', 'ef', 'gh', 'ij', 'kl'])
    expect(report).toContain(`${first}\\x1b[2J\\x9b31m\\u202e\\u2066\\r\\n\\u2028 hushkey: no secrets${last}`);
  expect(report.match(/^hushkey: /gm)).toHaveLength(2);
});
