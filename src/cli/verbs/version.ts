// `version`: which build this is.

import { EXIT } from '../../catalogue/exit-codes.js';
import { verb } from '../command.js';
import { manner } from '../manner.js';

export const version = verb({
  name: 'version',
  says: 'print the version',
  flags: { ...manner(['text']) },
  examples: [['version', 'the same as --version']],
  run: async ({ io }) => {
    const { VERSION } = await import('../../base/version.js');
    await io.print(`${VERSION}\n`);
    return EXIT.pass;
  },
});
