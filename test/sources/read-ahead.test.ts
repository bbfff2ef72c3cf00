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

it('asks for few bytes ahead, and for one item however large it is', async () => {
  const sizes = [1, 40, 40, 200, 1].map((megabytes) => megabytes << 20);
  let asked = 0;
  const read = async (size: number) => {
    asked++;
    return size;
  };
  const answers = readAhead(sizes, read, (size) => size);
  const askedBefore: number[] = [];
  for await (const [size, answer] of answers) {
    expect(answer).toBe(size);
    askedBefore.push(asked);
  }
  // 64 MiB may be under way: the first two together, each of the large ones alone.
  expect(askedBefore).toEqual([2, 2, 3, 4, 5]);
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
