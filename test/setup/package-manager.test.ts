import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageManager } from '../../src/setup/package-manager.js';
import { temporaryFolder } from '../support/repository.js';

function projectWith(...files: string[]): string {
  const folder = temporaryFolder();
  for (const file of files) writeFileSync(join(folder, file), '');
  return folder;
}

describe('the package manager', () => {
  it.each([
    ['package-lock.json', 'npm install --save-dev hushkey', 'npx hushkey'],
    ['pnpm-lock.yaml', 'pnpm add --save-dev hushkey', 'pnpm exec hushkey'],
    ['yarn.lock', 'yarn add --dev hushkey', 'yarn run hushkey'],
    ['bun.lock', 'bun add --dev hushkey', 'bun x hushkey'],
    ['bun.lockb', 'bun add --dev hushkey', 'bun x hushkey'],
  ])('is told by %s', (lockFile, add, exec) => {
    const manager = packageManager(projectWith(lockFile), 'npm@11.0.0');
    expect([manager.add('hushkey'), manager.exec('hushkey')]).toEqual([add, exec]);
  });

  it('is told by the packageManager field where there is no lock file, and is npm otherwise', () => {
    expect(packageManager(projectWith(), 'pnpm@10.1.0').install).toBe('pnpm install');
    expect(packageManager(projectWith(), undefined).install).toBe('npm install');
    expect(packageManager(projectWith(), { odd: true }).install).toBe('npm install');
  });

  it('adds to the root of a pnpm workspace in the way that pnpm wants', () => {
    const folder = projectWith('pnpm-lock.yaml', 'pnpm-workspace.yaml');
    expect(packageManager(folder, undefined).add('hushkey')).toBe('pnpm add --save-dev --workspace-root hushkey');
  });

  it('knows the Yarn that runs no prepare script, and the one without node_modules', () => {
    expect(packageManager(projectWith('yarn.lock'), undefined)).toMatchObject({
      installRunsPrepare: true,
      withoutFolder: false,
    });
    expect(packageManager(projectWith('yarn.lock', '.yarnrc.yml', '.pnp.cjs'), undefined)).toMatchObject({
      installRunsPrepare: false,
      withoutFolder: true,
    });
  });
});
