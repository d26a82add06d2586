// The bill of materials in CycloneDX, written by the project's own library. It holds no time and no random serial number: the same
// source gives the same bytes.

import { Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library';
import type { Part } from './contents.js';

export interface Contents {
  readonly version: string;
  readonly parts: readonly Part[];
  readonly node: {
    readonly version: string;
    readonly packages: readonly { readonly name: string; readonly sha512: string }[];
    /** What is built into Node, as it says itself. */
    readonly versions: Readonly<Record<string, string>>;
  };
}

/** CycloneDX 1.6 as JSON. */
export function billOfMaterials({ version, parts, node }: Contents): string {
  const main = new Models.Component(Enums.ComponentType.Application, 'softqcos-verify', {
    bomRef: 'softqcos-verify',
    version,
    licenses: licence('Apache-2.0'),
  });
  const bom = new Models.Bom({ metadata: new Models.Metadata({ component: main }) });
  for (const part of parts) {
    const isPackage = part.version !== undefined;
    const component = new Models.Component(
      isPackage ? Enums.ComponentType.Library : Enums.ComponentType.File,
      part.name,
      {
        // There may be two versions of one package, and two equal names would be made different at random.
        bomRef: `${part.name}@${part.version ?? ''}`,
        licenses: licence(part.licence),
        ...(part.version === undefined
          ? {}
          : { version: part.version, purl: purlOf(part.name, part.version) }),
      },
    );
    bom.components.add(component);
    main.dependencies.add(component.bomRef);
  }
  const platform = new Models.Component(Enums.ComponentType.Platform, 'node', {
    bomRef: 'node',
    version: node.version,
    description: 'The executables hold it; the npm package runs on the one that is installed.',
    externalReferences: new Models.ExternalReferenceRepository(
      node.packages.map(
        ({ name, sha512 }) =>
          new Models.ExternalReference(
            `https://www.npmjs.com/package/${name}/v/${node.version}`,
            Enums.ExternalReferenceType.Distribution,
            {
              comment: purlOf(name, node.version),
              hashes: new Models.HashDictionary([[Enums.HashAlgorithm['SHA-512'], sha512]]),
            },
          ),
      ),
    ),
    components: new Models.ComponentRepository(
      Object.entries(node.versions).map(
        ([name, inside]) =>
          new Models.Component(Enums.ComponentType.Library, name, {
            bomRef: `node/${name}`,
            version: inside,
          }),
      ),
    ),
  });
  bom.components.add(platform);
  main.dependencies.add(platform.bomRef);
  const normal = new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6);
  return `${new Serialize.JsonSerializer(normal).serialize(bom, { sortLists: true, space: 2 })}\n`;
}

function licence(expression: string): Models.LicenseRepository {
  const one = /^[\w.-]+$/.test(expression)
    ? new Models.SpdxLicense(expression as ConstructorParameters<typeof Models.SpdxLicense>[0])
    : new Models.LicenseExpression(expression);
  return new Models.LicenseRepository([one]);
}

const purlOf = (name: string, version: string): string =>
  `pkg:npm/${name.replace('@', '%40')}@${version}`;
