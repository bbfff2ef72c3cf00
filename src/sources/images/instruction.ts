/** A piece of an instruction. All pieces, one behind the other, are the instruction. */
export interface InstructionPart {
  readonly text: string;
  /** `NAME=value`, which is judged like a line of a `.env` file. */
  readonly isAssignment: boolean;
}

/** `|2 A=b C=d /bin/sh -c make`: so many build arguments, then the command, as docker writes both into `created_by`. */
const BUILD_ARGUMENTS = /^(?:RUN )?\|(\d{1,4}) /;
/** `ENV A=b C=d`, of BuildKit and of the builder before it. */
const SETS = /^(?:\/bin\/sh -c #\(nop\) +)?(?:ENV|ARG|LABEL) +/;
const NAME = /(?<=^|\s)[\w./-]+=/g;

/** The instruction of an entry of the history in its pieces: what it assigns, and the rest. */
export function instructionParts(instruction: string): InstructionPart[] {
  const [counted, count] = BUILD_ARGUMENTS.exec(instruction) ?? [];
  const [head] = counted === undefined ? (SETS.exec(instruction) ?? []) : [counted];
  if (head === undefined) return [{ text: instruction, isAssignment: false }];
  const most = count === undefined ? Number.POSITIVE_INFINITY : Number(count);
  const starts = [...instruction.slice(head.length).matchAll(NAME)]
    .slice(0, most)
    .map(({ index }) => head.length + index);
  const parts: InstructionPart[] = [];
  let told = 0;
  for (const [at, start] of starts.entries()) {
    const next = starts[at + 1] ?? endOfLast(instruction, start, count !== undefined);
    const end = start + instruction.slice(start, next).trimEnd().length;
    parts.push({ text: instruction.slice(told, start), isAssignment: false });
    parts.push({ text: instruction.slice(start, end), isAssignment: true });
    told = end;
  }
  return [...parts, { text: instruction.slice(told), isAssignment: false }].filter(({ text }) => text !== '');
}

/** Values are not quoted: the last build argument ends where the path of a shell begins. */
function endOfLast(instruction: string, start: number, isBuildArgument: boolean): number {
  const rest = instruction.slice(start);
  const end = isBuildArgument ? rest.search(/\s\/\S+\s/) : rest.search(/\s# buildkit$/);
  return end === -1 ? instruction.length : start + end;
}
