import { visible } from './visible.js';

/** Code points that XML 1.0 has no way to write (https://www.w3.org/TR/xml/#charsets), and `visible` lets pass. */
const NO_CHARACTER = /[\ufffe\uffff]/g;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Text from a repository in XML, in an attribute or between tags: never in CDATA, so nothing can end that. */
export function xmlText(text: string): string {
  return visible(text)
    .replace(NO_CHARACTER, (char) => `\\u${char.charCodeAt(0).toString(16)}`)
    .replace(/[&<>"']/g, (char) => ENTITIES[char] as string);
}
