/** Where in a container image something stands. Names and instructions are as they are in the image: they may hold secrets. */
export interface ImagePlace {
  /** What the image is called: its first tag. */
  name?: string;
  /** `linux/arm64`, where the image says so. */
  platform?: string;
  /** The layer that has the file. */
  layer?: ImageLayer;
  /** Of what is in the configuration or in a manifest: what it is, `environment variable API_KEY`. */
  element?: string;
  /** Of a file the instruction that made its layer, of an entry of the history the one that it tells. */
  instruction?: string;
  /** A later layer hides the file: who has the image has it all the same. */
  hidden?: { readonly by: number; readonly how: 'deleted' | 'replaced' };
  /** How many images have this layer, when there are more than one. The place is told as it is in the first of them. */
  images?: number;
}

interface ImageLayer {
  /** From 1, the lowest first. Undefined where no manifest names the layer. */
  readonly index?: number;
  /** How many there are. */
  readonly of?: number;
  /** Of its bytes as they lie there: `sha256:…`. */
  readonly digest: string;
}
