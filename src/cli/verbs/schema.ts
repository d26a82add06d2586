// `schema`: the JSON Schemas of the format.

import { verb } from '../command.js';
import { manner } from '../manner.js';

export const schema = verb({
  name: 'schema',
  says: 'print a JSON Schema of the format',
  args: ['[name]'],
  words: async () => Object.keys((await import('../../base/published.js')).SCHEMAS),
  flags: { ...manner(['text']) },
  examples: [['schema transcript', 'the schema of a transcript; without a name, their names']],
  run: async ({ args: [name], io }) => (await import('../run/look.js')).printSchema(name, io),
});
