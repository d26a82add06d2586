// What the runs over the bundles did not check (docs/SPEC.md §16.5), over all of them: in the order of the catalogue, each once.

import { NOT_CHECKED, type UncheckedCode } from '../../catalogue/not-checked.js';
import type { ReportNotChecked } from '../model.js';
import { bundleId } from './labels.js';
import type { MergedBundle } from './merged.js';

export function notCheckedOver(bundles: readonly MergedBundle[]): readonly ReportNotChecked[] {
  return (Object.keys(NOT_CHECKED) as UncheckedCode[]).flatMap((code) => {
    const told = bundles.flatMap(({ transcript }, index) =>
      transcript.not_checked
        .filter((one) => one.code === code)
        .map(({ about = [] }) => ({ about, bundle: bundleId(index) })),
    );
    if (told.length === 0) return [];
    const { category, message, consequence } = NOT_CHECKED[code];
    const about = [...new Set(told.flatMap((one) => one.about))];
    const entry = { code, category, message, consequence };
    return [
      {
        ...entry,
        ...(about.length === 0 ? {} : { about }),
        bundles: told.map(({ bundle }) => bundle),
      },
    ];
  });
}
