import picocolors from 'picocolors';
import { canBeCommitted, type EnvCoverage, type IgnoreRule, type Probe, type Verdict } from '../guard/env-coverage.js';
import { visible } from './escape/visible.js';

const WORDS: Readonly<Record<Verdict, string>> = {
  covered: 'ignored',
  'only-here': 'ignored on this machine only: colleagues are not protected',
  're-included': 'not ignored: a later rule lets it in again',
  uncovered: 'not ignored',
};

/** `hushkey env` for a person: a line for each file, then what to do. */
export function envText({ ok, secretFiles, templates, tracked }: EnvCoverage, colour: boolean): string {
  const { green, red } = picocolors.createColors(colour);
  const line = (good: boolean, path: string, words: string) =>
    `  ${good ? green('ok  ') : red('FAIL')}  ${visible(path).padEnd(24)} ${words}`;
  const lines = [
    ...secretFiles.map((probe) => line(probe.verdict === 'covered', probe.path, WORDS[probe.verdict] + by(probe.rule))),
    ...templates.map((probe) => line(canBeCommitted(probe), probe.path, templateWords(probe))),
    ...tracked.map((path) =>
      line(false, path, `tracked by git, rules do nothing: git rm --cached -- ${visible(path)}`),
    ),
  ];
  const advice = ok ? [] : ['', '  .gitignore should hold:', '    .env', '    .env.*', '    !.env.example'];
  const verdict = ok ? 'hushkey: .env files stay out of git' : 'hushkey: .env files can get into git';
  return `${[...lines, ...advice, '', verdict].join('\n')}\n`;
}

function templateWords(probe: Probe): string {
  return canBeCommitted(probe)
    ? 'can be committed, as a template should'
    : `ignored, so nobody gets it${by(probe.rule)}`;
}

function by(rule: IgnoreRule | undefined): string {
  return rule === undefined ? '' : ` (${visible(rule.file)}:${rule.line}: ${visible(rule.pattern)})`;
}
