import type { Ancestry } from '../git/ancestry/ancestry.js';
import { type ObjectOrigin, objectOrigins } from '../git/ancestry/origins.js';
import { namesReaching, type ObjectStory, objectStories } from '../git/ancestry/stories.js';
import { followTip, type TipTarget } from '../git/ancestry/tip-targets.js';
import { authorOf, type Signature, subjectOf, taggerOf } from '../git/commit.js';
import type { Unread, WholeObject } from '../git/packs/stored-object.js';
import { pathText } from '../git/path-text.js';
import { isByName, type Selection, selectedPlaces } from './selection.js';
import type { NamedCommit, Origin, Provenance, Reach, Story } from './source.js';

/** An object that something reachable names and that could not be read. */
interface Unfollowed {
  readonly id: string;
  readonly reason: string;
}

export type Located = Required<Pick<Provenance, 'origins' | 'leftOut'>> & {
  story(objects: ReadonlySet<string>): Story | undefined;
  readonly unfollowed: readonly Unfollowed[];
  /** Files that something reachable has and that are not here. */
  readonly missingFiles: readonly string[];
  /** There are more paths than were told. */
  readonly hasMorePaths: boolean;
};

/** Of more missing objects than this nobody wants to know why each is missing. */
const MOST_REASONS = 100;

/**
 * Where objects entered the history, and what became of them.
 *
 * @param read any object by its id; not called later
 * @param allIsNamed every ref and reflog is known: what none of them leads to is unreachable
 * @param selection which places are told of
 */
export function provenance(
  ancestry: Ancestry,
  read: (id: string) => WholeObject | Unread,
  allIsNamed: boolean,
  selection: Selection = {},
): Located {
  const { origins, unreadTrees, missingFiles, hasMorePaths } = objectOrigins(ancestry);
  const named = isByName(selection) ? objectOrigins(ancestry, targetsOf(selection, ancestry, read)).origins : origins;
  const missing = [...ancestry.missing, ...unreadTrees];
  const allWasFollowed = allIsNamed && missing.length === 0 && !hasMorePaths;
  const signatures = new Signatures(read);
  const toOrigins = (id: string, places: readonly ObjectOrigin[] | undefined) =>
    places?.map((place) => toOrigin(place, id, signatures));
  const located = new Map<string, readonly Origin[]>();
  const leftOut = new Set<string>();
  for (const id of ancestry.wanted) {
    const places = toOrigins(id, origins.get(id)) ?? (allWasFollowed ? [] : undefined);
    const selected = selectedPlaces(selection, places, named === origins ? places : toOrigins(id, named.get(id)));
    if (selected === undefined) leftOut.add(id);
    else if (places !== undefined) located.set(id, selected);
  }
  const stories = new Stories(ancestry, signatures, allWasFollowed);
  const unfollowed = missing.map((id, at) => ({ id, reason: at < MOST_REASONS ? reasonFor(read(id)) : MISSING }));
  return {
    origins: located,
    leftOut,
    story: (objects) => stories.of(objects),
    unfollowed,
    missingFiles: [...missingFiles].sort(),
    hasMorePaths,
  };
}

/** The names that are asked for. A reflog is no name that counts, older stashes are: they are listed with it. */
function targetsOf(
  { from, reachableOnly = false }: Selection,
  ancestry: Ancestry,
  read: (id: string) => WholeObject | Unread,
): TipTarget[] {
  const named = from?.map((id) => followTip({ kind: 'other', name: id, id }, ancestry.graph, read));
  const targets = named ?? [...ancestry.targets];
  return reachableOnly && named === undefined ? targets.filter(({ tip }) => tip.kind !== 'reflog') : targets;
}

const MISSING = 'it is missing or damaged';

function reasonFor(object: WholeObject | Unread): string {
  return 'kind' in object ? object.reason : 'it is damaged: it is not made as objects of its type are';
}

function toOrigin({ path, ...place }: ObjectOrigin, id: string, signatures: Signatures): Origin {
  const who = place.commit === undefined ? signatures.of(id) : signatures.of(place.commit);
  return { ...place, ...who, ...(path && { path: pathText(path) }) };
}

/** What became of each object, from which follows what became of a secret that several of them hold. */
class Stories {
  readonly #ancestry: Ancestry;
  readonly #stories: ReadonlyMap<string, ObjectStory>;
  /** By place in the order: the first and last commits of objects. */
  readonly #commits = new Map<number, NamedCommit>();
  readonly #allWasFollowed: boolean;

  constructor(ancestry: Ancestry, signatures: Signatures, allWasFollowed: boolean) {
    const stories = objectStories(ancestry);
    this.#ancestry = ancestry;
    this.#allWasFollowed = allWasFollowed;
    this.#stories = new Map(ancestry.wanted.map((id, at) => [id, stories[at] as ObjectStory]));
    for (const { first, last } of stories)
      for (const place of [first, last])
        if (place !== undefined && !this.#commits.has(place))
          this.#commits.set(place, signatures.named(ancestry.graph.ids.hex(ancestry.order[place] as number)));
  }

  of(objects: ReadonlySet<string>): Story | undefined {
    const known = [...objects].flatMap((id) => this.#stories.get(id) ?? []);
    const reachedBy = namesReaching(known, this.#ancestry.tips);
    if (known.length === 0 || (reachedBy.length === 0 && !this.#allWasFollowed)) return undefined;
    const { reachable } = this.#ancestry;
    const places = known.flatMap(({ first, last }) => (first === undefined || last === undefined ? [] : [first, last]));
    const inHistory = places.filter((place) => place < reachable);
    const counted = (inHistory.length > 0 ? inHistory : places).sort((a, b) => a - b);
    const first = this.#commits.get(counted[0] ?? -1);
    const last = this.#commits.get(counted.at(-1) ?? -1);
    return {
      ...(first && { first }),
      ...(last && { last }),
      inHead: known.some(({ inHead }) => inHead),
      reachedBy: reachedBy.map(({ kind, name }): Reach => ({ kind, name })),
      pushed: reachedBy.some(({ kind }) => kind === 'remote'),
    };
  }
}

/** Who made commits and tags, and when; each is read once. */
class Signatures {
  readonly #read: (id: string) => WholeObject | Unread;
  readonly #known = new Map<string, Signature & { readonly subject?: string }>();

  constructor(read: (id: string) => WholeObject | Unread) {
    this.#read = read;
  }

  of(object: string): Signature {
    const { subject: _, ...signature } = this.#all(object);
    return signature;
  }

  named(commit: string): NamedCommit {
    return { commit, ...this.#all(commit) };
  }

  #all(id: string): Signature & { readonly subject?: string } {
    const known = this.#known.get(id) ?? this.#parse(this.#read(id));
    this.#known.set(id, known);
    return known;
  }

  #parse(object: WholeObject | Unread): Signature & { readonly subject?: string } {
    if ('kind' in object) return {};
    const { type, content } = object;
    const bytes = Buffer.from(content.buffer, content.byteOffset, content.length);
    if (type === 'tag') return taggerOf(bytes);
    if (type !== 'commit') return {};
    const subject = subjectOf(bytes);
    return { ...authorOf(bytes), ...(subject !== undefined && { subject }) };
  }
}
