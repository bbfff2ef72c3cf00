/** Why the system would not read something, in words. */
const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'it was there when the scan began, and is gone',
  ENOTDIR: 'it was there when the scan began, and is gone',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ELOOP: 'it became a symbolic link while the scan was under way',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
  ENAMETOOLONG: 'its path is too long for this system',
  EIO: 'the disk cannot read it',
  EISDIR: 'it became a folder while the scan was under way',
};

/** The reason of a gap, from what Node threw. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return (code !== undefined && WORDS[code]) || `it cannot be read (${code ?? message})`;
}
