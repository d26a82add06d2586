// One bundle as a document: its head, and its parts in the order in which an auditor asks.

import { causeOf } from '../../report/run-words.js';
import type { Transcript } from '../../transcript/transcript.js';
import type { BundleDocument, DocumentBlock, Head, ListedRecords, Part, Text } from '../model.js';
import { answersOf, bundleLine } from './answers.js';
import { custodyBlocks } from './custody.js';
import { checkBlocks, findingBlocks } from './findings.js';
import { compareBlocks, keyBlocks } from './keys.js';
import { saysBlocks, uncheckedBlocks, untilBlocks } from './meaning.js';
import { askedParts, recordBlocks } from './records.js';
import { timeBlocks } from './times.js';
import { treeBlocks } from './tree.js';
import { countOf, digest, MEANING, said, sentence, utc } from './words.js';

/** @param remark why the run does not end as its verdict alone would; empty if it does */
export function bundleDocument(
  transcript: Transcript,
  id: string,
  remark: string,
  listed: ListedRecords | 'not asked' | undefined,
): BundleDocument {
  const findings = findingBlocks(transcript);
  const isPass = transcript.verdict === 'pass';
  const part = (name: string, title: string, blocks: readonly DocumentBlock[]): Part[] =>
    blocks.length === 0 ? [] : [{ id: `${id}-${name}`, title, blocks }];
  return {
    id,
    head: headOf(transcript, id, remark),
    parts: [
      ...(isPass ? [] : part('findings', 'Findings', findings)),
      ...part('checks', 'What was checked', checkBlocks(transcript)),
      ...(isPass ? part('findings', 'Notes', findings) : []),
      ...part('not-checked', 'What was not checked', uncheckedBlocks(transcript, id)),
      ...part('until', 'Until when it is expected to hold', untilBlocks(transcript, id)),
      ...part('tree', 'The tree', treeBlocks(transcript, id)),
      ...part(
        'times',
        'Times',
        timeBlocks(transcript, id, listed === 'not asked' ? undefined : listed),
      ),
      ...part('custody', 'Chain of custody', custodyBlocks(transcript, id)),
      ...part('keys', 'Keys and signatures', keyBlocks(transcript, id)),
      ...part('compare', 'Compare by hand', compareBlocks(transcript)),
      ...askedParts(transcript, id),
      ...part('records', 'Records', recordBlocks(transcript, listed, id)),
      ...part('says', 'What the verdict says', saysBlocks(transcript)),
      ...part('read', 'What was read', readBlocks(transcript)),
    ],
  };
}

function headOf(transcript: Transcript, id: string, remark: string): Head {
  const { verdict, bundle, summary, next, trust_mode } = transcript;
  const cause = causeOf(transcript);
  return {
    verdict,
    remark,
    name: [said(bundle.name)],
    // Of what is no pass, the summary says more than the word for it.
    meaning: verdict === 'pass' ? MEANING.pass : sentence(summary),
    lines: [
      ...(verdict === 'pass' ? [[said(sentence(summary))]] : []),
      [said(sentence(trust_mode.headline))],
      bundleLine(transcript),
    ],
    next: [
      ...(cause === undefined
        ? []
        : [['Cause', [said(cause.message), ' (', { code: cause.code }, ')']] as const]),
      ...(next === undefined ? [] : [['Next', [said(next)]] as const]),
    ],
    answers: answersOf(transcript, id),
  };
}

/** The inputs of the run; the manifest's words are the exporter's. */
function readBlocks(transcript: Transcript): readonly DocumentBlock[] {
  const { bundle, requirements, at, verifier } = transcript;
  const { manifest } = bundle;
  const rows: (readonly [string, Text])[] = [
    ['Bundle', [said(bundle.name), `, ${countOf(bundle.bytes, 'bytes')}`]],
    ['SHA-256', [digest(bundle.sha256)]],
    ['Required', [requirements.length === 0 ? 'nothing beside the rule' : requirements.join(', ')]],
    ['Verification time', [utc(at)]],
    ['Verifier', [`${verifier.name} ${verifier.version}, specification ${verifier.specification}`]],
  ];
  if (manifest === undefined) return [{ kind: 'facts', rows }];
  const { bundle_id, ledger, suite, exporter, exported_at, selection } = manifest;
  return [
    { kind: 'facts', rows },
    { kind: 'para', text: ["The manifest, in the exporter's words:"] },
    {
      kind: 'facts',
      rows: [
        ['Bundle id', [{ code: bundle_id }]],
        ['Ledger', [said(ledger)]],
        ['Suite', [said(suite)]],
        ['Exporter', [said(exporter)]],
        ['Exported', [utc(exported_at)]],
        ['Selection', [said(selection)]],
      ],
    },
  ];
}
