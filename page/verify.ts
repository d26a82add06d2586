// The panel that verifies: files in, progress, a verdict out. What is shown is the result of what is chosen now, or nothing.

import { bundle, trustRoot as demoRoot, tampered } from 'made:demo';
import { enhance } from 'made:search';
import { plainText } from '../src/report/escape.js';
import { countOf } from '../src/report/words.js';
import { type Chosen, chosenFiles } from './chosen.js';
import { byId, painted, save } from './dom.js';
import type { Engine } from './engine.js';
import type { Progress, Verified, VerifyRequest } from './messages.js';
import { trouble, usage } from './trouble.js';

/** The demonstration is of this day: its trust root expires like any other. */
const DEMO_AT = '2026-04-01T00:00:00Z';
const SAVED = {
  json: ['transcript.json', 'application/json'],
  html: ['transcript.html', 'text/html'],
  text: ['transcript.txt', 'text/plain;charset=utf-8'],
} as const;

/** @param desk answers what is asked beside a run, so that no run waits for it or ends it */
export function verifyPanel(runner: Engine, desk: Engine): Pick<Chosen, 'drop' | 'useTrustRoot'> {
  let verified: Verified | undefined;
  let isRunning = false;
  const form = byId('verify', HTMLFormElement);
  const result = byId('result');
  const stale = byId('stale');

  /** A verdict beside other files than its own would be read as theirs. */
  function clear(): void {
    stale.hidden = verified === undefined;
    verified = undefined;
    result.hidden = true;
    result.append(byId('saves'));
    byId('document').replaceChildren();
    trouble(undefined);
  }

  const chosen = chosenFiles(desk, clear, trouble);

  async function run(request: VerifyRequest): Promise<void> {
    if (isRunning) return;
    isRunning = true;
    clear();
    stale.hidden = true;
    const work = byId('work');
    form.inert = true;
    work.hidden = false;
    showProgress({ bundle: 1, bundles: request.bundles.length, name: '', part: 0 });
    byId('stop').focus();
    try {
      verified = await runner.ask<'verify'>(request, showProgress);
      showResult(verified);
    } catch (error) {
      trouble(error);
    } finally {
      isRunning = false;
      work.hidden = true;
      form.inert = false;
      // Where the stop button was, nothing is left to have the focus.
      if (verified === undefined) byId('start').focus();
    }
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    try {
      void run(chosen.request());
    } catch (error) {
      trouble(error);
      byId('bundles').focus();
    }
  });
  byId('stop').addEventListener('click', () => runner.stop());
  byId('print').addEventListener('click', () => print());
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-save]'))
    button.addEventListener('click', () => {
      const format = button.dataset['save'] as keyof typeof SAVED;
      const [name, type] = SAVED[format];
      if (verified !== undefined) save(name, type, verified[format]);
    });
  // What is chosen stays as it is, and the demonstration's keys, which anybody can have, are never left behind as the trust root.
  const demonstrate = (base64: string, name: string) => (): void =>
    void run({
      kind: 'verify',
      bundles: [{ name, file: fileOfBase64(base64, name) }],
      trustRoot: fileOfBase64(demoRoot, 'demo-trust-root.json'),
      trustSource: { from: 'the demonstration of this page, whose keys are public' },
      at: DEMO_AT,
      requirements: [],
      frameworks: [],
    });
  byId('demo').addEventListener('click', demonstrate(bundle, 'incident.zip'));
  byId('demo-tampered').addEventListener('click', demonstrate(tampered, 'incident-tampered.zip'));

  const unlessRunning =
    <Arguments extends unknown[]>(take: (...given: Arguments) => Promise<void>) =>
    async (...given: Arguments): Promise<void> => {
      try {
        if (isRunning) throw usage('a run is going on', 'stop it, or wait until it ends');
        await take(...given);
      } catch (error) {
        trouble(error);
      }
    };
  return { drop: unlessRunning(chosen.drop), useTrustRoot: unlessRunning(chosen.useTrustRoot) };
}

function showProgress({ bundle, bundles, name, part }: Progress): void {
  const which = bundles > 1 ? `Bundle ${bundle} of ${bundles}: verifying` : 'Verifying';
  const words = `${which} ${plainText(name) || 'the bundle'} …`;
  const told = byId('work-told');
  // A screen reader says it again whenever it is set.
  if (told.textContent !== words) told.textContent = words;
  const bar = byId('progress', HTMLProgressElement);
  bar.value = Math.round((1000 * (bundle - 1 + part)) / Math.max(1, bundles));
  bar.textContent = `${Math.round(100 * part)} %`;
}

function showResult({ shown, confirmed }: Verified): void {
  const page = painted(shown);
  const patterns = page.querySelector('svg.defs');
  const box = byId('document');
  box.replaceChildren(
    ...(patterns === null ? [] : [patterns]),
    ...(page.getElementById('content')?.childNodes ?? []),
  );
  // The verdict first.
  box.querySelector('.verdict')?.after(byId('saves'));
  enhance();
  byId('engines').textContent = enginesWords(confirmed);
  const result = byId('result');
  result.hidden = false;
  result.focus();
  result.scrollIntoView({ block: 'start' });
}

function enginesWords({ signatures, digests }: Verified['confirmed']): string {
  if (signatures + digests === 0)
    return 'This browser offers no cryptography of its own here, so every signature was verified by one implementation. Open the page from a file or over https to have a second one.';
  return `Checked by two implementations that agree, this page's own and the browser's: ${countOf(signatures, 'signatures')} and ${countOf(digests, 'digests')}.`;
}

function fileOfBase64(base64: string, name: string): File {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return new File([bytes], name);
}
