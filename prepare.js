// What npm runs when this repository is installed: the hook that guards it, and the build, when there is none yet. Who
// installs it from git has no dist/, and with `npm install --global`, as the pre-commit framework does it, no
// devDependencies either: npm then prepares the package as if its own folder were global.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

if (!existsSync('node_modules/esbuild')) {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_config_(?:global|location|prefix)$/i.test(name)),
  );
  const words = ['install', '--include=dev', '--ignore-scripts', '--no-save', '--no-audit', '--no-fund'];
  // npm says where it is; its command is a script of the shell on Windows.
  execFileSync(process.execPath, [process.env.npm_execpath, ...words], { stdio: 'inherit', env });
}
const { default: husky } = await import('husky');
process.stdout.write(husky());
if (!existsSync('dist')) await import('./build.js');
