// `version`: which build this is. Also `--version`, with the same options behind it.

import { VERSION } from '../../base/version.js';
import { EXIT } from '../../catalogue/exit-codes.js';
import { verb } from '../command.js';
import { on } from '../flags.js';
import { manner } from '../manner.js';

export const version = verb({
  name: 'version',
  says: 'print the version; with --verbose what this build is made of and runs on',
  flags: {
    verbose: on('commit, specification, Node, OpenSSL, implementations, digest of the program', {
      short: 'v',
    }),
    ...manner(['text', 'json']),
  },
  examples: [
    ['--version', 'the number alone'],
    ['--version --verbose', 'for a working paper, or a report of a fault'],
  ],
  run: async ({ flags, io }) => {
    if (flags.verbose || flags.format === 'json')
      return (await import('../run/version.js')).printBuild(flags.format ?? 'text', io);
    await io.print(`${VERSION}\n`);
    return EXIT.pass;
  },
});
