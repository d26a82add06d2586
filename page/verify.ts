// The panel that verifies: files in, progress, a verdict out.

import { bundle, trustRoot as demoRoot, tampered } from 'made:demo';
import { enhance } from 'made:search';
import { REQUIREMENT_CHOICES } from './asked.js';
import { byId, choices, fileOf, make, save, sizeWords } from './dom.js';
import { type Engine, NoAnswer } from './engine.js';
import type { Failure, Progress, Verified, VerifyRequest } from './messages.js';

/** The demonstration is of this day: its trust root expires like any other. */
const DEMO_AT = '2026-04-01T00:00:00Z';
const FRAMEWORKS = [
  ['soc2', 'SOC 2'],
  ['iso27001', 'ISO/IEC 27001'],
  ['gdpr', 'GDPR'],
  ['hipaa', 'HIPAA'],
  ['nis2', 'NIS2'],
  ['eidas2', 'eIDAS 2'],
] as const;
const SAVED = {
  json: ['transcript.json', 'application/json'],
  html: ['transcript.html', 'text/html'],
  text: ['transcript.txt', 'text/plain;charset=utf-8'],
} as const;

export interface VerifyPanel {
  /** Takes files that were dropped: a JSON file is a trust root, everything else a bundle. */
  take(files: readonly File[]): void;
  useTrustRoot(file: File): void;
}

export function verifyPanel(engine: Engine): VerifyPanel {
  let bundles: File[] = [];
  let trustRoot: File | undefined;
  let verified: Verified | undefined;

  const form = byId('verify', HTMLFormElement);
  const list = byId('bundle-list', HTMLUListElement);
  const told = byId('trust-told', HTMLElement);
  const bundleInput = byId('bundles', HTMLInputElement);
  const rootInput = byId('trust-root', HTMLInputElement);
  const required = choices(byId('requirements', HTMLElement), REQUIREMENT_CHOICES);
  const frameworks = choices(byId('frameworks', HTMLElement), FRAMEWORKS);

  function addBundles(files: readonly File[]): void {
    bundles = [...bundles, ...files];
    showBundles();
  }

  function showBundles(): void {
    const items = bundles.map((file, at) => {
      const remove = make(
        'button',
        { type: 'button', 'aria-label': `Remove ${file.name}` },
        'Remove',
      );
      remove.addEventListener('click', () => {
        bundles = bundles.filter((_, index) => index !== at);
        showBundles();
        bundleInput.focus();
      });
      const size = make('span', { class: 'size' }, sizeWords(file.size));
      return make('li', {}, make('span', {}, file.name), size, remove);
    });
    list.replaceChildren(...items);
  }

  async function useTrustRoot(file: File): Promise<void> {
    trustRoot = file;
    told.replaceChildren(make('p', {}, `Reading ${file.name} …`));
    try {
      const root = await engine.ask<'show'>({ kind: 'show', file, at: nowText() });
      if (trustRoot !== file) return;
      told.replaceChildren(
        make('p', {}, make('strong', {}, root.name), `, serial ${root.serial}, ${file.name}`),
        make('p', {}, 'Digest of the file, to compare over another channel:'),
        make('p', { class: 'groups' }, root.groups.join(' ')),
        ...(root.isExpired ? [make('p', { class: 'no' }, `It expired ${root.expiresAt}.`)] : []),
      );
    } catch (error) {
      trustRoot = undefined;
      rootInput.value = '';
      told.replaceChildren(make('p', { class: 'no' }, messageOf(error)));
    }
  }

  bundleInput.addEventListener('change', () => {
    addBundles([...(bundleInput.files ?? [])]);
    bundleInput.value = '';
  });
  rootInput.addEventListener('change', () => {
    const [file] = rootInput.files ?? [];
    if (file !== undefined) void useTrustRoot(file);
  });

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (bundles.length === 0) {
      trouble({ code: '', message: 'Choose at least one bundle first.' });
      bundleInput.focus();
      return;
    }
    const at = byId('at', HTMLInputElement).value.trim();
    const beside = {
      checkpoint: fileOf('checkpoint'),
      sample: fileOf('sample'),
      expectSelection: fileOf('selection'),
    };
    const given = Object.entries(beside).filter(([, file]) => file !== undefined);
    void run({
      kind: 'verify',
      bundles,
      ...(trustRoot === undefined ? {} : { trustRoot }),
      ...Object.fromEntries(given),
      at: at === '' ? nowText() : at,
      requirements: required(),
      frameworks: frameworks(),
    });
  });

  const demonstrate = (base64: string, name: string) => (): void => {
    const file = fileOfBase64(base64, name);
    bundles = [file];
    showBundles();
    const root = fileOfBase64(demoRoot, 'demo-trust-root.json');
    void useTrustRoot(root);
    const request = { kind: 'verify', bundles, trustRoot: root, at: DEMO_AT } as const;
    void run({ ...request, requirements: [], frameworks: [] });
  };
  byId('demo', HTMLButtonElement).addEventListener('click', demonstrate(bundle, 'incident.zip'));
  byId('demo-tampered', HTMLButtonElement).addEventListener(
    'click',
    demonstrate(tampered, 'incident-tampered.zip'),
  );
  byId('stop', HTMLButtonElement).addEventListener('click', () => engine.stop());
  byId('print', HTMLButtonElement).addEventListener('click', () => print());
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-save]'))
    button.addEventListener('click', () => {
      const format = button.dataset['save'] as keyof typeof SAVED;
      const [name, type] = SAVED[format];
      if (verified !== undefined) save(name, type, verified[format]);
    });

  async function run(request: VerifyRequest): Promise<void> {
    const work = byId('work', HTMLElement);
    const result = byId('result', HTMLElement);
    trouble(undefined);
    result.hidden = true;
    work.hidden = false;
    busy(true);
    showProgress({ bundle: 1, bundles: request.bundles.length, name: '', part: 0 });
    try {
      verified = await engine.ask<'verify'>(request, showProgress);
      showResult(verified);
    } catch (error) {
      verified = undefined;
      if (error instanceof NoAnswer && error.failure === undefined)
        trouble({ code: '', message: 'Stopped. Nothing was concluded.' });
      else trouble(failureOf(error));
    } finally {
      work.hidden = true;
      busy(false);
    }
  }

  showBundles();
  return {
    take: (files) => {
      const isRoot = (file: File): boolean => /\.json$/i.test(file.name);
      addBundles(files.filter((file) => !isRoot(file)));
      const root = files.find(isRoot);
      if (root !== undefined) void useTrustRoot(root);
    },
    useTrustRoot: (file) => void useTrustRoot(file),
  };
}

/** Only one run at a time. */
function busy(isBusy: boolean): void {
  for (const id of ['start', 'demo', 'demo-tampered'])
    byId(id, HTMLButtonElement).disabled = isBusy;
  if (isBusy) byId('stop', HTMLButtonElement).focus();
}

function showProgress({ bundle, bundles, name, part }: Progress): void {
  const which = bundles === 1 ? '' : `Bundle ${bundle} of ${bundles}: `;
  byId('work-told', HTMLElement).textContent = `${which}verifying ${name} …`.replace('  ', ' ');
  const bar = byId('progress', HTMLProgressElement);
  bar.value = Math.round((1000 * (bundle - 1 + part)) / bundles);
  bar.textContent = `${Math.round(100 * part)} %`;
}

function showResult({ shown, confirmed }: Verified): void {
  // The text of a bundle was escaped where the document was made, and the policy of the page runs no script that is not its own.
  const parsed = new DOMParser().parseFromString(shown, 'text/html');
  const content = parsed.getElementById('content');
  const patterns = parsed.querySelector('svg.defs');
  const box = byId('document', HTMLElement);
  box.replaceChildren(...(patterns === null ? [] : [patterns]), ...(content?.childNodes ?? []));
  enhance();
  byId('engines', HTMLElement).textContent = enginesWords(confirmed);
  const result = byId('result', HTMLElement);
  result.hidden = false;
  result.focus();
  result.scrollIntoView({ block: 'start' });
}

function enginesWords({ signatures, digests }: Verified['confirmed']): string {
  if (signatures + digests === 0)
    return 'This browser offers no cryptography of its own here, so every signature was verified by one implementation. Open the page from a file or over https to have a second one.';
  return `Checked by two implementations that agree, this page's own and the browser's: ${signatures} ${signatures === 1 ? 'signature' : 'signatures'} and ${digests} ${digests === 1 ? 'digest' : 'digests'}.`;
}

export function trouble(failure: Failure | undefined, id = 'trouble'): void {
  const box = byId(id, HTMLElement);
  box.hidden = failure === undefined;
  if (failure === undefined) return;
  const { code, message, hint } = failure;
  box.replaceChildren(
    make('strong', {}, message),
    ...(hint === undefined ? [] : [make('p', {}, hint)]),
    ...(code === '' ? [] : [make('p', {}, make('code', {}, code))]),
  );
  box.scrollIntoView({ block: 'nearest' });
}

export function failureOf(error: unknown): Failure {
  if (error instanceof NoAnswer && error.failure !== undefined) return error.failure;
  return { code: 'internal error', message: String(error) };
}

function messageOf(error: unknown): string {
  const { message, hint } = failureOf(error);
  return hint === undefined ? message : `${message}: ${hint}`;
}

export function nowText(after = 0): string {
  return `${new Date(Date.now() + after).toISOString().slice(0, 19)}Z`;
}

function fileOfBase64(base64: string, name: string): File {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return new File([bytes], name);
}
