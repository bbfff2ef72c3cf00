// The lines of the README for other hook runners, run by the runners themselves.
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { expectHidden, head, leak } from '../support/refusal.js';
import { HUSHKEY, type Outcome, TestRepository } from '../support/repository.js';

const MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url));

/** A project whose `npx hushkey` is the built one, with the runners of this project. */
function project(): TestRepository {
  const repository = new TestRepository();
  repository.write('.gitignore', 'node_modules\n');
  repository.write('node_modules/.bin/.keep', '');
  symlinkSync(HUSHKEY, join(repository.folder, 'node_modules/.bin/hushkey'));
  repository.stage('package.json', '{ "name": "project", "private": true }\n');
  repository.git('add', '.gitignore');
  repository.commit();
  return repository;
}

function hook(repository: TestRepository, line: string): void {
  repository.write('.git/hooks/pre-commit', `#!/bin/sh\nset -e\n${line}\n`);
  repository.run('chmod', ['+x', '.git/hooks/pre-commit']);
}

const NODE = { PATH: `${join(process.execPath, '..')}:${process.env.PATH}` };

function commit(repository: TestRepository): Outcome {
  return repository.run('git', ['commit', '--message', 'a message'], { env: NODE });
}

function expectKept(repository: TestRepository): void {
  const key = leak();
  const before = head(repository);
  repository.stage('src/[id].ts', key.line);
  const refused = commit(repository);
  expect(refused.code, refused.output).not.toBe(0);
  expect(refused.output).toContain('openai-project-key');
  expect(refused.output).toContain('src/[id].ts:1:8');
  expectHidden(refused, key.secret);
  expect(head(repository)).toBe(before);
  repository.stage('src/[id].ts', 'key = env\n');
  const passed = commit(repository);
  expect(passed.code, passed.output).toBe(0);
  expect(head(repository)).not.toBe(before);
}

it('lefthook refuses a commit with the line of the README', () => {
  const repository = project();
  repository.write(
    'lefthook.yml',
    'pre-commit:\n  jobs:\n    - name: hushkey\n      run: npx --no-install hushkey staged\n',
  );
  const lefthook = join(MODULES, '.bin', 'lefthook');
  const installed = repository.run(lefthook, ['install'], { env: { ...NODE, LEFTHOOK_BIN: lefthook } });
  expect(installed.code, installed.output).toBe(0);
  repository.env.LEFTHOOK_BIN = lefthook;
  expectKept(repository);
});

it('lint-staged refuses a commit when hushkey runs beside it, and sees what it staged again', () => {
  const repository = project();
  repository.write('lint-staged.config.js', "export default { '*.ts': 'node append.js' };\n");
  repository.write('append.js', "require('node:fs').appendFileSync(process.argv[2], '// formatted\\n');\n");
  hook(repository, `'${join(MODULES, '.bin', 'lint-staged')}' --quiet\nnpx --no-install hushkey staged`);
  expectKept(repository);
  expect(repository.git('show', 'HEAD:src/[id].ts')).toBe('key = env\n// formatted');
});

it('lint-staged refuses a commit when hushkey runs inside it, with the paths that it appends', () => {
  const repository = project();
  repository.write('lint-staged.config.js', "export default { '*': 'hushkey staged' };\n");
  hook(repository, `'${join(MODULES, '.bin', 'lint-staged')}' --quiet`);
  expectKept(repository);
});
