// Where it is kept which mutants a file of tests reaches: in a file of its own, whatever folder it is in.

/** @param path of the file of tests */
export function seenFile(path: string): string {
  return `seen-${path.replaceAll(/[/\\]/g, '+')}`;
}
