// Witness policy (c2sp.org/tlog-policy without log lines, docs/SPEC.md §12.2): witnesses, groups, one quorum, and what a set of
// cosignatures proves under them. Names are opaque and compared whole. Witnesses are told apart by key material: one key under
// two names would count twice. `quorum none` and log lines are refused: the ledgers are listed elsewhere.

import { concat, type Instant, parseDecimal, toBase64 } from '../base/encoding.js';
import { keyHash, loadVkey, type NoteKey, parseVkey } from './vkey.js';

/** A witness of the policy; `name` is the policy's own, `noteKey.name` the one on signature lines. */
export interface Witness {
  readonly name: string;
  readonly noteKey: NoteKey;
  /** 1-based line of the policy. */
  readonly line: number;
}

/** Witnessed if at least `threshold` of `members` (names of witnesses or groups) are. */
interface Group {
  readonly name: string;
  readonly threshold: number;
  readonly members: readonly string[];
}

export interface WitnessPolicy {
  /** In the order of the text. */
  readonly witnesses: readonly Witness[];
  /** In the order of the text: a group only uses what stands before it. */
  readonly groups: readonly Group[];
  /** Name of a witness or group. */
  readonly quorum: string;
}

export type PolicyResult =
  | { readonly ok: true; readonly policy: WitnessPolicy }
  | { readonly ok: false; readonly line: number; readonly reason: string };

/** c2sp.org/tlog-policy, Implementation limits. */
const MAX_WITNESSES = 32;
const MAX_GROUPS = 32;
/** Predefined, and refused here: a quorum of nobody would make `witnesses` pass without a witness. */
const NONE = 'none';

/** Parses a policy. The last line may lack its LF. Never throws; messages do not quote keys. */
export function parsePolicy(text: string): PolicyResult {
  const reader = new PolicyReader();
  const lines = text.split('\n');
  for (const [index, line] of lines.entries()) {
    const reason = reader.line(line, index + 1);
    if (reason !== undefined) return { ok: false, line: index + 1, reason };
  }
  const policy = reader.policy();
  if (policy === undefined)
    return { ok: false, line: lines.length, reason: 'the quorum line is missing' };
  return { ok: true, policy };
}

class PolicyReader {
  readonly #witnesses: Witness[] = [];
  readonly #groups: Group[] = [];
  readonly #names = new Set<string>([NONE]);
  readonly #grouped = new Set<string>();
  readonly #keys = new Map<string, number>();
  #quorum: string | undefined;

  policy(): WitnessPolicy | undefined {
    if (this.#quorum === undefined) return undefined;
    return { witnesses: this.#witnesses, groups: this.#groups, quorum: this.#quorum };
  }

  /** Reads one line; returns what is wrong with it. */
  line(text: string, number: number): string | undefined {
    // Character set: tab and LF are the only control characters, and 0x7F is none of the allowed octets.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: refusing them is the purpose.
    if (/[\u0000-\u0008\u000b-\u001f\u007f]/.test(text))
      return 'the line holds a control character';
    // Structure: white space is space and tab only; a comment begins with # as the first item.
    const [keyword, ...items] = text.split(/[ \t]+/).filter((item) => item !== '');
    if (keyword === undefined || keyword.startsWith('#')) return undefined;
    switch (keyword) {
      case 'witness':
        return this.#witness(items, number);
      case 'group':
        return this.#group(items);
      case 'quorum':
        return this.#quorumLine(items);
      case 'log':
        return 'a log line has no place here: ledgers are listed under ledgers';
      default:
        return 'the line is not a witness, group or quorum line';
    }
  }

  #witness(items: readonly string[], line: number): string | undefined {
    const [name, vkey] = items;
    if (name === undefined || vkey === undefined || items.length > 3)
      return 'a witness line is: witness <name> <vkey> [<url>]';
    if (this.#witnesses.length >= MAX_WITNESSES)
      return `there are more than ${MAX_WITNESSES} witnesses`;
    // Sigsum writes the key alone; the name on its cosignatures is not in it.
    if (/^[0-9a-f]{64}$/i.test(vkey))
      return 'this is a key alone, as Sigsum writes it: its vkey of type 0x04 is expected, name+hex+base64';
    const loaded = loadVkey(vkey, [0x04, 0x06]);
    if (!loaded.ok) return `${loaded.reason}${asCosigner(vkey)}`;
    const fault = this.#define(name);
    if (fault !== undefined) return fault;
    const { keyId } = loaded.noteKey.key;
    const other = this.#keys.get(keyId);
    // Public key representation: keys are duplicates by their key material, whatever their names.
    if (other !== undefined) return `the key is already that of the witness of line ${other}`;
    this.#keys.set(keyId, line);
    this.#witnesses.push({ name, noteKey: loaded.noteKey, line });
    return undefined;
  }

  #group(items: readonly string[]): string | undefined {
    const [name, count, ...members] = items;
    if (name === undefined || count === undefined || members.length === 0)
      return 'a group line is: group <name> all|any|<k> <name>...';
    if (this.#groups.length >= MAX_GROUPS) return `there are more than ${MAX_GROUPS} groups`;
    for (const member of members) {
      if (member === NONE || !this.#names.has(member))
        return 'the group has a member that no earlier line defines';
      // Each name can be listed as a member once, so that a witness contributes in one way only.
      if (this.#grouped.has(member)) return 'a member of the group is already a member of a group';
      this.#grouped.add(member);
    }
    const threshold = count === 'all' ? members.length : count === 'any' ? 1 : parseDecimal(count);
    if (threshold === undefined || threshold < 1 || threshold > members.length)
      return `the group asks for a number of members that is not between 1 and ${members.length}`;
    const fault = this.#define(name);
    if (fault !== undefined) return fault;
    this.#groups.push({ name, threshold, members });
    return undefined;
  }

  #quorumLine(items: readonly string[]): string | undefined {
    const [name] = items;
    if (name === undefined || items.length !== 1) return 'a quorum line is: quorum <name>';
    if (this.#quorum !== undefined) return 'there is more than one quorum line';
    if (name === NONE) return 'a quorum of none proves nothing';
    if (!this.#names.has(name)) return 'the quorum names what no earlier line defines';
    this.#quorum = name;
    return undefined;
  }

  #define(name: string): string | undefined {
    if (name === NONE) return 'the name none is predefined';
    if (this.#names.has(name)) return 'the name is already defined';
    this.#names.add(name);
    return undefined;
  }
}

/** True if the witnesses of these names (names of the policy) satisfy the quorum. Names it does not know count nothing. */
export function isQuorum(policy: WitnessPolicy, names: ReadonlySet<string>): boolean {
  const witnessed = new Set(
    policy.witnesses.map(({ name }) => name).filter((name) => names.has(name)),
  );
  // Groups only use earlier names, so one pass in order decides them all.
  for (const { name, threshold, members } of policy.groups) {
    if (members.filter((member) => witnessed.has(member)).length >= threshold) witnessed.add(name);
  }
  return witnessed.has(policy.quorum);
}

/**
 * What verified cosignatures prove: undefined if they are no quorum; the earliest T such that those with
 * 0 < time <= T are one; `untimed` if they are a quorum only together with those that carry no time.
 * `verified` maps the policy's names to the time of the cosignature; undefined or 0 for one without a time.
 */
export function quorumTime(
  policy: WitnessPolicy,
  verified: ReadonlyMap<string, Instant | undefined>,
): Instant | 'untimed' | undefined {
  if (!isQuorum(policy, new Set(verified.keys()))) return undefined;
  const timed = [...verified]
    .map(([name, time]) => ({ name, time: time ?? 0n }))
    .filter(({ time }) => time > 0n)
    .sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
  const names = new Set<string>();
  for (const { name, time } of timed) {
    names.add(name);
    // Thresholds only grow with more names, so the first time that satisfies is the earliest.
    if (isQuorum(policy, names)) return time;
  }
  return 'untimed';
}

/** The witnesses that the quorum can be reached with: those that it names, directly or through groups. */
export function witnessesOfQuorum(policy: WitnessPolicy): readonly Witness[] {
  const groups = new Map(policy.groups.map((group) => [group.name, group]));
  const reached = new Set<string>();
  const visit = (name: string): void => {
    reached.add(name);
    for (const member of groups.get(name)?.members ?? []) visit(member);
  };
  visit(policy.quorum);
  return policy.witnesses.filter(({ name }) => reached.has(name));
}

/** How few witnesses can satisfy the quorum. */
export function leastWitnesses(policy: WitnessPolicy): number {
  const least = new Map(policy.witnesses.map(({ name }) => [name, 1]));
  // A name is a member once, so no witness counts in two places and the smallest members simply add up.
  for (const { name, threshold, members } of policy.groups) {
    const counts = members.map((member) => least.get(member) ?? 0).sort((a, b) => a - b);
    least.set(
      name,
      counts.slice(0, threshold).reduce((sum, count) => sum + count, 0),
    );
  }
  return least.get(policy.quorum) ?? 0;
}

/** What the vkey of a note signer becomes where the same key cosigns; empty for another vkey. */
function asCosigner(text: string): string {
  const parsed = parseVkey(text);
  if (!parsed.ok || parsed.vkey.type !== 0x01) return '';
  const { name, publicKey } = parsed.vkey;
  const key = toBase64(concat(Uint8Array.of(0x04), publicKey));
  return `; if this key cosigns, its vkey is ${name}+${keyHash(name, 0x04, publicKey)}+${key}`;
}
