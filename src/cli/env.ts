export async function env(_args: unknown): Promise<number> {
  return 0;
}
