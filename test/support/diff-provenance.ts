import { authorOf, type Signature, taggerOf } from '../../src/git/commit.js';
import { ObjectReader } from '../../src/git/object-reader.js';
import { pathText } from '../../src/git/path-text.js';
import type { Walk } from '../../src/git/reachable-commits.js';
import type { Origin, Provenance } from '../../src/sources/source.js';
import { type ObjectOrigin, objectOrigins } from './diff-origins.js';
import { namedObjects } from './named-objects.js';

/**
 * Where objects entered the history that was walked, as `git diff-tree` has it: the oracle of what is told from trees.
 * Tags, and the rare blob that a ref names, are in no commit.
 *
 * @returns with the origins, why some commits could not be followed
 */
export async function provenanceByDiff(
  objects: ReadonlySet<string>,
  walk: Walk,
): Promise<Pick<Provenance, 'origins'> & { failures: ReadonlySet<string> }> {
  const { origins, failures } = await objectOrigins(objects, walk.commits);
  const located = new Map<string, readonly Origin[]>();
  const signatures = new Signatures();
  for (const [object, places] of origins)
    located.set(object, await Promise.all(places.map((place) => toOrigin(place, signatures))));
  const others = [...objects].filter((object) => !origins.has(object));
  const named = others.length > 0 ? await namedObjects() : undefined;
  const allWasWalked = walk.complaints.length === 0 && failures.size === 0 && named !== undefined;
  for (const object of others)
    if (named?.has(object)) located.set(object, [await signatures.of(object)]);
    else if (allWasWalked) located.set(object, []);
  signatures.close();
  return { origins: located, failures };
}

async function toOrigin({ path, ...place }: ObjectOrigin, signatures: Signatures): Promise<Origin> {
  return { ...place, ...(await signatures.of(place.commit)), ...(path && { path: pathText(path) }) };
}

/** Who made commits and tags, and when; each is read once. */
class Signatures {
  readonly #reader = new ObjectReader();
  readonly #known = new Map<string, Promise<Signature>>();

  of(object: string): Promise<Signature> {
    const known = this.#known.get(object) ?? this.#read(object);
    this.#known.set(object, known);
    return known;
  }

  close(): void {
    this.#reader.close();
  }

  async #read(object: string): Promise<Signature> {
    const answer = await this.#reader.read(object);
    if (!answer.found) return {};
    if (answer.type === 'commit') return authorOf(answer.bytes);
    return answer.type === 'tag' ? taggerOf(answer.bytes) : {};
  }
}
