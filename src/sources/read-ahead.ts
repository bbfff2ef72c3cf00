/** Requests under way at once: enough to keep git busy, few enough to bound what lies in memory. */
const DEPTH = 16;

/**
 * Reads items in their order with a few requests always under way, so that the reader never waits for us nor we for it.
 */
export async function* readAhead<Item, Answer>(
  items: Iterable<Item> | AsyncIterable<Item>,
  read: (item: Item) => Promise<Answer>,
): AsyncGenerator<readonly [Item, Answer]> {
  const underWay: { item: Item; answer: Promise<Answer> }[] = [];
  const next = async (): Promise<readonly [Item, Answer]> => {
    const { item, answer } = underWay.shift() as { item: Item; answer: Promise<Answer> };
    return [item, await answer];
  };
  for await (const item of items) {
    underWay.push({ item, answer: read(item) });
    if (underWay.length >= DEPTH) yield next();
  }
  while (underWay.length > 0) yield next();
}
