// Markdown for pull requests and job summaries: the verdict, what stands against it, the checks as a table. Tables hold our own
// words only; text of the bundle stands in code spans or is escaped, so it can neither mark up nor mention anybody.

import type { Transcript, TranscriptFinding } from '../transcript/transcript.js';
import { markdownCode, markdownText } from './escape.js';
import { coverageOf, detailOf, shownRows } from './sample.js';
import { gapsOf, outcomeOf } from './text-frameworks.js';
import {
  countOf,
  examinedOf,
  MARKS,
  placeOf,
  type Unread,
  verdictCounts,
  verdictWord,
  worstVerdict,
} from './words.js';

/** Renders a run as Markdown. */
export function renderMarkdown(
  transcripts: readonly Transcript[],
  unread: readonly Unread[] = [],
): string {
  const count = transcripts.length + unread.length;
  const several =
    count === 1
      ? []
      : [
          `# ${verdictWord(worstVerdict(transcripts, unread))}: ${countOf(count, 'bundles')} (${verdictCounts(transcripts, unread)})`,
        ];
  const parts = [
    ...several,
    ...unread.map(
      ({ name, code, message }) =>
        `Not read: ${markdownCode(name)}: ${code}: ${markdownText(message)}`,
    ),
    ...transcripts.map(bundlePart),
  ];
  return `${parts.join('\n\n')}\n`;
}

function bundlePart(transcript: Transcript): string {
  const { verdict, bundle, summary, next, trust_root, at, checks, verifier } = transcript;
  const findings = checks.flatMap((check) => check.findings);
  const omitted = checks.reduce((sum, check) => sum + check.omitted, 0);
  const parts = [
    `## ${verdictWord(verdict)}: ${markdownCode(bundle.name)}`,
    `${markdownText(summary)}.${next === undefined ? '' : ` **Next:** ${markdownText(next)}`}`,
    [
      `- Bundle: ${countOf(bundle.bytes, 'bytes')}, SHA-256 \`${bundle.sha256}\``,
      trust_root === null
        ? '- Trust root: none'
        : `- Trust root: ${markdownCode(trust_root.name)}, serial ${trust_root.serial}, SHA3-256 \`${trust_root.sha3_256}\``,
      `- Verified at ${markdownText(at)} by ${verifier.name} ${verifier.version}`,
    ].join('\n'),
    ...(findings.length === 0 ? [] : ['### Findings', findings.map(findingItem).join('\n')]),
    ...(omitted === 0 ? [] : [`${countOf(omitted, 'further findings')} of the same codes.`]),
    '### Checks',
    [
      '| | check | what holds if it passes | examined |',
      '| --- | --- | --- | --- |',
      ...checks.map(
        (check) =>
          `| ${MARKS[check.status].trim()} | \`${check.id}\` | ${markdownText(check.title)} | ${markdownText(examinedOf(check))} |`,
      ),
    ].join('\n'),
    ...sampleParts(transcript),
    ...frameworkParts(transcript),
    '### What this does not say',
    transcript.does_not_say.map((item) => `- ${markdownText(item)}`).join('\n'),
  ];
  return parts.join('\n\n');
}

/** The auditor's list: ids stand in code spans, since the list is as hostile as whoever wrote it. */
function sampleParts({ sample }: Transcript): string[] {
  if (sample === undefined) return [];
  const { rows, omitted } = shownRows(sample);
  const items = rows.map(
    (row) => `| ${row.state} | ${markdownCode(row.record_id)} | ${markdownText(detailOf(row))} |`,
  );
  return [
    '### Sample',
    `${markdownText(coverageOf(sample))}. The list: ${countOf(sample.bytes, 'bytes')}, SHA-256 \`${sample.sha256}\`.`,
    ['| | record | |', '| --- | --- | --- |', ...items].join('\n'),
    ...(omitted === 0 ? [] : [`And ${countOf(omitted, 'rows')} more.`]),
  ];
}

/** A result beside the verdict: gaps, and nothing that sounds like a verdict of its own. */
function frameworkParts({ frameworks = [] }: Transcript): string[] {
  if (frameworks.length === 0) return [];
  const items = frameworks.flatMap((result) => [
    `- **${markdownText(result.name)}** (${markdownText(result.edition)}): ${markdownText(outcomeOf(result))}`,
    ...gapsOf(result).map((gap) => `  - gap: ${markdownText(gap)}`),
  ]);
  return ['### Frameworks', items.join('\n')];
}

function findingItem(finding: TranscriptFinding): string {
  const place = placeOf(finding.where, markdownCode);
  return [
    `- **\`${finding.code}\`** ${markdownText(finding.message)}${place === '' ? '' : ` at ${place}`}`,
    ...(finding.expected === undefined ? [] : [`  - expected ${markdownCode(finding.expected)}`]),
    ...(finding.actual === undefined ? [] : [`  - actual ${markdownCode(finding.actual)}`]),
    `  - ${markdownText(finding.remedy)}`,
  ].join('\n');
}
