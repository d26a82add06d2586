// Elements of the page. Text is set as text, never as markup; the one exception is a document of the worker, whose texts are escaped.

type Child = Node | string;

/** An element with attributes and children. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** The element of the page with this id. */
export function byId<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const element = document.getElementById(id);
  if (element instanceof kind) return element;
  throw new Error(`the page has no ${id}`);
}

export function table(
  caption: string,
  heads: readonly string[],
  rows: readonly (readonly Child[])[],
): HTMLElement {
  const head = make('tr', {}, ...heads.map((text) => make('th', { scope: 'col' }, text)));
  const body = rows.map((cells) =>
    make(
      'tr',
      {},
      ...cells.map((cell, at) =>
        at === 0
          ? make('th', { scope: 'row', 'data-label': heads[at] ?? '' }, cell)
          : make('td', { 'data-label': heads[at] ?? '' }, cell),
      ),
    ),
  );
  return make(
    'div',
    { class: 'table keys' },
    make(
      'table',
      {},
      make('caption', {}, caption),
      make('thead', {}, head),
      make('tbody', {}, ...body),
    ),
  );
}

/** Hands a text to the reader as a file. */
export function save(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  make('a', { href: url, download: name }).click();
  // The browser has taken it by then; a page that stays open for days should not hold every transcript.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Bytes as people read them. */
export function sizeWords(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB'];
  const power = bytes < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(bytes) / 3));
  return `${(bytes / 1000 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power]}`;
}

/** A list of choices with a checkbox each; gives those that are ticked. */
export function choices(box: HTMLElement, names: readonly (readonly [string, string])[]) {
  const inputs = names.map(([value, label]) => {
    const input = make('input', { type: 'checkbox', value });
    box.append(make('label', {}, input, label));
    return input;
  });
  return (): string[] => inputs.filter(({ checked }) => checked).map(({ value }) => value);
}

/** The file of a file input, if one is chosen. */
export function fileOf(id: string): File | undefined {
  return byId(id, HTMLInputElement).files?.[0];
}

export function filesOf(id: string): File[] {
  return [...(byId(id, HTMLInputElement).files ?? [])];
}
