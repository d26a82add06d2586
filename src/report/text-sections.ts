// The parts of the text report around the checks: what is shown and erased, what was read, what the bundle says of itself, who
// signed, what to compare by hand. Every text that the bundle or the operator supplied passes through plainText.

import type { SignatureLine, Transcript } from '../transcript/transcript.js';
import { plainText } from './escape.js';
import { hang } from './layout.js';
import type { Pen } from './pen.js';
import { countOf, fingerprint, grouped, noteCodes } from './words.js';

/** Values up to this length stand beside their name: no digest is as short. */
const SHORT = 48;

/** §9.4: what is shown and what is erased stands among the first lines. */
export function evidenceLines({ evidence, checks }: Transcript, pen: Pen): string[] {
  if (checks.find(({ id }) => id === 'inclusion/leaves')?.status !== 'passed')
    return pen.row('Shown', 'nothing is counted: the records are not proven to be in the tree');
  const { erased_records, sealed_fields, first_recorded_at, last_recorded_at } = evidence;
  const { disclosed, erased, withheld } = sealed_fields;
  const more = evidence.shown_in_addition;
  const lines = pen.row(
    'Shown',
    [
      `${countOf(evidence.records, 'records')} (${grouped(evidence.selected)} selected, ${grouped(more)} in addition)`,
      ...(evidence.link_stubs > 0
        ? [`${countOf(evidence.link_stubs, 'neighbours')} as hash only`]
        : []),
    ].join('; '),
  );
  const whole = erased_records.length;
  lines.push(
    ...pen.row(
      'Erased',
      claimsErasure(checks)
        ? 'nothing is counted: what is called erased is not proven'
        : whole === 0
          ? 'no whole record'
          : countOf(whole, 'whole records'),
    ),
  );
  for (const record of erased_records)
    lines.push(
      ...pen.row(
        '',
        plainText(
          `sequence ${record.sequence}, ${record.record_id}: ${record.legal_ground}, logged ${record.logged_at} by record ${record.erasure}`,
        ),
      ),
    );
  if (disclosed + erased + withheld > 0)
    lines.push(
      ...pen.row(
        'Sealed fields',
        `${grouped(disclosed)} disclosed, ${grouped(erased)} erased (logged as erased), ${grouped(withheld)} withheld`,
      ),
    );
  if (first_recorded_at !== undefined && last_recorded_at !== undefined)
    lines.push(
      ...pen.row(
        'Recorded',
        plainText(`${first_recorded_at} to ${last_recorded_at}, by the ledger's clock`),
      ),
    );
  const notes = noteCodes(checks);
  if (notes.length > 0) lines.push(...pen.row('To judge', notes.join(', ')));
  return lines;
}

/** True if the bundle calls something erased and that did not pass. */
function claimsErasure(checks: Transcript['checks']): boolean {
  const logged = checks.find(({ id }) => id === 'erasures/logged');
  return logged?.status !== 'passed' && logged?.because !== 'not-in-bundle';
}

/** The inputs of the run: bundle, trust root, time, requirements, verifier. */
export function inputLines(transcript: Transcript, pen: Pen): string[] {
  const { bundle, trust_root, at, requirements, verifier } = transcript;
  const trust =
    trust_root === null
      ? pen.row('Trust root', 'none: nobody says whose keys these are')
      : [
          ...pen.row(
            'Trust root',
            plainText(
              `${trust_root.name}, serial ${trust_root.serial}, ${trust_root.issued_at} to ${trust_root.expires_at}`,
            ),
          ),
          ...pen.row('', `SHA3-256 ${fingerprint(trust_root.sha3_256)}`),
        ];
  return [
    ...pen.row('Read', `${plainText(bundle.name)}, ${countOf(bundle.bytes, 'bytes')}`),
    ...pen.row('', `SHA-256  ${fingerprint(bundle.sha256)}`),
    ...trust,
    ...pen.row('Judged as of', plainText(at)),
    ...pen.row('Required', requirements.join(', ')),
    ...pen.row(
      'Verifier',
      `${verifier.name} ${verifier.version}, specification ${verifier.specification}`,
    ),
  ];
}

/** The manifest, marked as the exporter's words: nothing here is verified by standing here. */
export function manifestLines({ bundle: { manifest } }: Transcript, pen: Pen): string[] {
  if (manifest === undefined) return [];
  const head = manifest.tree_head;
  return [
    pen.heading("What the bundle says of itself (the exporter's words)"),
    ...pen.row('  Bundle', plainText(manifest.bundle_id)),
    ...pen.row('  Exporter', plainText(manifest.exporter)),
    ...pen.row('  Exported at', plainText(manifest.exported_at)),
    ...pen.row('  Selection', plainText(manifest.selection)),
    ...pen.row('  Ledger', plainText(manifest.ledger)),
    ...pen.row('  Suite', plainText(manifest.suite)),
    ...pen.row('  Tree head', head === undefined ? 'none' : `size ${grouped(head.tree_size)}`),
    ...(head === undefined ? [] : pen.row('', fingerprint(plainText(head.root_hash)))),
  ];
}

/** Who signed what, what each signature is worth against a quantum computer, and which times are proven. */
export function signatureLines(transcript: Transcript, pen: Pen): string[] {
  const { signatures, times, attester, claims } = transcript;
  const lines = signatures.flatMap((line) => signatureLine(line, pen));
  if (attester !== undefined)
    lines.push(...pen.row('  Attester', `${plainText(attester)} (by the trust root)`));
  for (const { of, existed_before, by, accuracy } of times) {
    const within = accuracy === undefined ? '' : `, accuracy ${accuracy}`;
    lines.push(
      ...pen.row(
        '  Proven time',
        plainText(`${of} existed before ${existed_before}, by ${by}${within}`),
      ),
    );
  }
  if (times.length === 0 && signatures.length > 0) lines.push(...pen.row('  Proven time', 'none'));
  if (claims !== undefined)
    lines.push(...pen.row('  Claims', `${plainText(claims)} (claimed, not verified)`));
  return section('Signatures and times', lines, pen);
}

function signatureLine(line: SignatureLine, pen: Pen): string[] {
  const category = line.category === undefined ? '' : `, category ${line.category}`;
  const signer = line.signer === undefined ? '' : `, by ${plainText(line.signer)}`;
  return [
    ...hang(
      '  ',
      `${plainText(line.what)}: ${line.algorithm} (${line.standard}${category}): ${line.status}${signer}`,
      pen.width,
    ),
    ...hang('    ', plainText(line.quantum), pen.width),
  ];
}

/** Fingerprints in groups, for comparison over another channel. */
export function compareLines({ compare_by_hand }: Transcript, pen: Pen): string[] {
  const lines = compare_by_hand.flatMap(({ what, value }) => {
    const shown = fingerprint(plainText(value));
    if (shown.length <= SHORT) return hang('  ', `${plainText(what)}: ${shown}`, pen.width);
    return [...hang('  ', plainText(what), pen.width), ...hang('    ', shown, pen.width)];
  });
  return section('Compare by hand, over another channel', lines, pen);
}

/** What the verdict says and what it does not. */
export function meaningLines(heading: string, items: readonly string[], pen: Pen): string[] {
  return section(
    heading,
    items.flatMap((item) => hang('  - ', plainText(item), pen.width)),
    pen,
  );
}

function section(heading: string, lines: readonly string[], pen: Pen): string[] {
  return lines.length === 0 ? [] : [pen.heading(heading), ...lines];
}
