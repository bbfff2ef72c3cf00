import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Scans every file below a folder, of whatever kind.
 *
 * @param parts of `engineParts`
 * @param assignments whether what is assigned to the names of credentials is judged too
 * @returns how much was read, and the findings: where, which pattern, the id; never the secret
 */
export function scanFolder(
  folder,
  { Engine, builtinPatterns, everyPart, findingId, isGeneric },
  { assignments = true } = {},
) {
  const engine = new Engine(builtinPatterns(), { assignments });
  const result = { files: 0, bytes: 0, findings: [] };
  for (const path of filesBelow(folder)) {
    const bytes = readFileSync(path);
    result.files++;
    result.bytes += bytes.length;
    for (const { pattern, start, end, confidence, text } of everyPart(engine.scan(bytes))) {
      if (pattern.public) continue;
      result.findings.push({
        path,
        line: lineAt(bytes, start),
        lastLine: lineAt(bytes, end - 1),
        pattern: pattern.id,
        isJudged: isGeneric(pattern),
        confidence,
        id: findingId(pattern.id, text ?? bytes.toString('latin1', start, end)),
      });
    }
  }
  return result;
}

/** In the order of their names, so that every run says the same. Links are not followed. */
function* filesBelow(folder) {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else if (entry.isFile()) yield path;
  }
}

function lineAt(bytes, offset) {
  let line = 1;
  for (let at = bytes.indexOf(0x0a); at !== -1 && at < offset; at = bytes.indexOf(0x0a, at + 1)) line++;
  return line;
}
