/** What the records of a pax header say. */
export interface PaxRecords {
  readonly path?: Buffer;
  readonly linkpath?: Buffer;
  readonly size?: number;
  /** The records that people or programs wrote something into, a line for each. */
  readonly others: readonly Buffer[];
}

/** Numbers and names that are told otherwise, or of no file at all. */
const DULL =
  /^(?:path|linkpath|size|[amc]time|uid|gid|uname|gname|charset|hdrcharset|GNU\.sparse\..*|LIBARCHIVE\.creationtime)$/;

/** `LENGTH KEY=VALUE\n`, one behind the other; what is damaged ends the list, and counts as said by people. */
export function paxRecords(bytes: Buffer): PaxRecords {
  const records: { path?: Buffer; linkpath?: Buffer; size?: number } = {};
  const others: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const blank = bytes.indexOf(' ', at);
    const length = Number.parseInt(bytes.toString('latin1', at, Math.min(blank, at + 20)), 10);
    const equals = bytes.indexOf('=', at);
    if (blank === -1 || equals < blank || !(length > equals - at) || at + length > bytes.length) {
      others.push(bytes.subarray(at));
      break;
    }
    const key = bytes.toString('latin1', blank + 1, equals);
    const value = bytes.subarray(equals + 1, at + length - 1);
    if (key === 'path' || key === 'GNU.sparse.name') records.path = value;
    else if (key === 'linkpath') records.linkpath = value;
    else if (key === 'size' && /^\d{1,15}$/.test(value.toString('latin1')))
      records.size = Number(value.toString('latin1'));
    if (!DULL.test(key)) others.push(bytes.subarray(blank + 1, at + length));
    at += length;
  }
  return { ...records, others };
}
