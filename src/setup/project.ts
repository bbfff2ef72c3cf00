import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type InstalledHusky, installedHusky } from './installed-husky.js';
import { type PackageManager, packageManager } from './package-manager.js';
import { type PackageManifest, parseManifest } from './package-manifest.js';

/** The working tree and the package in it that hooks get their programs from. */
export interface Project {
  /** The absolute path of the working tree's top, where git starts hooks. */
  readonly top: string;
  /** The package's folder: the top or, where husky lives further down, the folder that has it. */
  readonly folder: string;
  /** Its package.json; undefined when there is none. */
  readonly manifest: PackageManifest | undefined;
  readonly manager: PackageManager;
  /** The husky of its `node_modules`; undefined when there is none. */
  readonly husky: InstalledHusky | undefined;
}

/** @throws SetUpError when there is a package.json that cannot be understood */
export function readProject(top: string, folder: string): Project {
  const file = join(folder, 'package.json');
  const manifest = existsSync(file) ? parseManifest(readFileSync(file, 'utf8')) : undefined;
  const manager = packageManager(folder, manifest?.data.packageManager);
  return { top, folder, manifest, manager, husky: installedHusky(folder) };
}
