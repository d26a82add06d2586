// Tamperings with what the manifest says beside the records (docs/SPEC.md §10, §11.2): attachments, reports, the authorisation, the
// selection. Digests and sizes are made to agree.

import { utf8 } from '../../base/encoding.js';
import { canonicalize, isObject, type Json, type JsonObject } from '../../base/json.js';
import { parseStrict } from '../../base/json-strict.js';
import { isAttachment, PATHS } from '../../bundle/layout.js';
import { type Change, CONTENT, editManifest, set } from '../edits.js';
import { type Files, listOf, membersOf, withFile, withLines } from '../files.js';
import type { Picker } from '../picker.js';
import { agreed, manifestOf, withAgreement, withManifest } from '../repairs.js';
import { checkOf, type Subject } from '../subject.js';
import { asIs, type Edit, tamperings } from '../tampering.js';

const DECISION = 'authorization/decision';
const NO_ATTACHMENT = 'the bundle has no attachment';
const NO_DECISION = 'the bundle has no logged decision';

type ListChange = (list: readonly Json[], picker: Picker) => readonly Json[] | string;

/** Another list of what is described. */
function described(change: ListChange): Edit {
  return editManifest((manifest, _, picker) => {
    const attachments = change(listOf(manifest['attachments']), picker);
    return typeof attachments === 'string' ? attachments : { ...manifest, attachments };
  });
}

const NO_SUCH = { media_type: 'text/plain', path: 'attachments/drill.txt', role: 'document' };
const REPORT = { media_type: 'application/json', path: 'attachments/drill.json', role: 'compliance-report' };

/** A report need not be canonical (§10.2). */
function reportOf(files: Files, path: string): JsonObject {
  const parsed = parseStrict(files.get(path) ?? new Uint8Array(0));
  return membersOf(parsed.ok ? parsed.value : undefined);
}

const countedReport: Edit = ({ files, manifest }, picker) => {
  const paths = manifest.attachments.flatMap(({ path, role }) => {
    const counts = typeof reportOf(files, path)['audit_entries'] === 'number';
    return role === 'compliance-report' && counts ? [path] : [];
  });
  const path = picker.pick(paths);
  if (path === undefined) return 'the bundle has no compliance report in JSON that counts entries';
  const report = reportOf(files, path);
  const other = { ...report, audit_entries: Number(report['audit_entries']) + 1 };
  return { bundle: withFile(files, path, canonicalize(other)), where: path };
};

const addedReport: Edit = ({ files, records }) => {
  const report = canonicalize({ audit_entries: records.length + 1_000 });
  const listed = withAgreement(withFile(files, REPORT.path, report));
  const manifest = manifestOf(listed);
  const attachments = [...listOf(manifest['attachments']), REPORT];
  return { bundle: withManifest(listed, { ...manifest, attachments }) };
};

function decisionOf({ records, manifest }: Subject): JsonObject | undefined {
  return records.find(({ type, record_id }) => type === 'export' && record_id === manifest.authorization);
}

const denied: Edit = (subject) => {
  const decision = decisionOf(subject);
  const data = decision?.['data'];
  if (decision === undefined || !isObject(data)) return NO_DECISION;
  const isDenied = data['decision'] === 'DENY';
  const other = { ...decision, data: { ...data, decision: isDenied ? 'ALLOW' : 'DENY' } };
  const lines = subject.records.map((each) => canonicalize(each === decision ? other : each));
  const bundle = withLines(subject.files, PATHS.records, lines);
  return { bundle, by: [isDenied ? 'inclusion/leaves' : DECISION] };
};

/** Another selection than the one that the manifest states. */
const otherSelection: Change = (manifest, { records }) => {
  const byId = { record_ids: [String(records[0]?.['record_id'] ?? 'rec_drill')] };
  const isById = canonicalize(manifest['selection'] ?? null) === canonicalize(byId);
  return { ...manifest, selection: isById ? { sequence: { from: 0, to: 1 } } : byId };
};

const asked: Edit = (subject, picker) => {
  if (checkOf(subject.transcript, 'manifest/form').status !== 'passed')
    return 'the bundle has no manifest that an auditor could have asked for';
  const edited = editManifest(otherSelection)(subject, picker);
  if (typeof edited === 'string') return edited;
  const selection = manifestOf(subject.files)['selection'] ?? null;
  return { ...edited, held: { expectSelection: utf8(canonicalize(selection)) } };
};

const otherAttachment: Edit = ({ files }, picker) => {
  const path = picker.pick([...files.keys()].filter(isAttachment));
  return path === undefined ? NO_ATTACHMENT : { bundle: withFile(files, path, CONTENT), where: path };
};

const notDescribed: ListChange = (list, picker) => (list.length === 0 ? NO_ATTACHMENT : list.toSpliced(picker.below(list.length), 1));
const describedTwice: ListChange = (list, picker) => {
  const one = picker.pick(list);
  return one === undefined ? NO_ATTACHMENT : [...list, one];
};
const otherwise: ListChange = ([first, ...rest]) =>
  isObject(first) ? [{ ...first, media_type: 'application/x-drill' }, ...rest] : NO_ATTACHMENT;
const otherBundle: Change = (manifest, subject) =>
  decisionOf(subject) === undefined ? NO_DECISION : { ...manifest, bundle_id: 'evb_drill' };

export const claimRows = [
  ...tamperings('claims', 'attachments/described', described, {
    'not-described: the description of an attachment is taken out': notDescribed,
    'described-twice: an attachment is described twice': describedTwice,
    'no-such-attachment: an attachment is described that is not there': (list) => [...list, NO_SUCH],
    'role: an attachment is described as something else': [otherwise, 'attestation/statement'],
  }),
  ...tamperings('claims', 'attachments/reports', asIs, {
    'report-count: a compliance report counts one entry more': agreed(countedReport),
    'report-added: a compliance report is added that counts too many entries': addedReport,
  }),
  ...tamperings('claims', DECISION, asIs, {
    'authorisation: the manifest names a decision that nobody logged': editManifest(set({ authorization: { record_id: 'rec_drill' } })),
    'denied: the logged decision is turned into a refusal': agreed(denied),
    'other-bundle: the logged decision is used for another bundle': editManifest(otherBundle),
    'selection: the manifest states another selection': [editManifest(otherSelection), 'attestation/statement'],
    'selection-asked: an auditor asked for the selection, and the manifest states another': [asked, 'completeness/asked'],
    'attachment: an attachment is replaced, and its digest with it': [agreed(otherAttachment), 'attestation/statement'],
  }),
];
