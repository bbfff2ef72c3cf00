/** The places of findings, as texts that can be compared: object, what it is, pattern, first and last position. */
export type Places = ReadonlySet<string>;

export interface FoundInObjects {
  readonly pattern: string;
  readonly locations: readonly {
    readonly blob?: string;
    readonly part?: string;
    readonly line: number;
    readonly column: number;
    readonly endLine: number;
    readonly endColumn: number;
  }[];
  readonly parts?: readonly FoundInObjects[];
}

export function placesIn(findings: readonly FoundInObjects[]): Places {
  const places = new Set<string>();
  const add = ({ pattern, locations, parts = [] }: FoundInObjects, role: string): void => {
    for (const { blob, part = 'blob', line, column, endLine, endColumn } of locations)
      if (blob !== undefined && ['blob', 'commit', 'tag'].includes(part))
        places.add(`${blob} ${part} ${role}${pattern} ${line}:${column}-${endLine}:${endColumn}`);
    for (const other of parts) add(other, 'with ');
  };
  for (const finding of findings) add(finding, '');
  return places;
}
