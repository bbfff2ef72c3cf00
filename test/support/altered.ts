/** The secret with its character at `at` (from the end when negative) changed to another of the same kind. */
export function altered(secret: string, at: number): string {
  const index = at < 0 ? secret.length + at : at;
  const char = secret[index] as string;
  const [usual, other] = /[0-9]/.test(char) ? ['7', '5'] : char === char.toUpperCase() ? ['Q', 'R'] : ['d', 'e'];
  return secret.slice(0, index) + (char === usual ? other : usual) + secret.slice(index + 1);
}
