// Elements of the page. Text is set as text, never as markup; the one exception is HTML of the worker, whose texts are escaped.

import type { Html } from './messages.js';

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
export function byId<Kind extends HTMLElement = HTMLElement>(
  id: string,
  kind?: new () => Kind,
): Kind {
  const element = document.getElementById(id);
  if (element instanceof (kind ?? HTMLElement)) return element as Kind;
  throw new Error(`the page has no ${id}`);
}

/** What the worker painted. Every text in it was escaped there, and the policy of the page runs no script that is not its own. */
export function painted(html: Html): Document {
  return new DOMParser().parseFromString(html, 'text/html');
}

/** @param name for a screen reader, where the label is not enough */
export function button(label: string, does: () => void, name?: string): HTMLButtonElement {
  const named: Record<string, string> = name === undefined ? {} : { 'aria-label': name };
  const made = make('button', { type: 'button', ...named }, label);
  made.addEventListener('click', does);
  return made;
}

/** Hands a text to the reader as a file. */
export function save(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  make('a', { href: url, download: name }).click();
  // The browser has taken it by then; a page that stays open for days should not hold every transcript.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** A list of choices with a checkbox each; gives those that are ticked. */
export function choices<Value extends string>(
  box: HTMLElement,
  names: readonly (readonly [Value, string])[],
): () => Value[] {
  const inputs = names.map(([value, label]) => {
    const input = make('input', { type: 'checkbox' });
    box.append(make('label', {}, input, label));
    return { value, input };
  });
  return () => inputs.filter(({ input }) => input.checked).map(({ value }) => value);
}

/** The trimmed text of an input; undefined if it is empty. */
export function textOf(id: string): string | undefined {
  return byId(id, HTMLInputElement).value.trim() || undefined;
}

/** The file of a file input, if one is chosen. */
export function fileOf(id: string): File | undefined {
  return filesOf(id)[0];
}

export function filesOf(id: string): File[] {
  return [...(byId(id, HTMLInputElement).files ?? [])];
}

/** The members that are there. */
export function present<Members extends object>(
  members: Members,
): { [Name in keyof Members]?: Exclude<Members[Name], undefined> } {
  const there = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(there) as ReturnType<typeof present<Members>>;
}

/** Bytes as people read them. */
export function sizeWords(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB'];
  const power = bytes < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(bytes) / 3));
  return `${(bytes / 1000 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power]}`;
}

/** A time of the format, so many milliseconds from now. */
export function nowText(after = 0): string {
  return `${new Date(Date.now() + after).toISOString().slice(0, 19)}Z`;
}
