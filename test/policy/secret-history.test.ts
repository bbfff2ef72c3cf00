// What the history says of a secret, taken from all objects that hold it, with no secret in the telling.
import { describe, expect, it } from 'vitest';
import { FindingCollector } from '../../src/policy/collector.js';
import { secretHistory } from '../../src/policy/secret-history.js';
import { SecretMask } from '../../src/policy/secret-mask.js';
import type { Story } from '../../src/sources/source.js';
import { locationWith } from '../support/finding.js';
import { commitWith } from '../support/history-finding.js';
import { drawn } from '../support/own-secret.js';
import { matchWith } from '../support/pattern.js';

const STORY: Story = {
  first: commitWith(),
  last: commitWith({ subject: 'Tidy up' }),
  inHead: false,
  reachedBy: [{ kind: 'branch', name: 'main' }],
  pushed: true,
};

const told = (story: Partial<Story>, mask = new SecretMask()) =>
  secretHistory({ ...STORY, ...story }, [locationWith()], mask);

describe('the history of a finding', () => {
  it('is asked for with all objects that hold the secret, whichever pattern knew it', () => {
    const asked: string[][] = [];
    const collector = new FindingCollector();
    const bytes = Buffer.from('one secret');
    for (const [object, id] of [
      ['o1', 'acme-key'],
      ['o2', 'acme-key'],
      ['o3', 'other-key'],
    ] as const)
      collector.add(matchWith({ id }), [], { bytes, place: {}, object });
    const story = (objects: ReadonlySet<string>) => {
      asked.push([...objects].sort());
      return STORY;
    };
    const [finding] = collector.findings({ origins: new Map([['o2', [{ order: 1, path: 'b.ts' }]]]), story }, false);
    expect(asked).toEqual([['o1', 'o2', 'o3']]);
    expect(finding?.history).toEqual({
      ...STORY,
      paths: ['b.ts'],
      reachedByCount: 1,
      unreachable: false,
    });
  });

  it('is left out where it could not be walked', () => {
    const collector = new FindingCollector();
    collector.add(matchWith({ id: 'acme-key' }), [], { bytes: Buffer.from('one secret'), place: { path: 'a' } });
    for (const history of [{ origins: new Map() }, { origins: new Map(), story: () => undefined }])
      expect(collector.findings(history, false)[0]).not.toHaveProperty('history');
  });

  it('has every path once', () => {
    const locations = ['a', 'b', 'a'].map((path) => locationWith({ path }));
    expect(secretHistory(STORY, locations, new SecretMask()).paths).toEqual(['a', 'b']);
  });

  it('is that of something unreachable when nothing leads to it', () => {
    expect(told({ reachedBy: [], pushed: false }).unreachable).toBe(true);
    expect(told({ reachedBy: [], pushed: false, inHead: true }).unreachable).toBe(false);
    expect(told({ pushed: false }).unreachable).toBe(false);
  });

  it('puts what was pushed first among equally grave secrets, and what nothing leads to last', () => {
    const collector = new FindingCollector();
    for (const [index, object] of ['lost', 'local', 'pushed'].entries())
      collector.add(matchWith({ id: 'acme-key' }), [], { bytes: Buffer.from(`${index} secret!!`), place: {}, object });
    const story = (objects: ReadonlySet<string>) => {
      const pushed = objects.has('pushed');
      return { ...STORY, pushed, reachedBy: objects.has('lost') ? [] : STORY.reachedBy };
    };
    const findings = collector.findings({ origins: new Map(), story }, false);
    expect(findings.map(({ locations: [first] }) => first?.blob)).toEqual(['pushed', 'local', 'lost']);
  });

  it('lists a hundred of the names that lead to it, and counts all', () => {
    const reachedBy = Array.from({ length: 5000 }, (_, n) => ({ kind: 'tag' as const, name: `v${n}` }));
    const { reachedBy: listed, reachedByCount } = told({ reachedBy });
    expect([listed.length, listed[0]?.name, reachedByCount]).toEqual([100, 'v0', 5000]);
  });
});

describe('a secret in the history of a finding', () => {
  const secret = drawn('{A-Za-z0-9:24}');
  const mask = new SecretMask();
  mask.learn([secret]);

  it('is masked: in subjects, authors and names of refs', () => {
    const commit = commitWith({ subject: `Remove ${secret}!`, author: `A <${secret}@example.test>` });
    const history = told({ first: commit, last: commit, reachedBy: [{ kind: 'branch', name: `fix/${secret}` }] }, mask);
    expect(JSON.stringify(history).includes(secret)).toBe(false);
    for (const each of [history.first, history.last])
      expect(each).toMatchObject({ subject: 'Remove …!', author: 'A <…@example.test>' });
    expect(history.reachedBy).toEqual([{ kind: 'branch', name: 'fix/…' }]);
  });

  it.each([
    ['a long token that no pattern knows', 'use {a-z0-9:12}{A-Z:4}{0-9:8} for now', 'use … for now'],
    ['a value that is named', 'password={a-z:6} again', 'password=… again'],
    ['the password of a URL', 'from https://u:{a-z:6}@example.test/', 'from https://u:…@example.test/'],
  ])('is masked in a subject when it only looks like one: %s', (_, shape, subject) => {
    expect(told({ first: commitWith({ subject: drawn(shape) }) }).first?.subject).toBe(subject);
  });

  it.each(["Merge branch 'feature/ABC-1234-add-the-login'", 'Bump the-package-of-somebody from 1.2.3 to 1.2.4'])(
    'is not seen in a subject of everyday words: %s',
    (subject) => {
      expect(told({ first: commitWith({ subject }) }).first?.subject).toBe(subject);
    },
  );
});
