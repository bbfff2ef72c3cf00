import { fromBase32 } from './base32.js';
import { base62, crc32, littleEndian32 } from './crc32.js';
import { marvin32 } from './marvin32.js';
import type { Proof } from './proof.js';

/** Four characters inside a key that name its product, and the seeds its sum may be made with, by role. */
const SEEDS: Readonly<Record<string, readonly string[]>> = {
  '+ASt': ['Default0'],
  AZEG: ['Default0', 'SendRecv'],
  '+ABa': ['AbAcct00'],
  '+AMC': ['Classic0'],
  '+ACR': ['ACRDflt0'],
  AzSe: ['Query000', 'PAdmin00'],
  AzFu: ['System00', 'Functi00', 'Master00'],
  AzCa: ['Access00'],
  '+ASb': ['Send0000', 'Manage00', 'Listen00', 'System00', 'Unknown0'],
  '+AEh': ['Send0000', 'Manage00', 'Listen00', 'System00', 'Unknown0'],
  '+ARm': ['Send0000', 'Manage00', 'Listen00', 'System00', 'Unknown0'],
  AIoT: ['IoTHub00', 'DpsKey00', 'Device00'],
  APIM: ['Tenant00', 'IoTHub00', 'Gatewy00', 'GitKey00'],
  ACDb: ['Encryp00', 'MastRW00', 'MastRO00', 'SystRW00', 'SystRO00', 'SysAll00', 'Resour00'],
};

const SUM_BYTES = 4;
/** The sum's six characters in base 64 with what pads them. */
const TAIL = /.{6}={0,2}$/;

/**
 * An Azure key with its product's signature inside: base 64 whose last four bytes are Marvin32 over all before them. Roles
 * and their seeds keep being added, so a wrong sum says little. https://github.com/microsoft/security-utilities
 */
export function azureSignature(secret: string): Proof {
  const bytes = Buffer.from(secret, 'base64');
  const signature = secret.replace(TAIL, '').slice(-4);
  const sum = bytes.subarray(-SUM_BYTES);
  const content = bytes.subarray(0, -SUM_BYTES);
  const isRight = SEEDS[signature]?.some((seed) => littleEndian32(marvin32(content, seed)).equals(sum)) ?? false;
  return { verdict: isRight ? 'proved' : 'unproven' };
}

/** The end of a key, given all of it up to the signature: what is left of the byte that both share, and the sum. */
export function azureSignatureTail(head: string): string {
  const content = Buffer.from(`${head}A`, 'base64').subarray(0, Math.ceil((head.length * 6) / 8));
  const seed = SEEDS[head.slice(-4)]?.[0] ?? 'Default0';
  return Buffer.concat([content, littleEndian32(marvin32(content, seed))])
    .toString('base64')
    .slice(head.length);
}

const CASK_CONTENT = 80;
const CASK_SEED = 'Default0';

/**
 * A key of Azure's common format: `JQQJ9` behind 52 characters, and a sum of the first 60 bytes at the end, four characters
 * or in the long form eight. A wrong sum says little: there are generators of more than one age.
 */
export function azureCask(secret: string): Proof {
  const tail = secret.slice(CASK_CONTENT);
  const sum = caskSum(secret);
  const isRight = [azureCaskTail(secret), sum.toString('base64')].some((right) => right.slice(0, tail.length) === tail);
  return { verdict: isRight && sumLengths.has(tail.length) ? 'proved' : 'unproven' };
}

const sumLengths = new Set([4, 8]);

/** The eight characters that end a long key; short ones have the first four. The number's digits are padded on the right. */
export function azureCaskTail(secret: string): string {
  const digits = base62(caskSum(secret).readUInt32BE(), 0).padEnd(6, '0');
  return Buffer.from(`${digits}==`, 'base64').toString('base64');
}

function caskSum(secret: string): Buffer {
  return littleEndian32(marvin32(Buffer.from(secret.slice(0, CASK_CONTENT), 'base64'), CASK_SEED));
}

const PAT_BYTES = 32;
/** Where the sum's bytes stand, the lowest first. */
const PAT_SUM = [22, 8, 7, 2] as const;
const PAT_MASKS: readonly number[] = [0xe0b9692d, 0x1019f92e];

/**
 * An Azure DevOps personal access token of the old form: 32 bytes in base 32, of which four hold the CRC-32 of the others,
 * masked by kind (of a user, of an application). Any 52 characters of base 32 look the same.
 */
export function azureDevopsPat(secret: string): Proof {
  const bytes = fromBase32(secret);
  if (bytes?.length !== PAT_BYTES) return { verdict: 'refuted' };
  const isRight = PAT_MASKS.some((mask) =>
    patSum(bytes, mask).every((byte, i) => bytes[PAT_SUM[i] as number] === byte),
  );
  return { verdict: isRight ? 'proved' : 'refuted' };
}

/** Puts the sum of a user's token into its 32 bytes. */
export function withPatSum(bytes: Uint8Array): Uint8Array {
  const whole = Uint8Array.from(bytes);
  for (const [i, byte] of patSum(whole, PAT_MASKS[0] as number).entries()) whole[PAT_SUM[i] as number] = byte;
  return whole;
}

function patSum(bytes: Uint8Array, mask: number): number[] {
  const part = (from: number, to: number) => bytes.subarray(from, to);
  const content = Buffer.concat([part(0, 2), part(3, 7), part(9, 22), part(23, 32)]);
  return [...littleEndian32((crc32(content.toString('latin1')) ^ mask) >>> 0)];
}
