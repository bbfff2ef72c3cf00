import { complaintsOf } from '../complaints.js';
import { linesOf } from '../lines.js';
import { pathText } from '../path-text.js';
import { startHistory } from '../reachable-commits.js';

/** What kind of name leads to a commit, the strongest first. A head is one that is checked out and on no branch. */
const TIP_KINDS = ['head', 'branch', 'remote', 'tag', 'note', 'stash', 'other', 'reflog'] as const;
type TipKind = (typeof TIP_KINDS)[number];

/** A name, and the object that it names. */
export interface Tip {
  readonly kind: TipKind;
  /** As people say it: `main`, `origin/main`, `v1.2`, `stash@{0}`, the ref whose reflog it is. */
  readonly name: string;
  readonly id: string;
}

/** Everything from which git's own walks begin. */
export interface Tips {
  /** The strongest first; those of a kind by their names. */
  readonly tips: readonly Tip[];
  /** The commit that is checked out; undefined before the first one. */
  readonly head: string | undefined;
  /** What git complained about. When there is anything, names may be lacking. */
  readonly complaints: readonly string[];
}

/**
 * Every ref, the HEADs of all worktrees, and every entry of their reflogs.
 * https://git-scm.com/docs/git-for-each-ref and https://git-scm.com/docs/git-worktree#_porcelain_format
 */
export async function readTips(cwd?: string): Promise<Tips> {
  const [refs, head, worktrees, entries, named] = await Promise.all([
    ask(['for-each-ref', '--format=%(objectname) %(refname) %(symref) %(HEAD)'], cwd),
    ask(['rev-parse', '--verify', '--quiet', 'HEAD'], cwd),
    ask(['worktree', 'list', '--porcelain'], cwd),
    ask(['rev-list', '--no-walk=unsorted', '--reflog', '--ignore-missing', NO_REF], cwd),
    ask(['-c', 'log.showSignature=false', 'reflog', 'show', '--all', '--format=%H %gD'], cwd),
  ]);
  const own = head.lines[0];
  const tips = [
    ...refTips(refs.lines),
    ...headTips(own, refs.lines, worktrees.lines),
    ...reflogTips(named.lines, entries.lines),
  ];
  // An unborn HEAD is no HEAD, and names of reflogs are no more than names: what they lead to is told by the list of ids.
  const complaints = [...refs.complaints, ...worktrees.complaints, ...entries.complaints];
  return { tips: tips.sort(byStrength), head: own, complaints };
}

/** Without any ref or reflog git would complain that it was asked for nothing. */
const NO_REF = '--glob=refs/hushkey-names-none/';

interface Answer {
  readonly lines: readonly string[];
  readonly complaints: readonly string[];
}

async function ask(args: readonly string[], cwd: string | undefined): Promise<Answer> {
  const git = startHistory(args, cwd);
  git.stdin.end();
  const lines: string[] = [];
  for await (const some of linesOf(git.stdout)) lines.push(...some);
  return { lines, complaints: complaintsOf(await git.ended, `git ${args[0]}`) };
}

/** A symbolic ref leads where another one leads, which is in the list itself. */
function refTips(lines: readonly string[]): Tip[] {
  const refs = lines.map((line) => line.split(' ') as [string, string, string]);
  const isListed = new Set(refs.map(([, ref]) => ref));
  return refs.flatMap(([id, ref, target]) => (isListed.has(target) ? [] : [{ id, ...namedRef(ref) }]));
}

const PLACES: readonly (readonly [string, TipKind])[] = [
  ['refs/heads/', 'branch'],
  ['refs/remotes/', 'remote'],
  ['refs/tags/', 'tag'],
  ['refs/notes/', 'note'],
];

function namedRef(ref: string): Pick<Tip, 'kind' | 'name'> {
  if (ref === STASH) return { kind: 'stash', name: 'stash@{0}' };
  const [place, kind] = PLACES.find(([beginning]) => ref.startsWith(beginning)) ?? ['', 'other'];
  return { kind, name: text(ref.slice(place.length)) };
}

const STASH = 'refs/stash';

/** A HEAD on a branch is told by the branch. */
function headTips(own: string | undefined, refs: readonly string[], worktrees: readonly string[]): Tip[] {
  const isOnBranch = refs.some((line) => line.endsWith(' *'));
  const heads: Tip[] = own === undefined || isOnBranch ? [] : [{ kind: 'head', name: 'HEAD', id: own }];
  let folder = '';
  let id = '';
  for (const line of worktrees) {
    if (line.startsWith('worktree ')) folder = line.slice('worktree '.length);
    else if (line.startsWith('HEAD ')) id = line.slice('HEAD '.length);
    else if (line === 'detached' && id !== own) heads.push({ kind: 'head', name: `HEAD of ${text(folder)}`, id });
  }
  return heads;
}

/** `ID REF@{NUMBER}`. The oldest entry also says what was there before it, which only the list of ids has. */
function reflogTips(named: readonly string[], entries: readonly string[]): Tip[] {
  const tips: Tip[] = [];
  const isNamed = new Set<string>();
  for (const line of named) {
    const [, id, ref, number] = /^([0-9a-f]+) (.*)@\{(\d+)\}$/.exec(line) ?? [];
    if (id === undefined || ref === undefined) continue;
    isNamed.add(id);
    if (ref === STASH) tips.push({ kind: 'stash', name: `stash@{${number}}`, id });
    else tips.push({ kind: 'reflog', name: namedRef(ref).name, id });
  }
  for (const id of entries) if (!isNamed.has(id)) tips.push({ kind: 'reflog', name: 'what a reflog began with', id });
  return tips;
}

function byStrength(a: Tip, b: Tip): number {
  return TIP_KINDS.indexOf(a.kind) - TIP_KINDS.indexOf(b.kind) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
}

/** Names are bytes: one character each so far. */
function text(latin1: string): string {
  return pathText(Buffer.from(latin1, 'latin1'));
}
