// What an image says of itself is read as what it is: environment, labels, history, commands, annotations.
import { describe, expect, it } from 'vitest';
import { engineOf } from '../../../src/catalogue/recipe.js';
import { imageWords } from '../../../src/report/image-words.js';
import { assignedPassword } from '../../support/assigned-password.js';
import { ociImage, TestLayout } from '../../support/image.js';
import { leak } from '../../support/refusal.js';
import { scannedImage } from '../../support/scanned-image.js';
import { token } from '../../support/token.js';

const { secret } = leak();
const config = (content: Readonly<Record<string, unknown>>) => ociImage({ tag: 'app:1', config: content });

describe('a secret in the configuration', () => {
  it.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['the environment', { config: { Env: ['PATH=/bin', `API_KEY=${secret}`] } }, 'environment variable API_KEY'],
    ['what old versions call it', { container_config: { Env: [`A=${secret}`] } }, 'environment variable A'],
    ['a label', { config: { Labels: { a: 'b', 'com.example/key': secret } } }, 'label com.example/key'],
    ['the entrypoint', { config: { Entrypoint: ['/bin/sh', '-c', `x --key ${secret}`] } }, 'entrypoint'],
    ['the command', { config: { Cmd: ['serve', `--key=${secret}`] } }, 'command'],
    ['the health check', { config: { Healthcheck: { Test: ['CMD', 'curl', secret] } } }, 'health check'],
    ['the author', { author: secret }, 'author'],
    ['the comment', { comment: `key ${secret}` }, 'comment'],
    ['what nobody foresaw', { a: { b: [{ c: [1, { d: secret }] }] } }, 'a.b.0.c.1.d'],
    ['a build argument', { history: [{}, { created_by: `|1 KEY=${secret} /bin/sh -c make` }] }, 'history entry 2'],
    ['an instruction', { history: [{ created_by: `RUN curl -H 'X: ${secret}'` }] }, 'history entry 1'],
    ['the comment of an instruction', { history: [{ comment: secret }] }, 'comment of history entry 1'],
  ])('is told by what it is: %s', async (_, content, element) => {
    const { locations, places } = await scannedImage(config(content));
    expect(places).toEqual([`a.tar!<${element}>`]);
    expect(locations[0]?.image).toMatchObject({ element, name: 'app:1', platform: 'linux/amd64' });
  });

  it('is masked in the instruction that is told of it', async () => {
    const line = `RUN curl -H 'Authorization: Bearer ${secret}' example.com`;
    const { locations } = await scannedImage(
      ociImage({ layers: [{ a: leak().line }], config: { history: [{ created_by: line }] } }),
    );
    expect(locations.length).toBe(2);
    for (const location of locations) expect(imageWords(location).join()).toContain("Bearer …' example.com");
    expect(JSON.stringify(locations)).not.toContain(secret.slice(10, 30));
  });

  it('is masked in an instruction when it is a password of a person, too', async () => {
    for (let tries = 0; tries < 20; tries++) {
      const [, password = ''] = /"(.*)"/.exec(assignedPassword()) ?? [];
      const lines = [
        `|2 A=b c DB_PASSWORD=${password} /bin/sh -c make`,
        `RUN |1 DB_PASSWORD=${password} /bin/bash -o pipefail -c make # buildkit`,
        `ENV DB_PASSWORD=${password}`,
        `/bin/sh -c #(nop)  ENV DB_PASSWORD=${password} B=c`,
        `ARG DB_PASSWORD=${password} # buildkit`,
      ];
      for (const line of lines) {
        const parts = { layers: [{ a: leak().line }], config: { history: [{ created_by: line }] } };
        const { locations } = await scannedImage(ociImage(parts));
        expect(locations.length).toBe(2);
        expect(JSON.stringify(locations)).not.toContain(password);
      }
    }
  });

  it('is masked in a name', async () => {
    const { locations } = await scannedImage(config({ config: { Labels: { [secret]: 'x', a: secret } } }));
    expect(locations.length).toBeGreaterThan(0);
    expect(JSON.stringify(locations)).not.toContain(secret.slice(10, 30));
  });

  it('is one finding with that of a file', async () => {
    const parts = { layers: [{ a: `"${secret}"` }], config: { config: { Env: [`K=${secret}`] } } };
    const { findings, places } = await scannedImage(ociImage(parts));
    expect(findings.length).toBe(1);
    expect(places).toEqual(['a.tar!/layer 1/a:1:2', 'a.tar!<environment variable K>']);
  });

  it('over many lines is found whole', async () => {
    const key = token('pem-private-key');
    const { findings } = await scannedImage(config({ config: { Env: ['A=b', `TLS_KEY=${key}`, 'C=d'] } }));
    expect(findings.map(({ pattern }) => pattern)).toEqual(['pem-private-key']);
  });
});

describe('the environment', () => {
  it('is judged as a .env file is', async () => {
    const engine = engineOf({});
    const drawn = Array.from({ length: 40 }, (_, at) => {
      const [, password] = /"(.*)"/.exec(assignedPassword()) ?? [];
      return `${['DB_PASSWORD', 'API_SECRET', 'MYSQL_ROOT_PASSWORD', 'PLACE'][at % 4]}=${password}`;
    });
    // A line that an image says twice is told once.
    const lines = [...new Set(drawn)];
    // What stands on the lines around has a say, here as there.
    const file = Buffer.from(lines.join('\n'));
    const inFile = engine
      .scan(file)
      .filter(({ confidence }) => confidence !== 'low')
      .map(({ start }) => lines[file.toString('latin1', 0, start).split('\n').length - 1]);
    const { locations } = await scannedImage(config({ config: { Env: lines } }));
    expect(inFile.length).toBeGreaterThan(10);
    expect(new Set(locations.map(({ line }) => lines[line - 1]))).toEqual(new Set(inFile));
  });

  it('tells the id that stands beside a secret', async () => {
    const id = token('aws-access-key-id');
    const key = token('aws-secret-access-key');
    const { findings } = await scannedImage(
      config({ config: { Env: [`AWS_ACCESS_KEY_ID=${id}`, 'A=b', `AWS_SECRET_ACCESS_KEY=${key}`] } }),
    );
    expect(findings.length).toBe(1);
    expect(findings[0]?.parts?.length).toBe(1);
  });
});

describe('manifests', () => {
  it('are read for annotations, of indexes too', async () => {
    const [one, other, third] = [leak(), leak(), leak()];
    const layout = new TestLayout().add(
      { layers: [{ a: 'b' }], annotations: { 'org.example.key': one.secret } },
      { annotations: { token: other.secret } },
    );
    layout.document({ manifests: [], annotations: { unnamed: third.secret } }, 'x');
    const { places } = await scannedImage(layout.tar());
    expect(places).toEqual([
      expect.stringMatching(/^a\.tar!\/blobs\/sha256\/[0-9a-f]{64}:1:/),
      'a.tar!<annotation org.example.key of the manifest>',
      'a.tar!<annotation token of the index>',
    ]);
  });

  it('that attest how an image was made are read as they are, and are no layers', async () => {
    const layout = new TestLayout().add({ layers: [{ a: leak().line }] });
    const statement = { predicate: { invocation: { parameters: { args: { 'build-arg:TOKEN': secret } } } } };
    const manifest = {
      config: layout.document({ architecture: 'unknown', os: 'unknown' }, 'application/vnd.oci.image.config.v1+json'),
      layers: [layout.document(statement, 'application/vnd.in-toto+json')],
    };
    layout.manifests.push({
      ...layout.document(manifest, 'application/vnd.oci.image.manifest.v1+json'),
      platform: { os: 'unknown', architecture: 'unknown' },
      annotations: { 'vnd.docker.reference.type': 'attestation-manifest' },
    });
    const { locations, gaps } = await scannedImage(layout.tar());
    expect(gaps).toEqual([]);
    expect(locations.map(({ path }) => path).sort()).toEqual([
      'a.tar!/a',
      expect.stringMatching(/^a\.tar!\/blobs\/sha256\/[0-9a-f]{64}$/),
    ]);
    expect(locations.map(({ image }) => image?.layer?.of).filter(Boolean)).toEqual([1]);
  });
});
