const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * A path as text. Git's paths are bytes; those that are no UTF-8 are shown as `\xNN`, so that files whose names differ in
 * such bytes can be told apart. Control characters stay as they are: each report escapes what its format cannot bear.
 */
export function pathText(path: Uint8Array): string {
  try {
    return decoder.decode(path);
  } catch {
    return Array.from(path, (byte) => (byte < 0x80 ? String.fromCharCode(byte) : `\\x${byte.toString(16)}`)).join('');
  }
}
