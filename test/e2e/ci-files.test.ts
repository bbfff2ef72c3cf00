// What the repository offers to CI systems and to the pre-commit framework, read and run as they do it.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type CiCheckout, CiServer } from '../support/ci.js';
import { expectHidden, leak } from '../support/refusal.js';
import { HUSHKEY, type Outcome, TestRepository, temporaryFolder } from '../support/repository.js';
import { token } from '../support/token.js';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => parse(readFileSync(join(PROJECT, path), 'utf8'));
const manifest = read('package.json');
const DIST = join(PROJECT, 'dist');

interface Input {
  readonly default?: string;
}

const action = read('action.yml');
const step = action.runs.steps[0];

/** Runs the action's step as a runner does: inputs are put into `env` and nowhere else. */
function runAction(checkout: CiCheckout, inputs: Readonly<Record<string, string>>): Outcome & { outputs: string } {
  const repository = checkout.repository;
  repository.write('node_modules/.bin/hushkey', `#!/bin/sh\nexec '${process.execPath}' '${HUSHKEY}' "$@"\n`);
  repository.run('chmod', ['+x', 'node_modules/.bin/hushkey']);
  const values = Object.entries(action.inputs as Record<string, Input>).map(
    ([name, input]) => [name, inputs[name] ?? input.default ?? ''] as const,
  );
  const filled = (text: string) =>
    values.reduce((filling, [name, value]) => filling.replaceAll(`\${{ inputs.${name} }}`, () => value), text);
  const env = Object.entries(step.env as Record<string, string>).map(([name, value]) => [name, filled(value)]);
  const output = join(temporaryFolder(), 'output');
  const variables = { ...checkout.variables, ...Object.fromEntries(env), CI: 'true', GITHUB_OUTPUT: output };
  const bash = ['--noprofile', '--norc', '-e', '-o', 'pipefail', '-c', step.run];
  const PATH = `${join(process.execPath, '..')}:${process.env.PATH}`;
  const outcome = repository.run('bash', bash, { env: { ...variables, PATH } });
  return { ...outcome, outputs: readFileSync(output, 'utf8') };
}

function pushed(content: string): CiCheckout {
  const server = new CiServer();
  const before = server.developer.git('rev-parse', 'main');
  const after = server.commit('a.ts', content);
  server.push('main');
  const checkout = server.checkout().fetch(after, 'origin', '+refs/heads/*:refs/remotes/origin/*');
  return checkout.github('push', { ref: 'refs/heads/main', before, after, repository: { default_branch: 'main' } });
}

describe('action.yml', () => {
  it('puts no input and nothing of an event into its script', () => {
    expect(step.run).not.toContain('${{');
    expect(action.runs.steps).toHaveLength(1);
    expect(Object.keys(step)).not.toContain('uses');
  });

  it('stops a push with a secret, and tells its exit code', () => {
    const key = leak();
    const outcome = runAction(pushed(key.line), { version: '' });
    expect(outcome.code, outcome.output).toBe(1);
    expect(outcome.output).toMatch(/^::error file=a\.ts,line=1/m);
    expect(outcome.outputs).toBe('exit-code=1\n');
    expectHidden(outcome, key.secret);
  });

  it('passes a clean push with every option, and writes the report that was asked for', () => {
    const checkout = pushed('fine\n');
    const inputs = { version: '', fetch: 'true', strict: 'true', format: 'sarif', output: 'a report.sarif' };
    const outcome = runAction(checkout, { ...inputs, 'min-confidence': 'low', base: 'HEAD~1' });
    expect(outcome.code, outcome.output).toBe(0);
    expect(outcome.outputs).toBe('exit-code=0\n');
    const report = JSON.parse(readFileSync(join(checkout.repository.folder, 'a report.sarif'), 'utf8'));
    expect(report.version).toBe('2.1.0');
  });

  it('takes the confidence that the repository asks for, unless the input says otherwise', () => {
    const server = new CiServer();
    server.commit('.hushkey.yaml', 'minConfidence: high\n');
    server.push('main');
    const before = server.developer.git('rev-parse', 'main');
    const after = server.commit(
      'a.ts',
      token('openai-key-family').replace(/.*/, (key) => `key = "${key}"\n`),
    );
    server.push('main');
    const checkout = server.checkout().fetch(after, 'origin', '+refs/heads/*:refs/remotes/origin/*');
    checkout.github('push', { ref: 'refs/heads/main', before, after, repository: { default_branch: 'main' } });
    expect(runAction(checkout, { version: '' }).outputs).toBe('exit-code=0\n');
    expect(runAction(checkout, { version: '', 'min-confidence': 'medium' }).outputs).toBe('exit-code=1\n');
  });

  it('installs the package outside of the repository, whatever that says of registries and modules', () => {
    const [checkout, folder] = [pushed(leak().line), temporaryFolder()];
    // A stand-in with the name and the program of the package, and no dependency that would have to be fetched.
    mkdirSync(join(folder, 'bin'));
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'hushkey', version: '9.9.9' }));
    writeFileSync(join(folder, 'bin', 'hushkey.js'), readFileSync(HUSHKEY, 'utf8').replaceAll('../dist', DIST));
    const packed = new TestRepository().run('npm', ['pack', '--silent', '--pack-destination', folder, folder]);
    expect(packed.code, packed.output).toBe(0);
    checkout.repository.write('.npmrc', 'registry=http://127.0.0.1:1/\n');
    const outcome = runAction(checkout, { version: `file:${join(folder, 'hushkey-9.9.9.tgz')}` });
    expect(outcome.code, outcome.output).toBe(1);
    expect(outcome.outputs).toBe('exit-code=1\n');
    expect(checkout.repository.git('status', '--porcelain')).not.toContain('package');
  });

  it('decides nothing when the package cannot be installed', () => {
    const outcome = runAction(pushed('fine\n'), { version: 'file:/nowhere/hushkey.tgz' });
    expect(outcome.code, outcome.output).toBe(3);
    expect(outcome.outputs).toBe('exit-code=3\n');
  });

  it.each(['range', 'base', 'config', 'output', 'min-confidence', 'format'])(
    'runs nothing that stands in the input %s',
    (name) => {
      const checkout = pushed('fine\n');
      const outcome = runAction(checkout, { version: '', [name]: '"; touch owned; $(touch owned) `touch owned` #' });
      expect(outcome.code, outcome.output).not.toBe(1);
      expect(checkout.repository.run('ls', []).stdout).not.toMatch(/^owned$/m);
    },
  );
});

describe('templates/gitlab-ci.yml', () => {
  it('runs a command that hushkey knows, on a whole clone, and is in the package', () => {
    const { hushkey } = read('templates/gitlab-ci.yml');
    expect(hushkey.variables.GIT_DEPTH).toBe(0);
    const [, ...words] = (hushkey.script[0] as string).split('hushkey@latest ');
    const key = leak();
    const checkout = pushed(key.line);
    const [tip, before] = checkout.repository.git('rev-list', 'HEAD').split('\n') as [string, string];
    const gitlab = { GITLAB_CI: 'true', CI_PIPELINE_SOURCE: 'push', CI_COMMIT_SHA: tip, CI_COMMIT_BEFORE_SHA: before };
    const env = { ...gitlab, CI_COMMIT_BRANCH: 'main', CI_DEFAULT_BRANCH: 'main' };
    const outcome = checkout.repository.run(process.execPath, [HUSHKEY, ...words.join('').split(' ')], { env });
    expect(outcome.code, outcome.output).toBe(1);
    const report = readFileSync(join(checkout.repository.folder, hushkey.artifacts.paths[0]), 'utf8');
    expect(JSON.parse(report).findings).toHaveLength(1);
    expect(report).not.toContain(key.secret);
    expect(manifest.files).toContain('templates');
  });
});

describe('.pre-commit-hooks.yaml', () => {
  it('names a program of this package and a command that refuses a leak', () => {
    const [hook] = read('.pre-commit-hooks.yaml');
    const [program, ...words] = (hook.entry as string).split(' ');
    expect(Object.keys(manifest.bin)).toContain(program);
    expect(hook).toMatchObject({ language: 'node', pass_filenames: false, always_run: true });
    const repository = new TestRepository();
    const key = leak();
    repository.stage('a.ts', key.line);
    const outcome = repository.hushkey(...words);
    expect(outcome.code, outcome.output).toBe(1);
    expectHidden(outcome, key.secret);
  });
});
