// SARIF 2.1.0 (OASIS) for code-scanning pages: one run, a rule for each code that was found, a result for each finding. The zip
// is an artifact and each entry a nested artifact of it (§3.24.3), so a line number is a line of the entry, not of the zip.

import type { Location } from '../base/errors.js';
import { CODES, type FindingCode } from '../catalogue/codes.js';
import type { Transcript, TranscriptFinding } from '../transcript/transcript.js';
import { jsonText, plainText } from './escape.js';
import { placeOf, type Unread, worstVerdict } from './words.js';

const SCHEMA =
  'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';
// §3.27.10: a note never changes the verdict; an open point is a warning; a contradiction is an error.
const LEVELS = { fail: 'error', unproven: 'warning', note: 'note' } as const;

interface Artifact {
  readonly location: { readonly uri: string; readonly index: number };
  readonly parentIndex?: number;
  readonly length?: number;
  readonly hashes?: { readonly 'sha-256': string };
}

/** Renders a run as SARIF. Messages are escaped and cut; checks that passed are in `properties` of the run, not results. */
export function renderSarif(
  transcripts: readonly Transcript[],
  unread: readonly Unread[] = [],
): string {
  const artifacts: Artifact[] = [];
  const codes: FindingCode[] = [];
  const results = transcripts.flatMap((transcript) => {
    const zip = addArtifact(artifacts, uriOf(transcript.bundle.name), {
      length: transcript.bundle.bytes,
      hashes: { 'sha-256': transcript.bundle.sha256 },
    });
    const entries = new Map<string, number>();
    return transcript.checks.flatMap(({ id, findings }) =>
      findings.map((finding) => {
        if (!codes.includes(finding.code)) codes.push(finding.code);
        const { entry } = finding.where;
        let at = zip;
        if (entry !== undefined) {
          at = entries.get(entry) ?? addArtifact(artifacts, uriOf(entry), { parentIndex: zip });
          entries.set(entry, at);
        }
        return resultOf(finding, id, codes.indexOf(finding.code), at, transcript, artifacts);
      }),
    );
  });
  const verifier = transcripts[0]?.verifier;
  const run = {
    tool: {
      driver: {
        name: 'softqcos-verify',
        ...(verifier === undefined ? {} : { version: verifier.version }),
        rules: codes.map(ruleOf),
      },
    },
    invocations: [
      {
        executionSuccessful: unread.length === 0,
        toolExecutionNotifications: unread.map(({ name, code, message }) => ({
          level: 'error',
          message: { text: plainText(`${name}: ${code}: ${message}`) },
        })),
      },
    ],
    artifacts,
    results,
    columnKind: 'unicodeCodePoints',
    properties: {
      verdict: worstVerdict(transcripts, unread),
      bundles: transcripts.map(({ bundle, verdict, summary, checks }) => ({
        name: plainText(bundle.name),
        sha256: bundle.sha256,
        verdict,
        summary: plainText(summary),
        passed: checks.filter(({ status }) => status === 'passed').map(({ id }) => id),
      })),
    },
  };
  return `${jsonText(JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, null, 2))}\n`;
}

function addArtifact(
  artifacts: Artifact[],
  uri: string,
  details: Omit<Artifact, 'location'>,
): number {
  const index = artifacts.length;
  artifacts.push({ location: { uri, index }, ...details });
  return index;
}

function ruleOf(code: FindingCode) {
  const { meaning, remedy, outcome, check } = CODES[code];
  return {
    id: code,
    shortDescription: { text: meaning },
    help: { text: remedy },
    defaultConfiguration: { level: LEVELS[outcome] },
    properties: { check },
  };
}

function resultOf(
  finding: TranscriptFinding,
  check: string,
  ruleIndex: number,
  artifact: number,
  { bundle }: Transcript,
  artifacts: readonly Artifact[],
) {
  const { code, outcome, where, message, expected, actual, remedy } = finding;
  const place = placeOf(where, plainText);
  const text = [
    `${plainText(message)}${place === '' ? '' : ` (${place})`}.`,
    ...(expected === undefined ? [] : [`Expected: ${plainText(expected)}.`]),
    ...(actual === undefined ? [] : [`Actual: ${plainText(actual)}.`]),
    remedy,
  ].join(' ');
  const { location } = artifacts[artifact] ?? {};
  return {
    ruleId: code,
    ruleIndex,
    level: LEVELS[outcome],
    message: { text },
    locations: [
      {
        physicalLocation: {
          ...(location === undefined ? {} : { artifactLocation: location }),
          ...(where.line === undefined ? {} : { region: { startLine: where.line } }),
        },
        ...logical(where),
      },
    ],
    partialFingerprints: { 'softqcos/v1': `${bundle.sha256}/${code}/${place}` },
    properties: { check, outcome },
  };
}

function logical(where: Location) {
  const name =
    where.recordId ?? (where.sequence === undefined ? undefined : `sequence ${where.sequence}`);
  if (name === undefined) return {};
  return { logicalLocations: [{ name: plainText(name), kind: 'element' }] };
}

/** §3.4.3: a valid URI reference; every byte outside the unreserved set and `/` is percent-encoded. */
function uriOf(path: string): string {
  const plain = plainText(path);
  return plain.split('/').map(encodeURIComponent).join('/');
}
