import type { AST } from '@eslint-community/regexpp';

/**
 * The bytes that one element of a regex matches.
 *
 * @throws SyntaxError when it is a character that UTF-8 writes with more than one byte: patterns are matched on bytes
 */
export function bytesOf(
  element: AST.Character | AST.CharacterClass | AST.CharacterSet,
  ignoreCase = false,
): ReadonlySet<number> {
  const regex = new RegExp(element.raw, ignoreCase ? 'is' : 's');
  const bytes = new Set<number>();
  for (let code = 0; code < 256; code++) if (regex.test(String.fromCharCode(code))) bytes.add(code);
  const isByte = element.type !== 'Character' || element.value <= 0xff;
  if (bytes.size === 0 || !isByte)
    throw new SyntaxError(`${element.raw} is no byte: write bytes beyond ASCII as \\xHH`);
  return bytes;
}
