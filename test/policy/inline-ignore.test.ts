import { describe, expect, it } from 'vitest';
import { isIgnoredInline } from '../../src/policy/inline-ignore.js';
import { matchWith } from '../support/pattern.js';

const SECRET = '<<SECRET>>';

function isIgnored(text: string, pattern = 'acme-key'): boolean {
  const bytes = Buffer.from(text);
  const start = bytes.indexOf('<<');
  return isIgnoredInline(matchWith({ id: pattern }, { start, end: bytes.indexOf('>>') + 2 }), bytes);
}

describe('a comment on the line of the secret', () => {
  it.each([
    `KEY=${SECRET} # hushkey:ignore`,
    `KEY=${SECRET} # hushkey:ignore acme-key`,
    `KEY=${SECRET} # hushkey:ignore other-key, acme-key`,
    `KEY=${SECRET} # hushkey:ignore other-key acme-key -- an old one`,
    `KEY=${SECRET} # hushkey:ignore -- an old one`,
    `KEY=${SECRET} // hushkey:ignore --`,
    `KEY=${SECRET} /* hushkey:ignore */`,
    `KEY=${SECRET} /* hushkey:ignore acme-key */`,
    `KEY=${SECRET} /** hushkey:ignore **/`,
    `<a key="${SECRET}"/> <!-- hushkey:ignore -->`,
    `<a key="${SECRET}"/> <!-- hushkey:ignore acme-key -- an old one -->`,
    `{{!-- hushkey:ignore --}} ${SECRET}`,
    `{# hushkey:ignore acme-key #} ${SECRET}`,
    `{% comment %}hushkey:ignore%} ${SECRET}`,
    `/* hushkey:ignore */ KEY=${SECRET}`,
    `"a": "${SECRET}", "note": "hushkey:ignore"`,
    `first\r\nKEY=${SECRET} # hushkey:ignore\r\nlast`,
    `KEY=${SECRET} # hushkey:ignore other-key # hushkey:ignore acme-key`,
  ])('excuses it: %s', (text) => {
    expect(isIgnored(text)).toBe(true);
  });

  it.each([
    `KEY=${SECRET}`,
    `KEY=${SECRET} # hushkey`,
    `KEY=${SECRET} # hushkey:ignored`,
    `KEY=${SECRET} # hushkey:ignore-not`,
    `KEY=${SECRET} # hushkey:ignore: acme-key`,
    `KEY=${SECRET} # xhushkey:ignore`,
    `KEY=${SECRET} # no-hushkey:ignore`,
    `KEY=${SECRET} # HUSHKEY:IGNORE`,
    `KEY=${SECRET} # hushkey: ignore`,
    `KEY=${SECRET} # hushkey:ignore other-key`,
    `KEY=${SECRET} # hushkey:ignore acme`,
    `KEY=${SECRET} # hushkey:ignore because it is old`,
  ])('does not excuse it: %s', (text) => {
    expect(isIgnored(text)).toBe(false);
  });

  it('excuses a secret of many lines at its first and at its last', () => {
    const key = '<<one\ntwo\nthree>>';
    expect(isIgnored(`${key} # hushkey:ignore`)).toBe(true);
    expect(isIgnored(`/* hushkey:ignore */ ${key}`)).toBe(true);
    expect(isIgnored(`${key}\n# hushkey:ignore`)).toBe(false);
  });

  it('is not looked for on a line that no person wrote', () => {
    expect(isIgnored(`${SECRET}${' '.repeat(1000)} // hushkey:ignore`)).toBe(true);
    expect(isIgnored(`${SECRET}${' '.repeat(70_000)} // hushkey:ignore`)).toBe(false);
  });
});

describe('a comment on the line before', () => {
  it.each([
    `# hushkey:ignore\nKEY=${SECRET}`,
    `// hushkey:ignore acme-key -- an old one\nKEY=${SECRET}`,
    `   /* hushkey:ignore */\nKEY=${SECRET}`,
    ` * hushkey:ignore\n * ${SECRET}`,
    `<!-- hushkey:ignore -->\n<a>${SECRET}</a>`,
    `-- hushkey:ignore\nKEY=${SECRET}`,
    `REM hushkey:ignore\r\nKEY=${SECRET}`,
    `; hushkey:ignore\nKEY=${SECRET}`,
    `{{!-- hushkey:ignore --}}\n${SECRET}`,
    `first\n# hushkey:ignore\nKEY=${SECRET}\nlast`,
  ])('excuses it when it stands alone: %j', (text) => {
    expect(isIgnored(text)).toBe(true);
  });

  it.each([
    `KEY=x # hushkey:ignore\nKEY=${SECRET}`,
    `run(); // hushkey:ignore\nKEY=${SECRET}`,
    `# see hushkey:ignore\nKEY=${SECRET}`,
    `# hushkey:ignore other-key\nKEY=${SECRET}`,
    `# hushkey:ignore\n\nKEY=${SECRET}`,
    `KEY=${SECRET}\n# hushkey:ignore`,
  ])('does not excuse it: %j', (text) => {
    expect(isIgnored(text)).toBe(false);
  });
});

describe('markers', () => {
  it('are read for each file by itself', () => {
    const excused = `KEY=${SECRET} # hushkey:ignore`;
    expect([isIgnored(excused), isIgnored(excused.replace('hushkey', 'hushbee')), isIgnored(excused)]).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('speak for each of two secrets on a line', () => {
    const bytes = Buffer.from('aaaa bbbb # hushkey:ignore first # hushkey:ignore second');
    const [first, second, third] = ['first', 'second', 'third'].map((id) => matchWith({ id }, { start: 0, end: 4 }));
    expect([first, second, third].map((match) => match !== undefined && isIgnoredInline(match, bytes))).toEqual([
      true,
      true,
      false,
    ]);
  });
});
