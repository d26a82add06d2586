// Compiled by .ci/run against the packed declarations: they are complete and need no setting of ours.
import { readFile } from 'node:fs/promises';
import {
  type FindingCode,
  loadTrustRoot,
  renderText,
  sourceFromBytes,
  type Transcript,
  type Verdict,
  VerifierError,
  verifyBundle,
} from 'softqcos-verify';

export async function verdictOf(bundle: string, trustRoot: string): Promise<Verdict | undefined> {
  try {
    const transcript: Transcript = await verifyBundle(
      sourceFromBytes(await readFile(bundle)),
      loadTrustRoot(await readFile(trustRoot)),
      { at: 0n, name: bundle, requirements: ['timestamp'] },
    );
    const codes: readonly FindingCode[] = transcript.checks.flatMap(({ findings }) =>
      findings.map(({ code }) => code),
    );
    return renderText(transcript, { width: 80 }).length > codes.length
      ? transcript.verdict
      : undefined;
  } catch (error) {
    if (error instanceof VerifierError) return undefined;
    throw error;
  }
}
