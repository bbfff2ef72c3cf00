import { describe, expect, it } from 'vitest';
import { Engine } from '../../src/detect/engine.js';
import { FindingCollector } from '../../src/policy/collector.js';
import { judgedAt } from '../../src/policy/expiry.js';
import { scan } from '../../src/scan.js';
import { matchWith } from '../support/pattern.js';
import { catalogue } from '../support/token.js';

const EXPIRES = Date.UTC(2023, 4, 1) / 1000;
const match = matchWith({ id: 'acme-key', severity: 'critical' }, { expires: EXPIRES, notes: ['alg HS256'] });

describe('a secret that expires', () => {
  it('keeps its severity until then, and says when', () => {
    const judged = judgedAt(new Date(EXPIRES * 1000 - 1), match);
    expect(judged).toEqual({ ...match, notes: ['alg HS256', 'expires 2023-05-01'] });
  });

  it.each([0, 1, 1e12])('is of low severity from then on (%d ms later), and says since when', (later) => {
    const judged = judgedAt(new Date(EXPIRES * 1000 + later), match);
    expect(judged).toEqual({ ...match, severity: 'low', notes: ['alg HS256', 'expired 2023-05-01'] });
  });

  it('is found by the collector as the clock it was given says', () => {
    const bytes = Buffer.from('k=0123456789');
    const severityAt = (now: Date) => {
      const collector = new FindingCollector(now);
      collector.add({ ...match, start: 2, end: 12 }, [match], { bytes, place: { path: 'a' } });
      return collector.findings({ origins: new Map() }, false)[0]?.severity;
    };
    expect(severityAt(new Date(Date.UTC(2023, 3, 30)))).toBe('critical');
    expect(severityAt(new Date(Date.UTC(2023, 4, 2)))).toBe('low');
  });
});

describe('a secret that does not expire', () => {
  it('is left as it is', () => {
    const timeless = matchWith({ id: 'acme-key' });
    expect(judgedAt(new Date(), timeless)).toBe(timeless);
  });
});

describe('a scan', () => {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signature = Buffer.from(Array.from({ length: 32 }, (_, i) => (i * 89 + 7) % 256)).toString('base64url');
  const claims = { iss: 'https://login.acme.io/tenant', sub: 'jane@acme.io', exp: EXPIRES };
  const token = [encode({ alg: 'RS256' }), encode(claims), signature].join('.');

  async function findingAt(now: Date) {
    const engine = new Engine(catalogue.patterns);
    const blob = { kind: 'blob', bytes: Buffer.from(`TOKEN=${token}\n`), places: [{ path: 'a' }] } as const;
    const source = {
      onlyNew: false,
      async *blobs() {
        yield blob;
      },
    };
    const { findings } = await scan(source, engine, { now });
    expect(findings).toHaveLength(1);
    return findings[0];
  }

  it('tells of a token when it expires or expired, by whom it was issued, and nothing of whose it is', async () => {
    const live = await findingAt(new Date(Date.UTC(2022, 0, 1)));
    expect(live).toMatchObject({ pattern: 'jwt', severity: 'medium', confidence: 'high' });
    expect(live?.notes).toEqual(['alg RS256', 'issued by login.acme.io', 'expires 2023-05-01']);
    const dead = await findingAt(new Date(Date.UTC(2024, 0, 1)));
    expect(dead).toMatchObject({ pattern: 'jwt', severity: 'low', confidence: 'high' });
    expect(dead?.notes).toEqual(['alg RS256', 'issued by login.acme.io', 'expired 2023-05-01']);
  });
});
