const MAGIC = Buffer.from('openssh-key-v1\0', 'latin1');

/**
 * The cipher a private key in OpenSSH's own format is under (`none` when it lies open), or undefined when the bytes are
 * no such key. https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key
 *
 *     byte[]  "openssh-key-v1" NUL
 *     string  cipher name, string kdf name, string kdf options
 *     uint32  number of keys
 *     string  public key
 *     string  private section; in the open it begins with the same random uint32 twice
 */
export function openSshCipher(body: Buffer): string | undefined {
  if (!body.subarray(0, MAGIC.length).equals(MAGIC)) return undefined;
  let at = MAGIC.length;
  const string = (): Buffer | undefined => {
    if (at + 4 > body.length) return undefined;
    const length = body.readUInt32BE(at);
    const end = at + 4 + length;
    if (end > body.length) return undefined;
    const value = body.subarray(at + 4, end);
    at = end;
    return value;
  };
  const cipher = string();
  const header = cipher && string() && string();
  if (!header || at + 4 > body.length) return undefined;
  at += 4;
  const section = string() && string();
  if (!section || section.length < 8) return undefined;
  const name = cipher.toString('latin1');
  if (name === 'none' && section.readUInt32BE(0) !== section.readUInt32BE(4)) return undefined;
  return name;
}
