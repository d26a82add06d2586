// What an auditor may require (docs/SPEC.md §12): words of a trust root's `requirements` and of `--require`.

/** In the order of the catalogue. */
export const REQUIREMENTS = [
  'inclusion',
  'checkpoint',
  'attestation',
  'timestamp',
  'witnesses',
  'record-signatures',
  'completeness',
  'authorization',
] as const;
export type Requirement = (typeof REQUIREMENTS)[number];

/** §12.1: required whatever anybody says, and without a trust root too. */
const ALWAYS_REQUIRED: readonly Requirement[] = ['inclusion', 'checkpoint', 'attestation'];

/** Everything that these lists require together, and what is always required, in the order of the catalogue. */
export function requirementsOf(
  ...lists: readonly (Iterable<Requirement> | undefined)[]
): ReadonlySet<Requirement> {
  const named = new Set([...ALWAYS_REQUIRED, ...lists.flatMap((list) => [...(list ?? [])])]);
  return new Set(REQUIREMENTS.filter((word) => named.has(word)));
}
