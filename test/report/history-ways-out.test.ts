// The ways out of a secret in a history: revoke first, always; then only what helps in this case.
import { describe, expect, it } from 'vitest';
import type { Finding, Location } from '../../src/policy/finding.js';
import { waysOut } from '../../src/report/ways-out.js';
import type { Reach } from '../../src/sources/source.js';
import { findingWith, locationWith } from '../support/finding.js';
import { lostHistory, pastFinding } from '../support/history-finding.js';
import { factsWith } from '../support/pattern.js';

const FACTS = factsWith({ id: 'acme-key', revoke: 'https://acme.test/keys', env: ['ACME_KEY'] });

const ways = (finding: Finding) => waysOut(finding, FACTS, 'history').join('\n');
const held = (...names: readonly (readonly [Reach['kind'], string])[]) => names.map(([kind, name]) => ({ kind, name }));

it.each([
  ['pushed', pastFinding({ pushed: true }), '1. It was pushed, so others have it. Replace it before anything else:'],
  ['local', pastFinding(), '1. Replace it: that is quicker than to be sure'],
  ['lost', pastFinding({}, { history: lostHistory() }), '1. Replace it: it can have been pushed before'],
])('begin with replacing it and where, when it is %s', (_, finding, words) => {
  expect(ways(finding).startsWith(words)).toBe(true);
  expect(ways(finding).split('\n')[1]).toBe('   revoke  https://acme.test/keys');
});

describe('what a ref leads to', () => {
  it('is rewritten and pushed again, when it was pushed', () => {
    const told = ways(pastFinding({ pushed: true }));
    for (const words of [
      'git clone --mirror URL',
      'git filter-repo --replace-text FILE\n',
      'git push --force --mirror',
      'Ask the host',
    ])
      expect(told).toContain(words);
    expect(told).not.toContain('reflog');
  });

  it('is rewritten before it is pushed, when it was not', () => {
    const told = ways(pastFinding());
    expect(told).toContain('git filter-repo --force --replace-text FILE');
    expect(told).not.toContain('push --force');
  });

  it.each([
    [[{ part: 'commit' }], 'git filter-repo --force --replace-message FILE'],
    [[{}, { part: 'tag' }], 'git filter-repo --force --replace-text FILE --replace-message FILE'],
    [[{ part: 'name' }], 'git filter-repo --force --path-rename OLD:NEW'],
  ] as const)('is rewritten where it stands: %j', (parts: readonly Partial<Location>[], command) => {
    expect(ways(pastFinding({}, { locations: parts.map(locationWith) })).split('\n')).toContain(`   ${command}`);
  });

  it('is no work for filter-repo when only its name is the secret', () => {
    const told = ways(pastFinding({}, { locations: [locationWith({ part: 'ref', ref: 'refs/heads/…' })] }));
    expect(told).toContain('2. Give the branch or tag another name');
    expect(told).not.toContain('filter-repo');
  });
});

describe('what git only has not forgotten', () => {
  it('is collected when nothing leads to it', () => {
    const told = ways(pastFinding({}, { history: lostHistory() }));
    expect(told).toMatch(/2\. Then let git forget it.*\n {3}git gc --prune=now\n3\. Dealt with/);
    expect(told).not.toContain('reflog');
  });

  it('is taken from the reflogs that hold it, by name, so that stashes stay', () => {
    const told = ways(pastFinding({ reachedBy: held(['reflog', 'HEAD'], ['reflog', 'main']) }));
    expect(told).toMatch(/\n {3}git reflog expire --expire=now HEAD main\n {3}git gc --prune=now\n3\. Dealt with/);
    expect(told).not.toContain('filter-repo');
    expect(told).not.toContain('--all');
  });

  it('is dropped from the stash', () => {
    const told = ways(pastFinding({ reachedBy: held(['stash', 'stash@{2}'], ['reflog', 'main']) }));
    expect(told).toMatch(/git stash drop stash@\{2\}\n {3}git reflog expire --expire=now main\n {3}git gc/);
  });

  it.each(['$(reboot)', 'a b', '--all', ';x', 'a`b', 'a\nb'])(
    'shows no command with a hostile name in it: %j',
    (name) => {
      for (const kind of ['reflog', 'stash'] as const) {
        const told = ways(pastFinding({ reachedBy: held([kind, name]) }));
        expect(told).not.toContain(name);
        expect(told).toContain('git gc --prune=now');
      }
    },
  );
});

describe('what HEAD still has', () => {
  it('is taken out of the files before the history is cleaned', () => {
    const told = ways(pastFinding({ inHead: true, pushed: true }));
    const places = [
      '1. It was pushed',
      '2. Take it out: ACME_KEY=',
      '3. Then take it out of the history',
      '4. No secret?',
    ];
    expect(places.map((words) => told.indexOf(words)).every((at, index, all) => at > (all[index - 1] ?? -1))).toBe(
      true,
    );
  });

  it('is all that a comment could excuse', () => {
    expect(ways(pastFinding())).not.toContain('hushkey:ignore');
  });
});

describe('what is in no object', () => {
  const reflog = (ref: string) => locationWith({ part: 'reflog', ref, line: 3 });
  const beside = (...locations: Location[]) => ways(findingWith({ locations }));

  it('is taken out of the reflog that says it', () => {
    expect(beside(reflog('refs/heads/main'))).toContain("git reflog delete --rewrite 'refs/heads/main@{N}'");
    expect(beside(reflog('refs/heads/main'))).not.toContain('hushkey:ignore');
  });

  it('is taken out of several of them, or of one with a name that a shell could read, without their names', () => {
    expect(beside(reflog('HEAD'), reflog('refs/heads/main'))).toContain("git reflog delete --rewrite 'REF@{N}'");
    expect(beside(reflog("a'$(b)"))).toContain("git reflog delete --rewrite 'REF@{N}'");
  });

  it('is given another name when it is the name of a ref', () => {
    const told = beside(locationWith({ part: 'ref', ref: 'refs/heads/…' }));
    expect(told).toContain('Give the branch or tag another name');
    expect(told).not.toContain('message');
  });

  it('needs no word of its own when all is rewritten or collected anyway', () => {
    const locations = [locationWith({ path: 'a.ts' }), reflog('HEAD')];
    expect(ways(pastFinding({}, { locations }))).not.toContain('git reflog delete');
  });

  it('stays in the reflog when nothing leads to the objects that have it', () => {
    const locations = [locationWith({ part: 'commit' }), reflog('HEAD')];
    const told = ways(pastFinding({}, { history: lostHistory(), locations }));
    expect(told).toContain('git gc --prune=now');
    expect(told).toContain("git reflog delete --rewrite 'HEAD@{N}'");
  });
});
