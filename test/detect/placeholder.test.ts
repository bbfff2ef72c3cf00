import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/catalogue/random.js';
import { draw } from '../../src/catalogue/shape.js';
import { Engine } from '../../src/detect/engine.js';
import { isPlaceholder } from '../../src/detect/placeholder.js';
import { catalogue, patternFiles, WRITTEN_BY_HAND } from '../support/token.js';

const engine = new Engine(catalogue.patterns);
const secrets = patternFiles.flatMap(({ content }) => (WRITTEN_BY_HAND.has(content.provider) ? content.secrets : []));

describe('a random token', () => {
  const shapes = secrets.flatMap(({ id, shapes }) => shapes.map((shape) => [id, shape] as const));
  const bodies = shapes.filter(([, shape]) => !shape.includes('-----BEGIN'));
  const draws = Math.ceil(20_000 / bodies.length);

  it.each(bodies)('is never taken for a placeholder: %s %s', (id, shape) => {
    const anchor = catalogue.patterns.find((pattern) => pattern.id === id)?.anchor;
    const literals = anchor !== undefined && 'literals' in anchor ? anchor.literals : [];
    const random = seededRandom(20_26);
    let mistaken = 0;
    for (let count = 0; count < draws; count++) {
      const secret = draw(shape, random);
      const prefix = literals.find((literal) => secret.startsWith(literal)) ?? '';
      if (isPlaceholder(secret.slice(prefix.length))) mistaken++;
    }
    expect(mistaken).toBe(0);
  });
});

describe('a value that says it is not real', () => {
  it.each([
    ...['your-key-here', 'your_api_key', '<your-token>', 'YOUR_SECRET', 'my-secret', 'my-api-key', 'replace-me'],
    ...['insert-your-key-here', 'change-me', 'changeme', 'new-key-here', 'new_key_here', 'your-project-key', 'new-key'],
    ...['placeholder', 'PLACEHOLDER', 'redacted', 'example', 'fake-key', 'dummy_token', 'not-a-real-key', 'notreal'],
    ...['', '...', 'abcdef...', '***', '****', 'sk-...', 'proj-xxxx', 'xxxx…xxxx', '<token>', '{token}', '{{ token }}'],
    ...['$TOKEN_NAME', 'a$b', '[token]<', '%TOKEN%{'],
    ...['xxxxxxxxxxxx', 'XXXXXXXX', '00000000', '11111111', '--------', '........', 'aaaaaaaaaaaaaaaa', 'abababab'],
    ...['1234567890', '0123456789abcdef', 'abcdefghijklmnop', 'ABCDEFGHIJKLMNOP', '9876543210', 'zyxwvutsrqponm'],
    ...['0123456789abcdef0123456789abcdef01234567', '1234567890123456789012345678901234567890'],
    ...[
      'a1b2c3d4e5f6a7b8c9d0',
      'A1B2C3D4E5F6G7H8I9J0',
      'abc123abc123abc123',
      'deadbeefdeadbeefdeadbeef',
      'cafebabecafebabe',
    ],
    ...['00000000-0000-0000-0000-000000000000', '12345678-1234-1234-1234-123456789012'],
    ...['12345678-1234-5678-1234-567812345678', 'aaaaaaaa-bbbb-bbbb-aaaa-aaaaaaaaaaaa'],
    ...['qwertyuiopASDF', 'somethingEXAMPLEKEY', 'IOSFODNN7EXAMPLE', 'AbCdEfGhExampleKeyXyZ'],
    ...['your-very-long-key-goes-right-here', 'Insert_Key_Here', 'word word word', 'key_1_of_2', 'trailing-words-'],
    ...[`a${'x'.repeat(30)}b1C`, `q7R${'0'.repeat(9)}zT4w9KpL2mN8`],
  ])('%j', (body) => {
    expect(isPlaceholder(body)).toBe(true);
  });
});

describe('what documentation puts in place of a key', () => {
  // Vendors' own prefixes, joined to words only here, so that this file holds nothing of the shape of a key.
  const prefixes = [
    'sk-',
    'sk-proj-',
    'sk-ant-',
    'sk-ant-api03-',
    'pcsk_',
    'hf_',
    'wandb_v1_',
    'bt-st-',
    'ghp_',
    'AKIA',
  ];
  const stands = [
    ...['new-key-here', 'new_key_here', 'your-key', 'your_pinecone_key', 'your-token', 'xxxx', 'xxx', '...', '…'],
    ...['new-key', 'x'.repeat(34), 'X'.repeat(16), 'x'.repeat(48), '0'.repeat(36), '*'.repeat(20), '<your-key>'],
    ...['your-very-own-key-goes-here-and-nowhere-else-at-all', 'abcdefghijklmnopqrstuvwxyz0123456789abcdefghijkl'],
    ...['1234567890abcdef1234567890abcdef1234567890abcdef', 'a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6q7r8s9t0u1v2w3x4'],
  ];

  it.each(prefixes)('is silent behind %s', (prefix) => {
    const lines = stands.flatMap((stand) => [`API_KEY=${prefix}${stand}`, `"apiKey": "${prefix}${stand}"`]);
    expect(engine.scan(Buffer.from(lines.join('\n'))).map(({ pattern }) => pattern.id)).toEqual([]);
  });

  const references = [
    ...['$NAME', '$'.concat('{NAME}'), '$'.concat('{{ secrets.NAME }}'), '$(NAME)', '%NAME%', '@NAME@', '__NAME__'],
    ...['process.env.NAME', 'import.meta.env.NAME', 'os.getenv("NAME")', 'os.environ["NAME"]', 'ENV.fetch("NAME")'],
    ...['vault:secret/data/app#key', 'op://vault/item/field', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:x'],
    ...['{{ vault_password }}', '{{ .Values.key }}', '!Ref Key', 'secretKeyRef', 'ENC[AES256_GCM,data:abc,iv:def]'],
    ...['your-key-here', 'new_key', 'null', '""', 'changeme', 'todo', '<token>', '[token]', ':password', '?', '%s'],
  ];

  it.each(secrets.flatMap(({ env }) => env ?? []).filter((name, index, all) => all.indexOf(name) === index))(
    'is silent in %s',
    (name) => {
      const lines = references.flatMap((value) => [`${name}=${value}`, `${name}: "${value}"`, `"${name}": '${value}'`]);
      expect(engine.scan(Buffer.from(lines.join('\n'))).map(({ pattern }) => pattern.id)).toEqual([]);
    },
  );

  it('is silent where an access key id is Amazon’s own example', () => {
    const id = `${'AKIA'}${'IOSFODNN7EXAMPLE'}`;
    const secret = `wJalrXUtnFEMI/K7MDENG/${'bPxRfiCY'}${'EXAMPLEKEY'}`;
    const text = `aws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n`;
    expect(secret).toHaveLength(40);
    expect(engine.scan(Buffer.from(text))).toEqual([]);
  });
});
