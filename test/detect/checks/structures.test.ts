import { generateMnemonic, validateMnemonic } from '@scure/bip39';
import { wordlist } from '@scure/bip39/wordlists/english.js';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/catalogue/random.js';
import { draw } from '../../../src/catalogue/shape.js';
import { isBip39 } from '../../../src/detect/checks/bip39.js';
import { embedded } from '../../../src/detect/checks/embedded.js';
import { CHECKS } from '../../../src/detect/checks/index.js';
import { Engine } from '../../../src/detect/engine.js';
import { catalogue, token } from '../../support/token.js';

const engine = new Engine(catalogue.patterns);
const random = seededRandom(Math.floor(Math.random() * 2 ** 32));
const drawn = (shape: string) => draw(shape, random);
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** What was found, without the secret. */
function found(text: string) {
  return engine.scan(Buffer.from(text, 'latin1')).map(({ pattern, start, end, confidence, severity, notes }) => ({
    id: pattern.id,
    start,
    end,
    confidence,
    severity,
    notes,
  }));
}

const ids = (text: string) => found(text).map(({ id }) => id);

/** Exactly these texts are found, in their order. Says how many were, never which. */
function expectFound(text: string, secrets: readonly string[]): void {
  const places = found(text).map(({ start, end }) => text.slice(start, end));
  expect(places.map((place, index) => place === secrets[index])).toEqual(secrets.map(() => true));
}

describe('a text inside a string', () => {
  it('is read as what it means, and every part of it has its place', () => {
    const plain = 'a: "1"\r\n\tb/c: <2>\n';
    for (const depth of [1, 2, 3]) {
      let written = plain;
      for (let level = 0; level < depth; level++) written = JSON.stringify(written).slice(1, -1);
      const { text, place } = embedded(written.replaceAll('/', '\\/'), true);
      expect(text).toBe(plain);
      for (const part of ['a: ', '1', 'b', 'c: <2>', '/']) {
        const start = text.indexOf(part);
        const at = place(start, start + part.length);
        expect(embedded(written.replaceAll('/', '\\/').slice(at.start, at.end), true).text).toBe(part);
      }
    }
  });

  it('is itself when nothing is escaped', () => {
    const { text, place } = embedded('a\\nb', false);
    expect(text).toBe('a\\nb');
    expect(place(1, 3)).toEqual({ start: 1, end: 3 });
  });
});

describe('the data of a Kubernetes Secret', () => {
  const [password, key, url] = [drawn('{A-Za-z0-9:16}'), drawn('{A-Za-z0-9:40}'), drawn('{A-Za-z0-9:18}')];
  const values = [base64(password), base64(key), base64(`postgres://app:${url}@db.internal/app`)];
  const data = [
    'user: YXBw',
    `password: ${values[0]}`,
    'enabled: dHJ1ZQ==',
    `api-key: ${values[1]}`,
    `dsn: ${values[2]}`,
  ];
  const indented = (by: string, lines: readonly string[]) => lines.map((line) => `${by}${line}\n`).join('');

  const MANIFESTS: readonly (readonly [string, string])[] = [
    [
      'kind first',
      `apiVersion: v1\nkind: Secret\nmetadata:\n  name: app\ntype: Opaque\ndata:\n${indented('  ', data)}`,
    ],
    ['data first', `apiVersion: v1\ndata:\n${indented('  ', data)}kind: Secret\nmetadata:\n  name: app\n`],
    ['in a list', `items:\n- apiVersion: v1\n  kind: Secret\n  data:\n${indented('    ', data)}- kind: ConfigMap\n`],
    [
      'with other documents',
      `kind: ConfigMap\ndata:\n  password: ${values[0]}\n---\nkind: Secret\ndata:\n${indented('  ', data)}---\nkind: X\n`,
    ],
    [
      'with templates and comments',
      `kind: Secret\n{{- if .Values.x }}\n# data\ndata:\n  # they are\n${indented('  ', data)}{{- end }}\n`,
    ],
    ['with CR LF', `kind: Secret\ndata:\n${indented('  ', data)}`.replaceAll('\n', '\r\n')],
  ];

  it.each(MANIFESTS)('is decoded and judged in YAML, %s', (_, manifest) => {
    const one = manifest.includes('ConfigMap\ndata');
    expectFound(one ? manifest.slice(manifest.indexOf('---')) : manifest, values);
    if (one) expect(found(manifest)).toHaveLength(values.length);
  });

  it.each(MANIFESTS)('is found in a string, %s', (_, manifest) => {
    for (const text of [JSON.stringify({ manifest }), JSON.stringify(JSON.stringify({ manifest }))])
      expect(found(text)).toHaveLength(values.length);
    expectFound(JSON.stringify({ manifest: manifest.slice(manifest.indexOf('---') + 1) }), values);
  });

  it('is found in JSON, whichever comes first, also in a string', () => {
    const content = { user: 'YXBw', password: values[0], 'api-key': values[1], dsn: values[2] };
    for (const secret of [
      { apiVersion: 'v1', kind: 'Secret', metadata: { labels: { data: 'x' } }, data: content },
      { apiVersion: 'v1', data: content, kind: 'Secret' },
      {
        items: [
          { data: content, kind: 'Secret' },
          { kind: 'ConfigMap', data: { ...content, dsn: 'eA==' } },
        ],
      },
    ]) {
      for (const text of [
        JSON.stringify(secret),
        JSON.stringify(secret, null, 2),
        JSON.stringify({ a: JSON.stringify(secret) }),
      ])
        expectFound(text, values);
    }
  });

  it('tells under which name it stands', () => {
    expect(found(`kind: Secret\ndata:\n  api-key: ${values[1]}\n`)).toMatchObject([
      { id: 'kubernetes-secret-data', confidence: 'high', notes: ['the value of api-key'] },
    ]);
  });

  it('may be a private key or the configuration of Docker', () => {
    const pem = token('pem-private-key');
    expect(found(`kind: Secret\ndata:\n  tls.crt: YWJj\n  tls.key: ${base64(`${pem}\n`)}\n`)).toMatchObject([
      { id: 'kubernetes-secret-data', notes: ['the value of tls.key'] },
    ]);
    expect(found(`kind: Secret\ndata:\n  .dockerconfigjson: ${drawn('{=docker-config}')}\n`)).toMatchObject([
      { id: 'kubernetes-secret-data', notes: ['the value of .dockerconfigjson', 'the password of svc-pull'] },
    ]);
  });

  it('is doubtful when only its disorder speaks for it', () => {
    expect(found(`kind: Secret\ndata:\n  blob: ${base64(drawn('{A-Z:9}{a-z:9}{0-9:9}'))}\n`)).toMatchObject([
      { confidence: 'low' },
    ]);
  });

  const certificate = drawn('-----BEGIN CERTIFICATE-----\n{=der:300}\n-----END CERTIFICATE-----\n');

  it.each([
    ['a user', 'username', 'svc-app'],
    ['a switch', 'password-auth', 'true'],
    ['a number', 'token', '86400'],
    ['a word', 'password', 'changeme'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: this is a reference of the shell
    ['a reference', 'password', '${PASSWORD}'],
    ['a host', 'host', 'db.internal'],
    ['a URL without a password', 'token', 'https://login.internal/oauth/token'],
    ['a path', 'key', '/etc/keys/app.key'],
    ['a certificate', 'tls.crt', certificate],
    ['a certificate under a name that says key', 'tls.key', certificate],
    ['a file of settings', 'secret', 'a: 1\nb: 2\nc: 3\n'],
    ['the password of the documentation', 'password', ['1f2d', '1e2e67df'].join('')],
    ['a release of Helm', 'secret', 'H4sIAAAA'],
  ])('is none when it decodes to %s', (_, name, value) => {
    expect(ids(`kind: Secret\ndata:\n  ${name}: ${base64(value)}\n`)).toEqual([]);
  });

  it('is none when it is the name of the user beside it', () => {
    expect(
      ids(`kind: Secret\ndata:\n  username: ${base64('storageos')}\n  password: ${base64('storageos')}\n`),
    ).toEqual([]);
  });

  it.each(['SealedSecret', 'ExternalSecret', 'SecretStore', 'ConfigMap', 'SecretProviderClass'])(
    'is none of a %s',
    (kind) => {
      expect(ids(`kind: ${kind}\ndata:\n  password: ${values[0]}\n`)).toEqual([]);
      expect(ids(JSON.stringify({ kind, data: { password: values[0] } }))).toEqual([]);
    },
  );

  it('does not change with what is further away than its reach', () => {
    const far = Buffer.alloc(40_000, 'lorem: ipsum\n');
    const manifest = Buffer.from(`---\nkind: Secret\ndata:\n${indented('  ', data)}---\n`);
    const alone = engine.scan(manifest).map(({ start, end }) => [start, end]);
    const within = engine
      .scan(Buffer.concat([far, manifest, far]))
      .map(({ start, end }) => [start - far.length, end - far.length]);
    expect(within).toEqual(alone);
    const small = new Engine(catalogue.patterns, { chunk: 1 });
    expect(small.scan(Buffer.concat([far, far, manifest, far])).map(({ start }) => start - 2 * far.length)).toEqual(
      alone.map(([start]) => start),
    );
  });
});

describe('a phrase of a wallet', () => {
  it.each([128, 160, 192, 224, 256])('of %d bits is one when the library says so', (bits) => {
    for (let count = 0; count < 20; count++) {
      const words = generateMnemonic(wordlist, bits).split(' ');
      expect(isBip39(words)).toBe(true);
      const other = words.toSpliced(3, 1, words[3] === 'zoo' ? 'able' : 'zoo');
      expect(isBip39(other)).toBe(validateMnemonic(other.join(' '), wordlist));
    }
  });

  const phrase = drawn('{=bip39:12}');
  const words = phrase.split(' ');

  it.each([
    ['in an assignment', `const mnemonic = "${phrase}";`, phrase],
    ['in an .env file', `MNEMONIC=${phrase}\nPORT=1\n`, phrase],
    ['in prose', `My seed phrase is: ${phrase}. Keep it.`, phrase],
    ['as a list', `mnemonic: [${words.map((word) => `"${word}"`).join(', ')}]`, words.join('", "')],
    [
      'on lines with numbers',
      `Recovery phrase:\n${words.map((word, i) => `${i + 1}. ${word}`).join('\n')}\n`,
      words
        .map((word, i) => `${i + 1}. ${word}`)
        .join('\n')
        .slice(3),
    ],
    ['in JSON before other words', JSON.stringify({ mnemonic: phrase, path: 'zoo' }), phrase],
  ])('is found with its exact place %s', (_, text, secret) => {
    expect(found(text)).toMatchObject([{ id: 'bip39-mnemonic', confidence: 'high', severity: 'critical' }]);
    expectFound(text, [secret]);
  });

  it('is none when its last word is another one', () => {
    const last = wordlist.find((word) => !validateMnemonic([...words.slice(0, -1), word].join(' '), wordlist));
    expect(ids(`mnemonic = "${[...words.slice(0, -1), last].join(' ')}"`)).toEqual([]);
  });

  it.each([
    `${'test '.repeat(11)}junk`,
    `${'abandon '.repeat(11)}about`,
    `${'abandon '.repeat(23)}art`,
    `${'zoo '.repeat(11)}wrong`,
    'candy maple cake sugar pudding cream honey rich smooth crumble sweet treat',
    'myth like bonus scare over problem client lizard pioneer submit female collect',
  ])('of documentation is none: %s', (published) => {
    expect(validateMnemonic(published, wordlist)).toBe(true);
    expect(ids(`MNEMONIC="${published}"`)).toEqual([]);
  });
});

describe("a key file of PuTTY's", () => {
  const lines = (key: string) => key.split('\n');
  const FORMS: readonly (readonly [string, (key: string) => string])[] = [
    ['by itself', (key) => `${key}\n`],
    ['with CR LF', (key) => `${key}\n`.replaceAll('\n', '\r\n')],
    ['in JSON', (key) => JSON.stringify({ key })],
    [
      'in JSON with CR LF and escaped slashes',
      (key) => JSON.stringify({ key: key.replaceAll('\n', '\r\n') }).replaceAll('/', '\\/'),
    ],
    ['in JSON inside JSON', (key) => JSON.stringify(JSON.stringify({ key }))],
    [
      'indented',
      (key) =>
        lines(key)
          .map((line) => `      ${line}\n`)
          .join(''),
    ],
    [
      'joined in source code',
      (key) =>
        lines(key)
          .map((line) => `    "${line}\\n" +\n`)
          .join(''),
    ],
    [
      'in a comment',
      (key) =>
        lines(key)
          .map((line) => ` * ${line}\n`)
          .join(''),
    ],
  ];

  it.each(FORMS)('is proved %s', (_, form) => {
    for (const [shape, severity] of [
      [0, 'critical'],
      [1, 'critical'],
      [2, 'medium'],
    ] as const)
      expect(found(form(token('putty-private-key', shape)))).toMatchObject([
        { id: 'putty-private-key', confidence: 'high', severity },
      ]);
  });

  it.each([
    ['its comment was changed', (key: string) => key.replace('eddsa-key', 'rsa-key')],
    ['a line is missing', (key: string) => lines(key).toSpliced(-2, 1).join('\n')],
    ['the number of lines is wrong', (key: string) => key.replace('Public-Lines: 2', 'Public-Lines: 3')],
  ])('is of low confidence when %s', (_, damage) => {
    expect(found(damage(token('putty-private-key')))).toMatchObject([{ confidence: 'low' }]);
  });

  it('is none when it is cut off, or only its public half', () => {
    const key = token('putty-private-key');
    expect(ids(lines(key).slice(0, -1).join('\n'))).toEqual([]);
    expect(ids(lines(key).slice(3, 6).join('\n'))).toEqual([]);
  });

  it('behind one that is cut off is found', () => {
    const [one, other] = [token('putty-private-key'), token('putty-private-key')];
    expectFound(`${one.slice(0, 200)}\n${other}\n`, [other]);
  });
});

describe('other keys', () => {
  it.each([
    ['critical', 0],
    ['medium', 1],
  ])("of SSH Communications' are proved, severity %s", (severity, shape) => {
    const key = token('ssh2-private-key', shape);
    for (const text of [key, JSON.stringify({ key }), key.replaceAll('\n', '\n    ')])
      expect(found(text)).toMatchObject([{ id: 'ssh2-private-key', confidence: 'high', severity }]);
  });

  it('of minisign say whether a passphrase protects them', () => {
    const comment = 'untrusted comment: release key\n';
    expect(found(comment + drawn('{=minisign}'))).toMatchObject([{ confidence: 'high', severity: 'critical' }]);
    expect(found(comment + token('minisign-secret-key'))).toMatchObject([
      { severity: 'medium', notes: ['protected by a passphrase'] },
    ]);
  });

  it('of JSON Web Keys have the size of their curve', () => {
    const key = (length: number) => `{"kty":"EC","crv":"P-256","d":"${drawn(`{A-Za-z0-9_-:${length}}`)}"}`;
    expect(found(key(43))).toMatchObject([{ confidence: 'medium' }]);
    expect(found(key(50))).toMatchObject([{ confidence: 'low' }]);
  });
});

describe('the password of a connection', () => {
  const password = drawn('{A-Za-z:10}{0-9:4}');
  const verdict = (match: string) => CHECKS['setting-password']?.(password, match, () => '');

  it.each([
    [`Server=sql.internal;User Id=app;Password=${password}`, { verdict: 'open' }],
    [`Server=tcp:sql.internal,1433;Uid=app;Pwd=${password}`, { verdict: 'open' }],
    [`Server=localhost;User Id=app;Password=${password}`, { verdict: 'open', severity: 'low' }],
    [`Data Source=.;User Id=app;Password=${password}`, { verdict: 'open', severity: 'low' }],
    [`Server=(localdb);User Id=app;Password=${password}`, { verdict: 'open', severity: 'low' }],
    [`Server=db.example.com;User Id=app;Password=${password}`, { verdict: 'refuted' }],
    [`Server=sql.internal;User Id=user;Password=${password}`, { verdict: 'doubtful' }],
    [`Server=sql.internal;User Id=${password};Password=${password}`, { verdict: 'refuted' }],
    [`jdbc:postgresql://db.example.org/app?password=${password}`, { verdict: 'refuted' }],
    [`jdbc:postgresql://localhost:5432/app?password=${password}`, { verdict: 'open', severity: 'low' }],
    [`host=127.0.0.1 user=app password=${password}`, { verdict: 'open', severity: 'low' }],
  ])('counts as its host and its user do (%#)', (match, proof) => {
    const told = verdict(match);
    expect({ verdict: told?.verdict, severity: told?.severity }).toEqual({ severity: undefined, ...proof });
  });
});

describe('the state of Terraform', () => {
  const [one, two] = [drawn('{A-Za-z0-9:17}'), drawn('{A-Za-z0-9:17}')];
  const instance = {
    schema_version: 2,
    attributes: {
      id: drawn('{A-Za-z0-9:20}'),
      username: 'app',
      password: one,
      tags: { a: 'b' },
      result: two,
      port: 5432,
    },
    sensitive_attributes: [[{ type: 'get_attr', value: 'result' }]],
  };

  it('holds what the provider calls sensitive, and what is a password by its name', () => {
    for (const text of [
      JSON.stringify(instance),
      JSON.stringify(instance, null, 2),
      JSON.stringify({ state: JSON.stringify(instance) }),
    ])
      expectFound(text, [one, two]);
    expect(found(JSON.stringify(instance)).map(({ notes }) => notes)).toEqual([
      ['the attribute password'],
      ['the attribute result'],
    ]);
  });

  it('ends with the instance', () => {
    expectFound(JSON.stringify({ resources: [instance, { password: drawn('{A-Za-z0-9:17}') }] }), [one, two]);
  });
});

describe('the password of a registry', () => {
  it('is told with the name of its user, never with a token in its place', () => {
    const auth = (user: string) =>
      JSON.stringify({ auths: { 'r.internal': { auth: base64(`${user}:${drawn('{A-Za-z0-9:20}')}`) } } });
    expect(found(auth('svc-pull'))).toMatchObject([{ notes: ['the password of svc-pull'] }]);
    expect(found(auth(drawn('{A-Za-z0-9:40}')))).toMatchObject([{ notes: [] }]);
  });

  it('may be the whole file of a service account', () => {
    const file = JSON.stringify({ type: 'service_account', private_key: drawn('{A-Za-z0-9:90}') }, null, 2);
    expect(ids(JSON.stringify({ auths: { 'gcr.io': { auth: base64(`_json_key:${file}`) } } }))).toEqual([
      'docker-config-credential',
    ]);
  });
});
