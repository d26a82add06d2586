// What a run undoes when it is interrupted: then it ends by the signal, as if nobody had listened. Nobody listens while there is nothing
// to undo, since a run that listens hears a signal between two tasks alone.

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const undoings = new Set<() => void>();

/** Has `undo` called by the next signal that ends a run. @returns what takes that back */
export function onInterrupt(undo: () => void): () => void {
  if (undoings.size === 0) for (const signal of SIGNALS) process.on(signal, interrupted);
  undoings.add(undo);
  return () => {
    if (!undoings.delete(undo) || undoings.size > 0) return;
    for (const signal of SIGNALS) process.off(signal, interrupted);
  };
}

function interrupted(signal: NodeJS.Signals): void {
  for (const one of SIGNALS) process.off(one, interrupted);
  for (const undo of undoings) undo();
  undoings.clear();
  process.kill(process.pid, signal);
}
