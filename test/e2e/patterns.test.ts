import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { GENERIC_PATTERNS } from '../../src/detect/generic/patterns.js';
import { leak } from '../support/refusal.js';
import { TestRepository } from '../support/repository.js';
import { catalogue } from '../support/token.js';

const ACME = `provider: acme
name: Acme
category: rockets
secrets:
  - id: acme-rocket-key
    name: rocket key
    regex: acmerocket_[a-z0-9]{24}
    severity: high
    shapes:
      - acmerocket_{a-z0-9:24}
    examples:
      - ACME_KEY={secret}
      - 'ignite("{secret}")'
    counterexamples:
      - ACME_KEY=acmerocket_{a-z0-9:10}
      - ACME_KEY=acmerocket_your_key
`;

describe('hushkey patterns', () => {
  it('lists every kind of secret there is, outside a repository too', () => {
    const { code, stdout, stderr } = new TestRepository().hushkey('patterns', '--format', 'json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { schema, patterns } = JSON.parse(stdout);
    expect(schema).toBe('hushkey/patterns@1');
    const all = [...catalogue.patterns, ...GENERIC_PATTERNS].map(({ id }) => id);
    expect(patterns.map(({ id }: { id: string }) => id).sort()).toEqual(all.sort());
  });

  it('searches', () => {
    const repository = new TestRepository();
    expect(repository.hushkey('patterns', 'OPENAI_ADMIN_KEY').stdout).toMatch(/openai-admin-key +critical/);
    expect(repository.hushkey('patterns', 'no-such-provider-at-all')).toMatchObject({
      code: 0,
      stdout: 'hushkey: no pattern fits\n',
    });
    const { stdout } = repository.hushkey('patterns', 'openai', '--severity', 'critical', '--category', 'ai');
    expect(stdout).toContain('openai-project-key');
    expect(stdout).not.toMatch(/ (?:high|medium|low) /);
  });

  it('does not take a word of a search for a slip of the pen', () => {
    for (const word of ['shop', 'text', 'tests'])
      expect(new TestRepository().hushkey('patterns', word)).toMatchObject({ code: 0, stderr: '' });
  });

  it('knows the patterns of a file of one’s own', () => {
    const repository = new TestRepository();
    repository.write('acme.yaml', ACME);
    const own = ['--patterns', 'acme.yaml'];
    expect(repository.hushkey('patterns', 'acmerocket', ...own).stdout).toContain('acme-rocket-key  high');
    expect(repository.hushkey('patterns', '--category', 'rockets', ...own).code).toBe(0);
    expect(repository.hushkey('patterns', 'show', 'acme-rocket-key', ...own).stdout).toContain('acmerocket_…');
  });

  it('writes into a file, without colours', () => {
    const repository = new TestRepository();
    expect(repository.hushkey('patterns', 'openai', '--color', '--output', 'list.txt')).toMatchObject({ stdout: '' });
    expect(readFileSync(join(repository.folder, 'list.txt'), 'utf8')).toMatch(/^ai \(\d+\)\n/);
  });
});

describe('hushkey patterns show', () => {
  it('tells all about one', () => {
    const { code, stdout } = new TestRepository().hushkey('patterns', 'show', 'github-classic-pat');
    expect(code).toBe(0);
    for (const words of ['ghp_', 'GITHUB_TOKEN', 'https://github.com/settings/tokens', '(github-checksum)'])
      expect(stdout).toContain(words);
  });
});

describe('hushkey patterns test', () => {
  it('ends with 0 when all that is promised is kept', () => {
    const repository = new TestRepository();
    repository.write('acme.yaml', ACME);
    expect(repository.hushkey('patterns', 'test', 'acme.yaml')).toMatchObject({
      code: 0,
      stdout: 'hushkey: every promise is kept (1 secret)\n',
      stderr: '',
    });
    expect(repository.hushkey('patterns', 'test', 'acme.yaml', '--quiet')).toMatchObject({ code: 0, output: '' });
  });

  it('ends with 1 and names the line when it is not', () => {
    const repository = new TestRepository();
    repository.write('own/acme.yaml', ACME.replace('"{secret}"', '"x{secret}"'));
    const { code, stdout } = repository.hushkey('patterns', 'test', 'own');
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^own\/acme\.yaml:13 {2}acme-rocket-key\n {2}promised {2}example 2 .*\n {2}happened {2}nothing/,
    );
    expect(stdout).not.toMatch(/acmerocket_[a-z0-9]{5}/);
    const json = JSON.parse(repository.hushkey('patterns', 'test', 'own', '--format', 'json').stdout);
    expect(json).toMatchObject({ ok: false, secrets: [{ broken: [{ file: 'own/acme.yaml', line: 13 }] }] });
  });

  it('tries a file among the shipped patterns, in the place of a shipped one with the same id', () => {
    const repository = new TestRepository();
    repository.write(
      'a.yaml',
      ACME.replaceAll('acmerocket_', 'AKIA')
        .replaceAll('a-z0-9]{24}', 'A-Z2-7]{16}')
        .replace('{a-z0-9:24}', '{A-Z2-7:16}')
        .replace('severity', 'kind: family\n    severity'),
    );
    expect(repository.hushkey('patterns', 'test', 'a.yaml').stdout).toContain('found instead: aws-access-key-id');
    repository.write('b.yaml', ACME.replaceAll('acme-rocket-key', 'aws-access-key-id'));
    expect(repository.hushkey('patterns', 'test', 'b.yaml').code).toBe(0);
  });

  it('ends with 2 when a file cannot be used', () => {
    const repository = new TestRepository();
    repository.write('acme.yaml', ACME.replace('severity: high', 'severity: extreme'));
    const { code, stdout, stderr } = repository.hushkey('patterns', 'test', 'acme.yaml');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^hushkey: acme\.yaml:8: /);
  });
});

describe('words that make no sense', () => {
  it.each([
    [['show', 'openai-projekt-key'], 'there is no pattern "openai-projekt-key"; did you mean openai-project-key?'],
    [['show', 'zzzzzzzz'], 'there is no pattern "zzzzzzzz"; "hushkey patterns WORD" searches'],
    [['show'], 'a word is missing; "hushkey patterns show --help" says which'],
    [['test'], 'a word is missing; "hushkey patterns test --help" says which'],
    [['show', 'a', 'b'], '"b" is one word too many for this command'],
    [['--category', 'ia'], 'there is no category "ia"; did you mean ai?'],
    [['--severity', 'big'], '--severity cannot be "big": it is one of "critical", "high", "medium", "low"'],
    [['slack', '--frmat', 'json'], 'unknown option --frmat; did you mean --format?'],
    [['test', 'none.yaml'], 'none.yaml: there is no such pattern file or folder'],
  ])('are answered with a sentence: %j', (words, sentence) => {
    expect(new TestRepository().hushkey('patterns', ...words)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: `hushkey: ${sentence}\n`,
    });
  });

  it('are not repeated when they are a secret', () => {
    const { secret } = leak();
    const repository = new TestRepository();
    for (const words of [[secret], ['show', secret], ['--category', secret]])
      expect(repository.hushkey('patterns', ...words).output).not.toContain(secret.slice(0, 20));
  });
});
