import { visible } from './visible.js';

/**
 * A command to GitHub's runner, which reads it from a line of the log:
 * https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions. The runner turns `%25`, `%0D`, `%0A`
 * back, and in properties `%3A` and `%2C` (https://github.com/actions/runner, ActionCommand).
 *
 * @param properties those that are undefined are left out
 */
export function workflowCommand(
  name: 'error' | 'warning' | 'notice',
  properties: Readonly<Record<string, string | number | undefined>>,
  message: string,
): string {
  const given = Object.entries(properties).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}=${property(String(value))}`],
  );
  return `::${name}${given.length === 0 ? '' : ` ${given.join(',')}`}::${data(message)}`;
}

function data(text: string): string {
  return visible(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
