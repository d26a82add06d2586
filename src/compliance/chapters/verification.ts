// Chapter 2: who verified what, when, with which trust root, and what each bundle came to.

import {
  type Block,
  type Cell,
  type Chapter,
  code,
  countWords,
  foreign,
  grouped,
  heading,
  type Inline,
  para,
  timeWords,
} from '../../layout/block.js';
import type { BundleSection, ReportBody } from '../model.js';
import { capital } from './summary.js';

export function verificationChapter(report: ReportBody): Chapter {
  return {
    id: 'verification',
    number: '2',
    title: 'Who verified what, and with which trust root',
    blocks: [
      inputs(report),
      bundleTable(report),
      showings(report),
      ...report.bundles.flatMap(bundleBlocks),
      checksTable(report),
    ],
  };
}

function inputs({ at, verifier, trust_root, requirements, prepared_by }: ReportBody): Block {
  const rows: (readonly [string, readonly Inline[]])[] = [
    ...(prepared_by === undefined ? [] : [['Prepared by', [foreign(prepared_by)]] as const]),
    [
      'Verified with',
      [`${verifier.name} ${verifier.version}, specification ${verifier.specification}, offline`],
    ],
    ['Judged as of', [`${timeWords(at)} UTC, as given by the operator`]],
    ['Required', [requirements.join(', ')]],
    ...(trust_root === null
      ? [['Trust root', ['none']] as const]
      : [
          ['Trust root', [foreign(trust_root.name), `, serial ${trust_root.serial}`]] as const,
          [
            'Trust root valid',
            [`${timeWords(trust_root.issued_at)} to ${timeWords(trust_root.expires_at)} UTC`],
          ] as const,
          ['Trust root SHA3-256', [code(trust_root.sha3_256)]] as const,
        ]),
  ];
  return { kind: 'facts', rows };
}

function bundleTable({ bundles }: ReportBody): Block {
  return {
    kind: 'table',
    id: 'bundles',
    caption: 'Bundles',
    columns: [
      { label: 'Bundle' },
      { label: 'File', breaks: true },
      { label: 'Verdict' },
      { label: 'Counted' },
      { label: 'Selection (exporter’s words)', breaks: true },
      { label: 'Exported (UTC)', whole: true },
      { label: 'Signed for by', breaks: true },
    ],
    rows: bundles.map((bundle): Cell[] => [
      { words: bundle.id, to: `bundle-${bundle.id}` },
      foreign(bundle.name),
      bundle.verdict,
      bundle.counted ? 'yes' : 'no',
      bundle.manifest === undefined ? '–' : foreign(bundle.manifest.selection),
      bundle.manifest === undefined ? '–' : foreign(timeWords(bundle.manifest.exported_at)),
      bundle.attester === undefined ? 'nobody known' : foreign(bundle.attester),
    ]),
  };
}

function showings({ bundles, counts }: ReportBody): Block {
  return {
    kind: 'table',
    id: 'showings',
    caption: 'Records that the counted bundles show, merged by ledger, sequence and record hash',
    columns: [
      { label: 'Bundle' },
      { label: 'Shown', numeric: true },
      { label: 'First shown here', numeric: true },
      { label: 'Repeated, the same', numeric: true },
      { label: 'Differing', numeric: true },
      { label: 'Beyond the bound', numeric: true },
      { label: 'Of the period', numeric: true },
    ],
    rows: bundles.map(({ id, showings: s }) => [
      { words: id, to: `bundle-${id}` },
      s.records,
      s.new,
      s.repeated,
      s.differing,
      s.not_merged,
      s.in_period,
    ]),
    foot: [
      'All',
      ...(['records', 'new', 'repeated', 'differing', 'not_merged', 'in_period'] as const).map(
        (name) => bundles.reduce((sum, bundle) => sum + bundle.showings[name], 0),
      ),
    ],
    note: `Distinct records counted: ${grouped(counts.records)}. A record shown by several bundles is counted once.`,
  };
}

function bundleBlocks(bundle: BundleSection): Block[] {
  const { id, name, bytes, sha256, verdict, summary, manifest, signatures, times, checks } = bundle;
  const head = manifest?.tree_head;
  return [
    heading(3, `bundle-${id}`, `Bundle ${id}`),
    {
      kind: 'facts',
      rows: [
        ['File', [foreign(name), `, ${countWords(bytes, 'byte')}`]],
        ['SHA-256', [code(sha256)]],
        ['Verdict', [`${verdict}: ${summary}`]],
        [
          'Checks',
          [
            `${checks.passed} passed, ${checks.failed} failed, ${checks.unproven} unproven, ${checks.skipped} not applicable or not reached`,
          ],
        ],
        ...(manifest === undefined
          ? []
          : ([
              ['Ledger', [foreign(manifest.ledger)]],
              [
                'Exporter’s words',
                [
                  'bundle ',
                  code(manifest.bundle_id),
                  ', exporter ',
                  foreign(manifest.exporter),
                  `, suite ${manifest.suite}`,
                ],
              ],
            ] as const)),
        ...(head === undefined
          ? []
          : ([
              [
                'Tree head',
                [`${countWords(head.tree_size, 'record')}, root `, code(head.root_hash)],
              ],
            ] as const)),
        ...times.map(({ of, existed_before, by }): readonly [string, readonly Inline[]] => [
          'Proven time',
          [`${of} existed before ${timeWords(existed_before)} UTC, by `, foreign(by)],
        ]),
        ...(times.length === 0 ? ([['Proven time', ['none']]] as const) : []),
      ],
    },
    ...(signatures.length === 0 ? [] : [signatureTable(bundle)]),
  ];
}

function signatureTable({ id, signatures }: BundleSection): Block {
  return {
    kind: 'table',
    id: `signatures-${id}`,
    caption: `Signatures of ${id}`,
    columns: [
      { label: 'Of' },
      { label: 'Algorithm' },
      { label: 'Status' },
      { label: 'Signer', breaks: true },
      { label: 'Against a quantum computer' },
    ],
    rows: signatures.map(({ what, algorithm, standard, status, signer, quantum }) => [
      foreign(what),
      `${algorithm} (${standard})`,
      status,
      signer === undefined ? 'unknown' : foreign(signer),
      foreign(capital(quantum)),
    ]),
  };
}

/** Every check of the catalogue, one column a bundle; with many bundles, how many of each status. */
function checksTable({ bundles }: ReportBody): Block {
  const [first] = bundles;
  if (first === undefined) return para('No bundle was given.');
  const isWide = bundles.length > 6;
  const words = { passed: 'pass', failed: 'FAIL', unproven: 'open', skipped: '–' } as const;
  return {
    kind: 'table',
    id: 'checks',
    caption: 'Checks of every bundle',
    columns: [
      { label: 'Check' },
      { label: 'What holds if it passed' },
      ...(isWide
        ? [
            { label: 'Passed', numeric: true },
            { label: 'Failed', numeric: true },
            { label: 'Open', numeric: true },
            { label: 'Not run', numeric: true },
          ]
        : bundles.map(({ id }) => ({ label: id }))),
    ],
    rows: first.results.map(({ id, title, section }, i) => {
      const statuses = bundles.map(({ results }) => results[i]?.status ?? 'skipped');
      const count = (status: string): number => statuses.filter((one) => one === status).length;
      return [
        code(id),
        `${title} (${section})`,
        ...(isWide
          ? [count('passed'), count('failed'), count('unproven'), count('skipped')]
          : statuses.map((status) => words[status])),
      ];
    }),
    note: 'pass: examined, nothing against it. FAIL: the evidence is wrong. open: proof or trust is missing. –: the bundle holds nothing for it, it was not asked for, or another check stopped it.',
  };
}
