import { createHash } from 'node:crypto';
import manifest from '../../../package.json' with { type: 'json' };
import { verdict } from '../counts.js';
import { html, Markup } from '../escape/html.js';
import { SCRIPT, STYLE } from '../generated/page-assets.js';
import type { ReportInput } from '../report.js';
import { articles } from './articles.js';
import { controls } from './controls.js';
import { byAuthor, byFile } from './groups.js';
import { gapList, notes, overview } from './overview.js';
import { timeline } from './timeline.js';

/**
 * `--format html`: one file to hand on, which loads nothing and sends nothing. All of it can be read without its script,
 * which only adds the filter, the views and the choice of colours. What comes from the repository is text, see `html`.
 */
export function htmlReport(input: ReportInput): string {
  const { result } = input;
  const isEmpty = result.findings.length === 0;
  return `<!doctype html>\n${
    html`<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>hushkey: ${verdict(result)}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
<div class="page">
${overview(input)}
${gapList(result.gaps)}
${isEmpty ? undefined : timeline(result.findings)}
${
  isEmpty
    ? undefined
    : html`${controls(result.findings)}
<main>
${articles(input)}
${byAuthor(input)}
${byFile(input)}
<p class="nothing" id="nothing" hidden>Nothing fits this filter.</p>
</main>`
}
${notes(result)}
<footer>${manifest.name} ${manifest.version}. No secret is in this file: of each it has what helps to recognise it.</footer>
</div>
<script>${new Markup(SCRIPT)}</script>
</body>
</html>`.source
  }\n`;
}

/** Nothing is loaded from anywhere, and of what is in the page only this style and this script count (W3C CSP Level 3). */
const POLICY = [
  "default-src 'none'",
  `style-src '${sha256(STYLE)}'`,
  `script-src '${sha256(SCRIPT)}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

function sha256(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
