// Why a file may not be there that somebody named: a path that a shell, a browser or an editor would have understood otherwise.

/** A sentence for a path under which nothing is, unless nothing is nearer than that. */
export function pathHint(path: string): { readonly hint?: string } {
  const hint = hintOf(path);
  return hint === undefined ? {} : { hint };
}

function hintOf(path: string): string | undefined {
  if (/^file:\/\//i.test(path)) return 'write the path alone, without file://';
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(path))
    return 'nothing is fetched from a network: download it, and name the file';
  if (/^["'\u201c\u201d\u201e\u2018\u2019].*["'\u201c\u201d\u2018\u2019]$/.test(path))
    return 'the quotation marks are taken for a part of the name: leave them out';
  if (path.startsWith('~')) return 'no shell has replaced the ~ here: write the whole path';
  if (/[*?]/.test(path)) return 'no file fits this pattern: name the folder, or look at its files';
  if (/^[a-z]:\\/i.test(path)) return 'this is a path of Windows: write it as this system does';
  if (/^\s|\s$/.test(path)) return 'the name begins or ends with a space: leave it out';
  return undefined;
}
