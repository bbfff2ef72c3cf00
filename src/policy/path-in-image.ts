import type { ImagePlace } from '../sources/images/image-place.js';

/** A path that leads into a container image, in two parts: what the image is called before `!/`, and the path within it. */
export interface PathInImage {
  readonly outer: string;
  readonly inner: string;
}

interface Placed {
  readonly path?: string;
  readonly container?: string;
  readonly image?: ImagePlace | undefined;
}

/** Undefined for what is in no file of an image. */
export function pathInImage({ path, container, image }: Placed): PathInImage | undefined {
  if (path === undefined || image?.layer === undefined) return undefined;
  // The path of the image can have `!/` in it, too.
  const at = path.startsWith(`${container}!/`) ? (container as string).length : path.indexOf('!/');
  return at === -1 ? undefined : { outer: path.slice(0, at), inner: path.slice(at + 2) };
}
