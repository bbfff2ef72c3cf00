import type { Finding, Location } from '../policy/finding.js';
import type { ImagePlace } from '../sources/images/image-place.js';
import type { Gap } from '../sources/source.js';
import { csvField } from './escape/csv.js';
import { encodingWords } from './place.js';
import type { ReportInput } from './report.js';

/** A row: a place of a finding, or something that was not scanned. Columns are only ever added, at the end. */
type Row = Readonly<Partial<Record<(typeof COLUMNS)[number], string | number | boolean>>>;

const COLUMNS = [
  'kind',
  'id',
  'pattern',
  'title',
  'provider',
  'severity',
  'confidence',
  'preview',
  'path',
  'line',
  'column',
  'end_line',
  'end_column',
  'part',
  'ref',
  'encoding',
  'object',
  'commit',
  'author',
  'date',
  'in_head',
  'pushed',
  'unreachable',
  'reason',
  'image',
  'platform',
  'element',
  'layer',
  'layer_digest',
  'hidden_by',
  'instruction',
] as const;

/**
 * `--format csv`: for a spreadsheet or a database, by RFC 4180. A row for each place of each secret, and one for each gap,
 * whose `kind` says so: who only counts rows must not miss that something was not read.
 */
export function csvReport({ result, facts }: Pick<ReportInput, 'result' | 'facts'>): string {
  const rows = [
    ...result.findings.flatMap((finding) => {
      const title = facts.get(finding.pattern)?.title;
      return finding.locations.map((location) => findingRow(finding, location, title));
    }),
    ...result.gaps.map(gapRow),
  ];
  const lines = rows.map((row) => COLUMNS.map((column) => csvField(row[column])).join(','));
  return `${[COLUMNS.join(','), ...lines].join('\r\n')}\r\n`;
}

function findingRow(finding: Finding, location: Location, title = finding.pattern): Row {
  const { id, pattern, provider, severity, confidence, preview, history } = finding;
  const { path, line, column, endLine, endColumn, part, ref, blob, commit, author, date, unreachable, image } =
    location;
  const given = {
    path,
    part,
    ref,
    encoding: encodingWords(location),
    object: blob,
    commit,
    author,
    date,
    ...imageCells(image),
  };
  return {
    kind: 'finding',
    id,
    pattern,
    title,
    provider,
    severity,
    confidence,
    preview,
    line,
    column,
    end_line: endLine,
    end_column: endColumn,
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    ...(history !== undefined && { in_head: history.inHead, pushed: history.pushed }),
    ...(unreachable && { unreachable }),
  };
}

function imageCells({ name, platform, element, layer, hidden, instruction }: ImagePlace = {}) {
  const told = { platform, element, layer: layer?.index, layer_digest: layer?.digest };
  return { image: name, ...told, hidden_by: hidden?.by, instruction };
}

function gapRow({ subject, reason, advice }: Gap): Row {
  return { kind: 'gap', path: subject, reason: advice === undefined ? reason : `${reason}. What to do: ${advice}` };
}
