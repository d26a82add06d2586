// Checks and findings: the families of the catalogue in its order, what stands against the bundle first among the findings.

import { plainText } from '../../report/escape.js';
import { actualOf, type FindingGroup, groupsOf, placesOf } from '../../report/groups.js';
import { causeFirst } from '../../report/run-words.js';
import { examinedOf, standsAgainst } from '../../report/words.js';
import type { Transcript, TranscriptCheck, Verdict } from '../../transcript/transcript.js';
import { type CheckFamily, type DocumentBlock, first, SHOWN, type ToldFinding } from '../model.js';
import { andMore, countOf, said } from './words.js';

const FAMILIES: Readonly<Record<string, string>> = {
  archive: 'The zip',
  manifest: 'The manifest',
  records: 'Records',
  stubs: 'Stubs',
  inclusion: 'The Merkle tree',
  checkpoint: 'The checkpoint',
  attestation: 'The attestation',
  disclosures: 'Disclosures',
  erasures: 'Erasures',
  attachments: 'Attachments',
  authorization: 'Authorization',
  completeness: 'Completeness',
  trust: 'Trust',
  time: 'Time',
  custody: 'Custody',
};

/** All checks, whatever their status. */
export function checkBlocks({ checks }: Transcript): readonly DocumentBlock[] {
  const families = new Map<string, CheckFamily & { checks: CheckFamily['checks'][number][] }>();
  for (const check of checks) {
    const key = check.id.slice(0, check.id.indexOf('/'));
    const family = families.get(key) ?? { name: FAMILIES[key] ?? key, checks: [] };
    families.set(key, family);
    const { id, title, status } = check;
    family.checks.push({ id, title, status, against: standsAgainst(check), note: noteOf(check) });
  }
  return [{ kind: 'checks', families: [...families.values()] }];
}

function noteOf(check: TranscriptCheck): string {
  const required = standsAgainst(check) && check.status === 'skipped' ? ', but required' : '';
  const optional = check.status === 'unproven' && !check.needed ? ', not required' : '';
  return `${examinedOf(check)}${required}${optional}`;
}

/** Findings with the nearest cause first; nothing if there are none. */
export function findingBlocks(transcript: Transcript): readonly DocumentBlock[] {
  const all = causeFirst(transcript).flatMap((check) =>
    groupsOf(check.findings).map((group) => ({ check: check.id, group })),
  );
  if (all.length === 0) return [];
  const order = ['fail', 'unproven', 'note'] as const;
  const rank = ({ group }: (typeof all)[number]): number => order.indexOf(group.finding.outcome);
  const { shown, more } = first(
    all.toSorted((a, b) => rank(a) - rank(b)),
    SHOWN.findings,
  );
  const omitted = transcript.checks.reduce((sum, check) => sum + check.omitted, 0);
  const left = [
    andMore(more, 'findings', '; the JSON transcript has them'),
    omitted === 0
      ? undefined
      : `${countOf(omitted, 'further findings')} of the same codes were counted and not kept.`,
  ].filter((words) => words !== undefined);
  return [
    {
      kind: 'findings',
      findings: shown.map(({ check, group }) => told(check, group, transcript.verdict)),
    },
    ...(left.length === 0 ? [] : [{ kind: 'para', text: [left.join(' ')] } as const]),
  ];
}

function told(check: string, group: FindingGroup, verdict: Verdict): ToldFinding {
  const { code, outcome, message, expected, remedy } = group.finding;
  const [place, actual] = [placesOf(group, plainText), actualOf(group)];
  return {
    ...{ code, outcome, message, check },
    tag: verdict === 'pass' && outcome === 'unproven' ? 'not proven, not required' : outcome,
    facts: [
      ...(place === '' ? [] : [['Where', [said(place)]] as const]),
      ...(expected === undefined ? [] : [['Expected', [{ code: expected }]] as const]),
      ...(actual === undefined ? [] : [['Found', [{ code: actual }]] as const]),
      [outcome === 'note' ? 'Note' : 'What to do', [said(remedy)]],
    ],
  };
}
