import { describe, expect, it } from 'vitest';
import { progressOn } from '../../src/cli/progress.js';

const CLEAR = '\u001b[K';

/** What stands on a line that is written over the one before. */
function shown(text: string): string {
  expect(text.startsWith('\r') && text.endsWith(CLEAR)).toBe(true);
  return text.slice(1, -CLEAR.length);
}

/** What is written while a scan of 500 MB goes on for so many steps of half a second. */
function watched(steps: number, { isTTY = false, columns = 80 } = {}): string[] {
  const written: string[] = [];
  let now = 0;
  const progress = progressOn({ isTTY, columns, write: (text) => written.push(text) }, () => now);
  for (let step = 0; step <= steps; step++, now += 500) progress.update((500e6 / steps) * step, 500e6);
  progress.end();
  return written;
}

describe('in a log', () => {
  it('is a line for every tenth, with bytes, rate and the time that is left', () => {
    const lines = watched(100);
    expect(lines.length).toBe(10);
    expect(lines[3]).toBe('hushkey: 40 %, 200 MB of 500 MB, 10 MB/s, 30 s left\n');
    expect(lines.at(-1)).toBe('hushkey: 100 %, 500 MB of 500 MB\n');
  });

  it('leaves out the tenths that are jumped over', () => {
    expect(watched(4).map((line) => line.slice(0, 14))).toEqual(['hushkey: 50 %,', 'hushkey: 75 %,', 'hushkey: 100 %']);
  });

  it('is nothing when the scan is over soon, or has nothing to do', () => {
    expect(watched(1)).toEqual([]);
    const written: string[] = [];
    const progress = progressOn({ write: (text) => written.push(text) }, () => written.length * 5000);
    for (let i = 0; i < 10; i++) progress.update(0, 0);
    expect(written).toEqual([]);
  });
});

describe('on a terminal', () => {
  it('is one line that changes, and is gone at the end', () => {
    const written = watched(100, { isTTY: true });
    expect(written.length).toBe(100);
    for (const text of written) expect(shown(text)).toMatch(/^[^\r\n]*$/);
    expect(written[48]).toMatch(/█{12}░{12} 50 %, 250 MB of 500 MB, 10 MB\/s, 25 s left/);
    expect(shown(written.at(-1) as string)).toBe('');
  });

  it('is never wider than the terminal', () => {
    for (const text of watched(20, { isTTY: true, columns: 30 })) expect(shown(text).length).toBeLessThan(30);
  });

  it('leaves the screen alone when the scan is over soon', () => {
    expect(watched(1, { isTTY: true })).toEqual([]);
  });
});
