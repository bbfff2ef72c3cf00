// Filter, views and colours of the report. All of the page is there without it; data is only ever read from it, as text.
const byId = (id) => document.getElementById(id);
const all = (selector) => [...document.querySelectorAll(selector)];

const controls = byId('controls');
if (controls) {
  const search = byId('search');
  // What to do is the same for many: who searches for a word of it does not search for all of them.
  const ownText = (element) =>
    [...element.children]
      .filter((child) => !child.matches('details, .risk'))
      .map((child) => child.textContent)
      .join(' ')
      .toLowerCase();
  const secrets = all('[data-secret]').map((element) => ({ element, text: ownText(element) }));
  const entries = all('[data-entry]');
  const groups = all('[data-of] .group');
  const views = all('[data-of]');
  const pressed = (name) =>
    all(`[data-${name}][aria-pressed="true"]`).map((button) => button.getAttribute(`data-${name}`));

  const filter = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const severities = pressed('severity');
    const fates = pressed('fate');
    const fits = secrets.map(
      ({ element, text }) =>
        words.every((word) => text.includes(word)) &&
        (severities.length === 0 || severities.includes(element.dataset.severity)) &&
        fates.every((fate) => element.dataset.fates.split(' ').includes(fate)),
    );
    secrets.forEach(({ element }, index) => {
      element.hidden = !fits[index];
    });
    for (const entry of entries) entry.hidden = !fits[Number(entry.dataset.entry)];
    for (const group of groups) group.hidden = !group.querySelector('[data-entry]:not([hidden])');
    const number = fits.filter(Boolean).length;
    const whole = `${secrets.length} secret${secrets.length === 1 ? '' : 's'}`;
    byId('shown').textContent = number === secrets.length ? whole : `${number} of ${whole}`;
    byId('nothing').hidden = number > 0;
  };

  const show = (name) => {
    for (const view of views) view.hidden = view.dataset.of !== name;
    for (const button of all('[data-view]')) button.setAttribute('aria-pressed', String(button.dataset.view === name));
  };

  // A link to a secret leads there from any view, and past any filter.
  const follow = () => {
    const target = byId(decodeURIComponent(location.hash.slice(1)));
    if (!target?.matches('[data-secret]')) return;
    show('secrets');
    target.hidden = false;
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
    target.scrollIntoView();
  };

  const clear = () => {
    search.value = '';
    for (const button of all('.chip[aria-pressed="true"]')) button.setAttribute('aria-pressed', 'false');
    filter();
  };

  controls.hidden = false;
  controls.addEventListener('submit', (event) => event.preventDefault());
  controls.addEventListener('click', ({ target }) => {
    const button = target.closest('button');
    if (button?.dataset.view) show(button.dataset.view);
    if (!button?.classList.contains('chip')) return;
    button.setAttribute('aria-pressed', String(button.getAttribute('aria-pressed') !== 'true'));
    filter();
  });
  search.addEventListener('input', filter);
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') clear();
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.target === search) return;
    event.preventDefault();
    search.focus();
  });
  addEventListener('hashchange', follow);
  show('secrets');
  follow();
}

const theme = byId('theme');
const isDark = () =>
  document.documentElement.dataset.theme
    ? document.documentElement.dataset.theme === 'dark'
    : matchMedia('(prefers-color-scheme: dark)').matches;
const label = () => {
  theme.textContent = isDark() ? 'Light' : 'Dark';
};
theme.hidden = false;
theme.addEventListener('click', () => {
  document.documentElement.dataset.theme = isDark() ? 'light' : 'dark';
  label();
});
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', label);
label();
