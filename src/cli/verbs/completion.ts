// `completion`: what a shell needs to complete this command.

import { verb } from '../command.js';
import { manner } from '../manner.js';

const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;

export const completion = verb({
  name: 'completion',
  says: 'print the completion of a shell, or the man page',
  args: ['<shell>'],
  words: async () => [...SHELLS, 'man'],
  flags: { ...manner(['text']) },
  examples: [
    ['completion bash', 'source <(softqcos-verify completion bash)'],
    ['completion man -o softqcos-verify.1', 'the man page; read it with man -l softqcos-verify.1'],
  ],
  run: async ({ args: [shell = ''], verbs, io }) =>
    (await import('../run/completion.js')).complete(shell, verbs, io),
});
