// `hushkey scan`: files, folders and standard input, as they are.
import { closeSync, openSync, readdirSync, rmSync, symlinkSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gitShim } from '../support/git-shim.js';
import { expectHidden, expectPassed, leak } from '../support/refusal.js';
import { HUSHKEY, TestRepository, temporaryFolder } from '../support/repository.js';
import { hushkeyScan, scanOf } from '../support/scan.js';

/** A repository whose working tree has these files, each with a secret of its own. */
function withLeaks(...paths: string[]): TestRepository {
  const repository = new TestRepository();
  for (const path of paths) repository.write(path, leak().line);
  return repository;
}

describe('hushkey scan', () => {
  it('finds what is in the working folder, an ignored .env too, and tells no secret', () => {
    const repository = withLeaks('src/a.ts');
    const env = leak();
    repository.write('.env', env.line);
    repository.write('.gitignore', '.env\n');
    const { places, outcome, stats } = scanOf(repository, []);
    expect([...places].sort()).toEqual(['.env:1:8', 'src/a.ts:1:8']);
    expect(stats.objects).toBe(3);
    expectHidden(outcome, env.secret);
  });

  it('says in words what it found and what to do', () => {
    const repository = withLeaks('src/a.ts');
    const { output, code } = hushkeyScan(repository, ['src']);
    expect(code).toBe(1);
    expect(output).toMatch(/^hushkey: 1 secret in what was scanned\n/);
    expect(output).toContain('\n  src/a.ts:1:8\n');
    expect(output).toContain('1. Take it out: OPENAI_API_KEY=… in .env, read it from the environment here.\n');
    expect(output).toMatch(/\nhushkey: 1 secret \(1 file, \d+ B, \d+ ms\)\n$/);
  });

  it('says of a .env file that it is to stay where it is', () => {
    expect(hushkeyScan(withLeaks('.env'), []).output).toContain(
      '1. This file belongs on your machine only. See that it gets into no commit, image or package:\n',
    );
  });

  it('passes what has no secrets, in one line or in none', () => {
    const repository = new TestRepository();
    repository.write('a.ts', 'nothing');
    expectPassed(hushkeyScan(repository, []));
    expect(hushkeyScan(repository, ['--quiet'])).toMatchObject({ code: 0, output: '' });
  });

  it('works where there is no repository and no git', () => {
    const repository = withLeaks('../elsewhere/a.ts');
    expect(scanOf(repository, [], { cwd: '../elsewhere', env: { PATH: '/nowhere' } }).places).toEqual(['a.ts:1:8']);
    const sarif = hushkeyScan(repository, ['--format=sarif'], { cwd: '../elsewhere', env: { PATH: '/nowhere' } });
    expect(sarif.code).toBe(1);
    expect(JSON.parse(sarif.stdout).runs[0].results.length).toBe(1);
  });

  it('takes several paths, which are names and no patterns', () => {
    const repository = withLeaks('a/x', 'b/x', '[a-z]', 'c');
    expect([...scanOf(repository, ['b', '[a-z]', 'a/x']).places].sort()).toEqual(['[a-z]:1:8', 'a/x:1:8', 'b/x:1:8']);
    expect(scanOf(repository, ['--', 'c']).places).toEqual(['c:1:8']);
  });

  it('looks at binary files as at any other', () => {
    const repository = new TestRepository();
    const bytes = Buffer.from(`\0\xff\xfe\0\n\0${leak().line}\0`, 'latin1');
    repository.write('a.bin', bytes);
    expect(scanOf(repository, []).places).toEqual(['a.bin:2:9']);
  });

  it('honours a comment that excuses a line', () => {
    const repository = new TestRepository();
    repository.write('a.ts', `// hushkey:ignore -- a sample\n${leak().line}`);
    expectPassed(hushkeyScan(repository, []));
  });

  it('refuses a path that does not exist, and scans nothing then', () => {
    const repository = withLeaks('a');
    const outcome = hushkeyScan(repository, ['a', 'b\u001b[31m']);
    expect(outcome).toMatchObject({
      code: 2,
      stdout: '',
      stderr: 'hushkey: there is no file or folder "b\\x1b[31m"\n',
    });
  });

  it('ends with 3 when something could not be read and nothing was found', () => {
    const repository = new TestRepository();
    repository.run('mkfifo', ['pipe']);
    const { gaps, outcome } = scanOf(repository, ['pipe']);
    expect(outcome.code).toBe(3);
    expect(gaps).toEqual([
      {
        subject: 'pipe',
        reason: 'it is a FIFO, a device or a socket, which is never opened',
        advice: 'what comes out of it can be scanned on standard input: hushkey scan - < FILE',
      },
    ]);
  });
});

describe('standard input', () => {
  it('is scanned when - is named, with its lines counted from the first', () => {
    const { places, stats } = scanOf(new TestRepository(), ['-'], { input: `one\nzwölf\n  ${leak().line}` });
    expect(places).toEqual(['<stdin>:3:10']);
    expect(stats.objects).toBe(1);
  });

  it('is named in words', () => {
    const { output } = hushkeyScan(new TestRepository(), ['-'], { input: leak().line });
    expect(output).toContain('\n  standard input:1:8\n');
    expect(output).toContain('1. Keep it out of what is printed');
  });

  it('is no word behind an option that takes a value', () => {
    const repository = withLeaks('a');
    const outcome = hushkeyScan(repository, ['--format', 'json', '--output', '-', 'a'], { input: leak().line });
    expect(JSON.parse(outcome.stdout).findings.length).toBe(1);
  });

  it('is also named behind dashes, where ./- is a file', () => {
    const repository = withLeaks('-');
    expect(scanOf(repository, ['--', '-'], { input: leak().line }).places).toEqual(['<stdin>:1:8']);
    expect(scanOf(repository, ['./-'], { input: leak().line }).places).toEqual(['-:1:8']);
  });

  it('goes with files', () => {
    const repository = withLeaks('a');
    expect([...scanOf(repository, ['-', 'a'], { input: leak().line }).places].sort()).toEqual(['<stdin>:1:8', 'a:1:8']);
  });

  it('is passed when it is empty', () => {
    expectPassed(hushkeyScan(new TestRepository(), ['-'], { input: '' }));
  });
});

describe('--tracked', () => {
  it('takes exactly the files of the index', () => {
    const repository = withLeaks('untracked', 'ignored', 'deleted', 'src/tracked', '.gitignore', 'line\nfeed');
    repository.write('.gitignore', `ignored\nforced\n${leak().line}`);
    repository.write('forced', leak().line);
    repository.git('add', '--force', 'deleted', 'src/tracked', 'forced', '.gitignore', 'line\nfeed');
    rmSync(join(repository.folder, 'deleted'));
    const { places } = scanOf(repository, ['--tracked']);
    expect([...places].sort()).toEqual(['.gitignore:3:8', 'forced:1:8', 'line\nfeed:1:8', 'src/tracked:1:8']);
    expect(scanOf(repository, ['--tracked', 'src']).places).toEqual(['src/tracked:1:8']);
    expect(scanOf(repository, ['--tracked'], { cwd: 'src' }).places).toEqual(['tracked:1:8']);
  });

  it('does not follow a link that took the place of a folder', () => {
    const repository = withLeaks('src/deep/a', '../outside/deep/a');
    repository.git('add', 'src');
    rmSync(join(repository.folder, 'src'), { recursive: true });
    symlinkSync('../outside', join(repository.folder, 'src'));
    expectPassed(hushkeyScan(repository, ['--tracked']));
  });

  it('says of a named file that is not tracked that it was not scanned', () => {
    const repository = withLeaks('a', 'b');
    repository.git('add', 'a');
    const outcome = hushkeyScan(repository, ['--tracked', 'b']);
    expect(outcome.code).toBe(0);
    expect(outcome.stderr).toBe('hushkey: not tracked by git, so not scanned: "b"\n');
    expect(scanOf(repository, ['--tracked', 'a']).places).toEqual(['a:1:8']);
  });

  it('looks at a file with merge conflicts once', () => {
    const repository = new TestRepository();
    const commit = (text: string) => {
      repository.stage('a', text);
      repository.commit(text);
    };
    commit('base');
    repository.git('switch', '--quiet', '--create', 'other');
    commit('theirs');
    repository.git('switch', '--quiet', 'main');
    commit('ours');
    expect(repository.tryGit('merge', 'other').code).toBe(1);
    repository.write('a', leak().line);
    const { places, stats } = scanOf(repository, ['--tracked']);
    expect(places).toEqual(['a:1:8']);
    expect(stats.objects).toBe(1);
  });
});

describe('--gitignore', () => {
  it('leaves out what git ignores, and only that', () => {
    const repository = withLeaks('ignored', 'untracked', 'tracked', 'sub/ignored', 'sub/deep/local', 'named');
    repository.write('.gitignore', 'ignored\n');
    repository.write('sub/.gitignore', 'local\n');
    repository.write('.git/info/exclude', 'named\n');
    repository.git('add', 'tracked');
    expect([...scanOf(repository, ['--gitignore']).places].sort()).toEqual(['tracked:1:8', 'untracked:1:8']);
  });

  it('does not leave out a file that is named', () => {
    const repository = withLeaks('ignored');
    repository.write('.gitignore', 'ignored\n');
    expect(scanOf(repository, ['--gitignore', 'ignored']).places).toEqual(['ignored:1:8']);
  });

  it('goes into a repository that lies in this one, by its own rules', () => {
    const repository = withLeaks('inner/a', 'inner/ignored');
    repository.run('git', ['init', '--quiet'], { cwd: 'inner' });
    repository.write('inner/.gitignore', 'ignored\n');
    expect(scanOf(repository, ['--gitignore']).places).toEqual(['inner/a:1:8']);
  });

  it('tells what git could not look at', () => {
    const repository = withLeaks('a');
    const PATH = gitShim(
      `echo "warning: could not open directory 'b/': Permission denied" >&2\necho "warning: another one" >&2\nreal "$@"`,
    );
    const { gaps, places } = scanOf(repository, ['--gitignore'], { env: { PATH } });
    expect(places).toEqual(['a:1:8']);
    expect(gaps).toMatchObject([
      { subject: '.', reason: "git complained: could not open directory 'b/': Permission denied" },
      { subject: '.', reason: 'git complained: another one' },
    ]);
  });

  it.each(['--gitignore', '--tracked'])('is refused, like %s, where there is no repository', (option) => {
    const repository = withLeaks('../elsewhere/a');
    const outcome = hushkeyScan(repository, [option], { cwd: '../elsewhere' });
    expect(outcome).toMatchObject({ code: 2, stdout: '' });
    expect(outcome.stderr).toMatch(
      /^hushkey: \/.*elsewhere is in no git repository, so git cannot say which files to scan\n$/,
    );
  });

  it('is refused together with --tracked', () => {
    const outcome = hushkeyScan(new TestRepository(), ['--gitignore', '--tracked']);
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toMatch(/^hushkey: --tracked and --gitignore are two answers/);
  });
});

describe('a large file', () => {
  /** Runs the scan and tells the most memory that it held, in megabytes. */
  function measured(repository: TestRepository, args: readonly string[], input?: string) {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a template of the program that is run
    const atEnd = 'process.on("exit",()=>console.error(`peak ${process.resourceUsage().maxRSS}`))';
    const words = ['--import', `data:text/javascript,${atEnd}`, HUSHKEY, 'scan', '--format', 'json', ...args];
    const command = [process.execPath, ...words].map((word) => `'${word}'`).join(' ');
    const outcome = repository.run('sh', ['-c', input === undefined ? command : `cat '${input}' | ${command}`]);
    const [, kilobytes] = /peak (\d+)/.exec(outcome.stderr) ?? [];
    return { outcome, megabytes: Number(kilobytes) / 1024 };
  }

  it('of hundreds of megabytes is scanned in bounded memory, with the right places, as file and as stream', () => {
    const repository = new TestRepository();
    const file = join(repository.folder, 'large');
    const MEGABYTE = 1 << 20;
    const key = leak();
    // Lines of a secret each, one over the border of two pieces, and a line of NUL bytes before each of them: these take
    // no room on the disk.
    const offsets = [0, 8 * MEGABYTE - 20, 100 * MEGABYTE, 320 * MEGABYTE - key.line.length - 1];
    writeFileSync(file, '');
    truncateSync(file, 320 * MEGABYTE);
    for (const offset of offsets) writeAt(file, `\n${key.line}`, offset);
    const places = ['large:2:8', 'large:4:8', 'large:6:8', 'large:8:8'];
    for (const { outcome, megabytes } of [measured(repository, ['large']), measured(repository, ['-'], 'large')]) {
      expect(outcome.code, outcome.output).toBe(1);
      const { findings, stats } = JSON.parse(outcome.stdout);
      expect(stats.bytes).toBe(320 * MEGABYTE);
      expect(findings.length).toBe(1);
      const found = findings[0].locations.map(
        ({ line, column }: { line: number; column: number }) => `large:${line}:${column}`,
      );
      expect(found).toEqual(places);
      expect(megabytes).toBeLessThan(300);
    }
  });
});

function writeAt(file: string, text: string, offset: number): void {
  const opened = openSync(file, 'r+');
  writeSync(opened, text, offset);
  closeSync(opened);
}

describe('the reports', () => {
  const readable = (folder: string) => readdirSync(folder).sort();

  it('go to files and to standard output at once', () => {
    const repository = withLeaks('a');
    const out = temporaryFolder();
    const words = ['--format', 'sarif', '--output', join(out, 'a.sarif'), '--format', 'text', '--format=json'];
    const outcome = hushkeyScan(repository, [...words, '--output', join(out, 'a.json')]);
    expect(outcome.code).toBe(1);
    expect(outcome.stdout).toMatch(/^hushkey: 1 secret in what was scanned/);
    expect(readable(out)).toEqual(['a.json', 'a.sarif']);
  });

  it('do not change the exit code, unless one cannot be written', () => {
    const repository = withLeaks('a');
    const missing = join(dirname(repository.folder), 'missing', 'r.sarif');
    const outcome = hushkeyScan(repository, ['--format', 'sarif', '--output', missing, '--format', 'json']);
    expect(outcome.code).toBe(3);
    expect(outcome.stderr).toContain(`hushkey: the report cannot be written to ${missing} (ENOENT)`);
    expect(JSON.parse(outcome.stdout).findings.length).toBe(1);
  });
});
