// The checks over several bundles of one ledger (docs/SPEC.md §13.5). They belong to no bundle: a report and a run over several
// bundles have them beside the verdicts of the bundles. Data only.

export interface SetCheck {
  readonly id: string;
  /** What holds when the check has passed. */
  readonly title: string;
  /** What `examined` counts, in the plural. */
  readonly counts: string;
}

export const SET_CATALOGUE = [
  {
    id: 'history/bundles',
    counts: 'bundles',
    title: 'Everything that the bundles prove could be compared',
  },
  {
    id: 'history/leaves',
    counts: 'sequences',
    title: 'No two bundles prove different records at one sequence',
  },
  {
    id: 'history/subtrees',
    counts: 'subtrees',
    title: 'No two bundles prove different subtrees at one place',
  },
  {
    id: 'history/heads',
    counts: 'tree heads',
    title: 'No two bundles prove different trees of one size',
  },
  {
    id: 'history/identity',
    counts: 'records',
    title: 'No id and no commitment stands in two records',
  },
  {
    id: 'history/clock',
    counts: 'records',
    title: "The ledger's clock never runs back over the records of all bundles",
  },
  {
    id: 'history/periods',
    counts: 'periods',
    title: 'No record stands in a period that an earlier tree was said to hold whole',
  },
  {
    id: 'history/erasures',
    counts: 'targets',
    title: 'What a bundle shows fits the erasures that another one logs',
  },
  {
    id: 'history/checkpoint',
    counts: 'tree heads',
    title: 'Every tree continues the checkpoint that the auditor holds, or is continued by it',
  },
] as const satisfies readonly SetCheck[];

export type SetCheckId = (typeof SET_CATALOGUE)[number]['id'];
