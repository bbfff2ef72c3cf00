/** Why a container, or something in it, cannot be read: a sentence without its full stop. */
export class ContainerError extends Error {
  override readonly name: string = 'ContainerError';
  /** What a person can do about it. */
  readonly advice: string | undefined;

  constructor(reason: string, advice?: string) {
    super(reason);
    this.advice = advice;
  }
}

export const CUT_OFF = 'it is damaged: it ends too early';
