// How a report names bundles and ledgers: by their place, since names of files are the operator's and origins are long.

/** `B1`, `B2`, … */
export function bundleId(index: number): string {
  return `B${index + 1}`;
}

/** `L1`, `L2`, … */
export function ledgerId(index: number): string {
  return `L${index + 1}`;
}
