/** Requests under way at once: enough to keep git busy, few enough to bound what lies in memory. */
const DEPTH = 16;
/** Bytes asked for at once, where the caller knows how many they are. A larger item is read alone. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Reads items in their order with a few requests always under way, so that the reader never waits for us nor we for it.
 *
 * @param sizeOf bytes of an item, as far as they are known before it is read
 */
export async function* readAhead<Item, Answer>(
  items: Iterable<Item> | AsyncIterable<Item>,
  read: (item: Item) => Promise<Answer>,
  sizeOf: (item: Item) => number = () => 0,
): AsyncGenerator<readonly [Item, Answer]> {
  const underWay: { item: Item; answer: Promise<Answer> }[] = [];
  let bytes = 0;
  const next = async (): Promise<readonly [Item, Answer]> => {
    const { item, answer } = underWay.shift() as { item: Item; answer: Promise<Answer> };
    bytes -= sizeOf(item);
    return [item, await answer];
  };
  for await (const item of items) {
    bytes += sizeOf(item);
    while (underWay.length > 0 && (underWay.length >= DEPTH || bytes > MOST_BYTES)) yield next();
    const answer = read(item);
    answer.catch(() => {}); // The first failure ends the run; those behind it must not count as unhandled.
    underWay.push({ item, answer });
  }
  while (underWay.length > 0) yield next();
}
