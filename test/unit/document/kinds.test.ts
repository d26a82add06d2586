// Real bundles of the kinds that an auditor meets, as pages: what the head answers is what the transcript says, and nothing more.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { NOT_CHECKED } from '../../../src/catalogue/not-checked.js';
import { listRecords } from '../../../src/document/gather.js';
import { renderHtml } from '../../../src/document/render/html.js';
import {
  loadTrustRoot,
  parseTime,
  runOf,
  sourceFromBytes,
  verifyBundle,
} from '../../../src/index.js';

const GOLDEN = 'fixtures/golden';
const TRUST = `${GOLDEN}/trust-root.json`;
const KINDS = [
  ['a pass with two records', `${GOLDEN}/pass-01-minimal/bundle.zip`, TRUST],
  ['a pass with trusted times', `${GOLDEN}/pass-17-everything/bundle.zip`, TRUST],
  ['erased', `${GOLDEN}/pass-08-erasure/bundle.zip`, TRUST],
  ['failed', `${GOLDEN}/fail-05-chain-broken/bundle.zip`, TRUST],
  ['unproven', `${GOLDEN}/unproven-04-no-proofs/bundle.zip`, TRUST],
  ['without a trust root', `${GOLDEN}/pass-01-minimal/bundle.zip`, undefined],
  ['no bundle at all', 'README.md', TRUST],
] as const;

async function pageOf(path: string, trust: string | undefined) {
  const source = sourceFromBytes(readFileSync(path));
  const root = trust === undefined ? undefined : loadTrustRoot(readFileSync(trust));
  const at = parseTime('2026-06-01T00:00:00Z');
  if (at === undefined) throw new Error('no time');
  const transcript = await verifyBundle(source, root, { at, name: path });
  const records = await listRecords(source, transcript, 1_000);
  return { transcript, records, html: renderHtml(runOf([transcript]), { records: [records] }) };
}

/** What is above the first part, without markup. */
function headOf(html: string): string {
  const head = html.slice(html.indexOf('<main'), html.indexOf('<nav'));
  return head
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'");
}

describe.each(KINDS)('%s', (_, path, trust) => {
  it('says verdict, keys, what was not checked and until when in the head', async () => {
    const { transcript, html } = await pageOf(path, trust);
    const head = headOf(html);
    const { verdict, trust_root, proves_until, not_checked } = transcript;
    expect(head).toContain(verdict.toUpperCase());
    expect(head).toContain(trust_root === null ? "Nobody's." : `“${trust_root.name}”`);
    const own = not_checked.filter(({ code }) => NOT_CHECKED[code].when !== 'always');
    expect(head).toContain(
      `${own.length} points in this run, and ${not_checked.length - own.length} that`,
    );
    if (verdict !== 'pass') expect(head).toContain('Nothing is proven, so there is no such day.');
    else expect(head).toContain(proves_until.verdict_until ?? 'No published text sets an end.');
    if (verdict === 'pass' && proves_until.until !== undefined)
      expect(head).toContain('Renew by then with a later time stamp');
    for (const { code } of not_checked) expect(html).toContain(code.replaceAll('_', '_<wbr>'));
  });

  it('lists records only where they are proven, and draws their tree', async () => {
    const { transcript, records, html } = await pageOf(path, trust);
    const isCounted = transcript.evidence.records > 0;
    expect(records !== undefined).toBe(isCounted);
    expect(html.includes('id="b1-tree-picture"')).toBe(isCounted);
    if (!isCounted) expect(html).toContain('none is proven to be in the tree');
    else expect(records?.records.length).toBe(transcript.evidence.records);
  });
});
