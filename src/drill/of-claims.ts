// Tamperings with what the manifest says beside the records (docs/SPEC.md §10, §11.2): attachments, reports, the authorisation, the
// selection. Digests and sizes are made to agree.

import { utf8 } from '../base/encoding.js';
import { canonicalize, isObject, type Json, type JsonObject } from '../base/json.js';
import { parseStrict } from '../base/json-strict.js';
import { isAttachment, PATHS } from '../bundle/layout.js';
import { type Files, listOf, withFile } from './files.js';
import { manifestOf, repaired, withManifest } from './repair.js';
import { checkOf, type Subject } from './subject.js';
import type { Tampering } from './tampering.js';

const DESCRIBED = ['attachments/described'] as const;
const REPORTS = ['attachments/reports'] as const;
const DECISION = ['authorization/decision'] as const;
const REPORT = 'attachments/drill.json';

/** Another selection than the one that the manifest states. */
function otherSelection({ records }: Subject, selection: Json | undefined): JsonObject {
  const id = String(records[0]?.['record_id'] ?? 'rec_drill');
  const byId = { record_ids: [id] };
  return canonicalize(selection ?? null) === canonicalize(byId)
    ? { sequence: { from: 0, to: 1 } }
    : byId;
}

function describedAs(manifest: JsonObject, description: JsonObject): JsonObject {
  return { ...manifest, attachments: [...listOf(manifest['attachments']), description] };
}

/** A report need not be canonical (§10.2). */
function reportOf(files: Files, path: string): JsonObject | undefined {
  const parsed = parseStrict(files.get(path) ?? new Uint8Array(0));
  return parsed.ok && isObject(parsed.value) ? parsed.value : undefined;
}

function decisionOf({ records, manifest }: Subject): JsonObject | undefined {
  return records.find(
    ({ type, record_id }) => type === 'export' && record_id === manifest.authorization,
  );
}

export const ofClaims: readonly Tampering[] = [
  {
    ...{
      id: 'claims/not-described',
      what: 'the description of an attachment is taken out',
      by: DESCRIBED,
    },
    apply: ({ files }, picker) => {
      const manifest = manifestOf(files);
      const attachments = listOf(manifest['attachments']);
      if (attachments.length === 0) return 'the bundle has no attachment';
      const at = picker.below(attachments.length);
      const rest = attachments.filter((_, index) => index !== at);
      return { bundle: withManifest(files, { ...manifest, attachments: rest }) };
    },
  },
  {
    ...{ id: 'claims/described-twice', what: 'an attachment is described twice', by: DESCRIBED },
    apply: ({ files }, picker) => {
      const manifest = manifestOf(files);
      const one = picker.pick(listOf(manifest['attachments']));
      if (!isObject(one)) return 'the bundle has no attachment';
      return { bundle: withManifest(files, describedAs(manifest, one)) };
    },
  },
  {
    ...{
      id: 'claims/no-such-attachment',
      what: 'an attachment is described that is not there',
      by: DESCRIBED,
    },
    apply: ({ files }) => {
      const made = { media_type: 'text/plain', path: 'attachments/drill.txt', role: 'document' };
      return { bundle: withManifest(files, describedAs(manifestOf(files), made)) };
    },
  },
  {
    ...{
      id: 'claims/role',
      what: 'an attachment is described as something else',
      by: ['attestation/statement'],
    },
    apply: ({ files }) => {
      const manifest = manifestOf(files);
      const [first, ...rest] = listOf(manifest['attachments']);
      if (!isObject(first)) return 'the bundle has no attachment';
      const other = { ...first, media_type: 'application/x-drill' };
      return { bundle: withManifest(files, { ...manifest, attachments: [other, ...rest] }) };
    },
  },
  {
    ...{
      id: 'claims/report-count',
      what: 'a compliance report counts one entry more',
      by: REPORTS,
    },
    apply: ({ files, manifest }, picker) => {
      const paths = manifest.attachments.flatMap(({ path, role }) => {
        const report = reportOf(files, path);
        const counts = typeof report?.['audit_entries'] === 'number';
        return role === 'compliance-report' && counts ? [path] : [];
      });
      const path = picker.pick(paths);
      const report = path === undefined ? undefined : reportOf(files, path);
      if (path === undefined || report === undefined)
        return 'the bundle has no compliance report in JSON that counts entries';
      const other = { ...report, audit_entries: Number(report['audit_entries']) + 1 };
      return { bundle: repaired(withFile(files, path, canonicalize(other))), where: path };
    },
  },
  {
    ...{
      id: 'claims/report-added',
      what: 'a compliance report is added that counts too many entries',
      by: REPORTS,
    },
    apply: ({ files, records }) => {
      const report = utf8(canonicalize({ audit_entries: records.length + 1_000 }));
      const listed = repaired(withFile(files, REPORT, report));
      const made = { media_type: 'application/json', path: REPORT, role: 'compliance-report' };
      return { bundle: withManifest(listed, describedAs(manifestOf(listed), made)) };
    },
  },
  {
    ...{
      id: 'claims/authorisation',
      what: 'the manifest names a decision that nobody logged',
      by: DECISION,
    },
    apply: ({ files }) => ({
      bundle: withManifest(files, {
        ...manifestOf(files),
        authorization: { record_id: 'rec_drill' },
      }),
    }),
  },
  {
    ...{ id: 'claims/denied', what: 'the logged decision is turned into a refusal', by: DECISION },
    apply: (subject) => {
      const decision = decisionOf(subject);
      const data = decision?.['data'];
      if (decision === undefined || !isObject(data)) return 'the bundle has no logged decision';
      const other = {
        ...decision,
        data: { ...data, decision: data['decision'] === 'DENY' ? 'ALLOW' : 'DENY' },
      };
      const lines = subject.records.map((each) => canonicalize(each === decision ? other : each));
      const text = lines.map((line) => `${line}\n`).join('');
      const by = data['decision'] === 'DENY' ? (['inclusion/leaves'] as const) : DECISION;
      return { bundle: repaired(withFile(subject.files, PATHS.records, text)), by };
    },
  },
  {
    ...{
      id: 'claims/other-bundle',
      what: 'the logged decision is used for another bundle',
      by: DECISION,
    },
    apply: (subject) => {
      if (decisionOf(subject) === undefined) return 'the bundle has no logged decision';
      const manifest = { ...manifestOf(subject.files), bundle_id: 'evb_drill' };
      return { bundle: withManifest(subject.files, manifest) };
    },
  },
  {
    ...{
      id: 'claims/selection',
      what: 'the manifest states another selection',
      by: ['attestation/statement'],
    },
    apply: (subject) => {
      const manifest = manifestOf(subject.files);
      const selection = otherSelection(subject, manifest['selection']);
      return { bundle: withManifest(subject.files, { ...manifest, selection }) };
    },
  },
  {
    id: 'claims/selection-asked',
    what: 'an auditor asked for the selection, and the manifest states another',
    by: ['completeness/asked'],
    apply: (subject) => {
      if (checkOf(subject.transcript, 'manifest/form').status !== 'passed')
        return 'the bundle has no manifest that an auditor could have asked for';
      const manifest = manifestOf(subject.files);
      const asked = manifest['selection'] ?? null;
      const selection = otherSelection(subject, asked);
      return {
        bundle: withManifest(subject.files, { ...manifest, selection }),
        held: { expectSelection: utf8(canonicalize(asked)) },
      };
    },
  },
  {
    ...{
      id: 'claims/attachment',
      what: 'an attachment is replaced, and its digest with it',
      by: ['attestation/statement'],
    },
    apply: ({ files }, picker) => {
      const path = picker.pick([...files.keys()].filter(isAttachment));
      if (path === undefined) return 'the bundle has no attachment';
      return { bundle: repaired(withFile(files, path, utf8('put in by a drill\n'))), where: path };
    },
  },
];
