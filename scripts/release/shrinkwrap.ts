// npm-shrinkwrap.json of the package: the versions and digests of everything that it needs at run time, all the way down, so that whoever
// installs it gets what was tested. A lock file does not go with a package; this does.

interface Lock {
  readonly name: string;
  readonly version: string;
  readonly lockfileVersion: number;
  readonly packages: Readonly<
    Record<string, { readonly dev?: boolean; readonly devOptional?: boolean }>
  >;
}

/** The part of package-lock.json that is not for development. */
export function shrinkwrapOf(lockfile: string): string {
  const { name, version, lockfileVersion, packages } = JSON.parse(lockfile) as Lock;
  const kept = Object.entries(packages).filter(
    ([, { dev, devOptional }]) => dev !== true && devOptional !== true,
  );
  const own = kept.map(([path, entry]) => {
    if (path !== '') return [path, entry];
    const { devDependencies: _, ...rest } = entry as { readonly devDependencies?: unknown };
    return [path, rest];
  });
  const document = {
    name,
    version,
    lockfileVersion,
    requires: true,
    packages: Object.fromEntries(own),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
