// SARIF 2.1.0 (OASIS) for code-scanning pages: one run, a rule for each code that was found, a result for each finding. A result points
// at the zip, which is a file of the repository; the entry and its line, which are none, are the logical location (§3.33) and in the
// message. Whatever keeps the run from exit code 0 is a result, so that a page without one means what it seems to mean.

import { utf8 } from '../base/encoding.js';
import type { Location } from '../base/errors.js';
import { SET_CODES, type SetCode } from '../catalogue/codes/sets.js';
import { CODES, ERRORS, type FindingCode } from '../catalogue/codes.js';
import { digestOf } from '../crypto/digest.js';
import type { Run } from '../transcript/run.js';
import type { Transcript } from '../transcript/transcript.js';
import { jsonText, plainText } from './escape.js';
import { actualOf, groupsOf, placesOf } from './groups.js';
import { setFindings } from './history.js';
import type { TextOptions } from './pen.js';
import { runCoverage } from './sample.js';
import { gapsOf } from './text-frameworks.js';
import { placeOf, standsAgainst } from './words.js';

const SCHEMA =
  'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
// §3.27.10: a note never changes the verdict; an open point is a warning; a contradiction is an error.
const LEVELS = { fail: 'error', unproven: 'warning', note: 'note' } as const;
type Level = (typeof LEVELS)[keyof typeof LEVELS];

/** Rules that are no finding codes: what else makes the exit code another than 0. */
const OTHERS = {
  UNPROVEN: 'A needed check could not be carried out, and no finding says why.',
  SAMPLE_NOT_COVERED: 'A record of the list that was handed in is in no bundle that verified.',
  FRAMEWORK_GAP: 'A framework that was asked for has a gap.',
  ...ERRORS,
} as const;
type RuleId = FindingCode | SetCode | keyof typeof OTHERS;

interface Told {
  readonly rule: RuleId;
  readonly level: Level;
  /** The bundle that it is about; absent for the run as a whole. */
  readonly bundle?: string;
  readonly where: Location;
  readonly text: string;
  readonly check?: string;
}

/** Renders a run as SARIF. Notes are left out, since a page makes an alert of each, unless `verbose` asks for them. */
export function renderSarif(run: Run, { verbose = false }: TextOptions = {}): string {
  const { transcripts, unread, skipped } = run;
  const bundles = [...new Set(transcripts.map(({ bundle }) => bundle.name))];
  const names = [...bundles, ...unread.map(({ name }) => name)];
  const told = [
    ...transcripts.flatMap((transcript) => findingsOf(transcript, verbose)),
    ...unread.map(
      ({ name, code, message }): Told => ({
        rule: code,
        level: 'error',
        bundle: name,
        where: {},
        text: plainText(message),
      }),
    ),
    ...ofSets(run, verbose),
    ...besideEvidence(run),
  ];
  const rules = [...new Set(told.map(({ rule }) => rule))];
  const seen = new Map<string, number>();
  const sarif = {
    tool: {
      driver: {
        name: 'softqcos-verify',
        ...(transcripts[0] === undefined ? {} : { version: transcripts[0].verifier.version }),
        rules: rules.map(ruleOf),
      },
    },
    automationDetails: { id: 'softqcos-verify/' },
    invocations: [
      {
        executionSuccessful: unread.length === 0,
        exitCode: run.exit,
        toolExecutionNotifications: [
          ...unread.map(({ name, code, message }) => ({
            level: 'error',
            message: { text: plainText(`${name}: ${code}: ${message}`) },
          })),
          ...skipped.map(({ name, because }) => ({
            level: 'note',
            message: { text: plainText(`${name}: not a bundle, and not read: ${because}`) },
          })),
        ],
      },
    ],
    artifacts: names.map((name, index) => {
      const { bundle } = transcripts.find((one) => one.bundle.name === name) ?? {};
      return {
        location: { uri: uriOf(name), index },
        ...(bundle === undefined
          ? {}
          : { length: bundle.bytes, hashes: { 'sha-256': bundle.sha256 } }),
      };
    }),
    results: told.map((one) => resultOf(one, rules, names, seen)),
    columnKind: 'unicodeCodePoints',
    properties: {
      verdict: run.verdict,
      bundles: transcripts.map(({ bundle, verdict, summary, checks }) => ({
        name: plainText(bundle.name),
        sha256: bundle.sha256,
        verdict,
        summary: plainText(summary),
        passed: checks.filter(({ status }) => status === 'passed').map(({ id }) => id),
      })),
    },
  };
  return `${jsonText(JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [sarif] }, null, 2))}\n`;
}

function findingsOf({ bundle, checks, verdict, summary }: Transcript, verbose: boolean): Told[] {
  const told = checks.flatMap((check) =>
    groupsOf(check.findings).flatMap((group): Told[] => {
      const { code, outcome, where, message, expected, remedy } = group.finding;
      const actual = actualOf(group);
      // What is open in a check that a pass does not need is a remark.
      const level = outcome === 'unproven' && !standsAgainst(check) ? 'note' : LEVELS[outcome];
      if (level === 'note' && !verbose) return [];
      const place = placesOf(group, plainText);
      const text = [
        `${plainText(message)}${place === '' ? '' : ` (${place})`}.`,
        ...(expected === undefined ? [] : [`Expected: ${plainText(expected)}.`]),
        ...(actual === undefined ? [] : [`Actual: ${plainText(actual)}.`]),
        remedy,
      ].join(' ');
      return [{ rule: code, level, bundle: bundle.name, where, text, check: check.id }];
    }),
  );
  if (verdict === 'pass' || told.some(({ level }) => level !== 'note')) return told;
  const text = `${plainText(summary)}.`;
  return [{ rule: 'UNPROVEN', level: 'warning', bundle: bundle.name, where: {}, text }, ...told];
}

/** Results beside the verdicts (MANUAL §2, docs/FRAMEWORKS.md): each makes the exit code another than 0. */
function besideEvidence(run: Run): Told[] {
  const level = 'warning';
  const gaps = run.transcripts.flatMap(({ bundle, frameworks = [] }) =>
    frameworks.flatMap((result) =>
      gapsOf(result).map((gap): Told => {
        const text = `${plainText(result.name)}: ${plainText(gap)}.`;
        return { rule: 'FRAMEWORK_GAP', level, bundle: bundle.name, where: {}, text };
      }),
    ),
  );
  if (run.uncovered === undefined || run.uncovered.length === 0) return gaps;
  const [first] = run.transcripts;
  const text = `${plainText(runCoverage(run) ?? '', 2_000)}.`;
  const about = first === undefined ? {} : { bundle: first.bundle.name };
  return [...gaps, { rule: 'SAMPLE_NOT_COVERED', level, ...about, where: {}, text }];
}

/** What several bundles prove of each other (§13.5); at the first bundle that is named. */
function ofSets(run: Run, verbose: boolean): Told[] {
  return setFindings(run).flatMap(({ code, outcome, bundles, message, remedy, check }): Told[] => {
    const level = LEVELS[outcome];
    if (level === 'note' && !verbose) return [];
    const about = bundles[0] === undefined ? {} : { bundle: bundles[0] };
    const text = `${plainText(message, 2_000)}. ${remedy}`;
    return [{ rule: code, level, ...about, where: {}, text, check }];
  });
}

function ruleOf(id: RuleId) {
  const code = isFindingCode(id) ? CODES[id] : isSetCode(id) ? SET_CODES[id] : undefined;
  const meaning = code?.meaning ?? (OTHERS as Readonly<Record<string, string>>)[id] ?? '';
  return {
    id,
    name: id
      .toLowerCase()
      .split('_')
      .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
      .join(''),
    shortDescription: { text: meaning },
    fullDescription: { text: code === undefined ? meaning : `${meaning} ${code.remedy}` },
    help: { text: code?.remedy ?? 'See the text report of the run.' },
    defaultConfiguration: { level: code === undefined ? 'warning' : LEVELS[code.outcome] },
    ...(code === undefined ? {} : { properties: { check: code.check } }),
  };
}

function isSetCode(id: RuleId): id is SetCode {
  return Object.hasOwn(SET_CODES, id);
}

function isFindingCode(id: RuleId): id is FindingCode {
  return Object.hasOwn(CODES, id);
}

function resultOf(
  { rule, level, bundle, where, text, check }: Told,
  rules: readonly RuleId[],
  names: readonly string[],
  seen: Map<string, number>,
) {
  const place = placeOf(where, (shown) => shown);
  const index = bundle === undefined ? 0 : names.indexOf(bundle);
  const name = bundle ?? names[0] ?? '';
  // What makes an alert the same one in the next run: the bundle by its name, since its bytes are new after each repair.
  const key = [name, rule, place].join('\n');
  const count = (seen.get(key) ?? 0) + 1;
  seen.set(key, count);
  const hash = Buffer.from(digestOf('sha256', utf8(key.toWellFormed()))).toString('hex');
  return {
    ruleId: rule,
    ruleIndex: rules.indexOf(rule),
    level,
    message: { text: `${plainText(name)}: ${text}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(name), ...(index < 0 ? {} : { index }) },
          // Consumers that show code ask for a line; a zip has none.
          region: { startLine: 1 },
        },
        ...logical(where),
      },
    ],
    partialFingerprints: { primaryLocationLineHash: `${hash.slice(0, 16)}:${count}` },
    ...(check === undefined ? {} : { properties: { check } }),
  };
}

/** The entry with its line, and the record. */
function logical({ entry, line, sequence, record_id }: Location) {
  const at = line === undefined ? '' : ` line ${line}`;
  const name = record_id ?? (sequence === undefined ? undefined : `sequence ${sequence}`);
  const locations = [
    ...(entry === undefined ? [] : [{ name: plainText(`${entry}${at}`), kind: 'resource' }]),
    ...(name === undefined ? [] : [{ name: plainText(name), kind: 'element' }]),
  ];
  return locations.length === 0 ? {} : { logicalLocations: locations };
}

/** §3.4.3: a valid URI reference to the file that was named; every byte outside the unreserved set and `/` is percent-encoded. */
function uriOf(path: string): string {
  const encoded = path
    .toWellFormed()
    .replaceAll('\\', '/')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
  if (/^[A-Za-z]%3A\//.test(encoded)) return `file:///${encoded.replace('%3A', ':')}`;
  return encoded.startsWith('/') ? `file://${encoded}` : encoded;
}
