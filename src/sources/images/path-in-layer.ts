/** A name in the tar of a layer as a path from the root of the image: `./etc//x/` is `etc/x`. */
export function pathInLayer(name: string): string {
  return name
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
}
