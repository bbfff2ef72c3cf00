// Files that give values to names, read as the programs read them that they are for.
import { describe, expect, it } from 'vitest';
import { readDockerConfig, readKubeConfig } from '../../../src/sources/own-values/containers.js';
import { readDotenv } from '../../../src/sources/own-values/dotenv.js';
import { readAwsCredentials, readNpmrc } from '../../../src/sources/own-values/ini.js';
import { drawn } from '../../support/own-secret.js';

const pairs = (values: readonly { variable: string; value: string }[] | undefined) =>
  values?.map(({ variable, value }) => `${variable}=${value}`);
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('.env', () => {
  it.each([
    ['A=b', ['A=b']],
    ['\ufeffA=b\r\nB=c\r\n', ['A=b', 'B=c']],
    ['export A = b c ', ['A=b c']],
    ['A: b', ['A=b']],
    ['# A=b\n\n  B=c', ['B=c']],
    ['A=b # why', ['A=b']],
    ['A=b#c', ['A=b#c', 'A=b']],
    ['A=#c', []],
    ['A=', []],
    ['A="b # c" # why', ['A=b # c']],
    ["A='b\"c' B", ['A=b"c']],
    ['A=`b"\'c`', ['A=b"\'c']],
    ['A="b\\nc"', ['A=b\nc']],
    ['A="b\\"c\\\\"', ['A=b"c\\', 'A=b\\"c\\\\']],
    ["A='b\\nc'", ['A=b\\nc']],
    ['A="b\nc=d\n"\nE=f', ['A=b\nc=d\n', 'E=f']],
    ['A="b\nB=c', ['A="b', 'B=c']],
    ['a.b-c=d', ['a.b-c=d']],
    ['1A=b\n=c\nno line\nif [ -f x ]; then', []],
  ])('%j says %j', (text, expected) => {
    expect(pairs(readDotenv(text))).toEqual(expected);
  });

  it('says where nothing is put into a value', () => {
    expect(readDotenv('A=\'$b\'\nB="$b"\nC=$b').map(({ literal }) => literal)).toEqual([true, undefined, undefined]);
  });
});

it('no file of a megabyte takes long, whatever it is full of', () => {
  const started = performance.now();
  for (const part of [
    'A=\n',
    'A="',
    "A='\n",
    'A="\\',
    ' ',
    '\n',
    '#',
    '=',
    'A= ',
    '[',
    'key = \t',
    '  token:',
    '{',
    '"',
  ])
    for (const read of [readDotenv, readNpmrc, readAwsCredentials, readDockerConfig, readKubeConfig])
      read(part.repeat(1_000_000 / part.length));
  expect(performance.now() - started).toBeLessThan(20_000);
});

it('.envrc: an unquoted value ends with its word', () => {
  expect(pairs(readDotenv('export A=b C=d\nB=c; x\nuse flake', true))).toEqual(['A=b', 'B=c']);
});

it('.npmrc: tokens, and passwords in base64', () => {
  const secret = drawn('{a-z:10}');
  const auth = base64(`me:${secret}`);
  const text = `//npm.corp.test/:_authToken=T\n;c\n_auth = "${auth}"\n//x/:_password=${base64(secret)}\nregistry=R\nkey="a\\nb"`;
  expect(pairs(readNpmrc(text))).toEqual([
    '//npm.corp.test/:_authToken=T',
    `_auth=${auth}`,
    `_auth=${secret}`,
    `//x/:_password=${base64(secret)}`,
    `//x/:_password=${secret}`,
    'key=a\nb',
  ]);
});

it('credentials of AWS: the secrets of every profile', () => {
  const text =
    '[default]\naws_access_key_id = I\naws_secret_access_key = S=\n[ci]\r\naws_session_token=T\r\nregion=R\n';
  expect(pairs(readAwsCredentials(text))).toEqual([
    'aws_secret_access_key of [default]=S=',
    'aws_session_token of [ci]=T',
  ]);
});

describe('config.json of Docker', () => {
  it('has tokens, and users with passwords in base64', () => {
    const auth = base64('me:se:cret');
    const auths = { 'ghcr.io': { auth }, a: {}, b: null, c: { identitytoken: 'T', email: 'E' } };
    expect(pairs(readDockerConfig(JSON.stringify({ auths, credsStore: 'x' })))).toEqual([
      `auths.ghcr.io.auth=${auth}`,
      'auths.ghcr.io.auth=se:cret',
      'auths.c.identitytoken=T',
    ]);
  });

  it.each(['{}', '{"credsStore":"x"}'])('may have none: %s', (text) => {
    expect(readDockerConfig(text)).toEqual([]);
  });

  it.each(['', '{', 'null', '[', '"x"', '{"auths":3}'])('is not read out of %j', (text) => {
    expect(readDockerConfig(text)).toBeUndefined();
  });
});

it('kubeconfig: as YAML and as JSON', () => {
  const key = base64('-----BEGIN-----');
  const yaml = `users:\n- name: a\n  user:\n    token: T\n    client-key-data: ${key}\n- user: {password: 'p w', username: u}\n  x: |\n    - token: "Q"\n`;
  expect(pairs(readKubeConfig(yaml))).toEqual([
    'token=T',
    `client-key-data=${key}`,
    'client-key-data=-----BEGIN-----',
    'token=Q',
  ]);
  expect(pairs(readKubeConfig(JSON.stringify({ users: [{ user: { token: 'T' } }] }, undefined, 1)))).toEqual([
    'token=T',
  ]);
});
