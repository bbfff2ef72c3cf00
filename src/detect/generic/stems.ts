import type { Literal } from '../kernel.js';

/**
 * What stands somewhere in every name of a credential, in any case. The kernel looks for these; `name.ts` reads the whole
 * name around one and decides. Names that are not English are spelled in bytes, as latin1 shows UTF-8.
 */
const STEMS = [
  // The most frequent first: so each is looked for by itself, and the others together (`planLiterals`).
  'key',
  'token',
  'pass',
  'secret',
  'auth',
  'cred',
  'otp',
  'jwt',
  'pwd',
  'psw',
  '_pw',
  'pw=',
  'pw:',
  'pw ',
  'pw"',
  "pw'",
  'bearer',
  'seed',
  'mnemonic',
  'cookie',
  'signature',
  'identified by',
  // Spanish, Portuguese, Italian and Romanian, German, Dutch, French, Polish, Czech, Turkish, Swedish, Danish, Finnish,
  // Hungarian, Croatian; what is not here has one of those above in it
  'contrase',
  'clave',
  'senha',
  'parol',
  'kennwort',
  'wachtwoord',
  'motdepasse',
  'mdp',
  'haslo',
  'has\xc5\x82o',
  'has\xc5\x81o',
  'heslo',
  'sifre',
  '\xc5\x9fifre',
  '\xc5\x9eifre',
  'senord',
  'adgangskode',
  'salasana',
  'jelsz',
  'lozinka',
  // Russian in its three spellings, Chinese in both scripts, Japanese, Korean
  '\xd0\xb0\xd1\x80\xd0\xbe\xd0\xbb\xd1\x8c',
  '\xd0\x90\xd0\xa0\xd0\x9e\xd0\x9b\xd0\xac',
  '\xe5\xaf\x86\xe7\xa0\x81',
  '\xe5\xaf\x86\xe7\xa2\xbc',
  '\xe3\x83\x91\xe3\x82\xb9\xe3\x83\xaf\xe3\x83\xbc\xe3\x83\x89',
  '\xeb\xb9\x84\xeb\xb0\x80\xeb\xb2\x88\xed\x98\xb8',
] as const;

export const NAME_STEMS: readonly Literal[] = [
  ...STEMS.map((text): Literal => ({ text, ignoreCase: true, place: 'assigned' })),
  { text: '://', ignoreCase: false, place: 'assigned' },
];

const EVERY_STEM = new RegExp(NAME_STEMS.map(({ text }) => text.replace(/[^\w\x80-\xff]/g, '\\$&')).join('|'), 'gi');

/** Where stems stand, for those who have no kernel at hand. */
export function stemsIn(bytes: Uint8Array): number[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return [...text.matchAll(EVERY_STEM)].map(({ index }) => index);
}
