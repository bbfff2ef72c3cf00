import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runsHushkey, withLine } from '../../src/setup/hook-script.js';

const LINE = 'hushkey staged';

describe('whether a hook runs hushkey', () => {
  it.each([
    ['hushkey staged'],
    ['hushkey --staged'],
    ['hushkey staged --quiet'],
    ['  hushkey staged   # before the tests'],
    ['hushkey staged\r\n'],
    ['npm test\nhushkey staged\n'],
    ['npm test && hushkey staged'],
    ['exec hushkey staged "$@"'],
    ['if ! hushkey staged; then exit 1; fi'],
    ['CI=1 hushkey staged || exit $?'],
    ['npx hushkey staged'],
    ['npx --no-install hushkey staged'],
    ['npx --no -- hushkey staged'],
    ['npx --package hushkey hushkey staged'],
    ['npm exec -- hushkey@1.2.3 staged'],
    ['pnpm exec hushkey staged'],
    ['pnpm hushkey staged'],
    ['yarn hushkey staged'],
    ['yarn run hushkey staged'],
    ['bunx hushkey staged'],
    ['node_modules/.bin/hushkey staged'],
    ['./node_modules/.bin/hushkey staged'],
    ['"$(git rev-parse --show-toplevel)/node_modules/.bin/hushkey" staged'],
    ['node bin/hushkey.js staged'],
    ["(cd 'frontend' && hushkey staged)"],
  ])('finds it in %j', (script) => {
    expect(runsHushkey(script)).toBe(true);
  });

  it.each([
    [''],
    ['# hushkey staged'],
    ['npm test # hushkey staged'],
    ['echo hushkey staged'],
    ['echo "run hushkey staged"'],
    ["printf '\nhushkey staged\n'"],
    ['cat <<EOF\nhushkey staged\nEOF'],
    ['hushkey history'],
    ['hushkey'],
    ['hushkey history staged'],
    ['nohushkey staged'],
    ['hushkey-old staged'],
    ['git add hushkey staged'],
  ])('does not find it in %j', (script) => {
    expect(runsHushkey(script)).toBe(false);
  });
});

describe('adding a line to a hook', () => {
  it('puts it at the end, behind whatever stages files again', () => {
    expect(withLine('#!/bin/sh\nnpx lint-staged\n', LINE)).toEqual({
      script: '#!/bin/sh\nnpx lint-staged\nhushkey staged\n',
      place: { at: 'end' },
    });
  });

  it('ends a last line that has no end', () => {
    expect(withLine('npm test', LINE).script).toBe('npm test\nhushkey staged\n');
  });

  it('makes a whole hook of an empty one', () => {
    expect(withLine('', LINE).script).toBe('hushkey staged\n');
  });

  it('keeps the line ends of Windows, and keeps them out of the command', () => {
    const { script } = withLine('npm test\r\nnpm run lint\r\n', LINE);
    expect(script).toBe('npm test\r\nnpm run lint\r\nhushkey staged #\r\n');
    expect(runsHushkey(script)).toBe(true);
  });

  it.each([
    ['npm test\nexit 0\n'],
    ['npm test\nexit\n'],
    ['npm test; exit $?\n'],
    ['[ -n "$CI" ] && exit 0\nnpm test\n'],
    ['if [ -n "$SKIP" ]; then\n  exit 0\nfi\nnpm test\n'],
    ['[ -t 0 ] || { exit 0; }\n'],
    ['exit 256\n'],
    ['exec npm test\n'],
    ['FORCE=1 exec npm test\n'],
    ['[ -n "$CI" ] && return 0\nnpm test\n'],
  ])('puts it first in %j, which may end early', (script) => {
    const result = withLine(script, LINE);
    expect(result.script).toBe(`hushkey staged\n${script}`);
    expect(result.place).toEqual({ at: 'start', because: 'it may end before its last line' });
  });

  it.each([
    ['npm test || exit 1\n'],
    ['exec </dev/tty\nnpm test\n'],
    ['exec 3>&1 1>&2\nnpm test\n'],
    ['(exit 0)\nnpm test\n'],
    ['echo exit\n# exit 0\necho "exit 0"\n'],
    ['check() {\n  return 0\n}\ncheck\n'],
    ['(cd packages/app && npm test)\n'],
  ])('puts it last in %j, which lets nothing pass before its end', (script) => {
    expect(withLine(script, LINE)).toEqual({ script: `${script}hushkey staged\n`, place: { at: 'end' } });
  });

  it('puts it first where the script leaves the folder in which hushkey is found', () => {
    const { script, place } = withLine('cd packages/app\nnpm test\n', LINE);
    expect(script).toBe('hushkey staged\ncd packages/app\nnpm test\n');
    expect(place).toEqual({ at: 'start', because: 'it changes to another folder' });
  });

  it('puts it first where the end of the script is open', () => {
    expect(withLine('npm test \\\n', LINE).script).toBe('hushkey staged\nnpm test \\\n');
    expect(withLine('cat <<E\ntext\n', LINE).script).toBe('hushkey staged\ncat <<E\ntext\n');
  });

  it('leaves the shebang and the leading comments in front', () => {
    const { script } = withLine('#!/usr/bin/env sh\n# Ask Carl first.\n\nnpm test # now\nexit 0\n', LINE);
    expect(script).toBe('#!/usr/bin/env sh\n# Ask Carl first.\n\nhushkey staged\nnpm test # now\nexit 0\n');
  });

  it('only ever adds one line, keeps all that was there, and is then found', () => {
    const piece = fc.constantFrom(
      ...[
        '#!/bin/sh',
        '# note',
        'npm test',
        'exit 0',
        'cd x',
        "echo 'a",
        'cat <<E',
        'E',
        '\n',
        '\r\n',
        '\n',
        ' ',
        '\\',
        '\u00e9',
      ],
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join('')),
        (before) => {
          const { script, place } = withLine(before, LINE);
          const [added = ''] = /hushkey staged(?: #)?\r?\n/.exec(script) ?? [];
          const at = script.indexOf(added);
          const rest = script.slice(0, at) + script.slice(at + added.length);
          if (place.at === 'start') expect(rest).toBe(before);
          else expect([before, `${before}\n`, `${before}\r\n`]).toContain(rest);
          expect(runsHushkey(script)).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });
});
