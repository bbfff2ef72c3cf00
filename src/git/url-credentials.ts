/** A text with its URLs and without the users and passwords in them: git repeats addresses when it complains. */
export function withoutCredentials(text: string): string {
  return text.replace(CREDENTIALS, '$1***@');
}

/** `SCHEME://USER:PASSWORD@`: no path, white space or quote begins before its last `@`. */
const CREDENTIALS = /([A-Za-z][A-Za-z0-9+.-]{0,20}:\/\/)[^/\s'"]{1,8192}@/g;
