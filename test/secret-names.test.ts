// Names hold secrets too: of files, branches, authors. None is told in clear, in any format, for this finding or another.
import { describe, expect, it } from 'vitest';
import { Engine } from '../src/detect/engine.js';
import type { Result } from '../src/policy/result.js';
import { jsonReport } from '../src/report/json.js';
import type { Command } from '../src/report/report.js';
import { sarifReport } from '../src/report/sarif.js';
import { textReport } from '../src/report/text.js';
import { scan } from '../src/scan.js';
import type { Gap, Place, Provenance, Source, SourceBlob } from '../src/sources/source.js';
import { commitWith } from './support/history-finding.js';
import { readSarif } from './support/sarif.js';
import { catalogue, token } from './support/token.js';

const engine = new Engine(catalogue.patterns);

interface Given {
  readonly items: readonly (SourceBlob | Gap)[];
  readonly provenance?: Partial<Provenance>;
}

function sourceOf({ items, provenance }: Given): Source {
  return {
    onlyNew: false,
    async *blobs() {
      yield* items;
    },
    ...(provenance && { origins: async () => ({ origins: new Map(), gaps: [], ...provenance }) }),
  };
}

const blob = (text: string, place: Place, object?: string): SourceBlob => ({
  kind: 'blob',
  bytes: Buffer.from(text),
  places: [place],
  ...(object !== undefined && { object }),
});

/** Every report of a scan, after a look that the secrets are in none of them. */
async function reports(given: Given, secrets: readonly string[], command: Command = 'history') {
  const result: Result = await scan(sourceOf(given), engine);
  const input = { result, command, facts: new Map(), colour: false };
  const texts = { text: textReport(input), json: jsonReport(input), sarif: sarifReport(input) };
  for (const [format, text] of Object.entries(texts))
    for (const secret of secrets)
      for (const spelling of [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
        expect(text.includes(spelling), `a secret stands in the ${format} report`).toBe(false);
  return { ...texts, result, sarif: readSarif(texts.sarif) };
}

const uris = ({ results }: ReturnType<typeof readSarif>) =>
  results.map(({ locations: [{ physicalLocation }] }) => physicalLocation.artifactLocation.uri);

describe('a secret in the name of a file', () => {
  it('is found there, and told with the rest of the path', async () => {
    const secret = token('openai-project-key');
    const name = blob(`${secret}.txt`, { part: 'name', path: `keys/${secret}.txt` }, 'f'.repeat(40));
    const { text, result, sarif } = await reports({ items: [name] }, [secret]);
    expect(result.findings[0]?.locations).toMatchObject([{ part: 'name', path: 'keys/….txt' }]);
    expect(text).toContain('\n  the name of keys/….txt');
    expect(uris(sarif)).toEqual(['keys/%E2%80%A6.txt']);
    expect(sarif.results[0]?.message.text).toContain('In the name of the file or folder itself.');
  });

  it('is masked in the path of another secret in that file', async () => {
    const [named, inside] = [token('openai-project-key'), token('anthropic-api-key')];
    const path = `a/${named}/b.ts`;
    const items = [blob(`key = "${inside}"`, { path }), blob(named, { part: 'name', path })];
    const { result } = await reports({ items }, [named, inside], 'scan');
    expect(result.findings.flatMap(({ locations }) => locations.map((each) => each.path))).toEqual([
      'a/…/b.ts',
      'a/…/b.ts',
    ]);
  });

  it('is masked when only the path of a finding holds it, which nobody scanned', async () => {
    const [named, inside] = [token('openai-project-key'), token('anthropic-api-key')];
    const items = [blob(`key = "${inside}"`, { path: `a/${named}.ts` })];
    const { result, text } = await reports({ items }, [named, inside], 'staged');
    expect(result.findings).toHaveLength(1);
    expect(text).toContain('\n  a/….ts:1:8\n');
  });

  it('is masked in paths that the history tells', async () => {
    const secret = token('openai-project-key');
    const origins = new Map([
      ['o1', [{ order: 1, commit: 'c1', path: `${secret}/a.ts`, author: `<${secret}@b.test>` }]],
    ]);
    const { result } = await reports({ items: [blob(`"${secret}"`, {}, 'o1')], provenance: { origins } }, [secret]);
    expect(result.findings[0]?.locations).toMatchObject([{ path: '…/a.ts', author: '<…@b.test>' }]);
  });

  it('is masked where something could not be read, and nothing else was found', async () => {
    const secret = token('openai-project-key');
    const gap: Gap = { kind: 'gap', subject: `a/${secret}.ts`, reason: `git complained: a/${secret}.ts is gone` };
    const { result } = await reports({ items: [gap] }, [secret], 'staged');
    expect(result.gaps).toMatchObject([{ subject: 'a/….ts', reason: 'git complained: a/….ts is gone' }]);
  });

  it('is masked among all that could drive a terminal, break a line or end a URI', async () => {
    const secret = token('openai-project-key');
    const path = `\x1b[31m\u202e"\n%00[x](y)/${secret}?#\r\u2028.ts`;
    const { text, sarif } = await reports({ items: [blob(`"${secret}"`, { path })] }, [secret]);
    expect(text).toContain('\\x1b[31m\\u202e"\\n%00[x](y)/…?#\\r\\u2028.ts:1:2');
    expect(uris(sarif)[0]).toMatch(/^%1B%5B31m%E2%80%AE%22%0A%2500%5Bx%5D%28y%29\/%E2%80%A6%3F%23/);
  });
});

describe('a secret in the name of a branch or tag', () => {
  it('is found there, and told with the rest of the name', async () => {
    const secret = token('openai-project-key');
    const ref = `refs/heads/fix/${secret}`;
    const { text, sarif } = await reports({ items: [blob(ref, { part: 'ref', ref })] }, [secret]);
    expect(text).toContain('\n  the name of refs/heads/fix/…\n');
    expect(uris(sarif)).toEqual(['.git/refs/heads/fix/%E2%80%A6']);
    expect(sarif.results[0]?.message.text).toContain('In the name of refs/heads/fix/….');
  });

  it('is masked in what leads to it, and in what its commits say', async () => {
    const secret = token('openai-project-key');
    const story = () => ({
      first: commitWith({ subject: `Use ${secret} for now`, author: `${secret} <a@b.test>` }),
      last: commitWith({ subject: `No ${secret.slice(0, 30)}` }),
      inHead: false,
      reachedBy: [{ kind: 'branch' as const, name: secret }],
      pushed: false,
    });
    const { text } = await reports({ items: [blob(`"${secret}"`, {}, 'o1')], provenance: { story } }, [
      secret,
      secret.slice(0, 30),
    ]);
    expect(text).toContain(', … <a@b.test>, "Use … for now"\n');
    expect(text).toContain('\n  held by  branch …\n');
  });
});
