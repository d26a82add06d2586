// The part of the text report about frameworks (docs/FRAMEWORKS.md): gaps first, then the fields, the period, what the records are
// evidence for, and the questions they raise. A result is not a verdict. Words of a framework file are its author's; they and
// all text of the bundle pass through plainText.

import type { Transcript } from '../transcript/transcript.js';
import { plainText } from './escape.js';
import { hang } from './layout.js';
import type { Pen } from './pen.js';
import { countOf, grouped } from './words.js';

type FrameworkResult = NonNullable<Transcript['frameworks']>[number];
type Examined = Extract<FrameworkResult, { state: 'examined' }>;
type Records = Examined['fields'][number]['examples'];

/** Records that the text names for one line; the JSON document lists more. */
const NAMED = 3;

/** What stands under the first line: a run with gaps does not end with exit code 0. */
export function gapLines({ frameworks = [] }: Transcript, pen: Pen): string[] {
  return frameworks.flatMap((result) =>
    gapsOf(result).flatMap((gap) =>
      hang('gap   ', `${plainText(result.name)}: ${plainText(gap)}`, pen.width),
    ),
  );
}

/** One part for each framework that was asked for. */
export function frameworkLines({ frameworks = [] }: Transcript, pen: Pen): string[] {
  return frameworks.flatMap((result, i) => [
    ...(i === 0 ? [] : ['']),
    ...(result.state === 'examined'
      ? examinedLines(result, pen)
      : [...headLines(result, pen), ...pen.row('  Result', `not examined: ${result.because}`)]),
  ]);
}

/** Why a framework has gaps; empty too if it was not examined. */
export function gapsOf(result: FrameworkResult): readonly string[] {
  return result.state === 'examined' ? result.gaps : [];
}

/** `no gap found in 24 selected events`, `2 gaps`, `not examined: …`. */
export function outcomeOf(result: FrameworkResult): string {
  if (result.state === 'not examined') return `not examined: ${result.because}`;
  return result.gaps.length === 0
    ? `no gap found in ${countOf(result.events.selected, 'selected events')}`
    : countOf(result.gaps.length, 'gaps');
}

/** `12 in the clear, 3 sealed, 1 missing`: where the values of a field stand in the selected records. */
function presenceOf({ selected }: Examined['fields'][number]): string {
  const sealed = selected.disclosed + selected.sealed;
  return [
    `${grouped(selected.clear)} in the clear`,
    ...(sealed === 0
      ? []
      : [`${grouped(sealed)} sealed (${grouped(selected.disclosed)} disclosed)`]),
    `${grouped(selected.missing)} missing`,
  ].join(', ');
}

function headLines(result: FrameworkResult, pen: Pen): string[] {
  const { name, edition, supplied_by, digest } = result;
  const by = supplied_by === 'auditor' ? "the auditor's own file" : 'supplied with the verifier';
  return [
    pen.heading(plainText(`Framework ${name} (${edition})`)),
    ...pen.row('  Definition', `${by}, ${digest}`),
  ];
}

function examinedLines(result: Examined, pen: Pen): string[] {
  const { events, fields, retention, controls, lints, intervals, statements } = result;
  return [
    ...headLines(result, pen),
    ...pen.row('  Result', outcomeOf(result)),
    ...result.gaps.flatMap((gap) => hang('    gap  ', plainText(gap), pen.width)),
    ...pen.row(
      '  Examined',
      `${countOf(events.selected, 'selected events')}, ${grouped(events.in_addition)} in addition; erased records are not shown`,
    ),
    ...rows('  Fields', fields.map(fieldText), 'no field rules', pen),
    ...pen.row('', `Source: ${plainText(result.fields_source)}`),
    ...pen.row('  Retention', plainText(retention.says) + named(retention)),
    ...retentionDetails(retention).flatMap((text) => pen.row('', text)),
    ...rows('  Evidence for', controls.map(controlText), 'no controls', pen),
    ...(lints.length === 0 ? [] : rows('  Questions', lints.map(lintText), '', pen)),
    ...intervals.flatMap((interval, i) => intervalLines(interval, i === 0, pen)),
    ...(result.incidents_not_followed === 0
      ? []
      : pen.row('', `not followed: ${countOf(result.incidents_not_followed, 'incident records')}`)),
    ...statements.flatMap(({ citation, text }, i) =>
      pen.row(i === 0 ? '  Statements' : '', plainText(`${citation}: ${text}`)),
    ),
  ];
}

function rows(label: string, values: readonly string[], none: string, pen: Pen): string[] {
  const shown = values.length === 0 ? [none] : values;
  return shown.flatMap((value, i) => pen.row(i === 0 ? label : '', value));
}

function fieldText(field: Examined['fields'][number]): string {
  return `${plainText(field.field)}: ${presenceOf(field)}${named(field)}`;
}

function retentionDetails({ source, note, undecided, ...rest }: Examined['retention']): string[] {
  const { policies, policies_omitted, policies_shown, erased_early: early } = rest;
  const counted = policies.length + policies_omitted;
  return [
    ...(undecided === 0
      ? []
      : [`not decided for ${countOf(undecided, 'records')}: the field that decides is withheld`]),
    ...(policies_shown === 0
      ? []
      : [
          `${countOf(policies_shown, 'policy records')} shown, ${grouped(counted)} of them for these records`,
        ]),
    ...(early === undefined || early.erasures === 0
      ? []
      : [
          `question: ${countOf(early.erasures, 'erasures')} of such records before the period was over, on ${early.grounds.map(({ legal_ground, erasures }) => `${plainText(legal_ground)} (${grouped(erasures)})`).join(', ')}`,
        ]),
    ...(early === undefined || early.undecided === 0
      ? []
      : [`not decided for ${countOf(early.undecided, 'erasures')}: the record is not shown`]),
    ...(rest.policies_not_followed === 0
      ? []
      : [`not compared: ${countOf(rest.policies_not_followed, 'policy records')}`]),
    `${plainText(note)} (${plainText(source)})`,
  ];
}

function controlText({ id, title, evidence, records, selected, undecided, note }: Control): string {
  const amount =
    evidence === 'records'
      ? `${countOf(records, 'records')} (${grouped(selected)} selected)`
      : evidence === 'nothing'
        ? 'nothing in a bundle is evidence for it'
        : countOf(records, evidence);
  const open = undecided === 0 ? '' : `, ${grouped(undecided)} not decided: a field is withheld`;
  return plainText(`${id} ${title}: ${amount}${open}${note === undefined ? '' : `. ${note}`}`);
}
type Control = Examined['controls'][number];

function lintText(lint: Examined['lints'][number]): string {
  const { message, citation, records, undecided } = lint;
  const open = undecided === 0 ? '' : `, ${grouped(undecided)} not decided: a field is withheld`;
  return `${plainText(message)} (${plainText(citation)}): ${countOf(records, 'records')}${open}${named(lint)}`;
}

function intervalLines(interval: Examined['intervals'][number], first: boolean, pen: Pen) {
  const { title, citation, cases } = interval;
  return [
    ...pen.row(
      first ? '  Intervals' : '',
      plainText(`${title} (${citation}): ${countOf(cases.length, 'incidents')}`),
    ),
    ...cases.slice(0, NAMED).flatMap((one) => pen.row('', `  ${caseText(one)}`)),
    ...(cases.length > NAMED ? pen.row('', `  and ${cases.length - NAMED} more`) : []),
  ];
}

function caseText({ incident, outcome, question, elapsed, from, to }: Case): string {
  const records = [from, to].flatMap((point) => (point === undefined ? [] : [point.sequence]));
  const time = elapsed === undefined ? '' : `, ${elapsed}`;
  return `${plainText(incident, 80)}: ${outcome}${question ? ', a question' : ''}${time} (sequence ${records.join(' to ')})`;
}
type Case = Examined['intervals'][number]['cases'][number];

/** ` (sequence 4, 9, 12 and 5 more)`. */
function named({ examples, omitted }: { readonly examples: Records; readonly omitted: number }) {
  if (examples.length === 0) return '';
  const more = examples.length + omitted - NAMED;
  const shown = examples.slice(0, NAMED).map(({ sequence }) => sequence);
  return ` (sequence ${shown.join(', ')}${more > 0 ? ` and ${grouped(more)} more` : ''})`;
}
