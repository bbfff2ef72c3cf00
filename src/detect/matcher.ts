import { isAssignedToCredential } from './assignment.js';
import { bordersAfter, bordersBefore } from './boundary.js';
import { type Charset, charset } from './charset.js';
import { CHECKS } from './checks/index.js';
import type { Check, Proof } from './checks/proof.js';
import { ContextFinder } from './context.js';
import { isIdentifier } from './identifier.js';
import { CASE_CHANGES } from './kernel.js';
import { latin1 } from './latin1.js';
import { type Match, NO_CONTEXT } from './match.js';
import { CONTEXT_REACH, type Pattern } from './pattern.js';
import { isPlaceholder } from './placeholder.js';

/**
 * Judges one pattern at one place. Everything it reads lies in the match and `reach` bytes around it (the law of
 * locality), so the answer is the same in a chunk, in a whole file and in a copied range of a delta.
 */
export class Matcher {
  readonly pattern: Pattern;
  readonly #before: Charset;
  readonly #after: Charset;
  readonly #check: Check | undefined;
  readonly #context: ContextFinder | undefined;
  /** Compiled when the first candidate asks: most runs never need most patterns. */
  #regex: RegExp | undefined;

  constructor(pattern: Pattern) {
    this.pattern = pattern;
    this.#before = charset(pattern.before);
    this.#after = charset(pattern.after);
    this.#context = pattern.context && new ContextFinder(pattern.context.words, CONTEXT_REACH);
    this.#check = pattern.check === undefined ? undefined : CHECKS[pattern.check];
  }

  /** The match that begins at `offset`, if there is one. */
  matchAt(bytes: Uint8Array, offset: number): Match | undefined {
    if (!bordersBefore(bytes, offset, this.#before)) return undefined;
    const window = latin1(bytes, offset, offset + this.pattern.reach);
    const found = this.#exec(window);
    if (found === null || !bordersAfter(bytes, offset + found[0].length, this.#after)) return undefined;
    const [from, to] = found.indices?.groups?.secret ?? [0, found[0].length];
    return this.#judge(bytes, offset + from, offset + to, window.slice(from, to), found[0]);
  }

  #judge(bytes: Uint8Array, start: number, end: number, secret: string, whole: string): Match | undefined {
    const { context, reach } = this.pattern;
    if ('run' in this.pattern.anchor && !looksDrawn(secret)) return undefined;
    if (context?.assigned && !isAssignedToCredential(bytes, start, end, reach)) return undefined;
    const distance = this.#context?.distance(bytes, start, end) ?? NO_CONTEXT;
    if (context !== undefined && distance === NO_CONTEXT) return undefined;
    if ('run' in this.pattern.anchor && isIdentifier(secret)) return undefined;
    const proof: Proof = this.#check?.(secret, whole) ?? { verdict: 'open' };
    if (proof.verdict === 'refuted') return undefined;
    if (proof.verdict !== 'proved' && isPlaceholder(this.#bodyOf(secret))) return undefined;
    return {
      pattern: this.pattern,
      start,
      end,
      confidence: proof.verdict === 'doubtful' ? 'low' : proof.verdict === 'proved' ? 'high' : this.pattern.confidence,
      severity: proof.severity ?? this.pattern.severity,
      proved: proof.verdict === 'proved',
      contextDistance: distance,
      notes: proof.notes ?? [],
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

/** What the kernel asks of a whole run, asked of the match itself: a digit, or the restless case of chance. */
function looksDrawn(secret: string): boolean {
  return /[0-9]/.test(secret) || (secret.match(/(?<=[a-z])[A-Z]|(?<=[A-Z])[a-z]/g) ?? []).length >= CASE_CHANGES;
}
