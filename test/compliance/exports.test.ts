// The formats that tools of auditors take in: a line a control, OSCAL assessment results, OCSF events, a JSON line a record. Their numbers
// are those of the report, nothing says that a control is met, and a line that is deleted is found by the checker of the manual.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { beforeAll, describe, expect, it } from 'vitest';
import { canonicalize, type Json } from '../../src/base/json.js';
import { renderReport } from '../../src/compliance/formats.js';
import type { ComplianceReport } from '../../src/compliance/model.js';
import { tokenOf, uuidOf } from '../../src/compliance/render/oscal.js';
import { broken, parseCsv, reportOver, smallYear, WHOLE } from '../support/year.js';

let report: ComplianceReport;
let failed: ComplianceReport;
const textOf = async (format: 'controls' | 'oscal' | 'ocsf' | 'jsonl', of = report) =>
  String(await renderReport(of, format));

beforeAll(async () => {
  const year = smallYear();
  const bundle = await year.bundle('2026', WHOLE);
  report = await reportOver({ 'year.zip': bundle });
  failed = await reportOver({ 'year.zip': bundle, 'bad.zip': broken(bundle) });
});

describe('a line a control', () => {
  it('has the count, what was looked for, and the file with its digest', async () => {
    const rows = parseCsv(await textOf('controls'));
    const controls = report.frameworks.flatMap(({ controls: own }) => own);
    expect(rows).toHaveLength(controls.length);
    rows.forEach((row, i) => {
      const control = controls[i];
      expect(row).toMatchObject({
        control: control?.id,
        looked_for: control?.rule,
        count: String(control?.records),
        report_fingerprint: report.fingerprint,
      });
      const isFound = (control?.records ?? 0) > 0;
      expect(row['evidence_sha256']).toBe(isFound ? report.bundles[0]?.sha256 : '');
      expect(row['evidence_files']).toBe(isFound ? 'year.zip' : '');
    });
  });

  it('is not there after a failure', async () => {
    expect(parseCsv(await textOf('controls', failed))).toEqual([]);
  });
});

interface Observation {
  readonly uuid: string;
  readonly props: readonly { readonly name: string; readonly value: string }[];
  readonly 'relevant-evidence'?: readonly { readonly href: string }[];
}
interface Results {
  readonly 'assessment-results': {
    readonly uuid: string;
    readonly results: readonly {
      readonly observations?: readonly Observation[];
      readonly 'reviewed-controls': {
        readonly 'control-selections': readonly {
          readonly 'include-controls': readonly { readonly 'control-id': string }[];
        }[];
      };
    }[];
    readonly 'back-matter': {
      readonly resources: readonly {
        readonly uuid: string;
        readonly base64?: { readonly value: string };
      }[];
    };
  };
}

/** NIST's own schema of assessment results, beside the project and never in it. */
const OSCAL_SCHEMAS = fileURLToPath(new URL('../../../oscal/', import.meta.url));
const OSCAL_SCHEMA = `${OSCAL_SCHEMAS}oscal_assessment-results_schema.json`;
/** The validator that a schema of NIST makes. */
function oscalValidator(file: string) {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  return ajv.compile(JSON.parse(readFileSync(`${OSCAL_SCHEMAS}${file}`, 'utf8')));
}

/** The catalogues that a document holds. */
const cataloguesIn = (document: Results): { catalog: { controls: { id: string }[] } }[] =>
  document['assessment-results']['back-matter'].resources.flatMap(({ base64 }) =>
    base64 === undefined
      ? []
      : [JSON.parse(Buffer.from(base64.value, 'base64').toString('utf8')) as never],
  );

/** What OSCAL 1.1 and 1.2 ask of the members that we write: forms of texts, and no list that is empty. */
function oscalFaults(value: unknown, name = '', faults: string[] = []): string[] {
  if (Array.isArray(value)) {
    if (value.length === 0) faults.push(`${name}: an empty list`);
    for (const item of value) oscalFaults(item, name, faults);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) oscalFaults(inner, key, faults);
  } else if (typeof value === 'string') {
    const form: Record<string, RegExp> = {
      uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[45][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      'control-id': /^[\p{L}_][\p{L}\p{N}.\-_]*$/u,
      name: /^[\p{L}_][\p{L}\p{N}.\-_]*$/u,
      collected: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/,
      start: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/,
      end: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/,
      'last-modified': /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/,
    };
    if (!(form[name] ?? /^\S(?:.*\S)?$/u).test(value)) faults.push(`${name}: ${value}`);
  } else faults.push(`${name}: not a text`);
  return faults;
}

describe('OSCAL assessment results', () => {
  it('have one observation a control, whose evidence is a resource of the document', async () => {
    const document = JSON.parse(await textOf('oscal')) as Results;
    const { results, 'back-matter': back } = document['assessment-results'];
    const observations = results.flatMap(({ observations: own = [] }) => own);
    const controls = report.frameworks.flatMap(({ controls: own }) => own);
    const propOf = ({ props }: Observation, name: string) =>
      props.find((prop) => prop.name === name)?.value;
    expect(observations.map((one) => [propOf(one, 'control'), propOf(one, 'count')])).toEqual(
      controls.map(({ id, records }) => [id, String(records)]),
    );
    const known = new Set(back.resources.map(({ uuid }) => `#${uuid}`));
    for (const { 'relevant-evidence': evidence = [] } of observations)
      for (const { href } of evidence) expect(known).toContain(href);
    const ids = [document['assessment-results'].uuid, ...observations.map(({ uuid }) => uuid)];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('claim nothing: there is no finding, no status and no risk', async () => {
    for (const of of [report, failed]) {
      const text = await textOf('oscal', of);
      expect(text).not.toMatch(/"(?:findings|risks|status|attestations)"|satisfied/);
      expect(oscalFaults(JSON.parse(text))).toEqual([]);
    }
  });

  it.runIf(existsSync(OSCAL_SCHEMA))(
    'are valid by the schema of NIST (not run without ../oscal/oscal_assessment-results_schema.json)',
    async () => {
      const validate = oscalValidator('oscal_assessment-results_schema.json');
      const catalogue = oscalValidator('oscal_catalog_schema.json');
      for (const one of cataloguesIn(JSON.parse(await textOf('oscal')))) {
        catalogue(one);
        expect(catalogue.errors).toBeNull();
      }
      for (const of of [report, failed]) {
        const document = JSON.parse(await textOf('oscal', of));
        validate(document);
        expect(validate.errors).toBeNull();
        delete document['assessment-results'].results[0].start;
        expect(validate(document)).toBe(false);
      }
    },
  );

  it('hold a catalogue of the controls of each framework, each once, with no text of a standard', async () => {
    const document = JSON.parse(await textOf('oscal')) as Results;
    const catalogues = cataloguesIn(document).map(({ catalog }) =>
      catalog.controls.map(({ id }) => id),
    );
    const selected = document['assessment-results'].results.map((result) =>
      result['reviewed-controls']['control-selections'].flatMap((selection) =>
        selection['include-controls'].map((control) => control['control-id']),
      ),
    );
    expect(catalogues).toEqual(selected);
    expect(catalogues).toHaveLength(report.frameworks.length);
    for (const ids of catalogues) expect(new Set(ids).size).toBe(ids.length);
    expect(cataloguesIn(document).flatMap((one) => oscalFaults(one))).toEqual([]);
    for (const { catalog } of cataloguesIn(document))
      for (const control of catalog.controls)
        expect(Object.keys(control)).toEqual(['id', 'title', 'props']);
  });

  it('have the same identifiers for the same report, by RFC 9562', async () => {
    expect(await textOf('oscal')).toBe(await textOf('oscal'));
    // uuid5(NAMESPACE_URL, "https://example.com/") of Python's uuid module.
    expect(uuidOf('https://example.com/')).toBe('dd2c1780-811a-5296-81c5-178a0ef488bc');
    expect(tokenOf('164.312(b)')).toBe('c-164.312_b');
    expect(tokenOf('Article 45l(1)(c)')).toBe('Article_45l_1_c');
  });
});

describe('OCSF events', () => {
  it('are one a record of the period, in a chain of attestations', async () => {
    const events = (await textOf('ocsf'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events).toHaveLength(report.record_count);
    let previous: unknown;
    for (const event of events) {
      const [{ fingerprint, ...attestation }] = event.attestation_list;
      const bare = { ...event, attestation_list: [attestation] } as Json;
      const value = createHash('sha3-256').update(canonicalize(bare)).digest('hex');
      expect(fingerprint).toMatchObject({ algorithm_id: 13, serialization_id: 2, value });
      expect(attestation.prev_event?.fingerprint).toEqual(previous);
      expect(event.metadata.profiles).toEqual(['record_integrity']);
      expect([event.class_uid, event.type_uid, event.severity_id]).toEqual([0, 99, 0]);
      previous = fingerprint;
    }
  });
});

describe('a JSON line a record', () => {
  /** The checker of docs/MANUAL.md, as it is written there. */
  const check = (text: string): string => {
    const manual = readFileSync(new URL('../../docs/MANUAL.md', import.meta.url), 'utf8');
    const [, code = ''] = /<!-- example: checker -->\n```js\n(.*?)```/s.exec(manual) ?? [];
    const body = code.replace(/^import .*;$/gm, '').replace(/readFileSync\(.*?'utf8'\)/, 'text');
    let said = 'nothing';
    const print = { log: (words: string) => (said = words) };
    const run = new Function('createHash', 'text', 'console', 'process', body);
    try {
      run(createHash, text, print, { argv: [] });
    } catch (error) {
      return `refused: ${(error as Error).message}`;
    }
    return said;
  };

  it('is whole by the checker of the manual, and has every record of the period', async () => {
    const text = await textOf('jsonl');
    expect(check(text)).toBe(`whole: ${report.records.listed.length} records`);
    const rows = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(rows.filter(({ line, in_period }) => line === 'record' && in_period)).toHaveLength(
      report.record_count,
    );
    expect(rows[0]).toMatchObject({ fingerprint: report.fingerprint, left_out: 0 });
  });

  it('shows the checker any line that was deleted, moved, repeated or changed', async () => {
    const lines = (await textOf('jsonl')).trimEnd().split('\n');
    const joined = (list: readonly string[]) => `${list.join('\n')}\n`;
    for (const at of [0, 1, 2, lines.length >> 1, lines.length - 2, lines.length - 1])
      expect(check(joined(lines.filter((_, i) => i !== at)))).toMatch(/^refused/);
    const [first = '', second = '', third = '', ...rest] = lines;
    expect(check(joined([first, third, second, ...rest]))).toMatch(/^refused/);
    expect(check(joined([first, second, second, third, ...rest]))).toMatch(/^refused/);
    const changed = second.replace('"sequence":', '"sequence":1');
    expect(check(joined([first, changed, third, ...rest]))).toMatch(/^refused/);
  });
});
