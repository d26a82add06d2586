// The fuzzing rig itself: a short run with a fixed seed and a fixed number of executions, and the oracle against mutants whose answer is
// known. The fuzzer that learns begins with the same bundles (fuzz-learn.test.ts).

import { beforeAll, describe, expect, it } from 'vitest';
import { loadCorpus, type Seed } from '../../scripts/fuzz/corpus.js';
import { readDer } from '../../scripts/fuzz/der.js';
import { type Mutant, mutantOf } from '../../scripts/fuzz/mutate.js';
import { falsePass } from '../../scripts/fuzz/oracle.js';
import { Random } from '../../scripts/fuzz/random.js';
import { repairManifest, signAnew } from '../../scripts/fuzz/repair.js';
import { execute } from '../../scripts/fuzz/run.js';
import { readCentral, writeZip } from '../../scripts/fuzz/zip.js';

const EXECUTIONS = 800;
const SEED = 'test';

let corpus: Seed[];
beforeAll(() => {
  corpus = loadCorpus();
});

function seed(name: string): Seed {
  const found = corpus.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no seed ${name}`);
  return found;
}

function mutantFrom(base: Seed, bytes: Uint8Array, signedAnew = false): Mutant {
  const { trustRoot, options } = base;
  return { base, donor: base, bytes, trustRoot, options, signedAnew, operator: false, steps: [] };
}

/** A mutant in which entries were changed by hand. */
function changed(name: string, change: (files: Map<string, Uint8Array>) => void): Mutant {
  const base = seed(name);
  const files = new Map(base.files);
  change(files);
  return mutantFrom(base, writeZip(files));
}

/** The same with manifest and attestation made anew, as a dishonest attester would. */
function reattested(name: string, change: (files: Map<string, Uint8Array>) => void): Mutant {
  const base = seed(name);
  const files = new Map(base.files);
  change(files);
  if (base.attester === undefined) throw new Error(`no keys for ${name}`);
  return mutantFrom(base, writeZip(signAnew(repairManifest(files), base.attester)), true);
}

function replace(
  files: Map<string, Uint8Array>,
  path: string,
  from: string | RegExp,
  to: string,
): void {
  const text = Buffer.from(files.get(path) ?? []).toString('utf8');
  const next = text.replace(from, to);
  if (next === text) throw new Error(`nothing to replace in ${path}`);
  files.set(path, Buffer.from(next, 'utf8'));
}

describe('the fuzzer', () => {
  it(`finds nothing in ${EXECUTIONS} executions of a fixed seed`, {
    timeout: 300_000,
  }, async () => {
    const verdicts = new Map<string, number>();
    for (let at = 0; at < EXECUTIONS; at += 1) {
      const mutant = mutantOf(corpus, SEED, at);
      const outcome = await execute(mutant, at % 4 === 0);
      expect(outcome, `execution ${at} of seed ${SEED}`).not.toHaveProperty('detail');
      const kind = outcome.kind === 'verdict' ? outcome.verdict : outcome.kind;
      verdicts.set(kind, (verdicts.get(kind) ?? 0) + 1);
    }
    // A rig that only makes rubbish would see one verdict.
    for (const kind of ['pass', 'fail', 'unproven', 'refused input'])
      expect(verdicts.get(kind), kind).toBeGreaterThan(0);
  });

  it('makes the same mutant of the same seed and number, and another of another', () => {
    for (const at of [0, 7, 123]) {
      const [a, b] = [mutantOf(corpus, SEED, at), mutantOf(corpus, SEED, at)];
      expect(a.steps).toEqual(b.steps);
      expect(Buffer.compare(a.bytes, b.bytes)).toBe(0);
      expect(mutantOf(corpus, 'other', at).steps).not.toEqual(a.steps);
    }
  });

  it('starts from every committed bundle that has a verdict', () => {
    for (const part of ['golden/pass-17-everything', 'cases/valid/everything', 'demo/incident.zip'])
      expect(seed(part).files).toBeDefined();
    expect(corpus.length).toBeGreaterThan(300);
  });

  it('reports a crash, and takes a VerifierError for one unless the operator caused it', async () => {
    const base = seed('cases/valid/minimal');
    const mutant = { ...mutantFrom(base, base.bundle), trustRoot: Buffer.from('{}') };
    expect(await execute(mutant, false)).toMatchObject({ kind: 'crash' });
    expect(await execute({ ...mutant, operator: true }, false)).toEqual({ kind: 'refused input' });
  });
});

describe('the reader of DER that mutates tokens', () => {
  it('takes nothing that ends inside a length', () => {
    for (const bytes of [[0x30], [0x30, 0x82], [0x30, 0x82, 1], [0x30, 3, 0x30, 0x82, 1]])
      expect(readDer(Uint8Array.from(bytes))).toBeUndefined();
    expect(readDer(Uint8Array.of(0x04, 0x81, 1, 7))?.[0]?.content).toEqual(Uint8Array.of(7));
  });
});

describe('random numbers', () => {
  it('are spread over their range', () => {
    const random = new Random('x');
    const seen = Array.from({ length: 16 }, () => 0);
    for (let i = 0; i < 16_000; i += 1) {
      const at = random.below(16);
      seen[at] = (seen[at] ?? 0) + 1;
    }
    expect(Math.min(...seen)).toBeGreaterThan(850);
    expect(Math.max(...seen)).toBeLessThan(1_150);
    expect(random.below(0)).toBe(0);
  });
});

describe('the oracle', () => {
  const EVERYTHING = 'cases/valid/everything';

  it('lets a bundle pass whose detached parts were taken away, or whose zip was written anew', () => {
    expect(falsePass(mutantFrom(seed(EVERYTHING), seed(EVERYTHING).bundle))).toBeUndefined();
    expect(falsePass(changed(EVERYTHING, () => {}))).toBeUndefined();
    expect(
      falsePass(changed(EVERYTHING, (files) => files.delete('disclosures.jsonl'))),
    ).toBeUndefined();
    expect(
      falsePass(changed(EVERYTHING, (files) => files.delete('proof/consistency.jsonl'))),
    ).toBeUndefined();
    expect(
      falsePass(
        changed('cases/valid/timestamps', (files) =>
          replace(files, 'checkpoint', /$/, `— x.example ${Buffer.alloc(72).toString('base64')}\n`),
        ),
      ),
    ).toBeUndefined();
  });

  it.each<[string, string, (files: Map<string, Uint8Array>) => void]>([
    [
      'M',
      'a changed manifest',
      (files) => replace(files, 'manifest.json', '"exporter":"', '"exporter":"x'),
    ],
    ['L', 'a changed record', (files) => replace(files, 'records.jsonl', 'success', 'failure')],
    ['L', 'an entry that nobody lists', (files) => files.set('key.pem', Buffer.from('x'))],
    ['L', 'a listed entry that is missing', (files) => files.delete('stubs.jsonl')],
    ['D', 'no checkpoint', (files) => files.delete('checkpoint')],
    ['D', 'another tree size', (files) => replace(files, 'checkpoint', '\n14\n', '\n15\n')],
    [
      'D',
      'a stripped checkpoint',
      (files) => replace(files, 'checkpoint', /\n— ledger[^\n]*\n/, '\n'),
    ],
    [
      'D',
      'another signature of a known key',
      (files) => replace(files, 'checkpoint', /(— ledger\S+ .{8})./, '$1_'),
    ],
    ['D', 'no attestation', (files) => files.delete('attestation.dsse.json')],
    [
      'D',
      'another attestation',
      (files) => replace(files, 'attestation.dsse.json', '"sig":"', '"sig":"A'),
    ],
    [
      'D',
      'an unknown disclosure',
      (files) => replace(files, 'disclosures.jsonl', '["', '["WyJ4Iiwi'),
    ],
    [
      'D',
      'a disclosure twice',
      (files) => replace(files, 'disclosures.jsonl', /\["([^"]*)"/, '["$1","$1"'),
    ],
    [
      'D',
      'an unknown consistency line',
      (files) => replace(files, 'proof/consistency.jsonl', '"tree_size":7', '"tree_size":6'),
    ],
    [
      'D',
      'a token over something else',
      (files) =>
        files.set(
          'timestamps/attestation.9.tsr',
          files.get('timestamps/checkpoint.1.tsr') ?? Buffer.alloc(0),
        ),
    ],
    ['R', 'no token', (files) => files.delete('timestamps/attestation.1.tsr')],
    ['R', 'no cosignature', (files) => replace(files, 'checkpoint', /(?:— witness[^\n]*\n)+$/, '')],
  ])('%s: forbids a pass with %s', (rule, _, change) => {
    expect(falsePass(changed(EVERYTHING, change))).toMatch(new RegExp(`^${rule}:`));
  });

  it.each<[string, string, (files: Map<string, Uint8Array>) => void]>([
    [
      'a record of the attester',
      'cases/valid/period',
      (files) => replace(files, 'records.jsonl', 'success', 'failure'),
    ],
    [
      'another stub',
      'cases/valid/period',
      (files) => replace(files, 'stubs.jsonl', /sha3-256:./, 'sha3-256:_'),
    ],
    [
      'an omitted record of the period',
      'cases/valid/period',
      (files) => replace(files, 'records.jsonl', /^[^\n]*\n[^\n]*\n/, ''),
    ],
    [
      'another tree head',
      'cases/valid/period',
      (files) => replace(files, 'manifest.json', '"tree_size":13', '"tree_size":12'),
    ],
    [
      'a record of a range that is missing',
      'cases/valid/minimal',
      (files) => replace(files, 'records.jsonl', /^[^\n]*\n/, ''),
    ],
    [
      'an id that nobody shows',
      'cases/valid/by-id',
      (files) => replace(files, 'manifest.json', '"record_ids":["', '"record_ids":["x'),
    ],
    [
      'another selection than was allowed',
      'cases/valid/authorised',
      (files) => replace(files, 'manifest.json', '"to":7', '"to":6'),
    ],
    [
      'another record signature',
      'cases/valid/record-signatures',
      (files) => replace(files, 'signatures.jsonl', '"signature":"', '"signature":"A'),
    ],
  ])('A: forbids a pass with %s, however it is signed', (_, name, change) => {
    expect(falsePass(reattested(name, () => {}))).toBeUndefined();
    expect(falsePass(reattested(name, change))).toMatch(/^A:/);
  });

  it('B: lets a bundle that fails for what is signed never pass, and one with a bad appendix only without it', () => {
    const forged = seed('golden/fail-01-record-altered');
    expect(falsePass(mutantFrom(forged, forged.bundle))).toMatch(/^B:/);
    expect(falsePass(mutantFrom(forged, writeZip(forged.files ?? new Map(), 8)))).toMatch(/^B:/);
    const appended = changed('golden/fail-16-disclosure-forged', (files) =>
      files.delete('disclosures.jsonl'),
    );
    expect(falsePass(appended)).toBeUndefined();
  });

  it('Z: forbids what it cannot read, or can read in two ways', () => {
    const base = seed(EVERYTHING);
    expect(falsePass(mutantFrom(base, base.bundle.subarray(0, -1)))).toMatch(/^Z:/);
    const twice = Buffer.concat([
      writeZip(new Map([['x', Buffer.from('y')]])).subarray(0, 32),
      base.bundle,
    ]);
    expect(readCentral(twice)).toBeUndefined();
    expect(falsePass(mutantFrom(base, twice))).toMatch(/^Z:/);
  });
});
