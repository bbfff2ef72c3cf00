import { expect, it } from 'vitest';
import { readAhead } from '../../src/sources/read-ahead.js';

async function collected<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

it('keeps the order of the items, whatever order the answers come in', async () => {
  const items = Array.from({ length: 50 }, (_, i) => i);
  const read = async (item: number) => {
    await new Promise((resolve) => setTimeout(resolve, (item * 7) % 5));
    return item * 2;
  };
  expect(await collected(readAhead(items, read))).toEqual(items.map((item) => [item, item * 2]));
});

it('asks ahead, and not for everything at once', async () => {
  let asked = 0;
  const answers = readAhead(Array.from({ length: 100 }).keys(), async (item) => {
    asked++;
    return item;
  });
  await answers.next();
  expect(asked).toBeGreaterThan(1);
  expect(asked).toBeLessThan(50);
  await answers.return(undefined);
});

it('ends with the first failure, and leaves none of the others unhandled', async () => {
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => unhandled.push(reason);
  process.on('unhandledRejection', note);
  try {
    const fails = async (item: number) => Promise.reject(new Error(`no ${item}`));
    await expect(collected(readAhead([1, 2, 3, 4], fails))).rejects.toThrow('no 1');
    await new Promise((resolve) => setImmediate(resolve));
    expect(unhandled).toEqual([]);
  } finally {
    process.off('unhandledRejection', note);
  }
});
