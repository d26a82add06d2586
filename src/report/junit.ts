// JUnit XML for CI servers: a suite for each bundle, a case for each check of the catalogue, and one case more for the verdict,
// which is green only if the verdict is pass. Whatever keeps a run from a pass is a failure; nothing red is merely skipped.

import type { Transcript, TranscriptCheck } from '../transcript/transcript.js';
import { xmlText } from './escape.js';
import { coverageOf, isCovered } from './sample.js';
import { gapsOf, outcomeOf } from './text-frameworks.js';
import { examinedOf, placeOf, reasonsOf, standsAgainst, type Unread } from './words.js';

interface Case {
  readonly group: string;
  readonly name: string;
  readonly body: readonly string[];
  readonly result: 'passed' | 'failed' | 'error' | 'skipped';
}

/** Renders a run as JUnit XML. */
export function renderJunit(
  transcripts: readonly Transcript[],
  unread: readonly Unread[] = [],
): string {
  const suites = [...transcripts.map(suiteOf), ...unread.map(unreadSuite)];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="softqcos-verify"${totals(suites.flatMap(({ cases }) => cases))}>`,
    ...suites.flatMap(({ head, cases, properties }) => [
      `  <testsuite ${head}${totals(cases)}>`,
      ...properties,
      ...cases.flatMap(caseLines),
      '  </testsuite>',
    ]),
    '</testsuites>',
    '',
  ].join('\n');
}

interface Suite {
  readonly head: string;
  readonly properties: readonly string[];
  readonly cases: readonly Case[];
}

function suiteOf(transcript: Transcript): Suite {
  const { bundle, checks, verdict, summary, at, verifier } = transcript;
  const verdictCase: Case = {
    group: 'verdict',
    name: 'verdict: pass',
    result: verdict === 'pass' ? 'passed' : 'failed',
    body: verdict === 'pass' ? [] : element('failure', verdict, summary, summary),
  };
  const properties = [
    ['bundle.sha256', bundle.sha256],
    ['verdict', verdict],
    ['verified.at', at],
    ['verifier', `${verifier.name} ${verifier.version}`],
    ['trust-root.sha3-256', transcript.trust_root?.sha3_256 ?? 'none'],
  ].map(
    ([name, value]) =>
      `      <property name="${xmlText(name ?? '')}" value="${xmlText(value ?? '')}"/>`,
  );
  const reasons = new Set(reasonsOf(transcript).map(({ id }) => id));
  return {
    head: `name="${xmlText(bundle.name)}"`,
    properties: ['    <properties>', ...properties, '    </properties>'],
    cases: [
      verdictCase,
      ...checks.map((check) => caseOf(check, reasons.has(check.id))),
      ...(transcript.sample === undefined ? [] : [sampleCase(transcript.sample)]),
      ...(transcript.frameworks ?? []).map(frameworkCase),
    ],
  };
}

/** Red if an id is not covered here: the run does not end with exit code 0 unless another bundle covers it. */
function sampleCase(sample: NonNullable<Transcript['sample']>): Case {
  const common = { group: 'sample', name: 'sample: every listed record is verified or erased' };
  if (isCovered(sample)) return { ...common, result: 'passed', body: [] };
  const said = coverageOf(sample);
  return { ...common, result: 'failed', body: element('failure', 'sample', said, said) };
}

/** Red for gaps: the run ends with exit code 4, though the verdict is pass. */
function frameworkCase(result: NonNullable<Transcript['frameworks']>[number]): Case {
  const common = { group: 'framework', name: `${result.id}: ${result.name}` };
  const gaps = gapsOf(result);
  const said = outcomeOf(result);
  if (result.state === 'not examined')
    return { ...common, result: 'skipped', body: [`      <skipped message="${xmlText(said)}"/>`] };
  if (gaps.length === 0) return { ...common, result: 'passed', body: [] };
  const text = gaps.map((gap) => xmlText(gap)).join('\n');
  return { ...common, result: 'failed', body: element('failure', 'gap', said, text) };
}

function unreadSuite({ name, code, message }: Unread): Suite {
  return {
    head: `name="${xmlText(name)}"`,
    properties: [],
    cases: [
      {
        group: 'verdict',
        name: 'verdict: pass',
        result: 'error',
        body: element('error', code, message, message),
      },
    ],
  };
}

function caseOf(check: TranscriptCheck, isReason: boolean): Case {
  const common = { group: check.id.replace(/\/.*/, ''), name: `${check.id}: ${check.title}` };
  const details = findingText(check);
  if (check.status === 'passed')
    return { ...common, result: 'passed', body: details === '' ? [] : output(details) };
  const said = `${check.status}: ${examinedOf(check)}`;
  // A check that another one stopped is not red by itself: the one that stopped it is, and so is the verdict.
  if (!standsAgainst(check) || !isReason)
    return {
      ...common,
      result: 'skipped',
      body: [
        `      <skipped message="${xmlText(said)}"/>`,
        ...(details === '' ? [] : output(details)),
      ],
    };
  const first = check.findings.find(({ outcome }) => outcome !== 'note');
  const type = first?.code ?? check.status;
  return {
    ...common,
    result: 'failed',
    body: element('failure', type, first?.message ?? said, details === '' ? said : details),
  };
}

function findingText({ findings, omitted }: TranscriptCheck): string {
  const lines = findings.map(({ code, where, message, expected, actual, remedy }) =>
    [
      `${code}: ${xmlText(message)}`,
      `  where: ${xmlText(
        placeOf(where, (text) => text),
        1_200,
      )}`,
      ...(expected === undefined ? [] : [`  expected: ${xmlText(expected)}`]),
      ...(actual === undefined ? [] : [`  actual: ${xmlText(actual)}`]),
      `  do: ${xmlText(remedy)}`,
    ].join('\n'),
  );
  if (omitted > 0) lines.push(`and ${omitted} further findings`);
  return lines.join('\n');
}

function element(name: string, type: string, message: string, text: string): string[] {
  const body = text === message ? xmlText(text) : text;
  return [`      <${name} type="${xmlText(type)}" message="${xmlText(message)}">${body}</${name}>`];
}

function output(text: string): string[] {
  return [`      <system-out>${text}</system-out>`];
}

function caseLines({ group, name, body }: Case): string[] {
  const head = `    <testcase classname="${xmlText(group)}" name="${xmlText(name)}" time="0"`;
  return body.length === 0 ? [`${head}/>`] : [`${head}>`, ...body, '    </testcase>'];
}

function totals(cases: readonly Case[]): string {
  const count = (result: Case['result']): number =>
    cases.filter((one) => one.result === result).length;
  return ` tests="${cases.length}" failures="${count('failed')}" errors="${count('error')}" skipped="${count('skipped')}" time="0"`;
}
