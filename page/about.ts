// The panel about the page itself: what it is, which engines it has, and whether a file is the one that was built.

import { byId, fileOf, make } from './dom.js';
import type { Engine } from './engine.js';
import { failureOf } from './trouble.js';

export function aboutPanel(engine: Engine): void {
  const own = byId('own').textContent ?? '';
  byId('engines-about').textContent = isSecureContext
    ? "Plain JavaScript (noble, pako, zip.js), with the browser's Web Crypto as a second implementation. A run ends without a verdict if the two disagree."
    : 'Plain JavaScript (noble, pako, zip.js). Web Crypto, the second implementation, is kept from pages that came neither from a file nor over https.';
  byId('own-file').addEventListener('change', async () => {
    const file = fileOf('own-file');
    const told = byId('own-told');
    told.replaceChildren();
    if (file === undefined) return;
    try {
      const { plain, zeroed } = await engine.ask<'sha256'>({ kind: 'sha256', file, zeroed: own });
      if (fileOf('own-file') !== file) return;
      const isSame = zeroed === own;
      told.replaceChildren(
        make(
          'p',
          { class: isSame ? 'yes' : 'no' },
          isSame
            ? 'This file has the fingerprint that this page states. Now compare its SHA-256 with the release.'
            : 'This file does not have the fingerprint that this page states.',
        ),
        make('p', {}, 'SHA-256 of the file: ', make('code', {}, plain)),
        make('p', {}, 'With zeros for its fingerprint: ', make('code', {}, zeroed)),
      );
    } catch (error) {
      told.replaceChildren(make('p', { class: 'no' }, failureOf(error).message));
    }
  });
}
