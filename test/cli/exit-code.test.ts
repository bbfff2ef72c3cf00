import { describe, expect, it } from 'vitest';
import { EXIT, exitCode } from '../../src/cli/exit-code.js';
import { findingWith, resultWith } from '../support/finding.js';

const gap = { kind: 'gap', subject: 'a', reason: 'b' } as const;

describe('a run ends with', () => {
  it.each([
    ['0 when all was read and nothing found', resultWith(), 0],
    ['0 when everything found was excused', resultWith({ stats: { ignored: 2, belowConfidence: 1 } }), 0],
    ['1 when a secret was found', resultWith({ findings: [findingWith()] }), 1],
    [
      '1 when a secret was found and something could not be read',
      resultWith({ findings: [findingWith()], gaps: [gap] }),
      1,
    ],
    ['3 when something could not be read', resultWith({ gaps: [gap] }), 3],
  ])('%s', (_, result, code) => {
    expect(exitCode(result)).toBe(code);
  });

  it('a number that nothing else ends with', () => {
    expect(EXIT).toEqual({ clean: 0, found: 1, usage: 2, gaps: 3 });
  });
});
