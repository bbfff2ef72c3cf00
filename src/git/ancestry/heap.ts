/** Gives the highest first. */
export class Heap {
  readonly #items: number[] = [];
  readonly #compare: (a: number, b: number) => number;

  constructor(compare: (a: number, b: number) => number) {
    this.#compare = compare;
  }

  push(item: number): void {
    const items = this.#items;
    let at = items.length;
    for (; at > 0; ) {
      const above = (at - 1) >> 1;
      if (this.#compare(items[above] as number, item) >= 0) break;
      items[at] = items[above] as number;
      at = above;
    }
    items[at] = item;
  }

  pop(): number | undefined {
    const items = this.#items;
    const highest = items[0];
    const last = items.pop();
    if (items.length === 0 || last === undefined) return highest;
    let at = 0;
    for (;;) {
      let below = at * 2 + 1;
      if (below >= items.length) break;
      if (below + 1 < items.length && this.#compare(items[below + 1] as number, items[below] as number) > 0) below++;
      if (this.#compare(last, items[below] as number) >= 0) break;
      items[at] = items[below] as number;
      at = below;
    }
    items[at] = last;
    return highest;
  }
}
