import { cpSync, existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/catalogue/random.js';
import { draw } from '../../src/catalogue/shape.js';
import { flip, packFile } from '../support/damage.js';
import { growMore, grownRepository } from '../support/grown-repository.js';
import { HUSHKEY, type Outcome, type TestRepository, temporaryFolder } from '../support/repository.js';
import { token } from '../support/token.js';

// A second scan reads only what is new, and says the same.

const CACHE = '.git/hushkey/history';
const WITHOUT = ['--no-cache'];

/** Everything but how long it took. */
function told({ stdout }: Outcome): string {
  return stdout.replace(/"ms": \d+/, '"ms": 0').replace(/, \d+ ms\)/, ', 0 ms)');
}

/** Everything that was said beside the report, but how far it was: on a busy machine a scan takes long enough to say that. */
function said({ stderr }: Outcome): string {
  return stderr.replace(/^hushkey: \d+ %,.*\n/gm, '');
}

function scan(repository: TestRepository, ...args: string[]): Outcome {
  return repository.hushkey('history', '--format', 'json', ...args);
}

function gapsOf({ stdout }: Outcome): readonly { subject: string }[] {
  return JSON.parse(stdout).gaps;
}

function findingsOf({ stdout }: Outcome): readonly { pattern: string }[] {
  return JSON.parse(stdout).findings;
}

/** A packed history with two secrets, one of them in many versions of a file. */
function leaky(initArgs: readonly string[] = []): { repository: TestRepository; secrets: readonly string[] } {
  const repository = grownRepository(30, 1, initArgs);
  repository.git('config', 'gc.auto', '0');
  const secrets = [token('openai-project-key'), token('github-classic-pat')];
  for (let version = 0; version < 4; version++) {
    repository.stage('src/app.ts', `${'// a line\n'.repeat(version)}key = "${secrets[0]}"\n`);
    repository.commit(`number ${version}, with ${secrets[1]}`);
  }
  repository.git('repack', '--quiet', '-adf');
  return { repository, secrets };
}

/** Damages a blob in which nothing was found: whoever reads it tells. @returns its id */
function damageClean(repository: TestRepository): string {
  const id = repository.git('rev-parse', 'grown-1:folder-0/file-2.txt');
  const line = repository
    .git('verify-pack', '-v', packFile(repository, '.idx'))
    .split('\n')
    .find((text) => text.startsWith(id)) as string;
  const [, , , bytes, offset] = line.split(/ +/) as [string, string, string, string, string];
  flip(packFile(repository, '.pack'), Number(offset) + Math.floor(Number(bytes) / 2), 3);
  return id;
}

describe('a second scan', () => {
  it.each([[[]], [['--object-format=sha256']]])('says the same as the first, byte for byte %s', (initArgs) => {
    const { repository, secrets } = leaky(initArgs);
    const first = scan(repository);
    expect(findingsOf(first).length).toBe(2);
    for (const args of [[], ['--threads', '1'], ['--threads', '3'], WITHOUT])
      expect(told(scan(repository, ...args))).toBe(told(first));
    for (const format of ['text', 'sarif'])
      expect(told(repository.hushkey('history', '--format', format))).toBe(
        told(repository.hushkey('history', '--format', format, ...WITHOUT)),
      );
    for (const secret of secrets) expect(readFileSync(join(repository.folder, CACHE)).includes(secret)).toBe(false);
  });

  it('reads nothing in which nothing was found', () => {
    const { repository } = leaky();
    const first = scan(repository);
    const damaged = damageClean(repository);
    expect(told(scan(repository))).toBe(told(first));
    expect(JSON.stringify(gapsOf(scan(repository, ...WITHOUT)))).toContain(damaged);
  });

  it('reads what is new, in packs and beside them', () => {
    const { repository } = leaky();
    scan(repository);
    const damaged = damageClean(repository);
    repository.stage('packed.ts', `const packed = "${token('openai-project-key')}";\n`);
    repository.commit();
    repository.git('repack', '--quiet', '-d');
    const second = scan(repository);
    expect(findingsOf(second).length).toBe(3);
    repository.stage('loose.ts', `const loose = "${token('github-classic-pat')}";\n`);
    repository.commit();
    const third = scan(repository);
    expect(findingsOf(third).length).toBe(4);
    expect([...gapsOf(second), ...gapsOf(third)]).toEqual([]);
    expect(JSON.stringify(gapsOf(scan(repository, ...WITHOUT)))).toContain(damaged);
  });

  it('finds what is new in deltas of what is known', () => {
    const { repository } = leaky();
    scan(repository);
    const text = repository.git('show', 'grown-1:folder-0/file-2.txt');
    repository.stage('changed.txt', `${text}key = "${token('openai-project-key')}"\n`);
    repository.commit();
    repository.git('repack', '--quiet', '-adf');
    const second = scan(repository);
    expect(findingsOf(second).length).toBe(3);
    expect(told(second)).toBe(told(scan(repository, ...WITHOUT)));
  });

  it('knows objects again when all packs were written anew', () => {
    const { repository } = leaky();
    growMore(repository, 20, 2);
    repository.git('repack', '--quiet', '-d');
    const first = scan(repository);
    for (const what of ['reflogExpire', 'reflogExpireUnreachable']) repository.git('config', `gc.${what}`, 'never');
    repository.git('gc', '--quiet', '--aggressive', '--prune=now');
    damageClean(repository);
    expect(told(scan(repository))).toBe(told(first));
  });

  it('counts no more what is gone', () => {
    const { repository } = leaky();
    repository.stage('gone.ts', `const gone = "${token('github-classic-pat')}";\n`);
    repository.commit();
    expect(findingsOf(scan(repository)).length).toBe(3);
    repository.git('reset', '--quiet', '--hard', 'HEAD^');
    repository.git('reflog', 'expire', '--expire=now', '--all');
    repository.git('gc', '--quiet', '--prune=now');
    const second = scan(repository);
    expect(findingsOf(second).length).toBe(2);
    expect(told(second)).toBe(told(scan(repository, ...WITHOUT)));
  });

  it('may ask for something else', () => {
    const { repository } = leaky();
    const password = `${token('slack-bot-token').slice(5, 9)}#Wald-Meister9`;
    repository.stage('low.ts', `password = "${password}"\ntoken = "${'x1'.repeat(9)}"\nsecret_key: hunter\n`);
    repository.stage('public.ts', `stripe("${token('stripe-publishable-key')}")\n`);
    repository.stage('ignored.ts', `key = "${token('github-classic-pat')}" // hushkey:ignore\n`);
    repository.commit();
    scan(repository);
    for (const args of [['--min-confidence', 'low'], ['--min-confidence', 'high'], ['--include-public'], []])
      expect(told(scan(repository, ...args))).toBe(told(scan(repository, ...args, ...WITHOUT)));
  });

  it('finds hundreds of objects with secrets again', () => {
    const { repository } = leaky();
    for (let file = 0; file < 600; file++)
      repository.write(`many/${file}.ts`, `key = "${token('github-classic-pat')}"\n`);
    repository.git('add', '.');
    repository.commit();
    repository.git('repack', '--quiet', '-adf');
    const first = scan(repository);
    expect(findingsOf(first).length).toBe(602);
    const written = statSync(join(repository.folder, CACHE), { bigint: true }).ino;
    for (const args of [[], ['--threads', '2'], WITHOUT]) expect(told(scan(repository, ...args))).toBe(told(first));
    expect(statSync(join(repository.folder, CACHE), { bigint: true }).ino).toBe(written);
  });
});

describe('what is remembered', () => {
  it('is for the owner alone, and shared by all worktrees', () => {
    const { repository } = leaky();
    repository.git('worktree', 'add', '--quiet', '../other');
    const first = repository.run(process.execPath, [HUSHKEY, 'history', '--format=json'], { cwd: '../other' });
    const { mode } = statSync(join(repository.folder, CACHE));
    if (process.platform !== 'win32') expect(mode & 0o777).toBe(0o600);
    damageClean(repository);
    expect(told(scan(repository))).toBe(told(first));
  });

  it('is nothing with --no-cache', () => {
    const { repository } = leaky();
    scan(repository, ...WITHOUT);
    expect(existsSync(join(repository.folder, '.git/hushkey'))).toBe(false);
  });

  it('is neither used nor written with --known', () => {
    const { repository } = leaky();
    scan(repository, '--known');
    expect(existsSync(join(repository.folder, '.git/hushkey'))).toBe(false);
    scan(repository);
    const own = `own-${token('github-classic-pat').slice(10, 30)}`;
    repository.stage('src/own.ts', `x("${own}")\n`);
    repository.commit();
    scan(repository);
    repository.write('.env', `INTERNAL_PASSWORD=${own}\n`);
    expect(findingsOf(scan(repository, '--known')).length).toBe(3);
  });

  it('is not used with other patterns', () => {
    const { repository } = leaky();
    repository.stage('acme.ts', `x("${draw('acme_{a-z0-9:32}', seededRandom(5))}")\n`);
    repository.commit();
    expect(findingsOf(scan(repository)).length).toBe(2);
    const shape = 'shapes: ["acme_{a-z0-9:32}"]\n    examples: ["KEY={secret}"]\n    counterexamples: ["KEY=acme_"]';
    repository.write(
      'acme.yaml',
      `provider: acme\nname: Acme\ncategory: ai\nlinks: {revoke: "https://acme.example/keys"}\nsecrets:\n  - id: acme-key\n    name: key\n    regex: acme_[a-z0-9]{32}\n    severity: high\n    env: [ACME_KEY]\n    ${shape}\n`,
    );
    const outcome = scan(repository, '--patterns', 'acme.yaml');
    expect(said(outcome)).toBe('');
    expect(findingsOf(outcome).length).toBe(3);
    expect(findingsOf(scan(repository)).length).toBe(2);
  });

  it('holds no object that could not be read', () => {
    const { repository } = leaky();
    const pack = packFile(repository, '.pack');
    const whole = readFileSync(pack);
    const damaged = damageClean(repository);
    expect(JSON.stringify(gapsOf(scan(repository)))).toContain(damaged);
    expect(JSON.stringify(gapsOf(scan(repository)))).toContain(damaged);
    writeFileSync(pack, whole);
    expect(gapsOf(scan(repository))).toEqual([]);
  });
});

describe('a memory that cannot be believed', () => {
  /** Scans with a changed memory: the result is that of a whole scan, with one warning; afterwards all is well again. */
  function expectDiscarded(change: (file: string) => void, warning: RegExp): void {
    const { repository } = leaky();
    const first = told(scan(repository));
    const file = join(repository.folder, CACHE);
    change(file);
    const second = scan(repository);
    expect(told(second)).toBe(first);
    expect(said(second)).toMatch(warning);
    const third = scan(repository);
    expect([told(third), said(third)]).toEqual([first, '']);
  }

  const DAMAGED = /^hushkey: what was remembered of the last scan is damaged, so everything is read \(.*history\)\n$/;

  it.each([0, 9, 13, 17, 21, 25, 45, 75, 500, -40, -1])('because a byte of it is another: %i', (at) =>
    expectDiscarded((file) => flip(file, at < 0 ? readFileSync(file).length + at : at, 1), DAMAGED),
  );

  it('because it is empty, or cut off', () => {
    expectDiscarded((file) => writeFileSync(file, ''), DAMAGED);
    expectDiscarded((file) => writeFileSync(file, readFileSync(file).subarray(0, 1000)), DAMAGED);
  });

  it('because it is something else', () =>
    expectDiscarded((file) => writeFileSync(file, 'hello\n'.repeat(50)), DAMAGED));

  it('because it was copied to where it is', () =>
    expectDiscarded((file) => {
      cpSync(file, `${file}.copy`);
      renameSync(`${file}.copy`, file);
    }, /^hushkey: what is remembered of a scan was not written here, so everything is read \(.*history\)\n$/));

  it('because it came with a folder that a checkout brought, as a repository in it', () => {
    const { repository } = leaky();
    scan(repository);
    const other = join(temporaryFolder(), 'brought');
    cpSync(repository.folder, other, { recursive: true });
    damageClean(repository);
    const { stderr, stdout } = repository.run(process.execPath, [HUSHKEY, 'history', '--format=json'], {
      env: { GIT_DIR: join(other, '.git') },
    });
    expect(stderr).toMatch(/was not written here/);
    expect(JSON.parse(stdout).findings.length).toBe(2);
  });
});

describe('where nothing can be remembered', () => {
  it('that is said once, and changes nothing', () => {
    const { repository } = leaky();
    const expected = scan(repository, ...WITHOUT);
    writeFileSync(join(repository.folder, '.git/hushkey'), '');
    const outcome = scan(repository);
    expect([told(outcome), outcome.code]).toEqual([told(expected), expected.code]);
    expect(said(outcome)).toMatch(/^hushkey: this scan cannot be remembered \(E[A-Z]+\): .*\n$/);
    expect(repository.hushkey('history', '--quiet').stderr).toBe('');
  });

  it('a link does not lead elsewhere', () => {
    const { repository } = leaky();
    const elsewhere = temporaryFolder();
    repository.run('ln', ['-s', elsewhere, '.git/hushkey']);
    expect(scan(repository).stderr).toMatch(/cannot be remembered/);
    expect(existsSync(join(elsewhere, 'history'))).toBe(false);
  });

  it('two scans at once leave one memory whole', async () => {
    const { repository } = leaky();
    const expected = told(scan(repository, ...WITHOUT));
    const both =
      "import { spawn } from 'node:child_process'; import { once } from 'node:events';" +
      `await Promise.all([1, 2, 3].map(() => once(spawn(process.execPath, ['${HUSHKEY}', 'history'], { stdio: 'ignore' }), 'close')));`;
    repository.run(process.execPath, ['--input-type=module', '--eval', both]);
    rmSync(join(repository.folder, `${CACHE}.tmp`), { force: true });
    const after = scan(repository);
    expect([told(after), said(after)]).toEqual([expected, '']);
    expect(repository.run('ls', ['.git/hushkey']).stdout).toBe('history\n');
  });
});
