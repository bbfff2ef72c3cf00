import { pathText } from '../git/path-text.js';
import { runGit } from '../git/spawn.js';

/** The rule of an ignore file that decides about a path. */
export interface IgnoreRule {
  /** As git names it: relative to the top level, or absolute for the user's own file. */
  readonly file: string;
  readonly line: number;
  readonly pattern: string;
}

/**
 * - `covered`: a `.gitignore` of the repository keeps it out, for everybody.
 * - `only-here`: kept out by this clone's `.git/info/exclude` or the user's own excludes; colleagues are not protected.
 * - `re-included`: a negated rule lets it in again.
 * - `uncovered`: nothing keeps it out.
 */
export type Verdict = 'covered' | 'only-here' | 're-included' | 'uncovered';

export interface Probe {
  readonly path: string;
  readonly verdict: Verdict;
  readonly rule?: IgnoreRule;
}

export interface EnvCoverage {
  /** True when every secret file is kept out, none is tracked, and the template can be committed. */
  readonly ok: boolean;
  /** Files that hold secrets and must be ignored. */
  readonly secretFiles: readonly Probe[];
  /** Templates that hold names only and must stay in git. */
  readonly templates: readonly Probe[];
  /** Environment files that git tracks already: for them ignore rules do nothing. */
  readonly tracked: readonly string[];
}

/** Names that frameworks and people give to files with real values in them. */
const SECRET_FILES = [
  '.env',
  '.env.local',
  '.env.development',
  '.env.development.local',
  '.env.test.local',
  '.env.staging',
  '.env.production',
  '.env.production.local',
  '.env.bak',
  '.env.old',
];

const TEMPLATES = ['.env.example'];

/** `.env` and `.env.ANYTHING` anywhere; what ends like a template is one. */
const ENV_FILE = /(?:^|\/)\.env(?:\.[^/]+)?$/;
const TEMPLATE_FILE = /\.(?:example|sample|template|dist|defaults|schema)$/;

/**
 * Asks git itself whether environment files can get into a commit: nested ignore files, negations and the user's own
 * excludes are git's business, and no imitation of its rules is ever asked.
 *
 * @param top the top level of the working tree
 * @throws GitFailedError when git cannot answer
 */
export async function envCoverage(top: string): Promise<EnvCoverage> {
  const probes = await checkIgnore([...SECRET_FILES, ...TEMPLATES], top);
  const secretFiles = probes.filter(({ path }) => SECRET_FILES.includes(path));
  const templates = probes.filter(({ path }) => TEMPLATES.includes(path));
  const tracked = await trackedEnvFiles(top);
  const ok =
    secretFiles.every(({ verdict }) => verdict === 'covered') &&
    templates.every(canBeCommitted) &&
    tracked.length === 0;
  return { ok, secretFiles, templates, tracked };
}

/** A template is in the way of nothing when git does not ignore it. */
export function canBeCommitted({ verdict }: Probe): boolean {
  return verdict === 'uncovered' || verdict === 're-included';
}

/**
 * `git check-ignore --verbose --non-matching -z` answers four fields for each path, each closed by NUL: the file of the
 * deciding rule, its line, its pattern, the path; the first three are empty when no rule speaks of it.
 * `--no-index` leaves out whether the path is tracked: that is another question.
 * https://git-scm.com/docs/git-check-ignore#_output
 */
async function checkIgnore(paths: readonly string[], top: string): Promise<Probe[]> {
  const options = ['check-ignore', '--verbose', '--non-matching', '-z', '--no-index', '--stdin'];
  // It ends with 1 when no path is ignored, which is an answer.
  const output = await runGit(options, { cwd: top, input: Buffer.from(paths.join('\0')), accept: [1] });
  const fields = output.toString('utf8').split('\0');
  return paths.map((path, index) => {
    const [file = '', line = '', pattern = ''] = fields.slice(index * 4, index * 4 + 3);
    if (file === '') return { path, verdict: 'uncovered' };
    return { path, verdict: verdictOf(file, pattern), rule: { file, line: Number(line), pattern } };
  });
}

function verdictOf(file: string, pattern: string): Verdict {
  if (pattern.startsWith('!')) return 're-included';
  // Rules that everybody gets stand in a .gitignore inside the working tree, which git names by a relative path.
  return /(?:^|\/)\.gitignore$/.test(file) && !file.startsWith('/') && !/^[A-Za-z]:/.test(file)
    ? 'covered'
    : 'only-here';
}

async function trackedEnvFiles(top: string): Promise<string[]> {
  const output = await runGit(['ls-files', '-z'], { cwd: top });
  const files: string[] = [];
  for (let at = 0, end = output.indexOf(0); end !== -1; at = end + 1, end = output.indexOf(0, at)) {
    const path = pathText(output.subarray(at, end));
    if (ENV_FILE.test(path) && !TEMPLATE_FILE.test(path)) files.push(path);
  }
  return files;
}
