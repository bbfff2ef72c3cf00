import { gcpServiceAccount } from './service-account.js';

/**
 * Says whether the bytes [start, end) stand in some structure, of which it reads `STRUCTURE_REACH` bytes on either side.
 *
 * @returns what the structure tells of the secret, to be told on; undefined when they do not stand in it
 */
export type Structure = (bytes: Uint8Array, start: number, end: number) => readonly string[] | undefined;

/** The structures that a pattern file can ask for. */
export const STRUCTURES: Readonly<Record<string, Structure>> = {
  'gcp-service-account': gcpServiceAccount,
};
