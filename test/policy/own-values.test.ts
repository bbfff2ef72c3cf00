// Of a value that is known by its variable nothing is shown, and nothing can be tried out.
import { describe, expect, it } from 'vitest';
import { Engine } from '../../src/detect/engine.js';
import { FindingCollector } from '../../src/policy/collector.js';
import { drawn, expectNothingOf, ownPatterns, password } from '../support/own-secret.js';

const assigned = (value: string, variable = 'DB_PASSWORD', file = '.env') => ({ value, variable, file });

function findings(values: Parameters<typeof ownPatterns>[0], text: string) {
  const bytes = Buffer.from(text);
  const matches = new Engine(ownPatterns(values)).scan(bytes);
  const collector = new FindingCollector();
  for (const match of matches) collector.add(match, matches, { bytes, place: { path: 'a' } });
  return collector.findings({ origins: new Map() }, true);
}

describe('a finding of an own value', () => {
  it('shows nothing of it, plain, in a URL or in base64, however it is set', () => {
    for (const value of [password(), drawn('{A-Za-z0-9:48}'), drawn('-----BEGIN X-----{a-z:9}7{a-z:40}')])
      for (const [before, behind] of [
        ['', ''],
        ['u:', ':x'],
        ['ab', 'c'],
      ] as const) {
        const encoded = Buffer.from(before + value + behind).toString('base64');
        const text = `u:${value}:x ${encoded} ?${encodeURIComponent(value)}&`;
        const [finding, ...others] = findings([assigned(value)], text);
        expect(others).toEqual([]);
        expect(finding?.preview).toBe('…');
        expectNothingOf(value, { output: JSON.stringify(finding) });
      }
  });

  it('shows no character of base64 that has a bit of it', () => {
    const value = drawn('{A-Z:4}{a-z:4}{0-9:4}');
    const [finding] = findings([assigned(value)], `x ${Buffer.from(`ab${value}c`).toString('base64')} y`);
    expect(finding?.locations[0]?.excerpt).toEqual({ before: 'x ', after: ' y' });
  });

  it('has the same id for every value that the variable has, and another one for another variable', () => {
    const [one, two] = [password(), password()];
    const ids = [
      assigned(one),
      assigned(two),
      assigned(one, 'OTHER_PASSWORD'),
      assigned(one, 'DB_PASSWORD', 'b/.env'),
    ].map((value) => findings([value], value.value)[0]?.id);
    expect(ids[0]).toBe(ids[1]);
    expect(new Set(ids).size).toBe(3);
  });

  it('names the variables', () => {
    const value = password();
    const url = `postgres://a:${encodeURIComponent(value)}@db.corp.internal/x`;
    const all = [
      assigned(value),
      assigned(url, 'DATABASE_URL'),
      assigned(value, 'C_TOKEN'),
      assigned(value, 'D_TOKEN'),
    ];
    expect(findings(all, value)[0]).toMatchObject({
      notes: [
        'This is the value of DB_PASSWORD in .env and a part of the value of DATABASE_URL in .env and the value of C_TOKEN in .env and of 1 more.',
      ],
      variables: [
        { name: 'DB_PASSWORD', file: '.env' },
        { name: 'DATABASE_URL', file: '.env', part: true },
        { name: 'C_TOKEN', file: '.env' },
        { name: 'D_TOKEN', file: '.env' },
      ],
    });
  });
});
