import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dependencyRange, huskyScript, parseManifest, withHuskyPrepare } from '../../src/setup/package-manifest.js';
import { SetUpError } from '../../src/setup/set-up-error.js';

const edited = (text: string) => withHuskyPrepare(parseManifest(text));

describe('the prepare script', () => {
  it('is added to the scripts that are there', () => {
    expect(edited('{\n  "name": "x",\n  "scripts": {\n    "test": "vitest"\n  },\n  "private": true\n}\n')).toBe(
      '{\n  "name": "x",\n  "scripts": {\n    "test": "vitest",\n    "prepare": "husky"\n  },\n  "private": true\n}\n',
    );
  });

  it('goes behind another one', () => {
    expect(edited('{"scripts":{"prepare":"npm run \\"build\\""}}')).toBe(
      '{"scripts":{"prepare":"npm run \\"build\\" && husky"}}',
    );
  });

  it('takes the place of an empty one', () => {
    expect(edited('{"scripts":{"prepare":""}}')).toBe('{"scripts":{"prepare":"husky"}}');
  });

  it.each([
    ['{"scripts":{"prepare":"husky"}}'],
    ['{"scripts":{"prepare":"npm run build && husky install"}}'],
    ['{"scripts":{"prepare":"node .husky/install.mjs"}}'],
    ['{"scripts":{"postinstall":"husky"}}'],
  ])('is left alone in %s', (text) => {
    expect(edited(text)).toBe(text);
  });

  it('keeps tabs, Windows line ends, a missing last line feed and a byte order mark', () => {
    expect(edited('\ufeff{\r\n\t"scripts": {\r\n\t\t"test": "x"\r\n\t}\r\n}')).toBe(
      '\ufeff{\r\n\t"scripts": {\r\n\t\t"test": "x",\r\n\t\t"prepare": "husky"\r\n\t}\r\n}',
    );
  });

  it('keeps what a formatter would change: arrays on one line, odd spaces, escapes, numbers', () => {
    const head = '{ "files": ["a",   "b"],\n\n  "n": 1e3, "e": "\\u00e9",\n  "scripts": {';
    expect(edited(`${head} "test" : "x" }\n}`)).toBe(`${head} "test" : "x", "prepare" : "husky" }\n}`);
  });

  it('counts the last of two members of one name, as npm does', () => {
    expect(edited('{"scripts":{"prepare":"a"},"scripts":{"prepare":"b"}}')).toBe(
      '{"scripts":{"prepare":"a"},"scripts":{"prepare":"b && husky"}}',
    );
  });

  it('is not looked for in deeper objects', () => {
    expect(edited('{"x":{"scripts":{"prepare":"a"}},"scripts":{"y":{"prepare":"}"}}}')).toBe(
      '{"x":{"scripts":{"prepare":"a"}},"scripts":{"y":{"prepare":"}"},"prepare":"husky"}}',
    );
  });

  it.each([['no JSON'], ['[]'], ['{"scripts":[]}'], ['{"scripts":{"prepare":7}}']])('refuses %s', (text) => {
    expect(() => edited(text)).toThrow(SetUpError);
  });

  it('is all that changes, in any package.json and with any indentation', () => {
    const script = fc.string().filter((text) => text.trim() !== '' && !/husky/.test(text));
    const scripts = fc.dictionary(fc.string(), script, { maxKeys: 4 });
    const manifest = fc
      .tuple(fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 4 }), fc.option(scripts, { nil: undefined }))
      .map(([rest, own]) => ({ ...rest, ...(own && { scripts: own }) }))
      .map((value) => JSON.parse(JSON.stringify(value).replaceAll('__proto__', 'proto')) as Record<string, unknown>)
      .filter(
        ({ scripts: own }) => own === undefined || (typeof own === 'object' && own !== null && !Array.isArray(own)),
      );
    const indentation = fc.constantFrom(undefined, 1, 2, 4, '\t');
    fc.assert(
      fc.property(manifest, indentation, fc.boolean(), (value, indent, windows) => {
        const lines = (text: string) => (windows ? text.replaceAll('\n', '\r\n') : text);
        const { scripts: own } = value as { scripts?: Record<string, string> };
        const prepare = own?.prepare === undefined ? 'husky' : `${own.prepare} && husky`;
        const expected = { ...value, scripts: { ...own, prepare } };
        // An empty object shows nothing to go by.
        fc.pre(Object.keys(value).length > 0 || (indent === 2 && !windows));
        expect(edited(lines(JSON.stringify(value, undefined, indent)))).toBe(
          lines(JSON.stringify(expected, undefined, indent)),
        );
      }),
      { numRuns: 500 },
    );
  });
});

describe('what a package.json says', () => {
  it('knows dependencies of every kind that gets installed', () => {
    const manifest = parseManifest(
      '{"dependencies":{"a":"1"},"devDependencies":{"b":"2"},"peerDependencies":{"c":"3"}}',
    );
    expect(['a', 'b', 'c', 'toString'].map((name) => dependencyRange(manifest, name))).toEqual([
      '1',
      '2',
      undefined,
      undefined,
    ]);
  });

  it('bears lists and scripts that are none', () => {
    const manifest = parseManifest('{"dependencies":[],"devDependencies":null,"scripts":"husky"}');
    expect(dependencyRange(manifest, 'husky')).toBeUndefined();
    expect(huskyScript(manifest)).toBeUndefined();
  });
});
