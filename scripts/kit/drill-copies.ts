// Copies of bundles as a drill makes them (docs/MANUAL.md §7): each tampered with in one way, written to a folder for programs that read
// files.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sourceFromBytes } from '../../src/archive/source.js';
import { parseTime } from '../../src/base/encoding.js';
import { SUPPORT } from '../../src/base/limits.js';
import { TAMPERINGS } from '../../src/drill/catalogue.js';
import { zipOf } from '../../src/drill/files.js';
import { Picker } from '../../src/drill/picker.js';
import { openSubject, surveyForDrill } from '../../src/drill/subject.js';
import { loadTrustRoot } from '../../src/trust/trust-root.js';
import { verifyBundle } from '../../src/verify.js';

import type { KitCase } from './protocol.js';

/** Tampers with every n-th case that is expected to pass, in every way that applies to it. */
export async function drillCopies(
  cases: readonly KitCase[],
  folder: string,
  every: number,
): Promise<KitCase[]> {
  const copies: KitCase[] = [];
  // A set has no one bundle to tamper with.
  const passing = cases.filter(
    ({ expect, input }) => expect.verdict === 'pass' && input.bundle !== undefined,
  );
  for (const [index, one] of passing.entries()) {
    if (index % every !== 0) continue;
    const { bundle: path = '', trust_root: root, at } = one.input;
    if (root === null) continue;
    const bytes = Uint8Array.from(readFileSync(path));
    const trust = loadTrustRoot(new Uint8Array(readFileSync(root)));
    const run = await verifyBundle(sourceFromBytes(bytes), trust, {
      at: parseTime(at) ?? 0n,
      name: path,
    });
    const survey = await surveyForDrill(bytes, SUPPORT);
    const subject = await openSubject(bytes, survey, trust, run, SUPPORT);
    if (subject === undefined) continue;
    for (const { id, apply } of TAMPERINGS) {
      const tampered = apply(subject, new Picker(1, id));
      if (tampered === undefined || typeof tampered === 'string') continue;
      const file = join(folder, `${copies.length}.zip`);
      writeFileSync(
        file,
        tampered.bundle instanceof Uint8Array ? tampered.bundle : await zipOf(tampered.bundle),
      );
      // What an auditor would hold of the untouched tree goes with the copy.
      const { checkpoint, expectSelection } = tampered.held ?? {};
      if (checkpoint !== undefined) writeFileSync(`${file}.held`, checkpoint);
      const held = {
        ...(checkpoint === undefined ? {} : { checkpoint: `${file}.held` }),
        ...(expectSelection === undefined
          ? {}
          : { expect_selection: JSON.parse(Buffer.from(expectSelection).toString()) as unknown }),
      };
      const input = { ...one.input, bundle: file, ...held };
      copies.push({ ...one, id: `${one.id}, ${id}`, input });
    }
  }
  return copies;
}
