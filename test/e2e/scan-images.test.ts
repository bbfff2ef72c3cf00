// `hushkey scan` of container images: files, folders, standard input, and those that an engine has.
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { SCAN_FORMATS } from '../../src/cli/options.js';
import { pathWith } from '../support/engine-shim.js';
import { dockerImage, type ImageParts, ociImage, TestLayout } from '../support/image.js';
import { readReport } from '../support/json-report.js';
import { expectHidden, expectPassed, type Leak, leak } from '../support/refusal.js';
import { TestRepository } from '../support/repository.js';
import { hushkeyScan, scanOf } from '../support/scan.js';

interface Sample {
  readonly parts: ImageParts;
  readonly file: Leak;
  readonly variable: Leak;
}

/** An image with a secret in a file that is deleted later, and one in its environment and history. */
function sample(): Sample {
  const [file, variable] = [leak(), leak()];
  const layers = [{ 'etc/app/.env': file.line, 'etc/hosts': '::1' }, { 'etc/app/.wh..env': '' }];
  const history = [
    { created_by: 'COPY . / # buildkit' },
    { created_by: `ENV API_KEY=${variable.secret}`, empty_layer: true },
    { created_by: 'RUN rm /etc/app/.env' },
  ];
  return {
    parts: { tag: 'app:1', layers, config: { config: { Env: [`API_KEY=${variable.secret}`] }, history } },
    file,
    variable,
  };
}

const PLACES = ['<environment>:1:9', '<history>:2:9', '/etc/app/.env:1:8'];
const placesIn = (outer: string) => PLACES.map((place) => `${outer}!${place}`).sort();

describe('a saved image', () => {
  it('is told layer by layer, in words', () => {
    const repository = new TestRepository();
    const { parts, file, variable } = sample();
    repository.write('app.tar', ociImage(parts));
    const outcome = hushkeyScan(repository, ['app.tar']);
    expect(outcome.code).toBe(1);
    expect(outcome.output).toContain('\n  app.tar!/layer 1/etc/app/.env:1:8\n');
    expect(outcome.output).toMatch(
      /\n {4}layer 1 of 2 \([0-9a-f]{12}\), image app:1, for linux\/amd64, made by COPY \. \/ # buildkit, deleted by layer 2, still in the image\n/,
    );
    expect(outcome.output).toContain('\n  app.tar!<environment variable API_KEY>\n');
    expect(outcome.output).toContain(
      '\n  app.tar!<history entry 2>\n    image app:1, for linux/amd64, ENV API_KEY=…\n',
    );
    expect(outcome.output).toContain('deleting it in a later layer only hides it.');
    for (const { secret } of [file, variable]) expectHidden(outcome, secret);
  });

  it('is found in a folder by its content, whatever it is called', () => {
    const repository = new TestRepository();
    repository.write('out/image.bin', dockerImage(sample().parts));
    expect([...scanOf(repository, []).places].sort()).toEqual(placesIn('out/image.bin'));
  });

  it('is told as standard input when it comes there', () => {
    const { places } = scanOf(new TestRepository(), ['-'], { input: ociImage(sample().parts) });
    expect([...places].sort()).toEqual(placesIn('standard input'));
  });

  it('has archives in its layers looked into, unless that is not wanted', () => {
    const repository = new TestRepository();
    const { line } = leak();
    repository.write('app.tar', ociImage({ layers: [{ 'srv/app.env.gz': gzipSync(line) }] }));
    expect(scanOf(repository, []).places).toEqual(['app.tar!/srv/app.env.gz!/app.env:1:8']);
    expect(scanOf(repository, ['--no-archives']).places).toEqual([]);
  });

  it('passes when there is nothing in it', () => {
    const repository = new TestRepository();
    repository.write('app.tar', ociImage({ layers: [{ a: 'b' }] }));
    expectPassed(hushkeyScan(repository, ['app.tar']));
  });

  it('that is cut off ends with 3 when nothing was found', () => {
    const repository = new TestRepository();
    repository.write('app.tar', ociImage({ layers: [{ a: 'b' }] }).subarray(0, 2000));
    const { gaps, outcome } = scanOf(repository, ['app.tar']);
    expect(outcome.code).toBe(3);
    expect(gaps.map(({ reason }) => reason)).toContain('it has no manifest that says how its layers belong together');
  });

  it.each(SCAN_FORMATS)('is told as %s without any of its secrets', (format) => {
    const repository = new TestRepository();
    const { parts, file, variable } = sample();
    repository.write('app.tar', ociImage(parts));
    const outcome = hushkeyScan(repository, ['--format', format, 'app.tar']);
    expect(outcome.code).toBe(1);
    expect(outcome.stdout).toContain('app.tar');
    expect(outcome.stdout).toContain('layer');
    for (const { secret } of [file, variable]) expectHidden(outcome, secret);
  });

  it('is told in JSON as its schema has it', () => {
    const repository = new TestRepository();
    repository.write('app.tar', ociImage(sample().parts));
    const { stdout } = hushkeyScan(repository, ['--format', 'json', 'app.tar']);
    const locations = readReport(stdout).findings.flatMap((finding: { locations: unknown[] }) => finding.locations);
    expect(locations).toContainEqual(
      expect.objectContaining({
        path: 'app.tar!/etc/app/.env',
        container: 'app.tar',
        image: expect.objectContaining({ instruction: 'COPY . / # buildkit', hidden: { by: 2, how: 'deleted' } }),
      }),
    );
  });

  it('is a file for readers of SARIF, who are told the rest in words', () => {
    const repository = new TestRepository();
    repository.write('app.tar', ociImage(sample().parts));
    const { stdout } = hushkeyScan(repository, ['--format', 'sarif', 'app.tar']);
    const [result] = JSON.parse(stdout).runs[0].results;
    expect(result.locations[0].physicalLocation.artifactLocation.uri).toBe('app.tar');
    expect(result.locations[0].logicalLocations[0].fullyQualifiedName).toMatch(/^app\.tar!/);
    expect(result.properties.image.name).toBe('app:1');
  });

  it.each(['etc/**', '**/.env', 'app.tar', '*.tar'])('is left out as the configuration says: %s', (glob) => {
    const repository = new TestRepository();
    repository.write('app.tar', ociImage({ layers: sample().parts.layers ?? [] }));
    repository.write('.hushkey.yaml', `exclude:\n  - "${glob}"\n`);
    expect(hushkeyScan(repository, ['app.tar']).output).toMatch(/no secrets .*1 excluded by configuration/);
  });
});

describe('a folder that is a layout', () => {
  function written(layout: TestLayout): TestRepository {
    const repository = new TestRepository();
    for (const { name, content = '' } of layout.entries()) repository.write(`image/${name}`, content);
    return repository;
  }

  it('is read as an image', () => {
    const repository = written(new TestLayout().add(sample().parts));
    const { places, stats } = scanOf(repository, ['image']);
    expect([...places].sort()).toEqual(placesIn('image'));
    expect(stats.objects).toBeGreaterThan(3);
    expect(scanOf(repository, ['.'], { cwd: 'image' }).places.length).toBe(3);
  });

  it('is not left through a link', () => {
    const layout = new TestLayout().add(sample().parts);
    const [layer] = [...layout.files.keys()] as [string];
    const bytes = layout.files.get(layer) as Buffer;
    layout.files.delete(layer);
    const repository = written(layout);
    writeFileSync(join(repository.folder, 'outside'), bytes);
    symlinkSync('../../../outside', join(repository.folder, 'image', layer));
    const { places, gaps } = scanOf(repository, ['image']);
    expect(gaps.map(({ reason }) => reason)).toEqual([expect.stringMatching(/^layer 1 \(sha256:.*\) is not in it$/)]);
    expect(places.length).toBe(2);
  });
});

describe('--image', () => {
  function engines(...names: string[]) {
    const repository = new TestRepository();
    const { parts, file } = sample();
    writeFileSync(join(repository.folder, 'saved'), dockerImage(parts));
    const script =
      'for word; do echo "$word"; done > asked\ncase "$4" in app*) exec cat saved;; esac\necho "Error: no such image" >&2\nexit 1';
    const env = { PATH: pathWith(Object.fromEntries(names.map((name) => [name, script]))) };
    return { repository, file, env };
  }

  it.each(['docker', 'podman'])('asks %s, which is there', (engine) => {
    const { repository, file, env } = engines(engine);
    const { places, outcome } = scanOf(repository, ['--image', 'app:1'], { env });
    expect([...places].sort()).toEqual(placesIn('app:1'));
    expectHidden(outcome, file.secret);
    expect(readFileSync(join(repository.folder, 'asked'), 'utf8')).toBe('image\nsave\n--\napp:1\n');
  });

  it('takes a name for a name, whatever is in it', () => {
    const { repository, env } = engines('docker');
    hushkeyScan(repository, ['--image=--help; touch x'], { env });
    expect(readFileSync(join(repository.folder, 'asked'), 'utf8')).toBe('image\nsave\n--\n--help; touch x\n');
  });

  it('may be given again, beside paths', () => {
    const { repository, env } = engines('docker');
    const { places } = scanOf(repository, ['--image', 'app:1', 'saved', '--image', 'app:2'], { env });
    expect([...places].sort()).toEqual([...placesIn('app:1'), ...placesIn('app:2'), ...placesIn('saved')].sort());
  });

  it('says so when nobody can be asked, or nobody has it', () => {
    const { repository, env } = engines();
    const nobody = hushkeyScan(repository, ['--image', 'app:1'], { env });
    expect(nobody).toMatchObject({ code: 2, stdout: '' });
    expect(nobody.stderr).toMatch(/^hushkey: no docker and no podman was found to ask for the image "app:1"; .*\n$/);
    const both = engines('docker', 'podman');
    expect(hushkeyScan(both.repository, ['--image', 'none\u001b[31m'], both)).toMatchObject({
      code: 2,
      stdout: '',
      stderr:
        'hushkey: the image "none\\x1b[31m" is not to be had: docker says: Error: no such image; podman says: Error: no such image\n',
    });
    expect(hushkeyScan(repository, ['--image', ''], { env }).code).toBe(2);
  });

  it('tells a gap when the engine breaks off', () => {
    const { repository } = engines();
    mkdirSync(join(repository.folder, 'x'));
    const env = { PATH: pathWith({ docker: 'head -c 3000 saved\necho "disk failed" >&2\nexit 1' }) };
    const { gaps } = scanOf(repository, ['--image', 'app:1'], { env });
    expect(gaps.map(({ reason }) => reason)).toContain('docker broke off while it saved the image: disk failed');
  });

  it('has a place in SARIF that is no file', () => {
    const { repository, env } = engines('podman');
    const { stdout } = hushkeyScan(repository, ['--image', 'app:1', '--format', 'sarif'], { env });
    const [result] = JSON.parse(stdout).runs[0].results;
    expect(result.locations[0].physicalLocation.artifactLocation).toEqual({ uri: 'image:app%3A1' });
  });
});
