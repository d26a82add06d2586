// Assessment results of the Open Security Controls Assessment Language (OSCAL 1.1 and 1.2, JSON): one result a framework, one observation
// a control. There are no findings: their status knows only satisfied and not-satisfied, which is for an assessor to say. The controls
// are those of a catalogue that the document holds: ids, titles and citations alone, no text of a standard, so that it is free to ship.
// Identifiers are UUIDs of version 5 from the fingerprint of the report, so the same report gives the same document.

import { base64Of, bytesOfHex } from '../../base/bytes.js';
import { concat, toHex, utf8 } from '../../base/encoding.js';
import { NAMES } from '../../base/names.js';
import { sha1 } from '../../crypto/sha1.js';
import { jsonText } from '../../report/escape.js';
import { grouped, percent } from '../../report/words.js';
import type { BundleSection, ComplianceReport, FrameworkSection } from '../model.js';
import { coverageWords, integrityWords, standingWords } from '../wording.js';
import { evidenceFiles } from './evidence-files.js';

const OSCAL = '1.1.2';
/** Names of our own properties are told apart by it. */
const NS = NAMES.oscal;
/** RFC 9562 §6.6: the namespace of URLs, from which ours is made. */
const URL_NAMESPACE = '6ba7b8119dad11d180b400c04fd430c8';

type Control = FrameworkSection['controls'][number];

export function renderOscal(report: ComplianceReport): string {
  const uuid = (name: string): string => uuidOf(`${NS}:${report.fingerprint}:${name}`);
  const { title, at, verifier, frameworks, bundles } = report;
  const shown = frameworks.filter(({ controls }) => controls.length > 0);
  const document = {
    'assessment-results': {
      uuid: uuid('document'),
      metadata: {
        title: lineOf(title),
        'last-modified': at,
        version: report.fingerprint,
        'oscal-version': OSCAL,
        props: propsOf({
          'report-fingerprint': report.fingerprint,
          verdict: report.verdict,
          integrity: integrityWords(report),
          completeness: coverageWords(report.coverage),
          'exit-status': `${report.exit.code}: ${report.exit.means}`,
          verifier: `${verifier.name} ${verifier.version}`,
        }),
        remarks: REMARKS,
      },
      'import-ap': { href: `#${uuid('plan')}`, remarks: 'There was no assessment plan.' },
      results: shown.length === 0 ? [emptyResult(report, uuid)] : shown.map(resultOf),
      'back-matter': {
        resources: [
          {
            uuid: uuid('plan'),
            title: 'No assessment plan',
            description:
              'This document was made from verified records by themselves: nobody planned an assessment.',
          },
          ...shown.map(catalogueOf),
          ...bundles.map((bundle) => resourceOf(bundle, uuid)),
        ],
      },
    },
  };
  return `${jsonText(JSON.stringify(document, null, 2))}\n`;

  function resultOf(framework: FrameworkSection) {
    return {
      uuid: uuid(`result ${framework.id}`),
      title: lineOf(framework.name),
      description: lineOf(
        `What verified records are evidence for in ${framework.name}, ${framework.edition}. ${standingWords(framework, report.coverage)}.`,
      ),
      start: report.period.from,
      end: report.period.to,
      props: propsOf({
        standing: standingWords(framework, report.coverage),
        events: String(framework.records),
        gaps: String(framework.gaps.length),
        rules: framework.digest,
      }),
      'reviewed-controls': {
        'control-selections': [
          {
            description: lineOf(framework.source),
            links: [{ href: `#${uuid(`catalogue ${framework.id}`)}`, rel: 'catalog' }],
            'include-controls': [...controlsOf(framework).keys()].map((id) => ({
              'control-id': id,
            })),
          },
        ],
      },
      observations: framework.controls.map((control) => observationOf(framework, control)),
    };
  }

  function catalogueOf(framework: FrameworkSection) {
    const { id, name, edition, source } = framework;
    const title = lineOf(`Controls of ${name} that this report examines`);
    const catalog = {
      uuid: uuid(`catalog ${id}`),
      metadata: { title, 'last-modified': at, version: framework.digest, 'oscal-version': OSCAL },
      controls: [...controlsOf(framework)].map(([token, control]) => ({
        id: token,
        title: lineOf(control.title),
        props: propsOf({ control: control.id, citation: control.citation }),
      })),
    };
    return {
      uuid: uuid(`catalogue ${id}`),
      title,
      description: lineOf(`${edition}. ${source}. Ids, titles and citations; no text of it.`),
      base64: {
        filename: `catalog-${tokenOf(id)}.json`,
        'media-type': 'application/json',
        value: base64Of(utf8(JSON.stringify({ catalog }))),
      },
    };
  }

  function observationOf(framework: FrameworkSection, control: Control) {
    const files = evidenceFiles(report, control);
    return {
      uuid: uuid(`observation ${framework.id} ${control.id}`),
      title: lineOf(`${control.id}: ${control.title}`),
      description: lineOf(
        `${grouped(control.records)} found. Looked for: ${control.rule}. Of ${grouped(control.undecided)} it cannot be seen.`,
      ),
      props: propsOf({
        'control-id': tokenOf(control.id),
        control: control.id,
        citation: control.citation,
        count: String(control.records),
        undecided: String(control.undecided),
        'period-covered': percent(report.coverage.proven_permille),
        ...(control.checked === undefined ? {} : { 'citation-checked': control.checked }),
      }),
      methods: ['EXAMINE'],
      types: ['discovery'],
      ...(files.length === 0
        ? {}
        : {
            'relevant-evidence': files.map((bundle) => ({
              href: `#${uuid(`bundle ${bundle.id}`)}`,
              description: lineOf(
                `${bundle.name}, SHA-256 ${bundle.sha256}. First records: ${control.examples.map(({ record_id }) => record_id).join(', ') || 'none is named'}`,
              ),
            })),
          }),
      collected: report.at,
    };
  }
}

/** By their ids as tokens, in order, each once. */
function controlsOf({ controls }: FrameworkSection): ReadonlyMap<string, Control> {
  const known = new Map<string, Control>();
  for (const control of controls) {
    const token = tokenOf(control.id);
    if (!known.has(token)) known.set(token, control);
  }
  return known;
}

const REMARKS =
  'Observations only. That records were found is what is observed; whether a control is met is for an assessor. Where completeness is not proven, records may be missing.';

function emptyResult(report: ComplianceReport, uuid: (name: string) => string) {
  return {
    uuid: uuid('result'),
    title: lineOf(report.title),
    description: 'No framework was examined: none was asked for, or the evidence is not proven.',
    start: report.period.from,
    end: report.period.to,
    'reviewed-controls': { 'control-selections': [{ 'include-all': {} }] },
  };
}

function resourceOf(bundle: BundleSection, uuid: (name: string) => string) {
  const { id, name, sha256, verdict, counted } = bundle;
  return {
    uuid: uuid(`bundle ${id}`),
    title: lineOf(name),
    description: `Evidence bundle ${id}: ${verdict}, ${counted ? 'counted' : 'not counted'}`,
    rlinks: [
      {
        href: encodeURIComponent(name.toWellFormed()),
        'media-type': 'application/zip',
        hashes: [{ algorithm: 'SHA-256', value: sha256 }],
      },
    ],
  };
}

function propsOf(values: Readonly<Record<string, string>>) {
  return Object.entries(values).map(([name, value]) => ({ name, ns: NS, value: lineOf(value) }));
}

/** A text of one line without white space at its ends, and not empty: the form that OSCAL asks for. Foreign text may be anything. */
function lineOf(text: string): string {
  const line = text.toWellFormed().replace(/\s+/gu, ' ').trim();
  return line === '' ? '–' : line;
}

/** `164.312(b)` as a token: `c-164.312_b`. Ids of frameworks are not those of any OSCAL catalogue; the `control` property has them whole. */
export function tokenOf(id: string): string {
  const token = id
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}.\-_]+/gu, '_')
    .replace(/_+$/u, '');
  return /^[\p{L}_]/u.test(token) ? token : `c-${token}`;
}

/** RFC 9562 §5.5: the SHA-1 of a namespace and a name is what a version 5 is; nothing rests on it. */
export function uuidOf(name: string): string {
  const bytes = sha1(concat(bytesOfHex(URL_NAMESPACE), utf8(name))).slice(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = toHex(bytes);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}
