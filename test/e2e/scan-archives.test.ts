// `hushkey scan` looks into archives, and says where in them.
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { pax, tar, zip } from '../support/archives.js';
import { expectHidden, expectPassed, leak } from '../support/refusal.js';
import { HUSHKEY, TestRepository } from '../support/repository.js';
import { hushkeyScan, scanOf } from '../support/scan.js';

/** A tarball with a zip in it with a secret in that, which is `outer.tgz!/b.zip!/conf/c.env:1:8`. */
function nested(secretLine: string): Buffer {
  return gzipSync(tar([{ name: 'b.zip', content: zip([{ name: 'conf/c.env', content: secretLine }]) }]));
}

function withFile(path: string, content: Buffer | string): TestRepository {
  const repository = new TestRepository();
  repository.write(path, content);
  return repository;
}

describe('hushkey scan of an archive', () => {
  it('finds what is in it, whatever its name, and tells no secret', () => {
    const { secret, line } = leak();
    const repository = withFile('dist/blob', nested(line));
    const { places, outcome, stats } = scanOf(repository, []);
    expect(places).toEqual(['dist/blob!/b.zip!/conf/c.env:1:8']);
    expect(stats.objects).toBe(1);
    expectHidden(outcome, secret);
    const { output } = hushkeyScan(repository, []);
    expect(output).toContain('\n  dist/blob!/b.zip!/conf/c.env:1:8\n');
    expect(output).toContain('1. Take it out of what the archive is made of, and make the archive again');
  });

  it('finds it on standard input', () => {
    expect(scanOf(new TestRepository(), ['-'], { input: nested(leak().line) }).places).toEqual([
      'standard input!/b.zip!/conf/c.env:1:8',
    ]);
  });

  it('finds it in a large file, and behind a program that unpacks it', () => {
    const large = Buffer.alloc(9 << 20, 'nothing to see here\n');
    const bytes = zip(
      [
        { name: 'large', content: large, method: 0 },
        { name: 'a', content: `${leak().line}${'x'.repeat(99)}` },
      ],
      {
        before: Buffer.from('#!/bin/sh\n'),
      },
    );
    expect(scanOf(withFile('app.run', bytes), []).places).toEqual(['app.run!/a:1:8']);
  });

  it('finds it in names and in what people wrote beside files', () => {
    const [name, comment, header] = [leak(), leak(), leak()];
    const repository = withFile('a.zip', zip([{ name: `k/${name.secret}`, content: '' }], { comment: comment.line }));
    repository.write('b.tar', tar([pax({ comment: header.secret }), { name: 'x', content: 'y' }]));
    const { places, outcome } = scanOf(repository, []);
    expect(places.map((place) => place.replace(/sk-.*:1:/, '…:1:')).sort()).toEqual([
      'a.zip!/k/…:1:3',
      'a.zip!<comment>:1:8',
      'b.tar!<headers>:1:9',
    ]);
    for (const { secret } of [name, comment, header]) expectHidden(outcome, secret);
  });

  it('ends with 3 when something in it cannot be read, and says what', () => {
    const repository = withFile('a.zip', zip([{ name: 'b', content: 'x', flags: 1 }]));
    const { outcome, gaps } = scanOf(repository, []);
    expect(outcome.code).toBe(3);
    expect(gaps).toEqual([
      { subject: 'a.zip!/b', reason: 'it is encrypted', advice: 'decrypt it, and scan what comes out of it' },
    ]);
  });

  it('takes limits, and refuses what is none', () => {
    const repository = withFile('a.tgz', nested(leak().line));
    const { gaps, outcome } = scanOf(repository, ['--max-archive-depth', '2']);
    expect(outcome.code).toBe(3);
    expect(gaps[0]?.advice).toContain('--max-archive-depth N');
    expect(hushkeyScan(repository, ['--max-archive-ratio', 'much'])).toMatchObject({
      code: 2,
      stderr: 'hushkey: --max-archive-ratio is a number above 0\n',
    });
  });

  it('scans archives as they are with --no-archives', () => {
    const repository = withFile('a.tgz', nested(leak().line));
    expectPassed(hushkeyScan(repository, ['--no-archives']));
    const stored = withFile('a.tar', tar([{ name: 'a', content: leak().line }]));
    expect(scanOf(stored, ['--no-archives']).places.length).toBe(1);
  });

  it('scans everything else beside it, and each in its place', () => {
    const repository = withFile('b.tgz', nested(leak().line));
    repository.write('a', leak().line);
    repository.write('c', leak().line);
    expect([...scanOf(repository, []).places].sort()).toEqual(['a:1:8', 'b.tgz!/b.zip!/conf/c.env:1:8', 'c:1:8']);
  });

  it('is no business of the hook', () => {
    const repository = withFile('a.tgz', nested(leak().line));
    repository.git('add', '.');
    expectPassed(repository.run(process.execPath, [HUSHKEY, 'staged']));
  });
});

describe('configuration', () => {
  it('leaves out what is in an archive by its path, and all that is in one by the path of that', () => {
    const repository = withFile('dist/a.tgz', nested(leak().line));
    repository.write('.hushkey.yaml', "exclude: ['**/conf/**']\n");
    expect(scanOf(repository, []).places).toEqual([]);
    repository.write('.hushkey.yaml', 'exclude: [conf/**, b.zip]\n');
    expect(scanOf(repository, []).places.length).toBe(1);
  });

  it('does not take a name for a place that it leads to', () => {
    const repository = withFile('a.zip', zip([{ name: '../excluded/x', content: leak().line }]));
    repository.write('.hushkey.yaml', "exclude: ['excluded/**']\n");
    expect(scanOf(repository, []).places).toEqual(['a.zip!/\\x2e\\x2e/excluded/x:1:8']);
  });

  it('accepts what is in an archive', () => {
    const repository = withFile('dist/a.tgz', nested(leak().line));
    repository.git('add', '.');
    expect(repository.run(process.execPath, [HUSHKEY, 'baseline']).code).toBe(0);
    expectPassed(hushkeyScan(repository, ['--tracked']));
  });
});

describe('reports', () => {
  function reporter(): (format: string) => string {
    const repository = withFile('dist/a.tgz', nested(`\n\n${leak().line}`));
    return (format) => hushkeyScan(repository, ['--format', format]).stdout;
  }

  it('point at the archive where a reader needs a file that exists', () => {
    const report = reporter();
    const [result] = JSON.parse(report('sarif')).runs[0].results;
    expect(result.locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: 'dist/a.tgz', uriBaseId: '%SRCROOT%' },
          region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 },
        },
        logicalLocations: [{ fullyQualifiedName: 'dist/a.tgz!/b.zip!/conf/c.env:3:8', kind: 'member' }],
      },
    ]);
    expect(result.message.text).toContain('dist/a.tgz!/b.zip!/conf/c.env:3:8');
    expect(report('github')).toMatch(
      /^::error file=dist\/a\.tgz,title=[^,]*::.*dist\/a\.tgz!\/b\.zip!\/conf\/c\.env:3:8$/m,
    );
    const [{ location, description }] = JSON.parse(report('gitlab')).vulnerabilities;
    expect(location).toMatchObject({ file: 'dist/a.tgz', start_line: 1, end_line: 1 });
    expect(description).toContain('dist/a.tgz!/b.zip!/conf/c.env:3:8');
    const [quality] = JSON.parse(report('gitlab-quality'));
    expect(quality.location).toEqual({ path: 'dist/a.tgz', lines: { begin: 1 } });
  });

  it('say the file and the place in it in JSON', () => {
    expect(JSON.parse(reporter()('json')).findings[0].locations[0]).toMatchObject({
      path: 'dist/a.tgz!/b.zip!/conf/c.env',
      container: 'dist/a.tgz',
      line: 3,
      column: 8,
    });
  });
});
