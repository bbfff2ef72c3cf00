// Documents: what the engine finds in them as they are, and what has to be put together first.
import { randomBytes } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { Engine } from '../../../src/detect/engine.js';
import { textOfRuns } from '../../../src/sources/containers/office-text.js';
import { zip } from '../../support/archives.js';
import { readMembers } from '../../support/members.js';
import { catalogue, token } from '../../support/token.js';

const engine = new Engine(catalogue.patterns);
const secret = () => token('openai-project-key');
const isFound = (text: string | Buffer) => engine.scan(Buffer.from(text)).length > 0;

describe('found as it stands', () => {
  it('in the output of a notebook, whose lines are strings of JSON', () => {
    const outputs = [{ output_type: 'stream', text: ['the key is\n', `"${secret()}"\n`] }];
    expect(isFound(JSON.stringify({ cells: [{ cell_type: 'code', outputs, source: [] }] }))).toBe(true);
  });

  it('in a HAR, in headers and in bodies in base 64', () => {
    const header = { name: 'Authorization', value: `Bearer ${secret()}` };
    expect(isFound(JSON.stringify({ log: { entries: [{ request: { headers: [header] } }] } }))).toBe(true);
    const text = Buffer.from(JSON.stringify({ key: secret() })).toString('base64');
    expect(
      isFound(JSON.stringify({ log: { entries: [{ response: { content: { text, encoding: 'base64' } } }] } })),
    ).toBe(true);
  });

  it('in a collection of Postman, in variables and in bodies that are JSON in JSON', () => {
    expect(isFound(JSON.stringify({ variable: [{ key: 'token', value: secret() }] }))).toBe(true);
    const raw = JSON.stringify({ apiKey: secret() }, undefined, 2);
    expect(isFound(JSON.stringify({ item: [{ request: { body: { mode: 'raw', raw } } }] }))).toBe(true);
  });

  it('in a page of a database', () => {
    const page = Buffer.concat([
      Buffer.from('SQLite format 3\0'),
      randomBytes(500),
      Buffer.from(`\x02${secret()}\x01`),
    ]);
    expect(isFound(page)).toBe(true);
  });

  it('not in .env.vault, which is encrypted', () => {
    expect(isFound(`DOTENV_VAULT_PRODUCTION="${randomBytes(400).toString('base64')}"\n`)).toBe(false);
  });
});

describe('words that are torn apart in a document', () => {
  const word = (paragraphs: readonly (readonly string[])[]) =>
    `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${paragraphs
      .map((runs) => `<w:p>${runs.map((run) => `<w:r><w:rPr/><w:t>${run}</w:t></w:r>`).join('<w:proofErr/>')}</w:p>`)
      .join('')}</w:body></w:document>`;

  it('are put together, a line for each paragraph', async () => {
    const key = secret();
    const xml = word([['in one piece'], ['the key is ', key.slice(0, 20), key.slice(20, 60), key.slice(60)]]);
    expect(isFound(xml)).toBe(false);
    const { texts, gaps } = await readMembers(zip([{ name: 'word/document.xml', content: xml }]));
    expect(gaps).toEqual([]);
    expect(texts.get('outer!/word/document.xml!<text>')).toBe(`\nthe key is ${key}\n`);
  });

  it('are of a document only', () => {
    expect(textOfRuns(Buffer.from('<p>a<b>c</b></p>'))).toBeUndefined();
    expect(textOfRuns(Buffer.from(word([['one']])))).toBeUndefined();
  });
});

describe('a PDF', () => {
  const stream = (text: string, dictionary = '/Filter/FlateDecode') => {
    const data = deflateSync(text);
    return Buffer.concat([Buffer.from(`1 0 obj\n<</Length ${data.length}${dictionary}>>\nstream\n`), data]);
  };
  const pdf = (...parts: (Buffer | string)[]) =>
    Buffer.concat(['%PDF-1.7\n', ...parts].map((part) => Buffer.from(part)));

  it('is scanned as it is, and in its compressed streams', async () => {
    const bytes = pdf(
      stream('BT (one) Tj ET'),
      '\nendstream\n',
      stream('two', '/Filter [ /FlateDecode ]/X 1'),
      '\n%%EOF',
    );
    const { texts, gaps } = await readMembers(bytes);
    expect(gaps).toEqual([]);
    expect(texts).toEqual(
      new Map([
        ['outer', bytes.toString('latin1')],
        ['outer!/stream 1', 'BT (one) Tj ET'],
        ['outer!/stream 2', 'two'],
      ]),
    );
  });

  it('is told when it is encrypted, or a stream is damaged', async () => {
    const encrypted = pdf(stream('x'), 'trailer <</Encrypt 5 0 R>>');
    expect((await readMembers(encrypted)).gaps).toEqual(['outer: it is encrypted']);
    const cut = stream('a text that is long enough to be cut');
    expect((await readMembers(pdf(cut.subarray(0, -12)))).gaps).toEqual([
      'outer!/stream 1: it is damaged: it ends too early',
    ]);
  });
});
