import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/catalogue/random.js';
import { draw } from '../../src/catalogue/shape.js';
import { Engine } from '../../src/detect/engine.js';
import { PAIR_REACH } from '../../src/detect/pattern.js';
import { catalogue, token } from '../support/token.js';

const engine = new Engine(catalogue.patterns);
const found = (text: string) =>
  engine
    .scan(Buffer.from(text))
    .map(({ pattern, parts }) => [pattern.id, ...(parts ?? []).map((part) => part.pattern.id)]);

const id = () => token('aws-access-key-id');
const secret = () => token('aws-secret-access-key');
const alone = [['aws-access-key-id']];
const pair = [['aws-secret-access-key', 'aws-access-key-id']];

describe('a secret without a name', () => {
  it('is known by the id beside it, and not without', () => {
    for (let draws = 0; draws < 50; draws++) {
      const key = secret();
      expect(found(`${id()},${key}\n`)).toEqual(pair);
      expect(found(`${key}\n`)).toEqual([]);
    }
  });

  it('is known as far away as a pair goes', () => {
    expect(found(`${id()}${' '.repeat(PAIR_REACH)}${secret()}`)).toEqual(pair);
    expect(found(`${secret()}${'\n'.repeat(PAIR_REACH)}${id()}`)).toEqual(pair);
    expect(found(`${id()}${' '.repeat(PAIR_REACH + 1)}${secret()}`)).toEqual(alone);
    expect(found(`${secret()}${' '.repeat(PAIR_REACH + 1)}${id()}`)).toEqual(alone);
  });

  it('is the nearest of the shape: what else is bare stays bare', () => {
    const [first, second] = [secret(), secret()];
    const bytes = Buffer.from(`${id()},${first}\nseen in build\n${second}\n`);
    const matches = engine.scan(bytes);
    expect(matches).toHaveLength(1);
    expect(matches[0]?.start).toBe(21);
  });

  it('is not looked for where the nearest has a name', () => {
    expect(found(`AWS_ACCESS_KEY_ID=${id()}\nAWS_SECRET_ACCESS_KEY=${secret()}\nBUILD=${secret()}\n`)).toEqual(pair);
  });

  it.each([
    ['a commit', '{0-9a-f:40}'],
    ['a longer text', '{A-Za-z0-9:41}'],
    ['a shorter text', '{A-Za-z0-9:39}'],
    ['words', 'arn/aws/iam/user/deployment/eu/central/1'],
    ['a name', 'ThisIsTheNameOfTheBucketOfTheTeamInBerlin1'.slice(0, 40)],
    ['a mask', '{x:40}'],
    ['a documented example', '{A-Za-z0-9:30}EXAMPLEKEY'],
  ])('is not %s', (_, shape) => {
    for (let seed = 0; seed < 50; seed++) expect(found(`${id()} ${draw(shape, seededRandom(seed))}\n`)).toEqual(alone);
  });

  it('is not known by an id that is an example', () => {
    expect(found(`${id().slice(0, 13)}EXAMPLE,${secret()}\n`)).toEqual([]);
  });

  it('is not what another vendor knows by its name', () => {
    const other = token('github-classic-pat');
    expect(found(`${id()}\nGITHUB_TOKEN=${other}\n`)).toEqual([...alone, ['github-classic-pat']]);
  });
});
