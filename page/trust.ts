// Trust roots in the worker: to show, to compare, to make. The code is that of `trust show`, `trust diff` and `trust new`.

import { shownUtf8 } from '../src/base/encoding.js';
import { REQUIREMENTS } from '../src/catalogue/requirements.js';
import { diffTrustRoots } from '../src/trust/diff.js';
import { lintTrustRoot } from '../src/trust/lint/lint.js';
import { type KeyText, makeTrustRoot } from '../src/trust/make.js';
import { fingerprintGroups, keySheet, type SheetWindow } from '../src/trust/sheet.js';
import type { TrustRoot } from '../src/trust/trust-root.js';
import type { Made, MakeRequest, ShownChange, ShownRoot } from './messages.js';
import { instantOf, trustRootOf } from './run.js';
import { smallFile } from './source.js';

/** Far more than a key, a certificate or a policy needs: 1 MiB. */
const KEY_BYTES = 1_048_576;

/** @throws VerifierError ERR_TRUST_ROOT_INVALID, ERR_TRUST_ROOT_UNREADABLE */
export async function show(file: File, at: string): Promise<ShownRoot> {
  return shownOf(await trustRootOf(file), at);
}

export async function compare(before: File, after: File): Promise<readonly ShownChange[]> {
  const [old, now] = [await trustRootOf(before), await trustRootOf(after)];
  return diffTrustRoots(old, now).map((row) => ({
    change: row.change,
    subject: `${row.part} ${row.subject}`,
    member: row.member ?? '',
    before: row.before ?? '',
    after: row.after ?? '',
    caution: row.caution ?? '',
  }));
}

/** @throws VerifierError ERR_TRUST_ROOT_INVALID, naming the file of the key that cannot be used */
export async function make(request: MakeRequest): Promise<Made> {
  const { validUntil, witnessPolicy } = request;
  const { text, trustRoot } = makeTrustRoot({
    name: request.name,
    serial: request.serial,
    issuedAt: request.issuedAt,
    expiresAt: request.expiresAt,
    origin: request.origin,
    suite: request.suite === 'softqcos-v1-sha256' ? request.suite : 'softqcos-v1',
    ledgerKeys: await texts(request.ledgerKeys),
    attester: request.attester,
    attesterKeys: await texts(request.attesterKeys),
    recorderKeys: await texts(request.recorderKeys),
    certificates: await texts(request.certificates),
    requirements: REQUIREMENTS.filter((word) => request.requirements.includes(word)),
    validFrom: request.validFrom,
    ...(validUntil === undefined ? {} : { validUntil }),
    ...(witnessPolicy === undefined ? {} : { witnessPolicy: (await textOf(witnessPolicy)).text }),
  });
  return { text, root: shownOf(trustRoot, request.issuedAt) };
}

function shownOf(root: TrustRoot, time: string): ShownRoot {
  const at = instantOf(time);
  return {
    name: root.name,
    serial: root.serial,
    issuedAt: root.issuedAtText,
    expiresAt: root.expiresAtText,
    isExpired: at > root.expiresAt,
    digest: root.sha3_256,
    groups: fingerprintGroups(root.sha3_256),
    requirements: [...root.requirements],
    keys: keySheet(root).map(({ role, owner, algorithm, groups, window }) => ({
      role,
      owner,
      algorithm,
      groups,
      window: windowWords(window),
    })),
    weaknesses: lintTrustRoot(root, { at }).map(({ severity, message }) => ({ severity, message })),
  };
}

function windowWords(window: SheetWindow | undefined): string {
  if (window === undefined) return 'no window';
  const { validFrom, validUntil, revoked } = window;
  const until = validUntil === undefined ? '' : ` until ${validUntil}`;
  const end = revoked === undefined ? '' : `, revoked ${revoked.at} (${revoked.reason})`;
  return `from ${validFrom}${until}${end}`;
}

function texts(files: readonly File[]): Promise<KeyText[]> {
  return Promise.all(files.map(textOf));
}

async function textOf(file: File): Promise<KeyText> {
  const bytes = await smallFile(file, KEY_BYTES, 'ERR_TRUST_ROOT_INVALID');
  return { text: shownUtf8(bytes), from: file.name };
}
