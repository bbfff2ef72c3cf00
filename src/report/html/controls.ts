import type { Finding } from '../../policy/finding.js';
import { bySeverity } from '../counts.js';
import { html, type Markup } from '../escape/html.js';
import { count } from '../summary.js';

/** The filter and the views. Without the script they would do nothing, so it is the script that shows them. */
export function controls(findings: readonly Finding[]): Markup {
  const severities = bySeverity(findings).map(
    ([severity, number]) => html`
<button type="button" class="chip ${severity}" data-severity="${severity}" aria-pressed="false">${severity} <b>${number}</b></button>`,
  );
  const hasHistory = findings.some(({ history }) => history !== undefined);
  return html`<form class="controls" id="controls" role="search" hidden>
<label class="search"><span class="hidden">Search in secrets, files and authors</span>
<input type="search" id="search" placeholder="Search secrets, files, authors" autocomplete="off" spellcheck="false"><kbd>/</kbd></label>
<div class="chips" role="group" aria-label="Only these">${severities}${hasHistory ? FATES : undefined}</div>
<div class="views" role="group" aria-label="Group by">
<button type="button" data-view="secrets" aria-pressed="true">Secrets</button>
<button type="button" data-view="authors" aria-pressed="false">Authors</button>
<button type="button" data-view="files" aria-pressed="false">Files</button></div>
<p class="shown" id="shown" role="status">${count(findings.length, 'secret')}</p>
</form>`;
}

const FATES = html`
<button type="button" class="chip" data-fate="head" aria-pressed="false">in HEAD</button>
<button type="button" class="chip" data-fate="pushed" aria-pressed="false">pushed</button>`;
