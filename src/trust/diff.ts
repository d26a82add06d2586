// What changed from one trust root to another (docs/SPEC.md §12.1), as rows of data: keys by fingerprint, so that a renamed owner
// is a change and not a new key. Changes that take protection away carry a caution; whether to accept them is the auditor's call.

import type { WitnessPolicy } from './policy.js';
import { keySheet, type SheetRow } from './sheet.js';
import type { TrustRoot } from './trust-root.js';

export interface DiffRow {
  readonly change: 'added' | 'removed' | 'changed';
  readonly part: 'trust root' | 'requirement' | 'ledger' | 'key' | 'witness policy';
  /** Origin, requirement word, group name, or the role, owner and fingerprint of a key. */
  readonly subject: string;
  /** What of it changed; absent if the whole was added or removed. */
  readonly member?: string;
  readonly before?: string;
  readonly after?: string;
  /** One clause, if the change takes protection away. */
  readonly caution?: string;
}

/** One thing of a trust root, flattened. `id` says whether two are the same thing. */
interface Flat {
  readonly part: DiffRow['part'];
  readonly id: string;
  readonly subject: string;
  readonly members: ReadonlyMap<string, string>;
}

/** Compares two trust roots; empty if they say the same (the order in the file and its layout do not count). */
export function diffTrustRoots(before: TrustRoot, after: TrustRoot): readonly DiffRow[] {
  const old = new Map(flatten(before).map((item) => [`${item.part} ${item.id}`, item]));
  const now = new Map(flatten(after).map((item) => [`${item.part} ${item.id}`, item]));
  const rows: DiffRow[] = [];
  for (const [id, item] of old) {
    const next = now.get(id);
    if (next === undefined)
      rows.push(cautioned({ change: 'removed', part: item.part, subject: item.subject }));
    else rows.push(...changes(item, next));
  }
  for (const [id, item] of now) {
    if (!old.has(id)) rows.push({ change: 'added', part: item.part, subject: item.subject });
  }
  // The serial grows with each edition; two files of one serial cannot be told apart by it.
  if (rows.length > 0 && after.serial === before.serial) rows.unshift(sameSerial(after));
  return rows;
}

function sameSerial({ name, serial }: TrustRoot): DiffRow {
  return {
    change: 'changed',
    part: 'trust root',
    subject: name,
    member: 'serial',
    before: String(serial),
    after: String(serial),
    caution: 'the content changed and the serial did not grow',
  };
}

function changes(before: Flat, after: Flat): DiffRow[] {
  const names = [...new Set([...before.members.keys(), ...after.members.keys()])];
  return names.flatMap((member) => {
    const was = before.members.get(member);
    const is = after.members.get(member);
    if (was === is) return [];
    return [
      cautioned({
        change: 'changed',
        part: after.part,
        subject: after.subject,
        member,
        ...(was === undefined ? {} : { before: was }),
        ...(is === undefined ? {} : { after: is }),
      }),
    ];
  });
}

function cautioned(row: DiffRow): DiffRow {
  const caution = cautionOf(row);
  return caution === undefined ? row : { ...row, caution };
}

function cautionOf({ change, part, subject, member, before, after }: DiffRow): string | undefined {
  // A keeper who goes takes nothing with him that old evidence needs.
  if (change === 'removed' && part === 'key' && !subject.startsWith('keeper '))
    return 'old keys stay listed for ever, or old evidence cannot be verified';
  if (change === 'removed' && part === 'requirement')
    return 'bundles that failed to show this may now pass';
  if (change === 'removed' && part === 'witness policy')
    return 'the quorum may ask for less than before';
  if (member === 'revoked' && before !== undefined) return 'a revocation was withdrawn or changed';
  if (member === 'quorum' || (part === 'witness policy' && change === 'changed'))
    return 'the quorum may ask for less than before';
  if (member === 'keepers who sign' && Number(after ?? 0) < Number(before ?? 0))
    return 'fewer people than before can change the trust root';
  if (
    member === 'serial' &&
    before !== undefined &&
    after !== undefined &&
    BigInt(after) < BigInt(before)
  )
    return 'the serial went back: this may be an old file';
  return undefined;
}

function flatten(root: TrustRoot): Flat[] {
  const { name, serial, compared, issuedAtText, expiresAtText } = root;
  return [
    flat('trust root', '', name, [
      ['name', name],
      ['serial', String(serial)],
      ['compared', compared],
      ['issued_at', issuedAtText],
      ['expires_at', expiresAtText],
      ['keepers who sign', root.keepers && String(root.keepers.threshold)],
    ]),
    ...[...root.requirements].map((word) => flat('requirement', word, word, [])),
    ...[...root.ledgers.values()].map(({ origin, suite }) =>
      flat('ledger', origin, origin, [['suite', suite]]),
    ),
    ...keySheet(root).map(flatKey),
    ...(root.witnessPolicy === undefined ? [] : flatPolicy(root.witnessPolicy)),
  ];
}

function flatKey(row: SheetRow): Flat {
  const { role, owner, ledgers, fingerprint, partner, noteKey, window } = row;
  const revoked = window?.revoked;
  const since = revoked?.compromisedSince === undefined ? '' : ` since ${revoked.compromisedSince}`;
  return flat('key', fingerprint, `${role} ${owner} ${fingerprint}`, [
    ['role', role],
    ['owner', owner],
    ['ledgers', [...ledgers].sort().join(' ')],
    ['partner', partner],
    ['note key', noteKey && `${noteKey.name} ${noteKey.keyHash}`],
    ['valid_from', window?.validFrom],
    ['valid_until', window?.validUntil],
    ['revoked', revoked && `${revoked.reason}${since}, at ${revoked.at}`],
  ]);
}

function flatPolicy({ groups, quorum }: WitnessPolicy): Flat[] {
  return [
    flat('witness policy', 'quorum', 'quorum', [['quorum', quorum]]),
    ...groups.map(({ name, threshold, members }) =>
      flat('witness policy', `group ${name}`, `group ${name}`, [
        ['threshold', String(threshold)],
        ['members', [...members].sort().join(' ')],
      ]),
    ),
  ];
}

function flat(
  part: Flat['part'],
  id: string,
  subject: string,
  members: readonly (readonly [string, string | undefined])[],
): Flat {
  const present = members.flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return { part, id, subject, members: new Map(present) };
}
