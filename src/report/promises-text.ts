import picocolors from 'picocolors';
import type { BrokenPromise, SecretProof } from '../catalogue/prove.js';
import { visible, visibleLine } from './escape/visible.js';
import { count } from './summary.js';

type Colours = ReturnType<typeof picocolors.createColors>;

/** `hushkey patterns test` for a person: what was promised and what happened, where the two do not agree. */
export function promisesText(proofs: readonly SecretProof[], colour: boolean): string {
  const colours = picocolors.createColors(colour);
  const broken = proofs.flatMap((proof) => proof.broken);
  return `${[...broken.map((promise) => block(promise, colours)), verdict(proofs, broken.length)].join('\n\n')}\n`;
}

function block({ file, line, secret, promised, happened }: BrokenPromise, { bold, cyan, red }: Colours): string {
  const place = `${visibleLine(file)}${line === undefined ? '' : `:${line}`}`;
  const lines = [`promised  ${visible(promised)}`, `${red('happened')}  ${visible(happened)}`];
  return [`${cyan(place)}  ${bold(visible(secret))}`, ...lines].join('\n  ');
}

function verdict(proofs: readonly SecretProof[], broken: number): string {
  const tried = count(proofs.length, 'secret');
  if (broken === 0) return `hushkey: every promise is kept (${tried})`;
  const liars = proofs.filter((proof) => proof.broken.length > 0).length;
  return `hushkey: ${count(broken, 'promise')} not kept, of ${liars} in ${tried}`;
}
