import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/catalogue/random.js';
import { draw } from '../../src/catalogue/shape.js';
import { Engine } from '../../src/detect/engine.js';
import { everyPart } from '../../src/detect/pairs.js';
import { excerpt, preview } from '../../src/policy/redact.js';
import { matchWith } from '../support/pattern.js';
import { catalogue, patternFiles, token, WRITTEN_BY_HAND } from '../support/token.js';

const engine = new Engine(catalogue.patterns);
const secrets = patternFiles.flatMap(({ content }) => (WRITTEN_BY_HAND.has(content.provider) ? content.secrets : []));

/** Everything that a report shows of the secrets in a text. */
function shown(text: string): string[] {
  const bytes = Buffer.from(text);
  const matches = everyPart(engine.scan(bytes));
  return matches.map((match) => {
    const { before, after } = excerpt(match, matches, bytes);
    return `${before}|${preview(match, bytes)}|${after}`;
  });
}

/** The part of a secret that nobody but its owner knows: what is behind the vendor's prefix or the armour's label. */
function bodyOf(id: string, secret: string): string {
  const anchor = catalogue.patterns.find((pattern) => pattern.id === id)?.anchor;
  const literals = anchor !== undefined && 'literals' in anchor ? anchor.literals : [];
  const prefix = literals.find((literal) => secret.startsWith(literal)) ?? '';
  return secret.startsWith('-----')
    ? secret.replace(/-----(?:BEGIN|END) [A-Z ]+-----/g, '\n')
    : withoutArmourInBase64(secret).slice(prefix.length);
}

/** A PEM in base 64 ends in much the same words as it begins with: everybody knows them. */
function withoutArmourInBase64(secret: string): string {
  const end = Buffer.from(secret, 'base64').indexOf('-----END');
  return secret.startsWith('LS0t') ? secret.slice(0, Math.floor(end / 3) * 4) : secret;
}

const TOO_MUCH = 8;

function expectHidden(body: string, text: string): void {
  for (let at = 0; at + TOO_MUCH <= body.length; at++) {
    const piece = body.slice(at, at + TOO_MUCH);
    if (/^[\w+/=-]+$/.test(piece) && text.includes(piece)) throw new Error(`eight characters are shown, from ${at} on`);
  }
}

interface Drawn {
  readonly text: string;
  readonly body: string;
}

const anySecret: fc.Arbitrary<Drawn> = fc
  .tuple(fc.constantFrom(...secrets.flatMap((entry) => entry.shapes.map((shape) => [entry, shape] as const))), fc.nat())
  .map(([[entry, shape], seed]) => {
    const secret = draw(shape, seededRandom(seed));
    return { text: `${entry.env?.[0] ?? 'SOME_KEY'}=${secret}`, body: bodyOf(entry.id, secret) };
  });

/** What no pattern knows, and what stands beside secrets all the same. */
const password = fc.stringMatching(/^[a-zA-Z]{4}[a-zA-Z0-9!?%*]{8,20}$/);
const neighbour: fc.Arbitrary<Drawn> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('password=', 'DB_PASSWORD: ', 'pwd = "', "secret: '", 'apiToken=', 'auth_key := "'),
      password,
    )
    .map(([name, body]) => ({ text: name + body, body })),
  password.map((body) => ({ text: `"password": "${body} and ${body}"`, body })),
  password.map((body) => ({ text: `postgres://admin:${body.replace(/[/@:]/g, '')}@db.test/app`, body })),
  fc.nat().map((seed) => {
    const body = draw('{A-Za-z0-9:24}', seededRandom(seed));
    return { text: `other ${body}7a`, body };
  }),
);

describe('what is shown of a secret', () => {
  it('is never eight characters of it, nor of anything secret on its line', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 2, arbitrary: anySecret }, neighbour), { minLength: 1, maxLength: 5 }),
        fc.constantFrom(' ', ', ', ' ; ', '", "', '&', '\t'),
        (pieces, separator) => {
          for (const text of shown(pieces.map((piece) => piece.text).join(separator)))
            for (const { body } of pieces) expectHidden(body, text);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it.each(secrets.map(({ id, shapes }) => [id, shapes] as const))('is never eight characters of a %s', (id, shapes) => {
    for (const [index, shape] of shapes.entries()) {
      const secret = draw(shape, seededRandom(index));
      const env = secrets.find((entry) => entry.id === id)?.env?.[0] ?? 'OPENAI_API_KEY';
      const lines = shown(`${env}="${secret}"\n`);
      expect(lines).toHaveLength(1);
      for (const line of lines) expectHidden(bodyOf(id, secret), line);
    }
  });

  it('names its kind by the prefix, and a long one by its last four characters', () => {
    const secret = token('huggingface-user-token');
    expect(shown(secret)).toEqual([`|hf_…${secret.slice(-4)}|`]);
  });

  it('is the label alone for a key in armour', () => {
    expect(shown(token('pem-private-key', 1))).toEqual(['|-----BEGIN RSA PRIVATE KEY-----…|']);
    expect(shown(token('pgp-private-key'))).toEqual(['|-----BEGIN PGP PRIVATE KEY BLOCK-----…|']);
  });

  it('is not the end of a short one', () => {
    expect(shown(token('aws-access-key-id'))).toEqual(['|AKIA…|']);
  });

  it('is not the prefix where a pattern of somebody’s own spells the secret out', () => {
    const bytes = Buffer.from('correct-horse1');
    const match = matchWith(
      { id: 'own', anchor: { literals: ['correct-horse'], place: 'anywhere' } },
      { end: bytes.length },
    );
    expect(preview(match, bytes)).toBe('…');
  });
});

describe('the line around a secret', () => {
  const around = (before: string, after: string) => {
    const bytes = Buffer.from(`first line\n${before}${token('huggingface-user-token')}${after}\nlast line`);
    const matches = everyPart(engine.scan(bytes));
    const [match] = matches;
    if (match === undefined || matches.length !== 1) throw new Error('there must be one match');
    return excerpt(match, matches, bytes);
  };

  it.each([
    ['HF_TOKEN=', ' # for the models'],
    ['const token = login({ user: "ada", getElementsByTagName, HUGGINGFACEHUB_API_TOKEN }, "', '");'],
    ['', ''],
    ['\t- ', '\r'],
  ])('is readable: %j … %j', (before, after) => {
    expect(around(before, after)).toEqual({ before: before.length > 60 ? `…${before.slice(-60)}` : before, after });
  });

  it('is cut to a width', () => {
    const { before, after } = around('words '.repeat(40), ' words'.repeat(40));
    expect([before.length, after.length]).toEqual([61, 61]);
    expect([before[0], after.at(-1)]).toEqual(['…', '…']);
  });

  it('is masked before it is cut', () => {
    const { before, after } = around(`${'a1'.repeat(300)} `, ` ${'b2'.repeat(300)}`);
    expect([before, after]).toEqual(['… ', ' …']);
  });

  it('shows no password, whatever its quotes', () => {
    for (const value of ['hunter22', '"hunter22 hunter22"', "'hunter22 hunter22'"])
      for (const assignment of [
        `password=${value}`,
        `"password": ${value}`,
        `PASSWORD := ${value}`,
        `db_passwd=> ${value}`,
      ])
        expect(around(`${assignment} `, ` ${assignment}`)).not.toMatchObject({
          before: expect.stringContaining('hunter'),
        });
    const weak = ['hunter', '22'].join('');
    expect(around('', ` Authorization: Bearer ${weak}`).after).toBe(' Authorization: Bearer …');
    expect(around('', ` https://ada:${weak}@host.test`).after).toBe(' https://ada:…@host.test');
  });
});

describe('what is shown of a secret that is encoded', () => {
  const base64 = (text: string) => Buffer.from(text, 'latin1').toString('base64');
  const hidden = token('huggingface-user-token');
  const SPELLINGS: readonly (readonly [string, (text: string) => string])[] = [
    ['base 64', base64],
    ['hexadecimal digits', (text) => Buffer.from(text, 'latin1').toString('hex')],
    ['base 64 of base 64', (text) => base64(base64(text))],
    ['percent escapes', (text) => [...text].map((char) => `%${char.charCodeAt(0).toString(16)}`).join('')],
    ['escapes', (text) => [...text].map((char) => `\\x${char.charCodeAt(0).toString(16)}`).join('')],
    ['UTF-16', (text) => Buffer.from(text, 'utf16le').toString('latin1')],
  ];

  it.each(SPELLINGS)('is its prefix and its end, and nothing of what is encoded: %s', (_, spell) => {
    // A short password that no pattern knows, in the same encoded text.
    const encoded = spell(`pw=qX7!h;a=${hidden};b=1`);
    const [line = ''] = shown(`name: "${encoded}", other`);
    expect(line).toContain(`|hf_…${hidden.slice(-4)}|`);
    const withoutPreview = line.replace(/\|.*\|/, '|');
    for (let at = 0; at + TOO_MUCH <= encoded.length; at++)
      expect(withoutPreview.includes(encoded.slice(at, at + TOO_MUCH))).toBe(false);
    expect(withoutPreview).toContain('name: "');
  });

  it('is of no other value on a line in UTF-16', () => {
    const weak = ['qX7!', 'hk29'].join('');
    const [line = ''] = shown(Buffer.from(`password=${weak} key=${hidden}`, 'utf16le').toString('latin1'));
    expect(line.replaceAll('\0', '')).not.toContain('qX7!');
    expect(line).toContain('password=…');
  });
});
