// `npm start`: shows hushkey at work on a small repository in a temporary folder, and checks that all goes as it should.
// Ends with 0 when it did, with 1 when not.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HUSHKEY = fileURLToPath(new URL('../../bin/hushkey.js', import.meta.url));
const home = realpathSync(mkdtempSync(join(tmpdir(), 'hushkey-demo-')));
const folder = join(home, 'shop');
const env = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'))),
  HOME: home,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'Dana Demo',
  GIT_AUTHOR_EMAIL: 'dana@example.test',
  GIT_COMMITTER_NAME: 'Dana Demo',
  GIT_COMMITTER_EMAIL: 'dana@example.test',
};
let failures = 0;

try {
  prepare();
  aBlockedCommit();
  aHistoryScan();
  theEnvCheck();
} finally {
  rmSync(home, { recursive: true, force: true });
}
console.log(failures === 0 ? '\nAll went as it should.' : `\n${failures} of these did not go as they should.`);
process.exitCode = failures === 0 ? 0 : 1;

function prepare() {
  mkdirSync(join(folder, 'node_modules', '.bin'), { recursive: true });
  symlinkSync(HUSHKEY, join(folder, 'node_modules', '.bin', 'hushkey'));
  writeFileSync(join(folder, '.gitignore'), 'node_modules/\n');
  run('git', ['init', '--quiet', '--initial-branch=main']);
}

function aBlockedCommit() {
  chapter('1. A commit that would leak is refused');
  step('the hook is installed', 'hushkey', ['init'], 0);
  write('config.ts', `export const client = new OpenAI({ apiKey: "${openAiKey()}" });\n`);
  step('a key is staged', 'git', ['add', '.'], 0);
  step('and does not become a commit', 'git', ['commit', '--message', 'Add the client'], 1);
  write('config.ts', 'export const client = new OpenAI({ apiKey: process.env.OPENAI_API_KEY });\n');
  step('without the key', 'git', ['add', '.'], 0);
  step('it does', 'git', ['commit', '--message', 'Add the client'], 0);
}

function aHistoryScan() {
  chapter('2. What somebody committed past the hook, and removed again, is found');
  write('deploy.sh', `export ANTHROPIC_API_KEY=${anthropicKey()}\n`);
  step('', 'git', ['add', '.'], 0);
  step('', 'git', ['commit', '--quiet', '--no-verify', '--message', 'Deploy, quickly'], 0);
  step('', 'git', ['rm', '--quiet', 'deploy.sh'], 0);
  step('', 'git', ['commit', '--quiet', '--message', 'Remove the key, nobody will notice'], 0);
  step('', 'hushkey', ['history'], 1);
}

function theEnvCheck() {
  chapter('3. .env files stay out of git');
  step('nothing ignores them yet', 'hushkey', ['env'], 1);
  write('.gitignore', 'node_modules/\n.env\n.env.*\n!.env.example\n');
  step('now they are', 'hushkey', ['env'], 0);
}

function chapter(title) {
  console.log(`\n\n=== ${title} ===`);
}

/** Runs a command, shows what a person would see, and checks how it ended. */
function step(remark, program, args, expected) {
  console.log(`\n${remark === '' ? '' : `# ${remark}\n`}$ ${[program, ...args].join(' ')}`);
  const code = program === 'hushkey' ? run(process.execPath, [HUSHKEY, ...args]) : run(program, args);
  if (code === expected) return;
  failures++;
  console.log(`!!! this ended with ${code}, not with ${expected}`);
}

function run(program, args) {
  const { status, error } = spawnSync(program, args, { cwd: folder, env, stdio: ['ignore', 'inherit', 'inherit'] });
  if (error) throw error;
  return status;
}

function write(name, text) {
  writeFileSync(join(folder, name), text);
}

/** Made up on the spot, and opens nothing: the shape of a key is all that counts here. */
function openAiKey() {
  const half = () => randomBytes(60).toString('base64url').slice(0, 74).replaceAll('-', '0');
  return ['sk', 'proj', `${half()}${Buffer.from('OpenAI').toString('base64')}${half()}`].join('-');
}

function anthropicKey() {
  return ['sk', 'ant', 'api03', `${randomBytes(80).toString('base64url').slice(0, 93)}AA`].join('-');
}
