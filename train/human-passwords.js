// Passwords as people make them. The labelled data has none: there every true password was replaced by random letters,
// and a judge that saw nothing else would only know gibberish.
const WORDS = `summer winter spring autumn monday friday sunday dragon monkey tiger shadow master hunter ranger eagle
  falcon phoenix wolf panther orange banana cherry coffee cookie pepper ginger chocolate purple silver golden diamond
  crystal thunder lightning storm ocean river mountain forest island london berlin paris madrid vienna boston chicago
  dallas texas brazil canada robert michael daniel jessica ashley thomas martin sophie charlie freedom liberty justice
  secure welcome office company server backup deploy build staging football soccer hockey baseball guitar music
  starwars matrix pokemon zelda mario batman superman computer internet windows linux letmein iloveyou trustno hello
  magic wizard castle knight kitten puppy bailey buddy rocket planet saturn jupiter galaxy`.split(/\s+/);

const LEET = { a: '@', e: '3', i: '1', o: '0', s: '$', t: '7' };

/** @param random a function that gives numbers from 0 to 1 */
export function humanPassword(random) {
  const pick = (list) => list[Math.floor(random() * list.length)];
  const word = pick(WORDS);
  const capital = word[0].toUpperCase() + word.slice(1);
  const digits = () => String(Math.floor(random() * 10 ** (1 + Math.floor(random() * 4))));
  const year = String(1960 + Math.floor(random() * 70));
  const symbol = () => pick([...'!@#$%&*?.-_+']);
  return pick([
    () => `${capital}${year}${symbol()}`,
    () => `${capital}${digits()}`,
    () => `${word}${digits()}`,
    () => `${capital}${symbol()}${digits()}`,
    () => `${word}${symbol()}${pick(WORDS)}${digits()}`,
    () => `${capital}${pick(WORDS)[0].toUpperCase()}${pick(WORDS).slice(1)}${digits()}`,
    () => [...word].map((char) => (random() < 0.6 ? (LEET[char] ?? char) : char)).join('') + digits(),
    () => `${symbol()}${capital}${digits()}${symbol()}`,
    () => `${pick(WORDS)}${pick(WORDS)}${symbol()}${symbol()}`,
    () => `${digits()}${capital}${symbol()}`,
  ])();
}
