// `report-check`: a compliance report that arrived beside the bundle (docs/MANUAL.md §6).

import { isReportMediaType, type ReportMediaType } from '../../bundle/layout.js';
import { verb } from '../command.js';
import { one, usage } from '../flags.js';
import { manner, TRUST, trustFlags, WORK } from '../manner.js';
import { oneOf } from '../values.js';

const MEDIA_TYPES = ['application/json', 'text/csv'] as const;

export const reportCheck = verb({
  name: 'report-check',
  says: 'compare a compliance report that arrived beside the bundle',
  args: ['<file>'],
  bundles: 'one',
  flags: {
    mediaType: one(
      '<type>',
      `${MEDIA_TYPES.join(' or ')} (default: by the name of the file)`,
      oneOf(MEDIA_TYPES),
      { choices: MEDIA_TYPES },
    ),
    ...TRUST,
    ...manner(['text', 'json']),
    ...WORK,
  },
  examples: [['report-check soc2.json --bundle Q1.zip', 'compare its counts with the records']],
  run: async ({ args: [file = ''], bundle, flags, io }) =>
    (await import('../run/report-check.js')).checkReport(
      {
        file,
        type: flags.mediaType ?? mediaTypeOf(file),
        bundle,
        format: flags.format ?? 'text',
        trust: trustFlags(flags),
      },
      io,
    ),
});

function mediaTypeOf(file: string): ReportMediaType {
  const [, ending = ''] = /\.(json|csv)$/i.exec(file) ?? [];
  const type = { json: 'application/json', csv: 'text/csv' }[ending.toLowerCase()] ?? '';
  if (!isReportMediaType(type))
    throw usage(
      `${file}: whether this is JSON or CSV is not said by its name`,
      'name the report first, then the bundle; --media-type says what it is',
    );
  return type;
}
