/** No engine on this machine gives the image that was asked for. */
export class ImageUnavailableError extends Error {
  override readonly name = 'ImageUnavailableError';

  /** @param complaints what the engines said that are there */
  constructor(image: string, complaints: readonly string[]) {
    super(
      complaints.length === 0
        ? `no docker and no podman was found to ask for the image "${image}"; save it elsewhere, and scan the file: docker image save "IMAGE" > image.tar`
        : `the image "${image}" is not to be had: ${complaints.join('; ')}`,
    );
  }
}
