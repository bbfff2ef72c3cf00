import { IGNORE_FILE, type IgnoreEntry } from './accepted/ignore-entry.js';
import type { ConfigFile, ConfigLayer } from './config/config-file.js';
import type { PolicyChange } from './outcome.js';
import type { Policy } from './policy.js';

/** What somebody who reads a change has to know of it: one sentence for each setting and each entry. */
export function policyChanges(base: Policy, head: Policy): PolicyChange[] {
  return [...configChanges(ownLayer(base), ownLayer(head)), ...packChanges(base, head), ...entryChanges(base, head)];
}

/** Behind the defaults. */
function ownLayer({ layers }: Policy): ConfigLayer | undefined {
  return layers[1];
}

function configChanges(base: ConfigLayer | undefined, head: ConfigLayer | undefined): PolicyChange[] {
  const file = head?.file ?? base?.file;
  if (file === undefined) return [];
  const [before, after] = [statementsOf(base?.content ?? {}), statementsOf(head?.content ?? {})];
  return [
    ...(base !== undefined && head !== undefined && base.file !== head.file
      ? [{ file, what: `it takes the place of ${base.file}` }]
      : []),
    ...difference(before, after).map((statement) => ({ file, what: `no longer says: ${statement}` })),
    ...difference(after, before).map((statement) => ({ file, what: `says now: ${statement}` })),
    ...(sameButOrdered(before, after) ? [{ file, what: 'exclude has the same entries in another order' }] : []),
  ];
}

/** What a configuration says, each setting as one text; of lists each item. */
function statementsOf({ exclude = [], patterns = {}, packs = [], allow = [], markers = [], ...single }: ConfigFile) {
  const { minConfidence, includePublic, known } = single;
  return [
    ...(minConfidence === undefined ? [] : [`minConfidence ${minConfidence}`]),
    ...(includePublic === undefined ? [] : [`includePublic ${includePublic}`]),
    ...(known === undefined ? [] : [`known ${known}`]),
    ...exclude.map((entry) => `exclude ${typeof entry === 'string' ? entry : JSON.stringify(entry)}`),
    ...Object.entries(patterns).flatMap(([id, setting]) =>
      Object.entries(setting).map(([key, value]) => `patterns ${id} ${key} ${value}`),
    ),
    ...packs.map((pack) => `packs ${pack}`),
    ...allow.map(({ fingerprint, ...rest }) => `allow ${fingerprint} ${JSON.stringify(rest)}`),
    ...markers.map((marker) => `markers ${marker}`),
  ];
}

function sameButOrdered(before: readonly string[], after: readonly string[]): boolean {
  const excludes = (statements: readonly string[]) => statements.filter((text) => text.startsWith('exclude '));
  const [one, other] = [excludes(before), excludes(after)];
  return (
    difference(one, other).length === 0 &&
    difference(other, one).length === 0 &&
    one.some((statement, index) => statement !== other[index])
  );
}

/** Packs that both sides name, and that say something else. */
function packChanges(base: Policy, head: Policy): PolicyChange[] {
  const before = new Map(base.packs.flat().map(({ file, content }) => [file, JSON.stringify(content)]));
  const after = new Map(head.packs.flat().map(({ file, content }) => [file, JSON.stringify(content)]));
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((file) => {
    const [old, now] = [before.get(file), after.get(file)];
    if (old === now) return [];
    const what =
      old === undefined ? 'pattern file added' : now === undefined ? 'pattern file removed' : 'patterns changed';
    return [{ file, what }];
  });
}

function entryChanges(base: Policy, head: Policy): PolicyChange[] {
  const [before, after] = [base, head].map(
    ({ ignoreFile }) => new Map(ignoreFile.entries.map((entry) => [keyOf(entry), entry])),
  );
  const change = (what: string) => ({ file: IGNORE_FILE, what });
  const keys = [...new Set([...(before?.keys() ?? []), ...(after?.keys() ?? [])])].sort();
  return keys.flatMap((key) => {
    const [old, now] = [before?.get(key), after?.get(key)];
    if (old === undefined && now !== undefined) return [change(`accepts ${described(now)}`)];
    if (now === undefined && old !== undefined) return [change(`no longer accepts ${described(old)}`)];
    if (old === undefined || now === undefined) return [];
    return [
      ...(old.expires === now.expires
        ? []
        : [
            change(
              `accepts ${described(now)}; before ${old.expires === undefined ? 'for ever' : `until ${old.expires}`}`,
            ),
          ]),
      ...(old.reason === now.reason ? [] : [change(`gives another reason for ${described(now)}`)]),
    ];
  });
}

function keyOf({ fingerprint, pattern, path }: IgnoreEntry): string {
  return `${fingerprint} ${pattern} ${path}`;
}

function described({ fingerprint, pattern, path, expires, reason }: IgnoreEntry): string {
  const until = expires === undefined ? 'for ever' : `until ${expires}`;
  return `${fingerprint} (${pattern} in ${path}) ${until}, ${reason === undefined ? 'with no reason' : `because: ${reason}`}`;
}

/** What is more often in the first list than in the second. */
function difference(some: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return some.filter((text) => {
    const at = left.indexOf(text);
    if (at !== -1) left.splice(at, 1);
    return at === -1;
  });
}
