import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { markdownCode, markdownLink, markdownText } from '../../../src/report/escape/markdown.js';
import { HOSTILE_NAMES } from '../../support/hostile.js';

const render = (text: string) => new MarkdownIt({ html: true, linkify: true }).renderInline(text);
const inHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

describe('code', () => {
  it.each(['a', 'a`b', '`a`', '``', '` `', ' a ', '`` a ```', 'a\\', '<b>', '&lt;', '|', '*a*'])(
    '%j is read back as it is',
    (text) => {
      expect(render(markdownCode(text))).toBe(`<code>${inHtml(text)}</code>`);
    },
  );

  it('of nothing is a space', () => {
    expect(render(markdownCode(''))).toBe('<code> </code>');
  });
});

it.each(HOSTILE_NAMES)('%j is no markup in a sentence', (name) => {
  expect(render(`it is ${markdownText(name)}, so`)).toMatch(/^it is (?:[^<>]*|<code>[^<>]*<\/code>), so$/);
});

it.each(['It was pushed, so others have it.', 'Acme API key', 'in 3 versions', 'Zürich (CH)'])(
  '%s stays as it is',
  (text) => {
    expect(markdownText(text)).toBe(text);
  },
);

describe('a link', () => {
  it('leads to the web', () => {
    expect(render(markdownLink('revoke', 'https://acme.test/a_b?c=(d)'))).toBe(
      '<a href="https://acme.test/a_b?c=%28d%29">revoke</a>',
    );
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', '//acme.test', 'x'])('is none to %s', (url) => {
    expect(render(markdownLink('revoke', url))).toBe(`revoke: <code>${url}</code>`);
  });
});
