// What the reader has chosen: bundles, a trust root, files beside them. File inputs hold the files, those that were dropped too, so that
// what is shown is what is used.

import { plainText } from '../src/report/escape.js';
import { countOf } from '../src/report/words.js';
import { FRAMEWORK_CHOICES, REQUIREMENT_CHOICES } from './asked.js';
import {
  button,
  byId,
  choices,
  fileOf,
  filesOf,
  make,
  nowText,
  present,
  sizeWords,
  textOf,
} from './dom.js';
import type { Engine } from './engine.js';
import type { VerifyRequest } from './messages.js';
import { type Input, inputOf, type Sorted, sortedFolder } from './sorted.js';
import { failureOf, usage } from './trouble.js';

/** Bundles that are listed by name; more are counted. */
const LISTED = 100;
const NOTHING: Sorted = { bundles: [], skipped: [], unread: [] };
const INPUT_WORDS: Readonly<Record<Input, string>> = {
  'trust-root': 'trust roots',
  renewals: 'files of renewals',
  checkpoint: 'checkpoints',
};

export interface Chosen {
  /** Takes files that were dropped, each for what it is. @throws what `trouble` tells */
  drop(files: readonly File[]): Promise<void>;
  /** @param from where it was taken from: a clause of the trust mode (docs/SPEC.md §16.6) */
  useTrustRoot(file: File, from: string): Promise<void>;
  /** What is chosen, as a question. @throws if no bundle is */
  request(): VerifyRequest;
}

/** @param changed called when anything is chosen, removed or written */
export function chosenFiles(
  engine: Engine,
  changed: () => void,
  tell: (error: unknown) => void,
): Chosen {
  let sorted = NOTHING;
  let from = '';
  const list = byId('bundle-list', HTMLUListElement);
  const told = byId('trust-told');
  const bundleInput = byId('bundles', HTMLInputElement);
  const requirements = choices(byId('requirements'), REQUIREMENT_CHOICES);
  const frameworks = choices(byId('frameworks'), FRAMEWORK_CHOICES);

  function setBundles(now: Sorted): void {
    sorted = now;
    const { bundles, skipped, unread } = now;
    const items = bundles.slice(0, LISTED).map((bundle) => {
      const remove = (): void => {
        setBundles({ ...sorted, bundles: sorted.bundles.filter((one) => one !== bundle) });
        bundleInput.focus();
      };
      // A file may have any name: what of it cannot be seen is made visible.
      const name = plainText(bundle.name);
      const size = make('span', { class: 'size' }, sizeWords(bundle.file.size));
      const removal = button('Remove', remove, `Remove ${name}`);
      return make('li', {}, make('bdi', {}, name), size, removal);
    });
    const rest = [
      [bundles.length - items.length, 'more bundles'],
      [skipped.length, 'other files'],
      [unread.length, 'unopened files'],
    ] as const;
    const counted = rest.flatMap(([count, what]) => (count > 0 ? [countOf(count, what)] : []));
    if (counted.length > 0) items.push(make('li', {}, `And ${counted.join(', ')}.`));
    if (bundles.length > 1 || counted.length > 0)
      items.push(
        make(
          'li',
          {},
          button('Remove all', () => setBundles(NOTHING)),
        ),
      );
    list.replaceChildren(...items);
    changed();
  }

  function add(more: Partial<Sorted>): void {
    const { bundles, skipped, unread } = { ...NOTHING, ...more };
    setBundles({
      bundles: [...sorted.bundles, ...bundles],
      skipped: [...sorted.skipped, ...skipped],
      unread: [...sorted.unread, ...unread],
    });
  }

  async function useTrustRoot(file: File, source: string): Promise<void> {
    setFile('trust-root', file);
    from = source;
    changed();
    told.replaceChildren(make('p', {}, `Reading ${plainText(file.name)} …`));
    const held = fileOf('trust-root');
    const isStill = (): boolean => fileOf('trust-root') === held;
    try {
      const { name, serial, groups, expired } = await engine.ask<'show'>({
        kind: 'show',
        file,
        at: nowText(),
      });
      if (!isStill()) return;
      told.replaceChildren(
        make('p', {}, make('strong', {}, plainText(name)), `, serial ${serial}, from ${source}`),
        make('p', {}, 'Digest of the file, to compare over another channel:'),
        make('p', { class: 'groups' }, groups),
        ...(expired === undefined ? [] : [make('p', { class: 'no' }, `It expired ${expired}.`)]),
      );
    } catch (error) {
      if (!isStill()) return;
      byId('trust-root', HTMLInputElement).value = '';
      const { message, hint } = failureOf(error);
      told.replaceChildren(
        make('p', { class: 'no' }, `${message}${hint === undefined ? '' : `: ${hint}`}`),
      );
    }
  }

  bundleInput.addEventListener('change', () => {
    add({ bundles: filesOf('bundles').map((file) => ({ name: file.name, file })) });
    bundleInput.value = '';
  });
  const folder = byId('folder', HTMLInputElement);
  folder.addEventListener('change', async () => {
    const found = await sortedFolder(filesOf('folder'));
    folder.value = '';
    const [{ name, because } = { name: '', because: '' }] = found.skipped;
    const isEmpty = found.bundles.length + found.unread.length === 0;
    if (isEmpty)
      tell(usage(plainText(`the folder holds no bundle${name && `, but ${name} (${because})`}`)));
    else add(found);
  });
  byId('trust-root').addEventListener('change', () => {
    const file = fileOf('trust-root');
    if (file === undefined) told.replaceChildren(make('p', {}, 'No trust root is chosen.'));
    else void useTrustRoot(file, 'a chosen file');
  });
  byId('verify').addEventListener('input', changed);

  async function drop(files: readonly File[]): Promise<void> {
    list.replaceChildren(make('li', {}, `Looking at ${files.length} files …`));
    const inputs = await Promise.all(files.map(inputOf));
    const of = (input: Input | 'bundle'): File[] => files.filter((_, at) => inputs[at] === input);
    setBundles(sorted);
    for (const input of ['trust-root', 'renewals', 'checkpoint'] as const) {
      const [file, other] = of(input);
      // Which one is meant nobody can guess, and a wrong guess is a wrong verdict.
      if (other !== undefined)
        throw usage(`several ${INPUT_WORDS[input]} were dropped`, 'drop the one that you mean');
      if (file === undefined) continue;
      if (input === 'trust-root') void useTrustRoot(file, 'a dropped file');
      else {
        setFile(input, file);
        byId('more', HTMLDetailsElement).open = true;
      }
    }
    add({ bundles: of('bundle').map((file) => ({ name: file.name, file })) });
  }

  return {
    drop,
    useTrustRoot,
    request: () => {
      if (sorted.bundles.length + sorted.unread.length === 0)
        throw usage('choose at least one bundle first');
      return {
        kind: 'verify',
        ...sorted,
        at: textOf('at') ?? nowText(),
        requirements: requirements(),
        frameworks: frameworks(),
        trustSource: present({ from, compared: textOf('compared') }),
        ...present({
          trustRoot: fileOf('trust-root'),
          trustRootDigest: textOf('digest'),
          checkpoint: fileOf('checkpoint'),
          sample: fileOf('sample'),
          expectSelection: fileOf('selection'),
          renewals: fileOf('renewals'),
          asOf: textOf('as-of'),
        }),
      };
    },
  };
}

/** Puts a file into a file input, as if it had been chosen there. */
function setFile(id: string, file: File): void {
  if (fileOf(id) === file) return;
  const transfer = new DataTransfer();
  transfer.items.add(file);
  byId(id, HTMLInputElement).files = transfer.files;
}
