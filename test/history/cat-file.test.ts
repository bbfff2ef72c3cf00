import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { engineOf } from '../../src/catalogue/recipe.js';
import { scanHistory } from '../../src/history/scan-history.js';
import type { Result } from '../../src/policy/result.js';
import { scan } from '../../src/scan.js';
import { CatFileHistory } from '../support/cat-file-history.js';
import { growMore, grownRepository } from '../support/grown-repository.js';
import { leaveHook } from '../support/outside-hooks.js';
import type { TestRepository } from '../support/repository.js';
import { token } from '../support/token.js';

// Whatever the fast reader and its threads do, the whole result is that of reading every object through git, one by one.

const home = process.cwd();

beforeEach(leaveHook);

afterEach(() => {
  process.chdir(home);
  vi.unstubAllEnvs();
});

/** A history in which secrets come and go in files that stay nearly the same, in messages, and in no commit. */
function repositoryWithSecrets(): TestRepository {
  const repository = grownRepository(40);
  // Reflogs are searched too, and are no objects: the oracle does not know them.
  repository.git('config', 'core.logAllRefUpdates', 'false');
  const [first, second, third] = [token('openai-project-key'), token('anthropic-api-key'), token('openai-project-key')];
  const filler = Array.from({ length: 300 }, (_, line) => `line ${line} of a file that hardly changes\n`);
  for (let n = 0; n < 12; n++) {
    filler[n * 20] = n % 3 === 0 ? `key = "${first}"\n` : `changed ${n}\n`;
    repository.stage('lib/app.ts', filler.join(''));
    repository.stage(`${n % 4}.env`, `A_PASSWORD=${n % 2 === 0 ? second : 'hunter2hunter2'}\n`);
    repository.commit(n === 5 ? `say ${third} aloud` : `number ${n}`);
  }
  repository.git('tag', '--annotate', '--message', `the key is ${second}`, 'v1');
  repository.run('git', ['hash-object', '-w', '--stdin'], { input: `nobody has "${third}"\n` });
  return repository;
}

/** The oracle reads objects. What became of them, and what comes first by that, is proved in test/git/ancestry. */
function withoutStories({ findings, gaps }: Pick<Result, 'findings' | 'gaps'>) {
  const byId = [...findings].sort((a, b) => (a.id < b.id ? -1 : 1));
  return { findings: byId.map(({ history, ...finding }) => finding), gaps };
}

it('is the same from loose objects, from many packs, from one, and from loose objects and packs', async () => {
  const repository = repositoryWithSecrets();
  process.chdir(repository.folder);
  const [now, minConfidence] = [new Date(), 'low'] as const;
  const expectSame = async () => {
    const { stats, ...oracle } = await scan(new CatFileHistory(), engineOf({}), { now, minConfidence });
    const { stats: own, ...result } = await scanHistory({}, { now, minConfidence });
    expect(oracle.findings.length).toBeGreaterThan(2);
    // Not compared value by value: what a failing test prints is what a person may see.
    expect(JSON.stringify(withoutStories(result))).toBe(JSON.stringify(withoutStories(oracle)));
    expect({ ...own, ms: 0 }).toEqual({ ...stats, ms: 0 });
  };
  await expectSame();
  repository.git('repack', '--quiet', '-d');
  growMore(repository, 10, 2);
  await expectSame();
  repository.git('repack', '--quiet', '-a', '-d', '-f', '--depth=250', '--window=250');
  await expectSame();
  repository.stage('late.ts', `"${token('openai-project-key')}"\n`);
  await expectSame();
});
