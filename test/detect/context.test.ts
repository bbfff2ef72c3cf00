import { describe, expect, it } from 'vitest';
import { ContextFinder } from '../../src/detect/context.js';
import { Engine } from '../../src/detect/engine.js';
import { NO_CONTEXT } from '../../src/detect/match.js';
import { catalogue, token } from '../support/token.js';

const VALUE = '#VALUE#';

/** The distance of the nearest word from the value in a text. */
function distance(text: string, words: readonly string[], reach = 256): number {
  const start = text.indexOf(VALUE);
  return new ContextFinder(words, reach).distance(Buffer.from(text, 'latin1'), start, start + VALUE.length);
}

const isNear = (text: string, words: readonly string[], reach?: number) => distance(text, words, reach) < NO_CONTEXT;

describe('a context word', () => {
  it.each([
    'newrelic #VALUE#',
    'NEW_RELIC_KEY=#VALUE#',
    'new-relic: #VALUE#',
    'New Relic #VALUE#',
    'newRelicKey = "#VALUE#"',
    'api.new.relic #VALUE#',
    'n-e-w-r-e-l-i-c #VALUE#',
    '#VALUE# # for New Relic',
    'mynewrelicclient(#VALUE#)',
  ])('is seen whatever its case and separators: %s', (text) => {
    expect(isNear(text, ['new_relic'])).toBe(true);
  });

  it.each(['AWS_KEY=#VALUE#', 'awsKey=#VALUE#', 'my-aws: #VALUE#', 'useAWS(#VALUE#)', 'AWSKey #VALUE#', 'aws #VALUE#'])(
    'of three letters is seen as a segment of a name: %s',
    (text) => {
      expect(isNear(text, ['aws'])).toBe(true);
    },
  );

  it.each(['laws #VALUE#', 'awsome #VALUE#', 'PAWS_KEY=#VALUE#', 'awsm=#VALUE#', 'a-w-s #VALUE#', 'lawsKey #VALUE#'])(
    'of three letters is not seen inside a word: %s',
    (text) => {
      expect(isNear(text, ['aws'])).toBe(false);
    },
  );

  it.each([
    ['BT_API_KEY=#VALUE#', true],
    ['bt_key #VALUE#', true],
    ['debt_key #VALUE#', false],
    ['bt-key #VALUE#', false],
  ])('that ends in a symbol is seen as it is written: %s', (text, expected) => {
    expect(isNear(text, ['bt_'])).toBe(expected);
  });

  it('counts up to the reach and not beyond, on both sides', () => {
    for (const padding of ['\n', ' ', 'x']) {
      expect(isNear(`word${padding.repeat(60)}${VALUE}`, ['word'], 64)).toBe(true);
      expect(isNear(`word${padding.repeat(61)}${VALUE}`, ['word'], 64)).toBe(false);
      expect(isNear(`${VALUE}${padding.repeat(60)}word`, ['word'], 64)).toBe(true);
      expect(isNear(`${VALUE}${padding.repeat(61)}word`, ['word'], 64)).toBe(false);
    }
  });

  it('is never the value itself', () => {
    expect(isNear(VALUE, ['value'])).toBe(false);
  });

  it('is nearer in front of the value than behind it, and on its line than on others', () => {
    const order = [
      `near ${VALUE}`,
      `near some way off on the line ${VALUE}`,
      `${VALUE} near`,
      `${VALUE} some way off on the line near`,
      `near\n${VALUE}`,
      `near\n\n\n\n${VALUE}`,
      `${VALUE}\nnear`,
      `${VALUE}\n\n\n\nnear`,
    ].map((text) => distance(text, ['near']));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(new Set(order).size).toBe(order.length);
  });

  it('is measured in bytes, also where separators were left out', () => {
    expect(distance(`near -.-.-.-. ${VALUE}`, ['near'])).toBe(distance(`near 123456789${VALUE}`, ['near']));
    expect(distance(`near -.-.-.-. ${VALUE}`, ['near'])).toBeLessThan(distance(`near 1234567890${VALUE}`, ['near']));
    expect(distance(`api -.-.-.-. ${VALUE}`, ['api'])).toBe(distance(`api 123456789${VALUE}`, ['api']));
  });

  it('is the nearest of several', () => {
    expect(distance(`far near ${VALUE}`, ['far', 'near'])).toBe(distance(`near ${VALUE}`, ['near']));
    expect(distance(`${VALUE} near far near`, ['far', 'near'])).toBe(distance(`${VALUE} near`, ['near']));
  });

  it('says more when it is longer, at the same place', () => {
    const place = `GCS_SECRET_KEY=${VALUE}`;
    expect(distance(place, ['gcs_secret_key'])).toBeLessThan(distance(place, ['secret_key']));
    expect(distance(`x_SECRET_KEY=${VALUE}`, ['secret_key'])).toBeLessThan(distance(`GCS_KEY = ${VALUE}`, ['gcs_key']));
  });
});

describe('when one shape belongs to several vendors', () => {
  const engine = new Engine(catalogue.patterns);
  const found = (text: string) => engine.scan(Buffer.from(text)).map(({ pattern }) => pattern.id);
  const OPENAI = 'openai-user-key-unsigned';
  const BRAINTRUST = 'braintrust-api-key';
  const [key, other] = [token('sk-key'), token('sk-key')];

  it.each([
    ['one line apart', '\n'],
    ['with a comment between', '\n# the next one\n'],
    ['far apart', `\n${'#\n'.repeat(100)}`],
    ['further apart than any word counts', `\n${'#\n'.repeat(400)}`],
    ['on one line', ' '],
    ['in one object', '", "'],
    ['with CR LF', '\r\n'],
  ])('each key belongs to the name in front of it, %s', (_, between) => {
    expect(found(`OPENAI_API_KEY=${key}${between}BRAINTRUST_API_KEY=${other}`)).toEqual([OPENAI, BRAINTRUST]);
    expect(found(`BRAINTRUST_API_KEY=${key}${between}OPENAI_API_KEY=${other}`)).toEqual([BRAINTRUST, OPENAI]);
  });

  it('the name in front of the value beats a name behind it, however near', () => {
    expect(found(`BRAINTRUST_API_KEY = config("a longer way", "${key}") # openai`)).toEqual([BRAINTRUST]);
    expect(found(`OPENAI_API_KEY = config("a longer way", "${key}") # braintrust`)).toEqual([OPENAI]);
  });

  it('a name on the line beats a name on the line before', () => {
    expect(found(`# openai\n${key} # braintrust`)).toEqual([BRAINTRUST]);
  });

  it('an empty variable does not take the next one', () => {
    expect(found(`OPENAI_API_KEY=\nBRAINTRUST_API_KEY=${key}`)).toEqual([BRAINTRUST]);
    expect(found(`BRAINTRUST_API_KEY=${key}\nOPENAI_API_KEY=\n`)).toEqual([BRAINTRUST]);
  });

  it('the marker inside the key beats every name', () => {
    expect(found(`BRAINTRUST_API_KEY=${token('openai-user-key')}`)).toEqual(['openai-user-key']);
  });

  it('without a name it is a key of nobody', () => {
    expect(found(`api_key = "${key}"`)).toEqual(['sk-key']);
  });

  it('forty hexadecimal digits belong to the nearest name', () => {
    const hex = token('wandb-api-key-legacy');
    expect(found(`GITHUB_TOKEN=x\nWANDB_API_KEY=${hex}`)).toEqual(['wandb-api-key-legacy']);
    expect(found(`WANDB_API_KEY=x\nGITHUB_TOKEN=${hex}`)).toEqual(['github-token-legacy']);
    expect(found(`COMMIT=${hex}`)).toEqual([]);
  });
});
