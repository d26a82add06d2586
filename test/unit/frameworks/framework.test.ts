// The frameworks as data: the guide's own table, one form, careful words; and files of the auditor's own.

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { VerifierError } from '../../../src/base/errors.js';
import type { Json } from '../../../src/base/json.js';
import { FRAMEWORK } from '../../../src/base/limits.js';
import { BUILT_IN, loadFramework } from '../../../src/frameworks/framework.js';
import { FORMATS } from '../../../src/report/formats.js';
import { renderText } from '../../../src/report/text.js';
import { runOf } from '../../../src/transcript/run.js';
import type { Transcript } from '../../../src/transcript/transcript.js';
import { checkSchema } from '../../support/schema.js';
import { HOSTILE } from '../../support/transcripts.js';
import { parseXml } from '../../support/xml.js';
import { ALL, COMPLETE, examined, exported, newLedger, verified } from './bundles.js';

const FILES = readdirSync('src/frameworks').filter((name) => name.endsWith('.json'));
const EXAMPLE =
  /<!-- example -->\n```json\n(.*?)```/s.exec(readFileSync('docs/FRAMEWORKS.md', 'utf8'))?.[1] ??
  '';

/** The table of the ledger's public guide, column by column. */
const GUIDE = {
  soc2: ['timestamp', 'actor', 'action', 'outcome', 'subject'],
  gdpr: ['timestamp', 'actor', 'action', 'data_classification', 'legal_basis', 'subject'],
  hipaa: [
    ...['timestamp', 'actor', 'action', 'outcome', 'data_classification', 'legal_basis'],
    'subject',
  ],
  iso27001: ['timestamp', 'actor', 'action', 'outcome', 'data_classification', 'subject'],
  nis2: [],
  eidas2: [],
};

/** Words that a result must not use of anybody. */
const FORBIDDEN =
  /\b(?:non-?)?(?:compliant|complies|comply|satisf(?:y|ies|ied)|certif(?:y|ies|ied|ication)|qualified|conformant|violat\w*)\b/i;
/** Text without the one sentence that denies, on one line. */
const withoutDenials = (text: string): string =>
  text.replace(/\s+/g, ' ').replaceAll('that a framework is satisfied', '');

describe('the built-in frameworks', () => {
  it('follow the schema, each under its own id', () => {
    expect(FILES.length).toBe(BUILT_IN.size);
    for (const file of FILES) {
      const text = readFileSync(`src/frameworks/${file}`);
      const value = JSON.parse(text.toString('utf8')) as Json;
      expect(checkSchema('framework', value), file).toBeUndefined();
      const loaded = loadFramework(text);
      const builtIn = BUILT_IN.get(file.replace('.json', ''));
      expect({ ...loaded, suppliedBy: 'softqcos-verify' }, file).toEqual(builtIn);
    }
  });

  it('require the fields of the guide, and no others', () => {
    for (const [id, fields] of Object.entries(GUIDE)) {
      const own = BUILT_IN.get(id)?.document.required_fields.fields ?? ['?'];
      expect([...own].sort(), id).toEqual([...fields].sort());
    }
  });

  it('name the periods of the guide, and require only the one that a law sets', () => {
    const periods = ALL.map(({ document }) => [
      document.id,
      document.retention.years,
      document.retention.force,
    ]);
    expect(periods).toEqual([
      ['soc2', 1, 'recommended'],
      ['iso27001', 3, 'recommended'],
      ['gdpr', undefined, 'none'],
      ['hipaa', 6, 'required'],
      ['nis2', undefined, 'none'],
      ['eidas2', undefined, 'none'],
    ]);
  });

  it('ask about PHI on the basis of legitimate interest, the example of the guide itself', async () => {
    const ledger = newLedger();
    ledger.append({ ...COMPLETE, legal_basis: 'legitimate_interest' });
    ledger.append(COMPLETE);
    const transcript = await verified(await exported(ledger), { frameworks: ALL });
    const { lints, gaps } = examined(transcript, 'gdpr');
    expect(lints.map(({ id, records }) => [id, records])).toEqual([
      ['health-data-legitimate-interest', 1],
      ['health-data-contract', 0],
      ['sharing-without-recipient', 0],
    ]);
    expect(gaps).toEqual([]);
  });

  it('say of eIDAS that a mechanism matches, and no more', () => {
    const texts = BUILT_IN.get('eidas2')?.document.statements.map(({ text }) => text) ?? [];
    expect(texts[0]).toContain('matches in mechanism');
  });
});

describe('wording', () => {
  it('never calls anybody compliant, satisfied, certified or qualified in the data', () => {
    for (const file of FILES) {
      const text = withoutDenials(readFileSync(`src/frameworks/${file}`, 'utf8'));
      expect(FORBIDDEN.exec(text)?.[0], file).toBeUndefined();
    }
    const scanned = withoutDenials('This bundle is compliant.');
    expect(FORBIDDEN.test(scanned)).toBe(true);
  });

  it('nor in any report, with gaps or without', async () => {
    const complete = newLedger();
    complete.append(COMPLETE);
    const lacking = newLedger();
    lacking.append({ action: 'become_aware', incident_id: 'a', data_classification: 'PHI' });
    lacking.append({ ...COMPLETE, legal_basis: 'contract' });
    for (const ledger of [complete, lacking]) {
      const transcript = await verified(await exported(ledger), { frameworks: ALL });
      for (const [name, render] of Object.entries(FORMATS)) {
        const text = withoutDenials(render(runOf([transcript]))).replaceAll('\\', '');
        expect(FORBIDDEN.exec(text)?.[0], name).toBeUndefined();
      }
    }
  });
});

describe('loadFramework', () => {
  const own = JSON.parse(EXAMPLE) as Record<string, Json>;
  const load = (value: unknown) => loadFramework(Buffer.from(JSON.stringify(value)));
  const control = { id: 'c', title: 't', citation: 'c', records: 'all' };
  const lint = { id: 'l', message: 'm', citation: 'c', records: 'all' };
  const interval = {
    ...{ id: 'i', title: 't', citation: 'c', from: 'all', to: 'all' },
    within: { hours: 1 },
  };

  it('loads the example of docs/FRAMEWORKS.md, and it finds what it says', async () => {
    const framework = loadFramework(Buffer.from(EXAMPLE));
    expect(framework.suppliedBy).toBe('auditor');
    const ledger = newLedger();
    ledger.append({ ...COMPLETE, event_type: 'data_export', outcome: 'DENIED' });
    ledger.append({ ...COMPLETE, ticket: 'T-1' });
    const transcript = await verified(await exported(ledger), { frameworks: [framework] });
    const result = examined(transcript, 'acme-exports');
    expect(result.gaps).toEqual([
      'field ticket is missing in 1 of 2 selected records',
      'retention: no policy is shown that keeps 1 of 1 selected records for 2 years',
    ]);
    expect(result.controls[0]?.examples.map(({ sequence }) => sequence)).toEqual([0]);
    expect(result.lints[0]?.records).toBe(1);
  });

  it('gives one digest to one meaning, however it is printed', () => {
    const pretty = loadFramework(Buffer.from(JSON.stringify(own, null, 4)));
    expect(pretty.digest).toBe(load(own).digest);
    expect(load({ ...own, edition: 'other' }).digest).not.toBe(pretty.digest);
  });

  it.each<[string, unknown, string]>([
    ['not an object', [], '/: must be an object'],
    ['another format', { ...own, format: 'softqcos.framework/v2' }, '/format: must be'],
    ['a member too many', { ...own, result: 'fine' }, '"result" has no place'],
    ['no retention', { ...own, retention: undefined }, 'member "retention" is missing'],
    [
      'a period without years',
      { ...own, retention: { force: 'required', records: 'all', source: 's', note: 'n' } },
      '/retention: member "years" is missing',
    ],
    [
      'years without a period',
      { ...own, retention: { force: 'none', years: 1, records: 'all', source: 's', note: 'n' } },
      '/retention/years',
    ],
    [
      'a selector of nothing',
      { ...own, controls: [{ ...control, records: [] }] },
      '/controls/0/records',
    ],
    [
      'a selector of an empty object',
      { ...own, controls: [{ ...control, records: [{}] }] },
      '/controls/0/records/0',
    ],
    [
      'another word than all',
      { ...own, lints: [{ ...lint, records: 'some' }] },
      '/lints/0/records: must be "all"',
    ],
    ['two controls of one id', { ...own, controls: [control, control] }, '/controls/1/id'],
    ['two lints of one id', { ...own, lints: [lint, lint] }, '/lints/1/id'],
    [
      'two intervals of one id',
      { ...own, incidents: { id_field: 'x', intervals: [interval, interval] } },
      '/incidents/intervals/1/id',
    ],
    [
      'hours and months',
      {
        ...own,
        incidents: { id_field: 'x', intervals: [{ ...interval, within: { hours: 1, months: 1 } }] },
      },
      '/incidents/intervals/0/within',
    ],
  ])('refuses %s', (_, value, message) => {
    expect(() => load(value)).toThrow(VerifierError);
    try {
      load(value);
    } catch (error) {
      expect(error).toMatchObject({ code: 'ERR_FRAMEWORK_INVALID' });
      expect(String(error)).toContain(message);
    }
  });

  it.each([
    ['text that is no JSON', Buffer.from('no'), 'line 1, column 1'],
    ['one name twice', Buffer.from('{"id":"a","id":"b"}'), 'a name stands twice'],
    ['more than a MiB', Buffer.alloc(FRAMEWORK.fileBytes + 1, 0x20), 'more than 1048576'],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => loadFramework(bytes)).toThrow(message);
  });
});

describe('reports', () => {
  async function run(): Promise<Transcript> {
    const ledger = newLedger();
    ledger.append({
      ...COMPLETE,
      action: 'become_aware',
      incident_id: HOSTILE.toWellFormed().slice(0, 200),
    });
    ledger.append({ event_type: 'login' });
    return verified(await exported(ledger), { frameworks: ALL });
  }

  it('state the gaps under the first line and again in the part of the framework', async () => {
    const transcript = await run();
    const text = renderText(transcript);
    const lines = text.split('\n');
    expect(lines[0]).toMatch(/^PASS, 25 framework gaps \(exit 4\) {2}/);
    // Under the line that says whose keys were trusted (§16.6).
    const gap = lines.indexOf('gap   SOC 2: field timestamp is missing in 1 of 2 selected records');
    expect(lines.slice(1, gap).join(' ')).toMatch(/^ {6}under the keys of /);
    expect(gap).toBeLessThan(5);
    expect(text).toContain('Framework HIPAA Security Rule (45 CFR Part 164, Subpart C)');
    expect(text).toContain('actor: 1 in the clear, 1 missing (sequence 1)');
    expect(renderText(transcript, { quiet: true })).toContain('gap   GDPR: field legal_basis');
    expect(text.trimEnd().split('\n').at(-1)).toBe(lines[0]);
  });

  it('say nothing of frameworks that were not asked for', async () => {
    const { frameworks: _, ...rest } = await run();
    for (const render of Object.values(FORMATS))
      expect(render(runOf([rest]))).not.toMatch(/SOC 2|"frameworks"|### Frameworks/);
  });

  it('are red in JUnit, and name every record behind a gap in CSV', async () => {
    const transcript = await run();
    const xml = FORMATS.junit(runOf([transcript]));
    parseXml(xml);
    expect(xml.match(/<failure type="gap"/g)).toHaveLength(4);
    const rows = FORMATS.csv(runOf([transcript])).split('\r\n');
    const gaps = rows.filter((row) => row.includes('"field actor is missing"'));
    expect(gaps).toHaveLength(4);
    for (const row of gaps) expect(row).toContain('"1"');
    expect(FORMATS.markdown(runOf([transcript]))).toContain('### Frameworks');
  });

  it('make hostile text of incidents and of framework files harmless', async () => {
    const ledger = newLedger();
    ledger.append({ action: HOSTILE.toWellFormed().slice(0, 100) });
    const hostile = loadFramework(
      Buffer.from(
        JSON.stringify({
          ...JSON.parse(EXAMPLE),
          name: HOSTILE.toWellFormed().slice(0, 250),
          edition: '=1+1',
          lints: [
            { id: 'x', message: HOSTILE.toWellFormed(), citation: '@SUM(1)', records: 'all' },
          ],
        }),
      ),
    );
    const other = await verified(await exported(ledger), { frameworks: [hostile] });
    for (const transcript of [await run(), other])
      for (const [name, render] of Object.entries(FORMATS)) {
        const text = render(runOf([transcript]));
        expect(text, name).not.toMatch(/(?![ \n\r])[\p{Cc}\p{Cf}\p{Cs}\p{Z}]/u);
        const ours = name === 'github' ? /^::warning [^\n]*\n/ : /^$/;
        expect(text.replace(ours, ''), name).not.toMatch(/^::|^##\[/m);
        if (name === 'csv') expect(text).not.toMatch(/"[=+\-@]/);
        if (name === 'junit') parseXml(text);
      }
  });
});
