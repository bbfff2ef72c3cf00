import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readShellScript } from '../../src/setup/shell-script.js';

const words = (script: string) => readShellScript(script).commands.map((command) => command.words);

describe('reading a shell script', () => {
  it('splits it into simple commands', () => {
    expect(words('a b; c && d || e | f & g\nh')).toEqual([['a', 'b'], ['c'], ['d'], ['e'], ['f'], ['g'], ['h']]);
  });

  it('takes quotes off and leaves what is in them whole', () => {
    expect(words(`a 'b; c' "d && \\"e\\"" f\\ g "h"'i'`)).toEqual([['a', 'b; c', 'd && "e"', 'f g', 'hi']]);
  });

  it('drops comments, and knows the number sign inside a word for none', () => {
    expect(words('a # b\n# c\nd#e $# e=#\n')).toEqual([['a'], ['d#e', '$#', 'e=#']]);
  });

  it('joins continued lines', () => {
    expect(words('a \\\n b\n')).toEqual([['a', 'b']]);
  });

  it('skips here-documents, indented and quoted ones too', () => {
    expect(words("cat <<A <<-'B' x\nhushkey staged\nA\n\tthis\n\tB\nd\n")).toEqual([['cat', 'x'], ['d']]);
  });

  it('takes a here-string for a word', () => {
    expect(words('cat <<<word\nd')).toEqual([['cat', '<<<word'], ['d']]);
  });

  it('takes carriage returns for blanks', () => {
    expect(words('a b\r\nc\r\n')).toEqual([['a', 'b'], ['c']]);
  });

  it('tells what runs in a subshell from what the script itself runs', () => {
    const { commands } = readShellScript('(cd a && b)\nc\ncase $x in d) e ;; esac\nf');
    expect(commands.filter(({ inSubshell }) => inSubshell).map((command) => command.words)).toEqual([
      ['cd', 'a'],
      ['b'],
    ]);
  });

  it.each([["a 'b"], ['a "b'], ['cat <<E\nb\n'], ['a \\\n'], ['a \\']])('says that %j is not complete', (script) => {
    expect(readShellScript(script).complete).toBe(false);
  });

  it.each([[''], ['a'], ["a 'b'\n"], ['cat <<E\nb\nE\n'], ['cat <<E\nb\nE']])('says that %j is complete', (script) => {
    expect(readShellScript(script).complete).toBe(true);
  });

  it('reads words as the real shell does', () => {
    const piece = fc.constantFrom(
      'a',
      'B',
      '7',
      '.',
      '-',
      '#',
      ' ',
      '  ',
      '\\ ',
      "'",
      '"',
      "'x y'",
      '"x # y"',
      '\\"',
      '=',
    );
    const scripts: string[] = [];
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        scripts.push(`printf '<%s>' word ${pieces.join('')}`);
      }),
      { numRuns: 60, seed: 11 },
    );
    for (const script of scripts) {
      const read = readShellScript(script);
      if (!read.complete) continue;
      const shell = execFileSync('sh', ['-c', script], { encoding: 'utf8' });
      expect(
        read.commands[0]?.words
          .slice(2)
          .map((word) => `<${word}>`)
          .join(''),
        script,
      ).toBe(shell);
    }
    expect(scripts.filter((script) => readShellScript(script).complete).length).toBeGreaterThan(15);
  });
});
