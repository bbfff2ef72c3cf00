/**
 * An address that leads to the web and nowhere else, with everything encoded that could end it in Markdown or HTML.
 *
 * @returns undefined for one with another scheme (`javascript:`), or none
 */
export function webAddress(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') return undefined;
  return href.replace(/[<>"'`\\|()\s]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
