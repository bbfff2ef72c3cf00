import { assignmentAt, isCredential } from './assignment.js';
import { bordersAfter, bordersBefore } from './boundary.js';
import { type Charset, charset } from './charset.js';
import { CHECKS, JUDGED_BY_LOOK, READERS } from './checks/index.js';
import type { Check, Proof } from './checks/proof.js';
import type { Reader } from './checks/reader.js';
import { ContextFinder } from './context.js';
import { isIdentifier } from './identifier.js';
import { CASE_CHANGES } from './kernel.js';
import { latin1 } from './latin1.js';
import { type Match, NO_CONTEXT } from './match.js';
import { CONTEXT_REACH, type Confidence, type Pattern } from './pattern.js';
import { isPlaceholder } from './placeholder.js';
import { STRUCTURES, type Structure } from './structures.js';

/** What whoever asks knows of a value already. */
export interface Known {
  readonly partner?: number;
  readonly isNamed?: boolean;
}

/**
 * Judges one pattern at one place. Everything it reads lies in the match and `reach` bytes around it (the law of
 * locality), so the answer is the same in a chunk, in a whole file and in a copied range of a delta.
 */
export class Matcher {
  readonly pattern: Pattern;
  readonly #before: Charset;
  readonly #after: Charset;
  readonly #check: Check | undefined;
  readonly #reader: Reader | undefined;
  readonly #inside: Structure | undefined;
  /** What its check refutes was never issued; others only say that a value looks like none. */
  readonly #hasEvidence: boolean;
  readonly #context: ContextFinder | undefined;
  /** By place behind the literal: what can stand there. */
  readonly #opening: readonly Charset[];
  /** Without a check: nobody has to prove that a value is itself. */
  readonly #usualVerdict: Proof['verdict'];
  /** Compiled when the first candidate asks: most runs never need most patterns. */
  #regex: RegExp | undefined;

  constructor(pattern: Pattern) {
    this.pattern = pattern;
    this.#before = charset(pattern.before);
    this.#after = charset(pattern.after);
    this.#context = pattern.context && new ContextFinder(pattern.context.words, CONTEXT_REACH);
    this.#opening = pattern.opening?.classes.flatMap(([content, count]) => Array(count).fill(charset(content))) ?? [];
    this.#usualVerdict = pattern.variables === undefined ? 'open' : 'proved';
    this.#check = pattern.check === undefined ? undefined : CHECKS[pattern.check];
    this.#reader = pattern.check === undefined ? undefined : READERS[pattern.check];
    this.#hasEvidence = pattern.check !== undefined && !JUDGED_BY_LOOK.has(pattern.check);
    this.#inside = pattern.inside === undefined ? undefined : STRUCTURES[pattern.inside];
  }

  /**
   * Every match of which `offset` is the anchor: one at most, unless the pattern is of a structure that is read. One that
   * is refuted is told too.
   *
   * @returns false when the first bytes behind the anchor were enough to see that there is none
   */
  matchesAt(bytes: Uint8Array, offset: number, keep: (match: Match) => void): boolean {
    if (!this.#opens(bytes, offset)) return false;
    if (this.#reader !== undefined) this.#read(this.#reader, bytes, offset, keep);
    else {
      const match = this.#matchAt(bytes, offset, {});
      if (match !== undefined) keep(match);
    }
    return true;
  }

  /**
   * The match that begins at `offset`, if there is one.
   *
   * @param known how near a partner stands that gives the match its meaning: words and a name are not asked for then; or
   *   that the value is known to be assigned to the name of a credential
   */
  matchAt(bytes: Uint8Array, offset: number, known: Known = {}): Match | undefined {
    const match = this.#opens(bytes, offset) ? this.#matchAt(bytes, offset, known) : undefined;
    return match?.refuted ? undefined : match;
  }

  #matchAt(bytes: Uint8Array, offset: number, known: Known): Match | undefined {
    if (!bordersBefore(bytes, offset, this.#before)) return undefined;
    const window = latin1(bytes, offset, offset + this.pattern.reach);
    const found = this.#exec(window);
    if (found === null || !bordersAfter(bytes, offset + found[0].length, this.#after)) return undefined;
    const [from, to] = found.indices?.groups?.secret ?? [0, found[0].length];
    return this.#judge(
      bytes,
      offset + from,
      offset + to,
      window.slice(from, to),
      found[0],
      from === 0 ? known : { ...known, isNamed: false },
    );
  }

  #opens(bytes: Uint8Array, offset: number): boolean {
    const opening = this.#opening;
    let at = offset + (this.pattern.opening?.from ?? 0);
    for (let place = 0; place < opening.length; place++, at++)
      if ((opening[place] as Charset)[bytes[at] as number] !== 1) return false;
    return true;
  }

  #read(reader: Reader, bytes: Uint8Array, offset: number, keep: (match: Match) => void): void {
    if (!bordersBefore(bytes, offset, this.#before)) return;
    const found = this.#exec(latin1(bytes, offset, offset + this.pattern.reach));
    if (found === null) return;
    for (const { start, end, proof } of reader(found[0]))
      if (proof.verdict !== 'refuted') keep(this.#matchOf(offset + start, offset + end, proof, NO_CONTEXT));
  }

  #judge(
    bytes: Uint8Array,
    start: number,
    end: number,
    secret: string,
    whole: string,
    { partner, isNamed = false }: Known,
  ): Match | undefined {
    const { context, reach } = this.pattern;
    if ('run' in this.pattern.anchor && !looksDrawn(secret)) return undefined;
    const needsName = partner === undefined && !isNamed && context?.assigned === true;
    if (needsName && !isCredential(assignmentAt(bytes, start, reach), bytes, end, reach)) return undefined;
    const distance = partner ?? this.#context?.distance(bytes, start, end) ?? NO_CONTEXT;
    if (context !== undefined && distance === NO_CONTEXT) return undefined;
    if ('run' in this.pattern.anchor && isIdentifier(secret)) return undefined;
    const around = () => latin1(bytes, start - reach, end + reach);
    const proof: Proof = this.#check?.(secret, whole, around) ?? { verdict: this.#usualVerdict };
    if (proof.verdict === 'refuted')
      return this.#hasEvidence ? { ...this.#matchOf(start, end, proof, distance), refuted: true } : undefined;
    if (proof.verdict !== 'proved' && isPlaceholder(this.#bodyOf(secret))) return undefined;
    const told = this.#inside?.(bytes, start, end);
    if (this.#inside !== undefined && told === undefined) return undefined;
    const match = this.#matchOf(start, end, proof, distance);
    // What stands in its structure is nowhere better known.
    return told === undefined ? match : { ...match, contextDistance: 0, notes: [...match.notes, ...told] };
  }

  #matchOf(start: number, end: number, proof: Proof, contextDistance: number): Match {
    return {
      pattern: this.pattern,
      start,
      end,
      confidence: confidenceIn(proof, this.pattern.confidence),
      severity: proof.severity ?? this.pattern.severity,
      proved: proof.verdict === 'proved',
      contextDistance,
      notes: proof.notes ?? [],
      ...(proof.expires !== undefined && { expires: proof.expires }),
      ...(this.pattern.variables !== undefined && { variables: this.pattern.variables }),
    };
  }

  #exec(window: string): RegExpExecArray | null {
    this.#regex ??= new RegExp(this.pattern.regex, this.pattern.ignoreCase ? 'dyi' : 'dy');
    this.#regex.lastIndex = 0;
    return this.#regex.exec(window);
  }

  /** The part behind the vendor's prefix: what an example leaves out. */
  #bodyOf(secret: string): string {
    const { anchor, ignoreCase } = this.pattern;
    if (!('literals' in anchor)) return secret;
    const folded = (text: string) => (ignoreCase ? text.toLowerCase() : text);
    const prefix = anchor.literals.find((literal) => folded(secret).startsWith(folded(literal)));
    return secret.slice(prefix?.length ?? 0);
  }
}

function confidenceIn({ verdict }: Proof, usual: Confidence): Confidence {
  if (verdict === 'proved') return 'high';
  if (verdict === 'doubtful') return 'low';
  return verdict === 'unproven' && usual === 'high' ? 'medium' : usual;
}

/** What the kernel asks of a whole run, asked of the match itself: a digit, or the restless case of chance. */
function looksDrawn(secret: string): boolean {
  return /[0-9]/.test(secret) || (secret.match(/(?<=[a-z])[A-Z]|(?<=[A-Z])[a-z]/g) ?? []).length >= CASE_CHANGES;
}
