/** A shape from which no text can be drawn. The message names the part of the shape, never a drawn text. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError';
}
