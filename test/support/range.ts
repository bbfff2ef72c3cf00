import { engineOf } from '../../src/catalogue/recipe.js';
import { type RangeResult, type RangeScanOptions, scanRange } from '../../src/scan-range.js';
import type { ObjectRange } from '../../src/sources/range.js';
import type { TestRepository } from './repository.js';

/** The shipped engine, made once. */
const engine = engineOf({});

/** Ids of revisions, which a range is made of. */
function idsOf(repository: TestRepository, ...revisions: string[]): string[] {
  return revisions.map((revision) => repository.git('rev-parse', revision));
}

/** Scans what `tips` lead to and `not` do not. */
export function rangeOf(
  repository: TestRepository,
  tips: readonly string[],
  not: readonly string[] = [],
  options: RangeScanOptions & Pick<ObjectRange, 'names'> = {},
): Promise<RangeResult> {
  const { names, ...rest } = options;
  const range = { tips: idsOf(repository, ...tips), not: idsOf(repository, ...not), ...(names && { names }) };
  return scanRange(range, engine, { cwd: repository.folder, ...rest });
}

/** Where each finding stands: `PATH@COMMIT`, the commit as the history has it, `<commit>` for what is in no file. */
export function placesOf({ result }: RangeResult): string[][] {
  return result.findings.map(({ locations }) =>
    locations.map(({ path, part, ref, commit }) => {
      const where = part === undefined ? path : `<${part}>${path ?? ref ?? ''}`;
      return `${where}@${commit?.slice(0, 12) ?? ''}`;
    }),
  );
}
