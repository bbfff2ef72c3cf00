/**
 * Whether to colour what goes to a stream. `--no-color` and `--color` beat the environment; there, any `NO_COLOR` beats
 * `FORCE_COLOR` (https://no-color.org, https://force-color.org); otherwise a terminal that is not dumb gets colours.
 */
export function useColour(
  flag: boolean | undefined,
  stream: { readonly isTTY?: boolean },
  env: NodeJS.ProcessEnv,
): boolean {
  if (flag !== undefined) return flag;
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '')
    return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  return stream.isTTY === true && env.TERM !== 'dumb';
}
