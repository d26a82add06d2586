// What a run of the command keeps for its documents: the records of each bundle, listed while the bundle is open.

import type { BundleSource } from '../archive/source.js';
import type { Run } from '../transcript/run.js';
import type { Transcript } from '../transcript/transcript.js';
import { type DocumentFormat, renderTranscript } from './formats.js';
import { listRecords, rowsEach } from './gather.js';
import type { ListedRecords } from './model.js';

export class TranscriptDocuments {
  readonly #most: number;
  readonly #records = new Map<Transcript, ListedRecords | undefined>();

  /** @param bundles how many the run is over: together they have so many rows that a reader can open the document */
  constructor(bundles: number) {
    this.#most = rowsEach(bundles);
  }

  /** Lists the records of a bundle. @throws VerifierError ERR_BUNDLE_CHANGED; what the source throws */
  async list(source: BundleSource, transcript: Transcript): Promise<void> {
    this.#records.set(transcript, await listRecords(source, transcript, this.#most));
  }

  /** Renders the run, whose transcripts are those that were listed. */
  render(run: Run, format: DocumentFormat): Promise<string | Uint8Array> {
    const records = run.transcripts.map((transcript) => this.#records.get(transcript));
    return renderTranscript(run, format, { records });
  }
}
