// What a program takes: time, time of the processor, memory.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** GNU time tells of all threads of a program and of the programs that it starts; Node tells of itself alone. */
const TIME = '/usr/bin/time';

/**
 * @typedef {object} Contestant
 * @property {string} name
 * @property {string} program
 * @property {string[]} args
 * @property {number[]} [codes] what it may end with beside 0
 */

/**
 * Runs the programs by turns, so that a busy moment of the machine meets them all.
 *
 * @param {Contestant[]} contestants
 * @param {string} cwd
 * @param {number} rounds
 * @param {string} scratch a temporary folder
 * @returns {Map<string, {wall: number, cpu: number, memory: number}>} medians by name: seconds, seconds, bytes
 */
export function measure(contestants, cwd, rounds, scratch) {
  if (!existsSync(TIME)) throw new Error(`${TIME} is not there: install GNU time`);
  const runs = new Map(contestants.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++)
    for (const contestant of contestants) runs.get(contestant.name).push(run(contestant, cwd, scratch));
  return new Map([...runs].map(([name, list]) => [name, medians(list)]));
}

/** Seconds of all, seconds of the processor, and the memory of the largest process. */
export function run({ name, program, args, codes = [] }, cwd, scratch) {
  const file = join(scratch, 'time.txt');
  const command = ['-q', '-o', file, '-f', '%e %U %S %M', program, ...args];
  const { status, stderr, error } = spawnSync(TIME, command, { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
  if (error) throw error;
  if (status !== 0 && !codes.includes(status)) throw new Error(`${name} ended with ${status}: ${stderr}`);
  const [wall, user, system, kilobytes] = readFileSync(file, 'latin1').trim().split('\n').at(-1).split(' ').map(Number);
  return { wall, cpu: user + system, memory: kilobytes * 1024 };
}

function medians(list) {
  const of = (key) => list.map((one) => one[key]).sort((a, b) => a - b)[Math.floor((list.length - 1) / 2)];
  return { wall: of('wall'), cpu: of('cpu'), memory: of('memory') };
}
