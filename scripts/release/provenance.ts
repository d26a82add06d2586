// What was built from what, as an in-toto statement with the provenance of SLSA 1.0. It is not signed here: the release workflow
// signs it, and without that it is no more than a statement.

export interface Build {
  readonly commit: string;
  /** SHA-256 by the name of the file. */
  readonly subjects: ReadonlyMap<string, string>;
  readonly lockfile: string;
  readonly node: readonly {
    readonly name: string;
    readonly version: string;
    readonly sha512: string;
  }[];
  /** Who ran the build: a workflow names itself. */
  readonly builder: string;
}

export function provenance({ commit, subjects, lockfile, node, builder }: Build): string {
  const statement = {
    _type: 'https://in-toto.io/Statement/v1',
    subject: [...subjects].map(([name, sha256]) => ({ name, digest: { sha256 } })),
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate: {
      buildDefinition: {
        buildType: 'urn:uuid:e3f704f9-1b9d-48b5-92f6-34d10edf2e90',
        externalParameters: { command: 'npm ci && npm run release' },
        resolvedDependencies: [
          { name: 'softqcos-verify', digest: { gitCommit: commit } },
          { name: 'package-lock.json', digest: { sha256: lockfile } },
          ...node.map(({ name, version, sha512 }) => ({
            uri: `pkg:npm/${name}@${version}`,
            digest: { sha512 },
          })),
        ],
      },
      runDetails: { builder: { id: builder } },
    },
  };
  return `${JSON.stringify(statement, null, 2)}\n`;
}
