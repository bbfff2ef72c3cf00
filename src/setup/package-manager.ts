import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** How people of this project install and run packages: whole commands, ready to be typed. */
export interface PackageManager {
  readonly install: string;
  add(name: string): string;
  exec(command: string): string;
  /** False for Yarn 2 and newer, which does not run `prepare` of the project itself. */
  readonly installRunsPrepare: boolean;
  /** Packages lie in archives and there is no `node_modules/.bin`: Yarn's Plug'n'Play. */
  readonly withoutFolder: boolean;
}

const LOCK_FILES = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
] as const;

/**
 * The package manager that the lock file tells or, without one, the `packageManager` field (`pnpm@10.0.0`); npm
 * otherwise.
 */
export function packageManager(folder: string, field: unknown): PackageManager {
  const has = (file: string) => existsSync(join(folder, file));
  const [, named] = LOCK_FILES.find(([file]) => has(file)) ?? [];
  const [, written] = /^(npm|pnpm|yarn|bun)@/.exec(String(field)) ?? [];
  switch (named ?? written) {
    case 'pnpm':
      return manager('pnpm', has('pnpm-workspace.yaml') ? 'add --save-dev --workspace-root' : 'add --save-dev', 'exec');
    case 'yarn': {
      const modern = has('.yarnrc.yml');
      return {
        ...manager('yarn', 'add --dev', 'run'),
        installRunsPrepare: !modern,
        withoutFolder: has('.pnp.cjs'),
      };
    }
    case 'bun':
      return manager('bun', 'add --dev', 'x');
    default:
      return { ...manager('npm', 'install --save-dev', 'exec'), exec: (command) => `npx ${command}` };
  }
}

function manager(program: string, add: string, exec: string): PackageManager {
  return {
    install: `${program} install`,
    add: (name) => `${program} ${add} ${name}`,
    exec: (command) => `${program} ${exec} ${command}`,
    installRunsPrepare: true,
    withoutFolder: false,
  };
}
