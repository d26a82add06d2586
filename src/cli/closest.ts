// "Did you mean": the names of a closed list that are close to a word, for verbs, formats, requirements, frameworks, schemas alike.

/** The name itself without regard to case, if there is exactly one. */
export function sameName<Name extends string>(
  word: string,
  names: readonly Name[],
): Name | undefined {
  const exact = names.find((name) => name === word);
  const alike = names.filter((name) => name.toLowerCase() === word.toLowerCase());
  return exact ?? (alike.length === 1 ? alike[0] : undefined);
}

/** Names that somebody may have meant, nearest first; at most three. */
export function closest(word: string, names: readonly string[]): readonly string[] {
  const wanted = word.toLowerCase();
  // A name of the operator's can have megabytes, and no name of ours is long.
  if (wanted.length > 64) return [];
  return names
    .map((name) => ({ name, far: distance(wanted, name.toLowerCase()) }))
    .filter(({ name, far }) => far <= Math.max(1, Math.floor(name.length / 3)))
    .sort((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({ name }) => name);
}

/** `did you mean a, b or c?`, or undefined if nothing is close. */
export function suggestion(word: string, names: readonly string[]): string | undefined {
  const near = closest(word, names);
  // `junit.xml` for junit.
  const parts = word
    .toLowerCase()
    .slice(0, 64)
    .split(/[^a-z0-9-]+/);
  const close = near.length > 0 ? near : names.filter((name) => parts.includes(name)).slice(0, 3);
  const last = close.at(-1);
  if (last === undefined) return undefined;
  const before = close.slice(0, -1);
  return `did you mean ${before.length === 0 ? '' : `${before.join(', ')} or `}${last}?`;
}

/** Edits between two words: letters added, dropped, changed, or two neighbours exchanged (optimal string alignment). */
function distance(a: string, b: string): number {
  let older: number[] = [];
  let old = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min(
        (old[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (old[j - 1] ?? 0) + (same ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (older[j - 2] ?? 0) + 1);
      row.push(best);
    }
    older = old;
    old = row;
  }
  return old[b.length] ?? 0;
}
