#!/usr/bin/env node
// As little as possible happens here: a commit waits for it.
import module from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

// Compiled code is kept from run to run where Node can (22.1 and newer), in the user's own folder: a folder that
// others can write to would let them put code in.
module.enableCompileCache?.(join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'hushkey', 'compiled'));

// Whoever reads our output may stop early (`| head`): that changes neither the result nor the exit code. A report that
// got lost for another reason (a full disk) is said to be lost, and never counts as clean.
process.stdout.on('error', ({ code }) => {
  if (code === 'EPIPE') return;
  process.stderr.write(`hushkey: the report cannot be written to standard output (${code})\n`);
  process.once('exit', () => {
    process.exitCode = 3;
  });
});

const argv = process.argv.slice(2);
const { hook } = await import('../dist/hook.js');
process.exitCode = (await hook(argv)) ?? (await (await import('../dist/main.js')).main(argv));
