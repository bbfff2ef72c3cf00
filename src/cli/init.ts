export async function init(): Promise<number> {
  return 0;
}
