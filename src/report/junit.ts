// JUnit XML for CI servers: a suite for each bundle, a case for each check of the catalogue, and one case more for the verdict,
// which is green only if the verdict is pass. Whatever keeps a run from a pass is a failure; nothing red is merely skipped.

import type { Run, Unread } from '../transcript/run.js';
import type { Transcript, TranscriptCheck } from '../transcript/transcript.js';
import { xmlText } from './escape.js';
import { actualOf, groupsOf, placesOf } from './groups.js';
import { verdictWords } from './run-words.js';
import { coverageOf, isCovered, runCoverage } from './sample.js';
import { gapsOf, outcomeOf } from './text-frameworks.js';
import { examinedOf, reasonsOf, standsAgainst } from './words.js';

interface Case {
  readonly group: string;
  /** Escaped. */
  readonly name: string;
  readonly body: readonly string[];
  readonly result: 'passed' | 'failed' | 'error' | 'skipped';
}

/** Renders a run as JUnit XML. */
export function renderJunit(run: Run): string {
  const several = run.transcripts.length + run.unread.length > 1;
  const suites = [
    ...run.transcripts.map((transcript) => suiteOf(transcript, several)),
    ...run.unread.map(unreadSuite),
    ...runSuite(run, several),
  ];
  const written = new Names();
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    // The schema of Jenkins has no count of skipped cases here.
    `<testsuites name="softqcos-verify"${totals(suites.flatMap(({ cases }) => cases))}>`,
    ...suites.flatMap(({ name, cases, properties }) => [
      `  <testsuite name="${xmlText(name)}"${totals(cases)} skipped="${countOfResult(cases, 'skipped')}">`,
      ...properties,
      ...cases.flatMap((one) => caseLines(one, written.classname(name, one))),
      '  </testsuite>',
    ]),
    '</testsuites>',
    '',
  ].join('\n');
}

interface Suite {
  /** The bundle. */
  readonly name: string;
  readonly properties: readonly string[];
  readonly cases: readonly Case[];
}

/**
 * The class of a case is its bundle and group. Some servers keep one case of each class and name, the last: two bundles must never
 * share both, or the failures of the one vanish behind the other.
 */
class Names {
  readonly #seen = new Set<string>();

  classname(suite: string, { group, name }: Case): string {
    for (let i = 1; ; i += 1) {
      const again = i === 1 ? '' : ` (${i})`;
      // A long name is cut in its middle part: what tells two bundles apart is often at the end.
      const shown = suite.length <= 300 ? suite : `${suite.slice(0, 150)}…${suite.slice(-150)}`;
      const made = `${xmlText(shown)}${again}: ${group}`;
      if (this.#seen.has(`${made}\n${name}`)) continue;
      this.#seen.add(`${made}\n${name}`);
      return made;
    }
  }
}

function suiteOf(transcript: Transcript, several: boolean): Suite {
  const { bundle, checks, verdict, summary, at, verifier } = transcript;
  const verdictCase: Case = {
    group: 'verdict',
    name: 'verdict: pass',
    result: verdict === 'pass' ? 'passed' : 'failed',
    body:
      verdict === 'pass'
        ? []
        : element('failure', verdict, summary, xmlText(verdictWords(transcript), 2_000)),
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
    name: bundle.name,
    properties: ['    <properties>', ...properties, '    </properties>'],
    cases: [
      verdictCase,
      ...checks.map((check) => caseOf(check, reasons.has(check.id))),
      ...(transcript.sample === undefined || several ? [] : [sampleCase(transcript.sample)]),
      ...(transcript.frameworks ?? []).map(frameworkCase),
    ],
  };
}

/** What is about the run and not about one bundle: a list that several of them cover together, and files that are no bundle. */
function runSuite(run: Run, several: boolean): Suite[] {
  const said = several ? runCoverage(run) : undefined;
  const list: Case[] =
    said === undefined
      ? []
      : [
          {
            ...SAMPLE_CASE,
            ...((run.uncovered ?? []).length === 0
              ? { result: 'passed', body: [] }
              : { result: 'failed', body: element('failure', 'sample', said, said) }),
          },
        ];
  const files = run.skipped.map(
    ({ name, because }): Case => ({
      group: 'not a bundle',
      name: xmlText(name),
      result: 'skipped',
      body: [`      <skipped message="${xmlText(because)}"/>`],
    }),
  );
  const sets = run.history.flatMap(({ ledger, checks }) =>
    checks.map((check): Case => {
      const common = { group: 'history', name: xmlText(`${check.id}: ${ledger}: ${check.title}`) };
      if (check.status === 'passed') return { ...common, result: 'passed', body: [] };
      const said = 'nothing to compare';
      if (check.status === 'skipped')
        return { ...common, result: 'skipped', body: [`      <skipped message="${said}"/>`] };
      const bad = check.findings.filter(({ outcome }) => outcome !== 'note');
      const text = bad.map(({ code, message }) => xmlText(`${code}: ${message}`)).join('\n');
      const [first] = bad;
      const body = element('failure', first?.code ?? check.status, first?.message ?? '', text);
      return { ...common, result: 'failed', body };
    }),
  );
  const cases = [...sets, ...list, ...files];
  return cases.length === 0 ? [] : [{ name: 'the run', properties: [], cases }];
}

const SAMPLE_CASE = {
  group: 'sample',
  name: 'sample: every listed record is verified or erased',
} as const;

/** Red if an id is not covered: the run does not end with exit code 0. */
function sampleCase(sample: NonNullable<Transcript['sample']>): Case {
  if (isCovered(sample)) return { ...SAMPLE_CASE, result: 'passed', body: [] };
  const said = coverageOf(sample);
  return { ...SAMPLE_CASE, result: 'failed', body: element('failure', 'sample', said, said) };
}

/** Red for gaps: the run ends with exit code 4, though the verdict is pass. */
function frameworkCase(result: NonNullable<Transcript['frameworks']>[number]): Case {
  const common = { group: 'framework', name: xmlText(`${result.id}: ${result.name}`) };
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
    name,
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
  const common = {
    group: check.id.replace(/\/.*/, ''),
    name: xmlText(`${check.id}: ${check.title}`),
  };
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
  const lines = groupsOf(findings).map((group) => {
    const { code, message, expected, remedy } = group.finding;
    const actual = actualOf(group);
    const place = placesOf(group, (text) => text);
    return [
      `${code}: ${xmlText(message)}`,
      `  where: ${xmlText(place, 1_200)}`,
      ...(expected === undefined ? [] : [`  expected: ${xmlText(expected)}`]),
      ...(actual === undefined ? [] : [`  actual: ${xmlText(actual)}`]),
      `  do: ${xmlText(remedy)}`,
    ].join('\n');
  });
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

function caseLines({ name, body }: Case, classname: string): string[] {
  const head = `    <testcase classname="${classname}" name="${name}" time="0"`;
  return body.length === 0 ? [`${head}/>`] : [`${head}>`, ...body, '    </testcase>'];
}

function countOfResult(cases: readonly Case[], result: Case['result']): number {
  return cases.filter((one) => one.result === result).length;
}

function totals(cases: readonly Case[]): string {
  return ` tests="${cases.length}" failures="${countOfResult(cases, 'failed')}" errors="${countOfResult(cases, 'error')}" time="0"`;
}
