// The bundles of one run, held against each other after their verdicts (docs/SPEC.md §13.5).

import { parseHeldCheckpoint } from '../bundle/held.js';
import { type HistoryDocument, historyDocument } from '../history/document.js';
import { compareSet, ErasureLog, loggedErasures, type SetBundle } from '../history/set.js';
import type { Transcript } from '../transcript/transcript.js';
import type { TrustRoot } from '../trust/trust-root.js';
import type { VerifyOptions } from '../verify.js';
import { withBundle } from './files.js';

export class VerifiedSet {
  readonly #bundles: { readonly path: string; readonly transcript: Transcript }[] = [];

  add(path: string, transcript: Transcript): void {
    this.#bundles.push({ path, transcript });
  }

  /** One document for each ledger that several bundles are of. @throws VerifierError ERR_BUNDLE_CHANGED */
  async compare(
    trustRoot: TrustRoot | undefined,
    { checkpoint, limits }: Pick<VerifyOptions, 'checkpoint' | 'limits'>,
  ): Promise<readonly HistoryDocument[]> {
    const origins = this.#bundles.map(({ transcript }) => transcript.bundle.manifest?.ledger);
    const isSeveral = (origin: string | undefined): boolean =>
      origin !== undefined && origins.filter((one) => one === origin).length > 1;
    if (!origins.some(isSeveral)) return [];
    const set: SetBundle[] = [];
    for (const { path, transcript } of this.#bundles) {
      const isAlone = !isSeveral(transcript.bundle.manifest?.ledger);
      const erasures = isAlone
        ? new ErasureLog()
        : await withBundle(path, (source) => loggedErasures(source, transcript));
      set.push({ name: path, transcript, erasures, open: (use) => withBundle(path, use) });
    }
    const held = checkpoint === undefined ? undefined : parseHeldCheckpoint(checkpoint);
    const ledgers = await compareSet(set, { trustRoot, held, limits });
    return ledgers
      .filter(({ origin }) => isSeveral(origin))
      .map((ledger) => historyDocument(ledger, (bundle) => set[bundle]?.name ?? ''));
  }
}
