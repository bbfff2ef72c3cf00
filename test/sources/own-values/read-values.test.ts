// Which files are read, and which are left alone.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { publishedValues, readOwnValues } from '../../../src/sources/own-values/read-values.js';
import {
  findValueFiles,
  foldersBelow,
  type ValueFile,
  valueFilesOfTheUser,
} from '../../../src/sources/own-values/value-files.js';
import { temporaryFolder } from '../../support/repository.js';

/** No file of whoever runs the tests. */
const NOWHERE = { AWS_SHARED_CREDENTIALS_FILE: '-', NPM_CONFIG_USERCONFIG: '-', DOCKER_CONFIG: '-', KUBECONFIG: '' };

function folderWith(files: Record<string, string>): string {
  const top = temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(top, path)), { recursive: true });
    writeFileSync(join(top, path), text);
  }
  return top;
}

const shown = (files: readonly ValueFile[]) => files.map((file) => file.shown).sort();

function read(top: string, env: NodeJS.ProcessEnv = NOWHERE) {
  const { values, problems } = readOwnValues([...findValueFiles(top, ['']).files, ...valueFilesOfTheUser(env)]);
  return { values: values.map(({ file, variable, value }) => `${file}:${variable}=${value}`), problems };
}

describe('files of variables', () => {
  it('are known by their names', () => {
    const own = [
      '.env',
      '.env.local',
      '.env.production',
      '.env.keys',
      '.envrc',
      '.dev.vars',
      '.dev.vars.staging',
      '.npmrc',
    ];
    const others = [
      '.env.example',
      '.env.local.sample',
      '.env.template',
      '.env.schema',
      '.env.vault',
      '.env.d.ts',
      '.environment',
      'x.env',
      'env',
    ];
    const top = folderWith(Object.fromEntries([...own, ...others].map((name) => [name, ''])));
    const { files, templates } = findValueFiles(top, ['']);
    expect(shown(files)).toEqual([...own].sort());
    expect([...templates].sort()).toEqual(['.env.example', '.env.local.sample', '.env.template']);
  });

  it('are those of a folder and of all above it up to the top', () => {
    const top = folderWith({ '.env': '', 'a/.env': '', 'a/b/c/.env': '', 'other/.env': '', '../.env': '' });
    expect(shown(findValueFiles(top, ['']).files)).toEqual(['.env']);
    expect(foldersBelow(['a/b/c', '', 'gone/away', 'a'])).toEqual(['a', 'gone', 'a/b', 'gone/away', 'a/b/c']);
    expect(shown(findValueFiles(top, foldersBelow(['a/b/c', 'gone/away'])).files)).toEqual(['a/.env', 'a/b/c/.env']);
  });

  it("are the user's own where the environment says they are", () => {
    const top = folderWith({
      'home/aws': '',
      'home/npmrc': '',
      'home/docker/config.json': '',
      'home/k1': '',
      'home/k2': '',
    });
    const at = (name: string) => join(top, 'home', name);
    const env = {
      AWS_SHARED_CREDENTIALS_FILE: at('aws'),
      NPM_CONFIG_USERCONFIG: at('npmrc'),
      DOCKER_CONFIG: at('docker'),
      KUBECONFIG: `${at('k1')}:${at('k2')}:`,
    };
    expect(shown(valueFilesOfTheUser(env))).toEqual(['aws', 'docker/config.json', 'k1', 'k2', 'npmrc'].map(at).sort());
  });
});

describe('what is read', () => {
  it('are values with their file', () => {
    const top = folderWith({ '.env': 'A=b', '.npmrc': '//x/:_authToken=T' });
    expect(read(top)).toMatchObject({ values: ['.env:A=b', '.npmrc://x/:_authToken=T'], problems: [] });
  });

  it('is told to be public by a template of the last commit, not by one of the working tree', async () => {
    const committed = new Map([['.env.example', 'A=committed\nB="c"']]);
    expect(await publishedValues(['.env.example', 'a/.env.sample'], async (path) => committed.get(path))).toEqual([
      'committed',
      'c',
    ]);
  });

  it('is nothing that could wait forever, fill the memory or lead elsewhere', () => {
    const top = folderWith({ '.env.large': `A=${'x'.repeat(1_000_001)}`, elsewhere: 'A=b', '.env.folder/x': '' });
    execFileSync('mkfifo', [join(top, '.env')]);
    symlinkSync(join(top, 'elsewhere'), join(top, '.env.link'));
    expect(read(top)).toMatchObject({
      values: [],
      problems: [
        'the values of .env are not searched for: it is no regular file',
        'the values of .env.large are not searched for: it is larger than 1 MB',
        'the values of .env.link are not searched for: it is a symbolic link',
      ],
    });
  });

  it("is a link among the user's own files", () => {
    const top = folderWith({ real: '[a]\naws_session_token=T' });
    symlinkSync(join(top, 'real'), join(top, 'link'));
    const { values } = read(top, { ...NOWHERE, AWS_SHARED_CREDENTIALS_FILE: join(top, 'link') });
    expect(values).toEqual([`${join(top, 'link')}:aws_session_token of [a]=T`]);
  });

  it('is nothing that is not understood, and no word of it is told', () => {
    const top = folderWith({ 'config.json': '{"auths": sesame' });
    const { problems } = read(top, { ...NOWHERE, DOCKER_CONFIG: top });
    expect(problems).toEqual([
      `the values of ${join(top, 'config.json')} are not searched for: its form is not understood`,
    ]);
  });

  it.skipIf(process.getuid?.() === 0)('is nothing that may not be read', () => {
    const top = folderWith({ '.env': 'A=b' });
    chmodSync(join(top, '.env'), 0);
    expect(read(top).problems).toEqual(['the values of .env are not searched for: it cannot be read (EACCES)']);
  });
});
