import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instructionParts } from '../../../src/sources/images/instruction.js';

const assigned = (instruction: string) =>
  instructionParts(instruction).flatMap(({ text, isAssignment }) => (isAssignment ? [text] : []));

describe('an instruction', () => {
  it.each<[string, string[]]>([
    ['|2 A=b C=d /bin/sh -c make X=1', ['A=b', 'C=d']],
    ['|2 A=b c C= /bin/sh -c make', ['A=b c', 'C=']],
    ['RUN |1 URL=http://x/y?a=b /bin/bash -c make # buildkit', ['URL=http://x/y?a=b']],
    ['|9 A=b', ['A=b']],
    ['|0 /bin/sh -c A=b make', []],
    ['ENV A=b c D=e', ['A=b c', 'D=e']],
    ['ENV A=b # buildkit', ['A=b']],
    ['/bin/sh -c #(nop)  LABEL org.x/y-z=a b', ['org.x/y-z=a b']],
    ['/bin/sh -c #(nop) ADD file:x in / ', []],
    ['RUN A=b make', []],
    ['', []],
  ])('%s', (instruction, expected) => expect(assigned(instruction)).toEqual(expected));

  it('is all of its parts, whatever it is', () => {
    const words = fc.constantFrom(
      '|1 ',
      '|2 ',
      'RUN ',
      'ENV ',
      'A=',
      'b',
      ' ',
      '/bin/sh -c ',
      ' # buildkit',
      '\n',
      'x=y',
    );
    fc.assert(
      fc.property(
        fc.array(words).map((all) => all.join('')),
        (instruction) => {
          expect(
            instructionParts(instruction)
              .map(({ text }) => text)
              .join(''),
          ).toBe(instruction);
        },
      ),
    );
  });
});
