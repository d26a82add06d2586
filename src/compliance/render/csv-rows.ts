// The lines of the CSV report, in the order of the chapters. Columns: what the line is about (section, item, name, kind, bucket,
// measure), its value, and where it comes from (bundle, ledger, sequence, record_id, then the columns of a record).

import { wordsOf } from '../chapters/counts.js';
import { placeOf } from '../chapters/findings.js';
import { type ComplianceReport, type CountRow, DIMENSIONS, type LedgerSection } from '../model.js';
import { frameworkRows } from './csv-frameworks.js';
import { type CsvRow, evidence, placeCells } from './csv-row.js';

/** Every line of a report. */
export function* rowsOf(report: ComplianceReport): Generator<CsvRow> {
  yield* head(report);
  yield* bundles(report);
  for (const ledger of report.ledgers) yield* coverage(ledger);
  yield* counts(report);
  yield* fields(report);
  yield* retention(report);
  for (const framework of report.frameworks) yield* frameworkRows(framework);
  yield* findings(report);
  for (const text of report.says) yield { section: 'says', value: text };
  for (const text of report.does_not_say) yield { section: 'does not say', value: text };
  yield* records(report);
}

function* head(report: ComplianceReport): Generator<CsvRow> {
  const { period, trust_root, verifier } = report;
  const facts: Record<string, string | number | boolean | undefined> = {
    format: report.format,
    fingerprint: report.fingerprint,
    title: report.title,
    prepared_by: report.prepared_by,
    prepared_for: report.prepared_for,
    verified_at: report.at,
    verifier: `${verifier.name} ${verifier.version}`,
    trust_root: trust_root?.name ?? 'none',
    trust_root_serial: trust_root?.serial,
    trust_root_sha3_256: trust_root?.sha3_256,
    requirements: report.requirements.join(' '),
    period_from: period.from,
    period_to: period.to,
    verdict: report.verdict,
    integrity_verified: report.integrity_verified,
    summary: report.summary,
    record_count: report.record_count,
  };
  for (const [measure, value] of Object.entries(facts))
    if (value !== undefined) yield { section: 'report', measure, value };
}

function* bundles({ bundles: all }: ComplianceReport): Generator<CsvRow> {
  for (const bundle of all) {
    const about = { section: 'bundle', item: bundle.id, name: bundle.name, bundle: bundle.id };
    const { manifest, showings, checks } = bundle;
    const facts: Record<string, string | number | boolean | undefined> = {
      verdict: bundle.verdict,
      summary: bundle.summary,
      counted: bundle.counted,
      bytes: bundle.bytes,
      sha256: bundle.sha256,
      attester: bundle.attester,
      bundle_id: manifest?.bundle_id,
      exporter: manifest?.exporter,
      exported_at: manifest?.exported_at,
      selection: manifest?.selection,
      tree_size: manifest?.tree_head?.tree_size,
      root_hash: manifest?.tree_head?.root_hash,
      checks_passed: checks.passed,
      checks_failed: checks.failed,
      checks_unproven: checks.unproven,
      checks_skipped: checks.skipped,
      records: showings.records,
      records_new: showings.new,
      records_repeated: showings.repeated,
      records_differing: showings.differing,
      records_not_merged: showings.not_merged,
      records_in_period: showings.in_period,
    };
    for (const [measure, value] of Object.entries(facts))
      if (value !== undefined) yield { ...about, measure, value, ledger: bundle.ledger };
    for (const { what, algorithm, standard, status, signer } of bundle.signatures)
      yield {
        ...about,
        section: 'signature',
        kind: what,
        measure: `${algorithm} (${standard})`,
        value: status,
        note: signer,
      };
    for (const { id, status, examined, counts: words } of bundle.results)
      yield {
        ...about,
        section: 'check',
        name: id,
        measure: 'status',
        value: status,
        note: `${examined} ${words}`,
      };
  }
}

function* coverage(ledger: LedgerSection): Generator<CsvRow> {
  const about = { section: 'coverage', item: ledger.id, name: ledger.origin, ledger: ledger.id };
  const { sequences } = ledger;
  const facts: Record<string, number | undefined> = {
    records: ledger.records_in_period,
    erased_records: ledger.erased_in_period,
    proven_permille: ledger.proven_permille,
    sequence_from: sequences.from,
    sequence_to: sequences.to,
    sequence_runs: sequences.runs,
    sequences_missing: sequences.missing,
  };
  for (const [measure, value] of Object.entries(facts))
    if (value !== undefined) yield { ...about, measure, value };
  const stretch = (kind: string, from: string, to: string): CsvRow => ({
    ...about,
    kind,
    measure: 'stretch',
    value: `${from}/${to}`,
  });
  for (const { from, to } of ledger.proven) yield stretch('proven', from, to);
  for (const { from, to, records } of ledger.gaps)
    yield { ...stretch('gap', from, to), note: `${records} records shown` };
  for (const { bundle, selection, complete, extent, records } of ledger.lanes)
    yield {
      ...about,
      kind: complete ? 'lane, complete' : 'lane, not complete',
      measure: selection,
      value: extent === undefined ? '' : `${extent.from}/${extent.to}`,
      note: `${records} records`,
      bundle,
    };
  for (const { from, to } of sequences.holes)
    yield { ...about, kind: 'hole', measure: 'sequences', value: `${from}-${to}` };
}

function* counts({ counts: all, dimensions, period }: ComplianceReport): Generator<CsvRow> {
  const { by_bucket, ...totals } = all;
  for (const [measure, value] of Object.entries(totals))
    yield { section: 'count', item: 'records', measure, value };
  for (const [i, value] of by_bucket.entries())
    yield {
      section: 'count',
      item: 'records',
      bucket: period.buckets[i]?.label,
      measure: 'in_period',
      value,
    };
  for (const { name, rows } of dimensions) {
    for (const row of rows) {
      const about = { section: 'events by', item: name, name: nameOf(row), kind: row.kind };
      yield { ...about, measure: 'events', value: row.records };
      for (const [i, value] of row.by_bucket.entries())
        yield { ...about, bucket: period.buckets[i]?.label, measure: 'events', value };
      yield* evidence(`events by ${name}`, about.name, row.examples);
    }
  }
}

function nameOf(row: CountRow): string {
  return row.kind === 'value' ? (row.value ?? '') : `(${wordsOf(row)})`;
}

function* fields({ fields: all, sealed }: ComplianceReport): Generator<CsvRow> {
  for (const { field, absent_examples, required_by, ...states } of all) {
    for (const [measure, value] of Object.entries(states))
      yield {
        section: 'field',
        item: field,
        measure,
        value,
        note: `required by: ${required_by.join(', ') || 'none'}`,
      };
    yield* evidence('field absent', field, absent_examples);
  }
  for (const { field, ...states } of sealed)
    for (const [measure, value] of Object.entries(states))
      yield { section: 'sealed field', item: field, measure, value };
}

function* retention({ retention: all }: ComplianceReport): Generator<CsvRow> {
  for (const { record, name, years, applies_to, recorded_at } of all.policies)
    yield {
      section: 'retention policy',
      name,
      measure: 'years',
      value: years,
      note: applies_to,
      recorded_at,
      ...placeCells(record),
    };
  for (const { legal_ground, whole, fields: single, records: sum } of all.by_ground) {
    const about = { section: 'erasures by ground', item: legal_ground };
    yield { ...about, measure: 'whole', value: whole };
    yield { ...about, measure: 'fields', value: single };
    yield { ...about, measure: 'erasures', value: sum };
  }
  for (const erasure of all.erasures)
    yield {
      section: 'erasure',
      item: erasure.legal_ground,
      name: erasure.policy,
      measure: 'erased',
      value: erasure.fields === undefined ? '*' : erasure.fields.join(' '),
      note: `record ${erasure.target_sequence}, ${erasure.target_id}, recorded ${erasure.target_recorded_at}`,
      recorded_at: erasure.logged_at,
      ...placeCells(erasure.record),
    };
}

function* findings({ findings: all }: ComplianceReport): Generator<CsvRow> {
  for (const found of all)
    yield {
      section: 'finding',
      item: found.code,
      name: placeOf(found),
      kind: found.outcome,
      measure: found.check ?? 'report',
      value: found.message,
      note: found.remedy,
      bundle: found.bundles.join(' '),
      ...(found.record === undefined ? {} : placeCells(found.record)),
    };
}

function* records({ records: { listed, left_out } }: ComplianceReport): Generator<CsvRow> {
  yield { section: 'records left out', measure: 'records', value: left_out };
  for (const row of listed) {
    const cells: CsvRow = {};
    for (const name of DIMENSIONS) {
      const hidden = row.hidden[name];
      cells[name] = row.values[name] ?? (hidden === undefined ? '' : `(${hidden})`);
    }
    yield {
      section: 'record',
      kind: row.in_period ? 'in period' : 'outside period',
      measure: 'showings',
      value: row.showings,
      bundle: row.bundle,
      ...placeCells(row),
      recorded_at: row.recorded_at,
      type: row.type,
      ...cells,
      record_hash: row.record_hash,
    };
  }
}
