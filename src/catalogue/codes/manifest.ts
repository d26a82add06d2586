// Finding codes of the manifest (docs/SPEC.md §3).

import type { CodeRow } from './code.js';

export const MANIFEST_CODES = {
  MANIFEST_MISSING: {
    check: 'manifest/form',
    outcome: 'fail',
    meaning: 'The zip has no manifest.json.',
    remedy: 'Check that this is an evidence bundle; ask the exporter for it again.',
  },
  MANIFEST_TOO_LARGE: {
    check: 'manifest/form',
    outcome: 'unproven',
    message: 'manifest.json is larger than this verifier accepts',
    meaning: 'manifest.json is larger than this verifier accepts.',
    remedy: 'Raise the limit that is named, or ask for a smaller selection.',
  },
  MANIFEST_NOT_CANONICAL: {
    check: 'manifest/form',
    outcome: 'fail',
    meaning: 'manifest.json is not the RFC 8785 form of its own content.',
    remedy: 'Ask for the bundle again: two readers could read this manifest in two ways.',
  },
  MANIFEST_INVALID: {
    check: 'manifest/form',
    outcome: 'fail',
    meaning: 'manifest.json does not follow its schema.',
    remedy: 'Tell the exporter the place that is named; see softqcos-verify schema manifest.',
  },
  MANIFEST_UNSORTED: {
    check: 'manifest/form',
    outcome: 'fail',
    message: 'the list is not sorted, or names something twice',
    meaning: 'A list of the manifest is not sorted, or names something twice.',
    remedy: 'Tell the exporter the list that is named.',
  },
  MANIFEST_TREE_HEAD_INVALID: {
    check: 'manifest/form',
    outcome: 'fail',
    message: "the root hash is not of the suite's tree hash",
    meaning: "The root hash of the manifest's tree head is not of the suite's tree hash.",
    remedy: 'Tell the exporter; the suite fixes the hash.',
  },
  MANIFEST_SELECTION_INVALID: {
    check: 'manifest/form',
    outcome: 'fail',
    meaning: 'The selection ends before it begins.',
    remedy: 'Tell the exporter.',
  },
  FORMAT_UNSUPPORTED: {
    check: 'manifest/support',
    outcome: 'unproven',
    message: 'this version of the format is not known here',
    meaning: 'The bundle is of a version of the format that this verifier does not know.',
    remedy: 'Use a verifier of that version; nothing was found wrong.',
  },
  SUITE_UNSUPPORTED: {
    check: 'manifest/support',
    outcome: 'unproven',
    message: 'this suite is not known here',
    meaning: 'The bundle uses a suite of algorithms that this verifier does not know.',
    remedy: 'Use a verifier that knows the suite; nothing was found wrong.',
  },
  EXTENSION_UNSUPPORTED: {
    check: 'manifest/support',
    outcome: 'unproven',
    message: 'an extension must be understood and is not known here',
    meaning:
      'The bundle says that an extension must be understood, and this verifier does not know it.',
    remedy: 'Use a verifier that knows the extension, or ask for an export without it.',
  },
  ENTRY_MISSING: {
    check: 'manifest/inventory',
    outcome: 'fail',
    meaning: 'The manifest lists an entry that the zip does not hold.',
    remedy: 'Ask for the complete bundle.',
  },
  ENTRY_UNLISTED: {
    check: 'manifest/inventory',
    outcome: 'fail',
    meaning:
      'The zip holds an entry that is neither listed in the manifest nor one of the detached paths.',
    remedy: 'Ask where the entry comes from; nobody vouches for it.',
  },
  ENTRY_NOT_LISTABLE: {
    check: 'manifest/inventory',
    outcome: 'fail',
    message: 'the manifest lists a path that it must not list',
    meaning:
      'The manifest lists a path that has no place in a bundle, or one that must not be listed.',
    remedy: 'Tell the exporter; keys, code and trust have no place in a bundle.',
  },
  ENTRY_EMPTY: {
    check: 'manifest/inventory',
    outcome: 'fail',
    message: 'the entry is empty; it must be left out',
    meaning: 'An optional entry is empty; it must be left out instead.',
    remedy: 'Tell the exporter.',
  },
  PROOF_NOT_UNIQUE: {
    check: 'manifest/inventory',
    outcome: 'fail',
    message: 'there must be exactly one inclusion proof',
    meaning: 'The bundle does not hold exactly one inclusion proof beside its tree head.',
    remedy: 'Tell the exporter: proof/paths.jsonl or proof/batch.bin, not both and not none.',
  },
  PROOF_WITHOUT_TREE_HEAD: {
    check: 'manifest/inventory',
    outcome: 'fail',
    message: 'the entry has no meaning without a tree head',
    meaning: 'The bundle holds a proof, a checkpoint or stubs but states no tree head.',
    remedy: 'Tell the exporter.',
  },
  ENTRY_BYTES_MISMATCH: {
    check: 'manifest/digests',
    outcome: 'fail',
    message: 'the entry has another size than the manifest states',
    meaning: 'A listed entry has another size than the manifest states.',
    remedy:
      'The entry was changed after the manifest was made: ask for the bundle as it was exported.',
  },
  ENTRY_DIGEST_MISMATCH: {
    check: 'manifest/digests',
    outcome: 'fail',
    message: 'the entry has another SHA3-256 than the manifest states',
    meaning: 'A listed entry has another SHA3-256 than the manifest states.',
    remedy:
      'The entry was changed after the manifest was made: ask for the bundle as it was exported.',
  },
  COUNT_MISMATCH: {
    check: 'manifest/counts',
    outcome: 'fail',
    meaning: 'There are more or fewer records or stubs than the manifest counts.',
    remedy: 'Ask the exporter which of the two is right; lines were added or lost.',
  },
} as const satisfies Record<string, CodeRow>;
