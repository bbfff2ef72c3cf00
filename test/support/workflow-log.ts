/** A command that GitHub's runner reads from a line of a log. */
export interface WorkflowCommand {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

/** What each line of a log is: a command, or undefined for words. */
export function workflowCommands(log: string): (WorkflowCommand | undefined)[] {
  return log
    .split(/\r\n|[\n\r]/)
    .filter((line) => line !== '')
    .map(commandOf);
}

/**
 * As the runner reads: `::name key=value,key=value::message` however far it is indented, or `##[name key=value;]message`
 * anywhere in the line. https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
 */
function commandOf(line: string): WorkflowCommand | undefined {
  const old = /##\[(\w+)/.exec(line) ?? /##(?:vso|teamcity)\[(\w+)/.exec(line);
  if (old) return { name: `## ${old[1]}`, properties: {}, message: line };
  const [, name, list = '', message = ''] = /^\s*::([^\s:]+)(?: (.*?))?::(.*)$/.exec(line) ?? [];
  if (name === undefined) return undefined;
  const pairs = list.split(',').filter((pair) => pair.includes('='));
  const properties = pairs.map((pair) => [
    pair.slice(0, pair.indexOf('=')),
    property(pair.slice(pair.indexOf('=') + 1)),
  ]);
  return { name, properties: Object.fromEntries(properties), message: data(message) };
}

function data(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

function property(text: string): string {
  return data(text.replaceAll('%3A', ':').replaceAll('%2C', ','));
}
