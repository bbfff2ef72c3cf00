import type { Finding, Location, SecretHistory } from '../policy/finding.js';
import { imageWords } from './image-words.js';
import { encodingWords, placeWords } from './place.js';
import type { Spot } from './spots.js';

/** What is told of a secret at one spot, in sentences. Names in it are as they are in the repository. */
export function spotSentences({ preview, notes, history, parts = [] }: Finding, title: string, spot: Spot): string {
  const { first, others } = spot;
  const encodings = encodingWords(first);
  const sentences = [
    `${title}: ${preview}`,
    ...(encodings === undefined ? [] : [`In ${encodings}`]),
    ...(first.part === 'commit' || first.part === 'tag'
      ? [
          `In the message of ${first.blob === undefined ? `the ${first.part} to be made` : `${first.part} ${first.blob}`}`,
        ]
      : []),
    ...(first.part === 'name' ? ['In the name of the file or folder itself'] : []),
    ...insideSentences(first),
    ...(first.part === 'ref' ? [`In the name of ${first.ref ?? 'a ref'}`] : []),
    ...(first.part === 'reflog' ? [`In the reflog of ${first.ref ?? 'a ref'}`] : []),
    ...parts.map((part) => `With ${part.pattern} ${part.preview}`),
    ...notes,
    ...(first.commit === undefined ? [] : [`In the history since commit ${first.commit}`]),
    ...(isOnlyPast(history) && first.path !== undefined
      ? [`There it began at line ${first.line}, column ${first.column}`]
      : []),
    ...(first.unreachable ? ['In the object database, and in no commit that a ref or a reflog reaches'] : []),
    ...historySentences(history),
    ...(others.length === 0 ? [] : ['Other versions of the file have it too']),
  ];
  return `${sentences.join('. ')}.`;
}

/** What is in a container is told by words: readers show the container itself. */
function insideSentences(location: Location): string[] {
  const { container, part, image } = location;
  if (container === undefined || part === 'name') return imageWords(location).map(capitalised);
  const at = `${image === undefined ? 'Inside the archive' : 'Inside the image'}, at ${placeWords(location)}`;
  return [at, ...imageWords(location).map(capitalised)];
}

function capitalised(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The commit that is checked out has it no more: its lines are not those of the files that a reader sees. */
export function isOnlyPast(history: SecretHistory | undefined): boolean {
  return history !== undefined && !history.inHead;
}

/** What became of it, in sentences without their full stops. */
function historySentences(history: SecretHistory | undefined): string[] {
  if (history === undefined) return [];
  const { last, inHead, pushed, unreachable } = history;
  if (unreachable) return ['Nothing leads to it any more'];
  return [
    ...(inHead ? ['It is still in HEAD'] : last === undefined ? [] : [`The last commit that had it is ${last.commit}`]),
    pushed
      ? 'It was pushed: it left this machine'
      : 'It was never pushed, as far as the remote-tracking refs of this clone tell',
  ];
}
