// The page: its panels, and what is dropped on it. Everything that reads evidence happens in the worker.

import { aboutPanel } from './about.js';
import { byId, make } from './dom.js';
import { Engine } from './engine.js';
import { trustPanel } from './roots.js';
import { trouble, usage } from './trouble.js';
import { verifyPanel } from './verify.js';

const desk = new Engine();
const verify = verifyPanel(new Engine(), desk);
trustPanel(desk, verify.useTrustRoot);
aboutPanel(desk);

const tabs = ['verify', 'trust', 'about'].map((name) => ({
  tab: byId(`tab-${name}`, HTMLButtonElement),
  panel: byId(`panel-${name}`),
}));

/** Shows one panel (WAI-ARIA Authoring Practices, tabs with automatic activation). */
function select(at: number): void {
  for (const [index, { tab, panel }] of tabs.entries()) {
    const isThis = index === at;
    tab.setAttribute('aria-selected', String(isThis));
    tab.tabIndex = isThis ? 0 : -1;
    panel.hidden = !isThis;
  }
}

for (const [index, { tab }] of tabs.entries()) {
  tab.addEventListener('click', () => select(index));
  tab.addEventListener('keydown', (event) => {
    const last = tabs.length - 1;
    const to = {
      ArrowRight: index === last ? 0 : index + 1,
      ArrowLeft: index === 0 ? last : index - 1,
      Home: 0,
      End: last,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    select(to);
    tabs[to]?.tab.focus();
  });
}

// Files may be dropped anywhere: a browser that is left alone would open them instead of this page.
addEventListener('dragover', (event) => {
  event.preventDefault();
  document.body.classList.add('dropping');
});
addEventListener('dragleave', (event) => {
  if (event.relatedTarget === null) document.body.classList.remove('dropping');
});
addEventListener('drop', (event) => {
  event.preventDefault();
  document.body.classList.remove('dropping');
  const items = [...(event.dataTransfer?.items ?? [])];
  const files = [...(event.dataTransfer?.files ?? [])];
  if (files.length === 0) return;
  select(0);
  // A page that came from a file cannot look into a folder that is dropped on it.
  const isFolder = items.some((item) => item.webkitGetAsEntry()?.isDirectory === true);
  if (isFolder)
    trouble(usage('a folder was dropped', 'choose it below “or a folder that holds them”'));
  else void verify.drop(files);
});

/** A caution that no reader should miss: a page in a frame shows what its frame lets it show. */
if (top !== self)
  document.body.prepend(
    make(
      'p',
      { class: 'callout wrong' },
      'This page is shown inside another one, which may cover or change what you see. Open its file itself.',
    ),
  );
