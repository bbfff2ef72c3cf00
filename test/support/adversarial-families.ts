import { DeltaFamily } from './delta-family.js';
import { ENCODINGS, inLines } from './encoding.js';
import { token } from './token.js';

/** Deltas made to mislead whoever reads nothing but them. */
export interface Adversary {
  readonly name: string;
  readonly family: DeltaFamily;
  /** By member: how many secrets a scan of the whole finds; undefined where only the equality counts. */
  readonly finds: readonly (number | undefined)[];
}

const CHARACTERS = 37;
/** A secret that is one by itself, of this many characters. */
const secret = () => token('huggingface-user-token');
const line = (number: number) => `const value${number} = compute(${number});\n`;
const lines = (count: number) => Array.from({ length: count }, (_, number) => line(number)).join('');
const copy = (offset: number, size: number) => ({ offset, size });

function adversary(name: string, build: (family: DeltaFamily) => readonly (number | undefined)[]): Adversary {
  const family = new DeltaFamily();
  return { name, finds: build(family), family };
}

/** Those of few megabytes, with other secrets every time. */
export function adversaries(): Adversary[] {
  return [...seams(), ...chains(), ...keys(), ...neighbours(), ...encodings(), ...copies(), ...sizes()];
}

function seams(): Adversary[] {
  const cuts = [1, 3, 4, 20, CHARACTERS - 1];
  return [
    ...cuts.map((cut) =>
      adversary(`a secret of which the first ${cut} characters are copied`, (family) => {
        const whole = secret();
        const base = family.whole(`${lines(20)}x="${whole.slice(0, cut)}`);
        family.delta(base, copy(0, family.content(base).length), `${whole.slice(cut)}"\n`);
        return [0, 1];
      }),
    ),
    ...cuts.map((cut) =>
      adversary(`a secret of which all but the first ${cut} characters are copied`, (family) => {
        const whole = secret();
        const base = family.whole(`${whole.slice(cut)}"\n${lines(20)}`);
        family.delta(base, `x="${whole.slice(0, cut)}`, copy(0, family.content(base).length));
        return [undefined, 1];
      }),
    ),
    adversary('a secret assembled from two copies', (family) => {
      const whole = secret();
      const base = family.whole(`${whole.slice(20)}\n${lines(9)}y = ${whole.slice(0, 20)}`);
      const { length } = family.content(base);
      family.delta(base, copy(length - 24, 24), copy(0, CHARACTERS - 20 + 1));
      return [undefined, 1];
    }),
    adversary('a secret assembled of single bytes', (family) => {
      const alphabet = Buffer.from(Array.from({ length: 95 }, (_, code) => code + 32));
      const base = family.whole(alphabet);
      family.delta(base, ...[...`k "${secret()}" z`].map((char) => copy(char.charCodeAt(0) - 32, 1)));
      return [undefined, 1];
    }),
    ...['.', '\n', 'a', '\0'].map((byte) =>
      adversary(`a secret split by ${JSON.stringify(byte)}`, (family) => {
        const base = family.whole(`${lines(9)}${secret()}\n${lines(9)}`);
        const at = lines(9).length + 5;
        family.edit(base, at, 0, byte);
        return [1, byte === 'a' ? undefined : 0];
      }),
    ),
    ...['a', '_', '-', '.', '"', '\n'].map((byte) =>
      adversary(`${JSON.stringify(byte)} put directly behind a secret, and directly before it`, (family) => {
        const base = family.whole(`${lines(9)}${secret()}\n${lines(9)}`);
        const at = lines(9).length;
        family.edit(base, at + CHARACTERS, 0, byte);
        family.edit(base, at, 0, byte);
        return [1, undefined, undefined];
      }),
    ),
  ];
}

function chains(): Adversary[] {
  return [
    adversary('a secret that is destroyed and restored again and again', (family) => {
      const at = lines(9).length + 10;
      let last = family.whole(`${lines(9)}${secret()}\n${lines(9)}`);
      for (let link = 1; link <= 12; link++)
        last = link % 2 === 1 ? family.edit(last, at, 0, '!') : family.edit(last, at, 1, '');
      return Array.from({ length: 13 }, (_, link) => (link % 2 === 0 ? 1 : 0));
    }),
    ...[50, 250].map((length) =>
      adversary(`a secret in the ${length}th link of a chain, and gone in the next`, (family) => {
        const whole = secret();
        const half = `${lines(20)}x="${whole.slice(0, 12)}"\n`;
        let last = family.whole(`${half}${lines(20)}`);
        for (let link = 1; link < length; link++) last = family.edit(last, family.content(last).length, 0, line(link));
        last = family.edit(last, half.length - 2, 0, whole.slice(12));
        last = family.edit(last, half.length - 10, 3, '');
        return Array.from({ length: length + 2 }, (_, link) => (link === length ? 1 : 0));
      }),
    ),
    adversary('a secret that moves by one byte in each of 50 links', (family) => {
      let last = family.whole(`${lines(2)}${secret()}\n${lines(2)}`);
      for (let link = 1; link <= 50; link++) last = family.edit(last, link % 2 ? 0 : line(0).length, 0, 'z');
      return Array.from({ length: 51 }, () => 1);
    }),
    adversary('branches, one of which has lost what the others have', (family) => {
      const whole = secret();
      const base = family.whole(`${lines(5)}${whole}\n${lines(5)}`);
      const at = lines(5).length;
      const lost = family.edit(base, at + 3, 4, '');
      family.edit(lost, 0, 0, line(77));
      family.edit(lost, at + 3, 0, whole.slice(3, 7));
      family.edit(base, 0, 0, line(78));
      return [1, 0, 0, 1, 1];
    }),
  ];
}

function keys(): Adversary[] {
  return ['pem-private-key', 'pgp-private-key'].flatMap((pattern) => {
    const pem = token(pattern);
    const middle = Math.floor(pem.length / 2);
    return [
      adversary(`${pattern}: half of it copied, half inserted, and both the other way round`, (family) => {
        const first = family.whole(`${lines(9)}${pem.slice(0, middle)}`);
        family.delta(first, copy(0, family.content(first).length), `${pem.slice(middle)}\n`);
        const second = family.whole(`${pem.slice(middle)}\n${lines(9)}`);
        family.delta(second, pem.slice(0, middle), copy(0, family.content(second).length));
        return [undefined, 1, undefined, 1];
      }),
      adversary(`${pattern}: put together line by line, last line first in the base`, (family) => {
        const all = pem.split(/(?<=\n)/);
        const base = family.whole([...all].reverse().join(''));
        const total = family.content(base).length;
        let from = total;
        const inOrder = all.map((one) => {
          from -= one.length;
          return copy(from, one.length);
        });
        family.delta(base, ...inOrder);
        return [undefined, 1];
      }),
      adversary(`${pattern}: one byte changed far inside, and changed back`, (family) => {
        const base = family.whole(`${lines(9)}${pem}\n${lines(9)}`);
        const at = lines(9).length + middle;
        const broken = family.edit(base, at, 1, '*');
        family.edit(broken, at, 1, pem.slice(middle, middle + 1));
        return [1, undefined, 1];
      }),
      adversary(`${pattern}: its lines get CR LF, one instruction a line`, (family) => {
        const base = family.whole(`${lines(3)}${pem}\n`);
        crlf(family, base);
        return [1, undefined];
      }),
    ];
  });
}

function neighbours(): Adversary[] {
  const id = token('aws-access-key-id');
  const key = token('aws-secret-access-key');
  const settings = `[default]\naws_access_key_id = ${id}\naws_secret_access_key = ${key}\n`;
  const between = settings.indexOf(id) + id.length + 1;
  const drawn = token('auth0-client-secret');
  return [
    adversary('the name copied and the value inserted, and the other way round', (family) => {
      const name = family.whole(`${lines(9)}AWS_SECRET_ACCESS_KEY=\n${lines(9)}`);
      family.edit(name, lines(9).length + 'AWS_SECRET_ACCESS_KEY='.length, 0, key);
      const value = family.whole(`${lines(9)}x${key}\n${lines(9)}`);
      family.edit(value, lines(9).length, 1, 'AWS_SECRET_ACCESS_KEY=');
      return [0, undefined, undefined, undefined];
    }),
    ...[200, 240, 256, 300].map((distance) =>
      adversary(`a context word that comes and goes ${distance} bytes away`, (family) => {
        const base = family.whole(`${lines(9)}auth0.com${' '.repeat(distance)}\n client_secret: "${drawn}"\n`);
        const without = family.edit(base, lines(9).length + 2, 5, 'xxxxx');
        family.edit(without, lines(9).length + 2, 5, 'th0.c');
        family.edit(base, lines(9).length + 40, 0, ' '.repeat(60));
        family.edit(base, lines(9).length + 40, 60, '');
        return [undefined, undefined, undefined, undefined, undefined];
      }),
    ),
    adversary('a name that is judged, changed to another one', (family) => {
      const base = family.whole(`${lines(3)}const dbPassword = "${token('huggingface-user-token').slice(5, 25)}7!";\n`);
      for (const name of ['hash_of_db', 'public_key', 'db_p', 'x']) family.edit(base, lines(3).length + 6, 10, name);
      return [undefined, undefined, undefined, undefined, undefined];
    }),
    adversary('a pair that is torn apart, and put together again', (family) => {
      const base = family.whole(settings);
      const torn = family.edit(base, between, 0, `${' '.repeat(300)}\n`);
      family.edit(torn, between, 301, '');
      const onlyKey = family.whole(settings.replace(id, ''));
      family.edit(onlyKey, settings.indexOf(id), 0, id);
      return [1, undefined, 1, undefined, 1];
    }),
    adversary('a partner that moves nearer than another one', (family) => {
      const base = family.whole(`${token('aws-access-key-id')}\n${' '.repeat(150)}\n${settings}`);
      family.edit(base, 100, 80, '');
      family.edit(base, 30, 0, ' '.repeat(40));
      return [undefined, undefined, undefined];
    }),
    ...['EXAMPLE', 'process.env.', 'your-', '$', '# hushkey:ignore '].map((word) =>
      adversary(`${word} before and behind a value, coming and going`, (family) => {
        const base = family.whole(`${lines(3)}API_TOKEN="${drawn}"\nPASSWORD = ${drawn.slice(0, 18)}4\n`);
        const at = lines(3).length + 'API_TOKEN="'.length;
        for (const place of [at, at + drawn.length, at - 1, at + drawn.length + 1]) {
          const changed = family.edit(base, place, 0, word);
          family.edit(changed, place, word.length, '');
        }
        return [];
      }),
    ),
    adversary('lines that get CR LF and lose it', (family) => {
      const base = family.whole(`${lines(2)}${settings}TOKEN=${secret()}\npassword: ${drawn}\n${lines(2)}`);
      const changed = crlf(family, base);
      const text = family.content(changed).toString('latin1');
      let at = 0;
      const back = text.split('\r\n').flatMap((one) => {
        const from = at;
        at += one.length + 2;
        return from + one.length >= text.length ? [] : [copy(from, one.length), copy(from + one.length + 1, 1)];
      });
      family.delta(changed, ...back);
      return [undefined, undefined, undefined];
    }),
  ];
}

/** Every line is copied up to its end; the CR comes between. */
function crlf(family: DeltaFamily, base: number): number {
  const text = family.content(base).toString('latin1');
  let at = 0;
  const steps = text.split(/(?<=\n)/).flatMap((one) => {
    const from = at;
    at += one.length;
    return one.endsWith('\n') ? [copy(from, one.length - 1), '\r', copy(at - 1, 1)] : [copy(from, one.length)];
  });
  return family.delta(base, ...steps);
}

function encodings(): Adversary[] {
  const spellings = [
    ...ENCODINGS.map(({ name, hide }) => ({ name, hide })),
    { name: 'lines of base 64', hide: (hidden: Parameters<typeof inLines>[0]) => inLines(hidden, '\n') },
    { name: 'lines of base 64 with CR LF', hide: (hidden: Parameters<typeof inLines>[0]) => inLines(hidden, '\r\n') },
  ];
  const each = spellings.map(({ name, hide }) => {
    const inner = `first line\nvalue: ${secret()}, last line\n`;
    const { text } = hide({ text: inner, start: 0, end: inner.length });
    const cuts = [1, Math.floor(text.length / 3), Math.floor(text.length / 2), text.length - 2];
    return adversary(`${name}: begins in a copy and ends in an insertion, and so on`, (family) => {
      const finds: (number | undefined)[] = [];
      for (const cut of cuts) {
        const base = family.whole(`x = "${text.slice(0, cut)}`);
        family.delta(base, copy(0, cut + 5), `${text.slice(cut)}"\n`);
        const behind = family.whole(`${text.slice(cut)}"\n`);
        const whole = family.delta(behind, `x = "${text.slice(0, cut)}`, copy(0, text.length - cut + 2));
        family.edit(whole, 5 + cut, 0, '!');
        family.edit(whole, 5 + cut, 1, '');
        finds.push(undefined, 1, undefined, 1, undefined, undefined);
      }
      return finds;
    });
  });
  const long = Buffer.from(`${'lorem ipsum dolor, '.repeat(400)}\n${secret()}\n${'sit amet '.repeat(30)}`).toString(
    'base64',
  );
  return [
    ...each,
    adversary('10 KB of base 64 that is changed far before the secret', (family) => {
      const base = family.whole(`data = "${long}"\n${lines(100)}`);
      for (const [at, removed, inserted] of [
        [8, 1, ''],
        [8, 4, ''],
        [8, 0, 'a'],
        [8, 0, 'abcd'],
        [400, 0, '-'],
        [400, 2, '"\n"'],
        [8, 0, '"'],
        [6, 1, ''],
      ] as const)
        family.edit(base, at, removed, inserted);
      return [1];
    }),
    adversary('10 KB of base 64 that is cut into copies', (family) => {
      const base = family.whole(`${long.slice(5000)}"\n${long.slice(0, 5000)}`);
      const rest = long.length - 5000;
      const pieces = Array.from({ length: 50 }, (_, piece) => copy(rest + 2 + piece * 100, 100));
      const whole = family.delta(base, 'x="', ...pieces, copy(0, rest + 2));
      family.edit(whole, 3000, 0, 'A');
      family.edit(whole, 3000, 1, 'A');
      return [undefined, 1, undefined, 1];
    }),
    adversary('a byte of UTF-16 put before all of it, and taken away', (family) => {
      const wide = [...`${lines(3)}key "${secret()}"\n${lines(3)}`].map((char) => `${char}\0`).join('');
      const base = family.whole(wide);
      const shifted = family.edit(base, 0, 0, 'x');
      family.edit(shifted, 0, 1, '');
      family.edit(base, 0, 0, '\xff\xfe');
      family.edit(base, 50, 1, '');
      return [1, undefined, 1, 1, undefined];
    }),
  ];
}

function copies(): Adversary[] {
  return [
    adversary('copies that swap their order, overlap, and come twice', (family) => {
      const [one, other] = [`a = "${secret()}"\n`, `b = "${secret()}"\n`];
      const base = family.whole(one + lines(4) + other);
      const behind = one.length + lines(4).length;
      family.delta(base, copy(behind, other.length), copy(one.length, lines(4).length), copy(0, one.length));
      family.delta(base, copy(0, one.length), copy(0, one.length), copy(behind, other.length));
      family.delta(base, copy(0, one.length + 100), copy(one.length - 20, 120), copy(behind - 30, other.length + 30));
      family.delta(base, copy(0, 12), copy(4, one.length - 4), copy(behind, 30), copy(behind + 10, other.length - 10));
      return [2, 2, 3, 2, undefined];
    }),
    adversary('copies of 64 KiB that go on where the one before ended', (family) => {
      const block = 0x10000;
      const noise = lines(8000);
      const [first, second] = [secret(), secret()];
      const text = `${noise.slice(0, block - 30)}"${first}"${noise.slice(0, block - 60)}\n${second}\n${noise.slice(0, block)}`;
      const base = family.whole(text);
      const { length } = family.content(base);
      const blocks = Array.from({ length: Math.ceil(length / block) }, (_, number) =>
        copy(number * block, Math.min(block, length - number * block)),
      );
      const same = family.delta(base, ...blocks);
      family.delta(same, ...blocks.slice(1), blocks[0] as (typeof blocks)[number]);
      family.delta(same, 'x', ...blocks);
      return [2, 2, undefined, 2];
    }),
    adversary('a delta that copies everything, and one that copies nothing', (family) => {
      const base = family.whole(`${lines(3)}${secret()}\n`);
      const same = family.delta(base, copy(0, family.content(base).length));
      family.delta(same, `other\n${secret()}\n${secret()}\n`);
      return [1, 1, 2];
    }),
  ];
}

/** The engine reads so many bytes at once; whoever reads parts of them, parts of half as many, and so on. */
const CHUNK = 4 << 20;
const PART = 1 << 20;

function sizes(): Adversary[] {
  return [
    adversary('objects of no byte and of one', (family) => {
      const nothing = family.whole('');
      const first = family.delta(nothing, `${secret()}\n`);
      const again = family.delta(first);
      family.delta(again, secret());
      family.delta(first, copy(0, 1));
      const single = family.whole('h');
      family.delta(single, copy(0, 1), secret().slice(1), '\n');
      return [0, 1, 0, 1, 0, 0, 1];
    }),
    adversary('more than a chunk of the engine, with seams at its borders', (family) => {
      const spots = [CHUNK - 40_000, CHUNK - 100, CHUNK - 15, CHUNK + 40, CHUNK + 60_000];
      const base = family.whole(
        withSpots(
          CHUNK + 200_000,
          spots.map((at) => [at, `\n${secret()}\n`]),
        ),
      );
      const shifted = family.edit(base, 100, 0, 'x');
      family.edit(shifted, 100, 0, '0123456789abcdef\n'.repeat(1000));
      family.edit(base, CHUNK, 7, '');
      family.edit(base, CHUNK - 5, 1, '.');
      return [5, 5, 5, undefined, undefined];
    }),
    adversary('an insertion of more than a chunk, behind a copy and before one', (family) => {
      const spots = [10, PART - 20, 2 * PART - 15, CHUNK - 15, CHUNK + PART - 10];
      const text = withSpots(
        CHUNK + PART + 100,
        spots.map((at) => [at, `\n${secret()}\n`]),
      );
      const base = family.whole(`${lines(50)}x = "${secret()}"\n${lines(50)}`);
      const large = family.delta(base, copy(0, 1000), text, copy(1000, family.content(base).length - 1000));
      family.delta(large, copy(900, CHUNK), copy(0, 900));
      return [1, 6, undefined];
    }),
  ];
}

/** Those of many megabytes, with other secrets every time. */
export function hugeAdversaries(): Adversary[] {
  return [
    ...[1, 0.5, 0.02].map((share) =>
      adversary(`things across borders of parts, ${share * 100} % of them before`, (family) => {
        for (const three of inThrees(things())) {
          const spots = three.map(
            (text, number): Spot => [Math.floor((number + 1) * PART - text.length * share), text],
          );
          const base = family.whole(withSpots(3 * PART + 400_000, spots));
          family.edit(base, 1000, 0, 'xyz\n');
          family.edit(base, 2 * PART - 300, 1, '');
        }
        return [3];
      }),
    ),
    adversary('a run of more than a chunk, changed at its beginning, in its middle and behind it', (family) => {
      const run = Buffer.from(`${'lorem ipsum, '.repeat(CHUNK / 13)}${secret()}\n`).toString('base64');
      const base = family.whole(`${lines(20)}data = "${run}"\n${lines(20)}`);
      const at = lines(20).length + 8;
      family.edit(base, at, 0, 'abcd');
      family.edit(base, at + run.length / 2, 1, 'A');
      family.edit(base, at + run.length, 0, 'A');
      const torn = family.edit(base, at + PART, 0, '" "');
      family.edit(torn, at + PART, 3, '');
      return [1];
    }),
  ];
}

type Spot = readonly [at: number, text: string];

/** Much of nothing, and some of it replaced. */
function withSpots(length: number, spots: readonly Spot[]): string {
  const noise = 'ab cd, ef gh.\n'.repeat(length / 14 + 1).slice(0, length);
  return spots.reduce((text, [at, spot]) => text.slice(0, at) + spot + text.slice(at + spot.length), noise);
}

/** All kinds of things that are found, or decided, by more than a few bytes. */
function things(): string[] {
  const text = `${'lorem ipsum, '.repeat(40)}${secret()} ${'dolor '.repeat(20)}`;
  const long = `${'lorem ipsum, '.repeat(20_000)}${secret()}`;
  const spelled = ENCODINGS.map(({ hide }) => hide({ text, start: 0, end: text.length }).text);
  return [
    `\nAWS_SECRET_ACCESS_KEY=${token('aws-secret-access-key')}\n`,
    `\naws_access_key_id=${token('aws-access-key-id')}\naws_secret_access_key=${token('aws-secret-access-key')}\n`,
    `\nconst dbPassword = "${secret().slice(5, 25)}7!";\n`,
    `\n${token('pem-private-key')}\n`,
    `\ntoken: ${token('jwt')}\n`,
    `\n${secret()}\n`,
    `\nauth0.com ${' '.repeat(200)}\nclient_secret: "${token('auth0-client-secret')}"\n`,
    ...spelled.map((one) => `\nx = "${one}"\n`),
    `\n${Buffer.from(long).toString('base64')}\n`,
    `\n${inLines({ text: long, start: 0, end: long.length }, '\n').text}\n`,
  ];
}

function inThrees(texts: readonly string[]): string[][] {
  return Array.from({ length: Math.floor(texts.length / 3) }, (_, at) => texts.slice(at * 3, at * 3 + 3));
}
