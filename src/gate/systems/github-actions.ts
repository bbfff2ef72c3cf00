import type { CiEvent, CiSystem } from '../event.js';
import { UnclearEventError } from '../gate-error.js';
import { branchIn, idIn, VariableReader } from '../variable-reader.js';

const NAME = 'GitHub Actions';
/** How the variable that says where the event's file is stands before its fields. */
const FILE = 'GITHUB_EVENT_PATH';

/**
 * Most is told by the event's file. Gitea and Forgejo set the same variables.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 * https://docs.github.com/en/webhooks/webhook-events-and-payloads
 */
export const system: CiSystem = {
  name: NAME,
  wholeClone: 'below "uses: actions/checkout":\n    with:\n      fetch-depth: 0',
  isHere: ({ GITHUB_ACTIONS }) => GITHUB_ACTIONS === 'true',
  event(variables, readFile) {
    const read = new VariableReader(NAME, variables);
    const name = read.needed('GITHUB_EVENT_NAME');
    const file = new EventFile(read, readFile);
    if (name === 'push') return pushed(read, file);
    if (name === 'merge_group') return queued(read, file);
    // `pull_request_target` runs for the branch it merges into: its GITHUB_SHA is not what is new.
    if (name.startsWith('pull_request')) return proposed(read, file, name === 'pull_request_target');
    return started(read, file, name);
  },
};

/**
 * A push to a branch or of a tag. `before` is all zeros when there was nothing before.
 * https://docs.github.com/en/webhooks/webhook-events-and-payloads#push
 */
function pushed(read: VariableReader, file: EventFile): CiEvent {
  const ref = file.text('ref') ?? read.needed('GITHUB_REF');
  const branch = branchIn(ref);
  const before = file.id('before');
  const tip = file.id('after') ?? read.neededId('GITHUB_SHA');
  return {
    what: ref.startsWith('refs/tags/')
      ? `push of the tag ${ref.slice('refs/tags/'.length)}`
      : `push to ${branch ?? ref}`,
    tips: [tip],
    before,
    branch,
    defaultBranch: file.text('repository', 'default_branch'),
    tipRef: ref,
    from: read.from,
  };
}

/** https://docs.github.com/en/webhooks/webhook-events-and-payloads#pull_request */
function proposed(read: VariableReader, file: EventFile, isOfTarget: boolean): CiEvent {
  const number = file.text('pull_request', 'number') ?? file.text('number');
  const branch = file.text('pull_request', 'base', 'ref');
  const base = file.id('pull_request', 'base', 'sha');
  const head = file.neededId('pull_request', 'head', 'sha');
  return {
    what: `pull request ${number ?? ''} into ${branch ?? 'its base'}`.replace('  ', ' '),
    tips: [head],
    target: {
      branch,
      commits: base === undefined ? [] : [base],
      merge: isOfTarget ? undefined : read.id('GITHUB_SHA'),
    },
    defaultBranch: file.text('repository', 'default_branch'),
    tipRef: /^\d+$/.test(number ?? '') ? `refs/pull/${number}/head` : undefined,
    from: read.from,
  };
}

/** https://docs.github.com/en/webhooks/webhook-events-and-payloads#merge_group */
function queued(read: VariableReader, file: EventFile): CiEvent {
  const branch = branchIn(file.text('merge_group', 'base_ref'));
  const base = file.id('merge_group', 'base_sha');
  const head = file.id('merge_group', 'head_sha') ?? read.neededId('GITHUB_SHA');
  return {
    what: `merge queue into ${branch ?? 'its base'}`,
    tips: [head],
    target: { branch, commits: base === undefined ? [] : [base] },
    defaultBranch: file.text('repository', 'default_branch'),
    tipRef: file.text('merge_group', 'head_ref'),
    from: read.from,
  };
}

/** Nothing was pushed: `schedule`, `workflow_dispatch`, and whatever else starts a run. */
function started(read: VariableReader, file: EventFile, name: string): CiEvent {
  const ref = read.text('GITHUB_REF');
  return {
    what: `${name} on ${branchIn(ref) ?? ref ?? 'a commit'}`,
    tips: [read.neededId('GITHUB_SHA')],
    branch: branchIn(ref),
    defaultBranch: file.text('repository', 'default_branch'),
    isWhole: true,
    tipRef: ref,
    from: read.from,
  };
}

/** The JSON of the event. GitHub writes it; names and messages in it are anybody's. */
class EventFile {
  readonly #read: VariableReader;
  readonly #event: unknown;

  constructor(read: VariableReader, readFile: (path: string) => string) {
    this.#read = read;
    const path = read.needed(FILE);
    try {
      this.#event = JSON.parse(readFile(path));
    } catch (error) {
      const reason = (error as NodeJS.ErrnoException).code ?? 'it is no JSON';
      throw new UnclearEventError(`${NAME} is recognised, and the file that ${FILE} names cannot be read (${reason})`);
    }
  }

  /** A text or a number in it. */
  text(...keys: readonly string[]): string | undefined {
    const value = keys.reduce<unknown>(
      (at, key) => (at as Record<string, unknown> | null | undefined)?.[key],
      this.#event,
    );
    if ((typeof value !== 'string' || value === '') && typeof value !== 'number') return undefined;
    this.#read.note(`${FILE}:${keys.join('.')}`);
    return String(value);
  }

  id(...keys: readonly string[]): string | undefined {
    return idIn(this.text(...keys), `${FILE}:${keys.join('.')}`, NAME);
  }

  neededId(...keys: readonly string[]): string {
    const id = this.id(...keys);
    if (id === undefined)
      throw new UnclearEventError(`${NAME} is recognised, and the file that ${FILE} names has no ${keys.join('.')}`);
    return id;
  }
}
