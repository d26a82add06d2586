// The cover: what a reader must know before anything else, in the order in which it is asked. The same facts open every format.

import { code, foreign, grouped, type Inline, timeWords } from '../../layout/block.js';
import { verdictWord } from '../../report/words.js';
import type { ReportBody } from '../model.js';
import {
  cautionWords,
  coverageWords,
  integrityWords,
  recordsWords,
  sampleWords,
  standingWords,
} from '../wording.js';

type Fact = readonly [name: string, text: readonly Inline[]];

/** Frameworks and ledgers named on the cover; the rest is counted there and in chapter 1. */
const NAMED = 8;

/** Below the facts, in formats that have room for it. */
export const CAVEAT =
  'This report gathers evidence. It does not judge whether the demands of a framework are met.';

/** What the cover says below title and period. */
export function coverFacts(report: ReportBody): readonly Fact[] {
  const { prepared_for, prepared_by, verdict, summary, exit, coverage, bundles, sample } = report;
  const counted = bundles.filter((bundle) => bundle.counted).length;
  return [
    ...cautionWords(report).map((text) => ['Caution', [foreign(text)]] as const),
    ['Verdict', [`${verdictWord(verdict)}: ${summary}`]],
    [
      'Integrity verified',
      [integrityWords(report), verdict === 'pass' ? '; it says nothing of records not shown' : ''],
    ],
    ['Completeness', [coverageWords(coverage)]],
    ['Records of the period', [recordsWords(report)]],
    ...(sample === undefined ? [] : [['Your list of records', [sampleWords(sample)]] as const]),
    ...frameworkFacts(report),
    ['Bundles that count', [`${grouped(counted)} of ${grouped(bundles.length)}`]],
    ...ledgerFacts(report),
    ...trustFacts(report),
    ...(prepared_for === undefined ? [] : [['Prepared for', [foreign(prepared_for)]] as const]),
    ...(prepared_by === undefined ? [] : [['Prepared by', [foreign(prepared_by)]] as const]),
    [
      'Judged as of',
      [`${timeWords(report.at)} UTC, with ${report.verifier.name} ${report.verifier.version}`],
    ],
    ['Exit status', [`${exit.code}: ${exit.means}`]],
    ['Report fingerprint', [code(report.fingerprint), ', SHA3-256, the same in every format']],
  ];
}

function frameworkFacts({ frameworks, coverage }: ReportBody): Fact[] {
  if (frameworks.length === 0) return [['Frameworks', ['none was asked for']]];
  const named = frameworks
    .slice(0, NAMED)
    .map(
      (framework): Fact => [
        'Framework',
        [foreign(framework.name), `: ${standingWords(framework, coverage)}`],
      ],
    );
  const more = frameworks.length - named.length;
  return more === 0 ? named : [...named, ['Framework', [`${more} more are in chapter 1`]]];
}

function ledgerFacts({ ledgers }: ReportBody): Fact[] {
  if (ledgers.length === 0) return [['Ledger', ['none: no bundle is counted']]];
  const named = ledgers
    .slice(0, NAMED)
    .map(
      ({ id, origin }): Fact => [
        ledgers.length === 1 ? 'Ledger' : `Ledger ${id}`,
        [foreign(origin)],
      ],
    );
  const more = ledgers.length - named.length;
  return more === 0 ? named : [...named, ['Ledger', [`${more} more are in chapter 3`]]];
}

function trustFacts({ trust_root }: ReportBody): Fact[] {
  if (trust_root === null) return [['Trust root', ['none: nobody says whose keys these are']]];
  return [
    ['Trust root', [foreign(trust_root.name), `, serial ${trust_root.serial}`]],
    ['Trust root SHA3-256', [code(trust_root.sha3_256)]],
  ];
}
