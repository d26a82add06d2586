// `self-test`: known answers of every algorithm in this build.

import { verb } from '../command.js';
import { manner } from '../manner.js';

export const selfTest = verb({
  name: 'self-test',
  says: 'known-answer tests of every algorithm in this build',
  flags: { ...manner(['text', 'json']) },
  examples: [['self-test', 'before you rely on a build']],
  run: async ({ flags, io }) =>
    (await import('../run/look.js')).runSelfTest(flags.format ?? 'text', io),
});
