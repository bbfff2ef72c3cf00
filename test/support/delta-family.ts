import { Delta } from '../../src/git/packs/delta.js';
import { deltaBytes, type Instruction } from './delta-bytes.js';
import type { DeltaView } from './delta-scanner.js';

/** An object, and how it is put together when it is a delta. */
export interface Member {
  readonly content: Buffer;
  /** Number of the member that it is a delta of; undefined for one that is stored whole. */
  readonly base?: number;
  readonly instructions: readonly Instruction[];
}

/** More cannot be inserted by one instruction. */
const LONGEST_INSERT = 127;

/** Objects and deltas of them, put together by plain code of its own. */
export class DeltaFamily {
  readonly members: Member[] = [];

  whole(content: string | Uint8Array): number {
    return this.members.push({ content: bytesOf(content), instructions: [] }) - 1;
  }

  /** A delta of these instructions; long insertions become several. @returns the number of the new member */
  delta(base: number, ...instructions: readonly (Instruction | string)[]): number {
    const from = this.content(base);
    const encodable = instructions.flatMap(asInstructions);
    const content = Buffer.concat(
      encodable.map((one) => (one instanceof Uint8Array ? one : from.subarray(one.offset, one.offset + one.size))),
    );
    return this.members.push({ content, base, instructions: encodable }) - 1;
  }

  /** A delta that takes bytes out at a place and puts others there, as an editor does. */
  edit(base: number, at: number, removed: number, inserted: string | Uint8Array): number {
    const from = this.content(base);
    const copies = [
      { offset: 0, size: at },
      { offset: at + removed, size: from.length - at - removed },
    ];
    return this.delta(base, copies[0] as Instruction, bytesOf(inserted), copies[1] as Instruction);
  }

  content(number: number): Buffer {
    return (this.members[number] as Member).content;
  }

  /** How many deltas lead to a member. */
  depth(number: number): number {
    const { base } = this.members[number] as Member;
    return base === undefined ? 0 : this.depth(base) + 1;
  }
}

/**
 * Comes to all members as the walk of a pack does: a base before its deltas, each branch to its end. Like there
 *
 * - memory is used again: for the instructions by the next delta, for an object when its last branch is left;
 * - objects lie in a memory among others, and a base may lie elsewhere than it did when it came itself;
 * - a delta that is damaged comes whole, from another place, and has its depth nevertheless.
 */
export function walkFamily(
  { members }: DeltaFamily,
  visit: (number: number, content: Uint8Array, depth: number, delta: DeltaView | undefined) => void,
): void {
  const branches = new Map<number | undefined, number[]>();
  for (const [number, { base }] of members.entries()) branches.set(base, [...(branches.get(base) ?? []), number]);
  const instructions = new Delta();
  const enter = (number: number, depth: number, base: Uint8Array | undefined): void => {
    const member = members[number] as Member;
    const content = amongOthers(member.content, number);
    if (base === undefined || number % 11 === 7) visit(number, content, depth, undefined);
    else {
      instructions.parse(encoded(member, base));
      visit(number, content, depth, { base: number % 3 === 0 ? amongOthers(base, number) : base, instructions });
    }
    for (const branch of branches.get(number) ?? []) enter(branch, depth + 1, content);
    content.fill(0x2e);
  };
  for (const root of branches.get(undefined) ?? []) enter(root, 0, undefined);
}

/** A copy with other bytes around it, which would make another text of it. */
function amongOthers(content: Uint8Array, number: number): Uint8Array {
  const room = 16 + (number % 5);
  const memory = new Uint8Array(Buffer.alloc(content.length + 2 * room, 'password=Ab3'));
  memory.set(content, room);
  return memory.subarray(room, room + content.length);
}

/** The delta of a member, as it stands in a pack. */
export function encoded({ content, instructions }: Member, base: Uint8Array): Buffer {
  return deltaBytes(base.length, content.length, instructions);
}

function asInstructions(one: Instruction | string): Instruction[] {
  if (typeof one !== 'string' && !(one instanceof Uint8Array)) return one.size > 0 ? [one] : [];
  const bytes = bytesOf(one);
  const pieces: Instruction[] = [];
  for (let at = 0; at < bytes.length; at += LONGEST_INSERT) pieces.push(bytes.subarray(at, at + LONGEST_INSERT));
  return pieces;
}

function bytesOf(content: string | Uint8Array): Buffer {
  return typeof content === 'string' ? Buffer.from(content, 'latin1') : Buffer.from(content);
}
