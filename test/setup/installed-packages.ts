import { chmodSync, lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Outcome, TestRepository } from '../support/repository.js';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

/** A package.json as people have it. */
export interface Manifest {
  readonly scripts?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

export const WITH_HUSKY: Manifest = { devDependencies: { hushkey: '^0.1.0', husky: '^9.1.7' } };
export const WITHOUT_HUSKY: Manifest = { devDependencies: { hushkey: '^0.1.0' } };

/** A repository with a package.json and, as `npm install` would leave it, a `node_modules` that git ignores. */
export class TestProject extends TestRepository {
  constructor(manifest?: Manifest) {
    super();
    this.env.PATH = pathWithoutHushkey();
    this.stage('.gitignore', 'node_modules/\n');
    if (manifest !== undefined) this.stage('package.json', `${JSON.stringify(manifest, undefined, 2)}\n`);
    this.commit('the project');
    for (const name of Object.keys(manifest?.devDependencies ?? {})) this.install(name);
  }

  /** Links the real hushkey or husky of this project into `FOLDER/node_modules`. */
  install(name: string, folder = '.'): void {
    const target = name === 'hushkey' ? PROJECT : join(PROJECT, 'node_modules', name);
    const modules = join(this.folder, folder, 'node_modules');
    const { bin } = JSON.parse(readFileSync(join(target, 'package.json'), 'utf8')) as { bin: Record<string, string> };
    mkdirSync(join(modules, '.bin'), { recursive: true });
    symlinkSync(target, join(modules, name));
    symlinkSync(join('..', name, bin[name] as string), join(modules, '.bin', name));
  }

  /** Takes out again what `install` linked. */
  uninstall(name: string): void {
    for (const path of [name, join('.bin', name)]) rmSync(join(this.folder, 'node_modules', path));
  }

  /** Sets husky up by husky itself, with this pre-commit hook. */
  husky(hook?: string, folder = '.husky'): void {
    this.run(process.execPath, [join(PROJECT, 'node_modules/husky/bin.js'), folder]);
    if (hook !== undefined) this.write(`${folder}/pre-commit`, hook);
  }

  /** Writes an executable file. */
  writeExecutable(path: string, content: string): void {
    this.write(path, content);
    chmodSync(join(this.folder, path), 0o755);
  }

  /** Runs `hushkey init` in a folder of the working tree. */
  init(cwd = '.', env: NodeJS.ProcessEnv = {}): Outcome {
    return this.run(process.execPath, [join(PROJECT, 'bin/hushkey.js'), 'init'], { cwd, env });
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  /** The permission bits of a file, in octal. */
  mode(path: string): string {
    return (lstatSync(join(this.folder, path)).mode & 0o777).toString(8);
  }

  /** Everything that `hushkey init` could touch: each file outside of `node_modules` with its mode and content. */
  state(folder = this.folder): string[] {
    return readdirSync(folder, { withFileTypes: true })
      .filter(({ name }) => name !== 'node_modules')
      .flatMap((entry) => {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) return [path, ...this.state(path)];
        const content = entry.isSymbolicLink() ? readlinkSync(path) : readFileSync(path, 'latin1');
        return [`${path} ${lstatSync(path).mode.toString(8)} ${content}`];
      })
      .sort();
  }
}

/** A machine where hushkey is installed for everybody must not save a test that proves what happens without it. */
function pathWithoutHushkey(): string {
  const has = (folder: string) => {
    try {
      return readdirSync(folder).includes('hushkey');
    } catch {
      return false;
    }
  };
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '' && !has(folder))
    .join(delimiter);
}
