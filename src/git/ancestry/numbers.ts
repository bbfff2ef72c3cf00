/** A list of whole numbers that grows: four bytes each, in one piece that another thread can be given. */
export class Numbers {
  values: Int32Array;
  length = 0;

  constructor(room = 64) {
    this.values = new Int32Array(room);
  }

  push(value: number): void {
    if (this.length === this.values.length) {
      const more = new Int32Array(Math.max(64, this.length * 2));
      more.set(this.values);
      this.values = more;
    }
    this.values[this.length++] = value;
  }

  /** There has to be one. */
  pop(): number {
    return this.values[--this.length] as number;
  }

  at(index: number): number {
    return this.values[index] as number;
  }

  /** A copy without room to grow. */
  done(): Int32Array<ArrayBuffer> {
    return this.values.slice(0, this.length) as Int32Array<ArrayBuffer>;
  }
}
