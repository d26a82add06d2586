// docs/SCALING.md: what many machines can do and what they cannot, calculated from what was measured. Every figure is a result of a
// benchmark, made of such results, or named as an assumption.

import type { Results } from './report.js';

/** Processor seconds, mebibytes, bytes: by the bundle or by the record. */
export interface ShardCosts {
  readonly cores: number;
  readonly node: string;
  /** The demonstration bundle, and its line in a part. */
  readonly bundle: { readonly bytes: number; readonly lineBytes: number };
  readonly part: {
    readonly cpu: number;
    readonly memory: readonly { readonly bundles: number; readonly mebibytes: number }[];
  };
  /** Of a merge with every bundle of one ledger: each is read once more. */
  readonly merge: { readonly cpu: number; readonly mebibytes: number; readonly base: number };
  /** Of a merge, by the record that is held against others. */
  readonly compare: { readonly records: number; readonly cpu: number };
}

/** What is assumed and not measured. */
const ASSUMED = {
  bundles: 10_000_000,
  /** Bundles of one run: of one ledger, or of a few. */
  perRun: 5_000,
  records: 10_000_000_000,
  perBundle: 1_000_000,
  machines: 32,
  cores: 8,
  /** Of one machine from where the bundles are. */
  megabytesPerSecond: 100,
  bytesPerRecord: 89,
  mergeMebibytes: 4_096,
  fingerprintBytes: 24,
} as const;

const grouped = (value: number): string => Math.round(value).toLocaleString('en-US');
/** Two digits that mean something. */
const about = (value: number): string => {
  const rounded = Number(value.toPrecision(2));
  return rounded >= 100 ? grouped(rounded) : String(rounded);
};
const hours = (seconds: number): string =>
  seconds < 5_400 ? `${about(seconds / 60)} minutes` : `${about(seconds / 3_600)} hours`;
const gigabytes = (bytes: number): string => `${about(bytes / 1e9)} GB`;

export function renderScaling(results: Results, costs: ShardCosts): string {
  const { bundle, part, merge, compare } = costs;
  const { bundles, perRun, records, perBundle, machines, cores } = ASSUMED;
  const all = machines * cores;
  const runs = bundles / perRun;
  const bulk = results.bulk.filter((row) => row.records === perBundle && row.jobs === 1);
  const perSecond = Math.min(...bulk.map((row) => row.perSecond));
  const memory = Math.max(...bulk.map((row) => row.memory));
  const [few, many] = part.memory;
  const mostMerged = (ASSUMED.mergeMebibytes - merge.base) / merge.mebibytes;
  return `# Several machines: what to expect

Written by \`npm run bench:shards\` from bench/shards.json, which it measures, and bench/results.json (\`npm run bench\`). How parts are made and merged is in
[the manual](MANUAL.md#16-several-machines). Seconds are of a processor of the machine that the benchmark ran on (${costs.cores} cores that were shared
with other work, Node ${costs.node}): take them as an order of magnitude, and measure on your own.

## What was measured

| | |
| --- | ---: |
| a small bundle (the demonstration, ${grouped(bundle.bytes)} bytes) in a part, processor seconds | ${about(part.cpu)} |
| its line in a part, bytes | ${grouped(bundle.lineBytes)} |
| memory of a process that makes a part of ${few?.bundles} bundles, MiB | ${about(few?.mebibytes ?? Number.NaN)} |
| the same of ${many?.bundles} bundles | ${about(many?.mebibytes ?? Number.NaN)} |
| merging, by the bundle, each read once more: processor seconds | ${about(merge.cpu)} |
| merging, by the bundle: MiB held | ${about(merge.mebibytes)} |
| holding records of one ledger against each other: records a processor second | ${about(1 / compare.cpu)} |
| verifying a bundle of ${grouped(perBundle)} records: records a processor second | ${about(perSecond)} |
| the same: memory, MiB | ${about(memory)} |

A part is written as it goes: what grows with the number of bundles is what a collector leaves lying, and a heap of 64 MiB is enough
for any number (\`npm run test:load\`). A merge, like a run without shards, holds every
transcript until the end: in ${grouped(ASSUMED.mergeMebibytes)} MiB (an assumption) some ${about(mostMerged)} bundles. That, and not the verifying, bounds one run.

## Ten million bundles

Assumed: ${grouped(bundles)} bundles like the demonstration, in ${grouped(runs)} folders of ${grouped(perRun)}, each with all bundles of its ledgers; ${machines} machines with
${cores} cores; ${ASSUMED.megabytesPerSecond} MB a second for each machine from where the bundles are. Each folder is a run: \`--shard 1/${all}\` to \`${all}/${all}\`, then \`merge\`.

| | |
| --- | ---: |
| verifying, processor time | ${hours(bundles * part.cpu)} |
| on ${all} cores | ${hours((bundles * part.cpu) / all)} |
| bytes read by each machine, twice | ${gigabytes((2 * bundles * bundle.bytes) / machines)} |
| reading them | ${hours((2 * bundles * bundle.bytes) / machines / (ASSUMED.megabytesPerSecond * 1e6))} |
| all parts | ${gigabytes(bundles * bundle.lineBytes)} |
| merging one folder: processor time, on one core | ${hours(perRun * merge.cpu)} |
| merging one folder: memory, MiB | ${about(merge.base + perRun * merge.mebibytes)} |
| merging all folders on ${all} cores | ${hours((bundles * merge.cpu) / all)} |

What this does not do: bundles of one ledger in different folders are not held against each other. Sort the folders by ledger, or keep a
checkpoint of each folder (\`checkpoint\`) and give it to the next as \`--checkpoint\`. A process lists its whole folder, whatever its share: with
${grouped(runs)} folders that is ${grouped(perRun)} names each, and with one folder it would be all ${grouped(bundles)} in every process.

## One ledger of ten thousand million records

Assumed: ${grouped(records)} records in ${grouped(records / perBundle)} bundles of ${grouped(perBundle)}, each a range of sequences with neighbours, ${ASSUMED.bytesPerRecord} bytes a record in the zip, batch proofs.

| | |
| --- | ---: |
| verifying, processor time | ${hours(records / perSecond)} |
| on ${all} cores | ${hours(records / perSecond / all)} |
| bytes read by each machine | ${gigabytes((records * ASSUMED.bytesPerRecord) / machines)} |
| reading them | ${hours((records * ASSUMED.bytesPerRecord) / machines / (ASSUMED.megabytesPerSecond * 1e6))} |
| memory of each process, MiB | ${about(memory)} |
| holding all of it against each other, on the one core of a merge | ${hours(records * compare.cpu)} |
| ids that a merge would have to remember, at ${ASSUMED.fingerprintBytes} bytes each | ${gigabytes(records * ASSUMED.fingerprintBytes)} |

Verifying divides among machines; the comparison does not, and it remembers an id for each record. So no merge says of ten thousand million
records that no id stands in two of them: beyond \`--max-identities\` it says \`SET_TOO_MANY\`, which is unproven and no pass. What can be done: one
run for each month or year, and the checkpoint of each given to the next (\`--checkpoint\`), with a consistency line in each
bundle. Then each run shows that its tree continues the one before, completeness of each range is proven, and what is left open is named: an id
or a commitment that stands in records of two runs, and an erasure in one run of a record in another.

## What does not get faster

One bundle is verified by one process: \`--jobs\` divides its records among threads, and no shard divides it further. A merge is one process.
Parts are not signed: more machines are more places where a part can be forged ([manual](MANUAL.md#16-several-machines)).
`;
}
