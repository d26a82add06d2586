// Markdown for pull requests and job summaries: the verdict, what stands against it, the checks as a table. Tables hold our own
// words only; text of the bundle stands in code spans or is escaped, so it can neither mark up nor mention anybody.

import type { Run } from '../transcript/run.js';
import type { Transcript } from '../transcript/transcript.js';
import { markdownCode, markdownText } from './escape.js';
import { actualOf, type FindingGroup, groupsOf, placesOf } from './groups.js';
import { historySentence, setFindings } from './history.js';
import { worthParts } from './markdown-worth.js';
import type { TextOptions } from './pen.js';
import {
  bundleRemark,
  causeFirst,
  causeWords,
  isPlainPass,
  remarkOf,
  runSummary,
  worstFirst,
} from './run-words.js';
import { coverageOf, detailOf, runCoverage, shownRows } from './sample.js';
import { gapsOf, outcomeOf } from './text-frameworks.js';
import { countOf, examinedOf, MARKS, verdictWord } from './words.js';

/**
 * Renders a run as Markdown. Several bundles are a table, the worst first; those that passed have no part of their own, since the page
 * of a job has an end (GitHub: 1 MiB).
 */
export function renderMarkdown(run: Run, { verbose = false }: TextOptions = {}): string {
  const { transcripts, unread, skipped, environment } = run;
  const cautions = environment.map((text) => `**Caution:** ${markdownText(text)}`);
  const [only] = transcripts;
  const parts =
    only !== undefined && transcripts.length === 1 && unread.length === 0
      ? [bundlePart(only, remarkOf(run)), ...cautions, ...skippedPart(skipped)]
      : [
          `# ${verdictWord(run.verdict)}${remarkOf(run)}: ${runSummary(run)}`,
          ...cautions,
          ...historyPart(run),
          ...samplePart(run),
          tableOf(run),
          ...skippedPart(skipped),
          ...worstFirst(transcripts)
            .filter((one) => verbose || !isPlainPass(one))
            .map((one) => bundlePart(one, bundleRemark(one))),
        ];
  return `${parts.join('\n\n')}\n`;
}

function tableOf({ transcripts, unread }: Run): string {
  const rowOf = (word: string, name: string, why: string, next = ''): string =>
    `| ${word} | ${markdownCode(name)} | ${why} | ${markdownText(next)} |`;
  const rows = worstFirst(transcripts).map((one) => {
    const isPass = one.verdict === 'pass';
    const word = isPass ? 'pass' : `**${verdictWord(one.verdict)}**`;
    const [, code = '', why = ''] = /^(?:([A-Z_]+): )?(.*)$/s.exec(causeWords(one)) ?? [];
    const cause = `${code === '' ? '' : `\`${code}\` `}${markdownText(why)}`;
    const told = isPass ? '' : cause;
    return {
      open: !isPass,
      row: rowOf(`${word}${bundleRemark(one)}`, one.bundle.name, told, one.next),
    };
  });
  return [
    '| | bundle | first cause | what to do |',
    '| --- | --- | --- | --- |',
    ...rows.filter(({ open }) => open).map(({ row }) => row),
    ...unread.map(({ name, code, message }) =>
      rowOf('**not read**', name, `\`${code}\` ${markdownText(message)}`),
    ),
    ...rows.filter(({ open }) => !open).map(({ row }) => row),
  ].join('\n');
}

/** Files that a page names; the JSON document lists all. */
const NAMED = 20;

function skippedPart(skipped: Run['skipped']): string[] {
  if (skipped.length === 0) return [];
  const items = skipped
    .slice(0, NAMED)
    .map(({ name, because }) => `- ${markdownCode(name)}: ${markdownText(because)}`);
  const more = skipped.length > NAMED ? [`- and ${skipped.length - NAMED} more`] : [];
  return [`Not bundles, and not read:`, [...items, ...more].join('\n')];
}

function historyPart(run: Run): string[] {
  if (run.history.length === 0) return [];
  const items = [
    ...run.history.map((one) => `- **History:** ${markdownText(historySentence(one), 2_000)}`),
    ...setFindings(run)
      .filter(({ code }) => code !== 'SET_HISTORY_NOT_SHOWN')
      .map(
        ({ outcome, code, message, remedy }) =>
          `- **${outcome}** \`${code}\` ${markdownText(message)}. ${markdownText(remedy)}`,
      ),
  ];
  return [items.join('\n')];
}

function samplePart(run: Run): string[] {
  const coverage = runCoverage(run);
  return coverage === undefined ? [] : [`**Sample:** ${markdownText(coverage, 2_000)}`];
}

function bundlePart(transcript: Transcript, remark: string): string {
  const { verdict, bundle, summary, next, trust_root, at, checks, verifier } = transcript;
  const groups = groupsOf(causeFirst(transcript).flatMap((check) => check.findings));
  const omitted = checks.reduce((sum, check) => sum + check.omitted, 0);
  const parts = [
    `## ${verdictWord(verdict)}${remark}: ${markdownCode(bundle.name)}`,
    `${markdownText(summary)}.${next === undefined ? '' : ` **Next:** ${markdownText(next)}`}`,
    `*${markdownText(transcript.trust_mode.headline, 2_000)}*`,
    [
      `- Bundle: ${countOf(bundle.bytes, 'bytes')}, SHA-256 \`${bundle.sha256}\``,
      trust_root === null
        ? '- Trust root: none'
        : `- Trust root: ${markdownCode(trust_root.name)}, serial ${trust_root.serial}, SHA3-256 \`${trust_root.sha3_256}\``,
      `- Judged as of ${markdownText(at)} by ${verifier.name} ${verifier.version}`,
    ].join('\n'),
    ...(groups.length === 0 ? [] : ['### Findings', groups.map(findingItem).join('\n')]),
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
    ...worthParts(transcript),
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

function findingItem(group: FindingGroup): string {
  const { code, message, expected, remedy } = group.finding;
  const actual = actualOf(group);
  const place = placesOf(group, markdownCode);
  return [
    `- **\`${code}\`** ${markdownText(message)}${place === '' ? '' : ` at ${place}`}`,
    ...(expected === undefined ? [] : [`  - expected ${markdownCode(expected)}`]),
    ...(actual === undefined ? [] : [`  - actual ${markdownCode(actual)}`]),
    `  - ${markdownText(remedy)}`,
  ].join('\n');
}
