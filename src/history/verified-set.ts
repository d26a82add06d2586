// The bundles of one run, held against each other after their verdicts (docs/SPEC.md §13.5).

import type { Limits } from '../base/limits.js';
import { parseHeldCheckpoint } from '../bundle/held.js';
import type { Transcript } from '../transcript/transcript.js';
import type { TrustRoot } from '../trust/trust-root.js';
import { type HistoryDocument, historyDocument } from './document.js';
import { compareSet, ErasureLog, loggedErasures, type SetBundle } from './set.js';

export class VerifiedSet {
  readonly #bundles: Omit<SetBundle, 'erasures'>[] = [];

  /** @param open opens the bundle once more, while `use` runs */
  add(name: string, transcript: Transcript, open: SetBundle['open']): void {
    this.#bundles.push({ name, transcript, open });
  }

  /** One document for each ledger that several bundles are of. @throws VerifierError ERR_BUNDLE_CHANGED */
  async compare(
    trustRoot: TrustRoot | undefined,
    { checkpoint, limits }: { readonly checkpoint?: Uint8Array; readonly limits?: Partial<Limits> },
  ): Promise<readonly HistoryDocument[]> {
    const origins = this.#bundles.map(({ transcript }) => transcript.bundle.manifest?.ledger);
    const isSeveral = (origin: string | undefined): boolean =>
      origin !== undefined && origins.filter((one) => one === origin).length > 1;
    if (!origins.some(isSeveral)) return [];
    const set: SetBundle[] = [];
    for (const { name, transcript, open } of this.#bundles) {
      const isAlone = !isSeveral(transcript.bundle.manifest?.ledger);
      const erasures = isAlone
        ? new ErasureLog()
        : await open((source) => loggedErasures(source, transcript));
      set.push({ name, transcript, erasures, open });
    }
    const held = checkpoint === undefined ? undefined : parseHeldCheckpoint(checkpoint);
    const ledgers = await compareSet(set, { trustRoot, held, limits });
    return ledgers
      .filter(({ origin }) => isSeveral(origin))
      .map((ledger) => historyDocument(ledger, (bundle) => set[bundle]?.name ?? ''));
  }
}
