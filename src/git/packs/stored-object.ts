import type { ObjectType } from '../cat-file-parser.js';
import type { Delta } from './delta.js';

/** What an object is, whoever reads it from where. */
export interface WholeObject {
  readonly type: ObjectType;
  readonly content: Uint8Array;
}

/** An object as it is stored. Its bytes are there until the next one is asked for: who needs them longer copies them. */
export interface StoredObject extends WholeObject {
  readonly kind: 'object';
  readonly id: string;
  /** The same as bytes, where they are at hand: making digits of millions of ids takes its time. Not to be kept. */
  readonly idBytes?: Uint8Array;
  /**
   * How deep it lies in its tree. What it is a delta of is the last object that came with a depth of one less: whoever
   * remembers something of each object on the way needs one place for each depth.
   */
  readonly depth: number;
  /** How it is put together from its base; undefined when it was read whole. */
  readonly delta: { readonly base: Uint8Array; readonly instructions: Delta } | undefined;
  /**
   * It comes here only because others are deltas of it: the object of this id comes, or came, from elsewhere, or is
   * told of as unread.
   */
  readonly isRepeated: boolean;
  /** Its number among the entries of its pack, or among the loose files of a plan; only where it comes from a batch of one. */
  readonly entry?: number;
}

/** An object that is not held in memory for its size, to be read piece by piece. */
export interface LargeObject {
  readonly kind: 'large';
  readonly id: string;
  readonly type: ObjectType;
  readonly size: number;
  /** As an object's that is held. */
  readonly entry?: number;
  /** @throws UnreadError, at the end at the latest, when it is damaged */
  pieces(): AsyncGenerator<Uint8Array>;
}

/** What could not be read: an object, or all that is in a pack or folder. */
export interface Unread {
  readonly kind: 'unread';
  /** The id of an object, or the path of a pack or folder. */
  readonly subject: string;
  readonly isObject: boolean;
  /** A sentence without its full stop. */
  readonly reason: string;
  /** It is not here, and a remote has promised to deliver it. */
  readonly isPromised?: true;
  /** Its file was deleted after it was listed: a pack that came meanwhile may have it. */
  readonly isVanished?: true;
}
