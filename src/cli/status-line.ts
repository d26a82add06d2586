// The line that says how far a run is, drawn by a library: it turns, it is taken away before anything else is written to the terminal,
// and the cursor comes back. Loaded only by a run that is long.

import yoctoSpinner from 'yocto-spinner';
import { onInterrupt } from './interrupt.js';
import type { StatusLine } from './io.js';

/** Draws on standard error. */
export function statusLine(): StatusLine {
  // Signals are ours: what a run leaves behind is more than a line.
  const spinner = yoctoSpinner({ handleSignals: false });
  const forget = onInterrupt(() => spinner.stop());
  return {
    show: (text) => {
      if (spinner.isSpinning) spinner.text = text;
      else spinner.start(text);
    },
    end: () => {
      forget();
      spinner.stop();
    },
  };
}
