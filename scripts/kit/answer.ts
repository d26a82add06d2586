// This verifier's answer to one question of the kit (docs/SPEC.md §19.3): over one bundle, or over a set of them.

import { readFileSync } from 'node:fs';
import { sourceFromBytes } from '../../src/archive/source.js';
import { parseTime } from '../../src/base/encoding.js';
import { VerifierError } from '../../src/base/errors.js';
import type { Limits } from '../../src/base/limits.js';
import { parseHeldCheckpoint } from '../../src/bundle/held.js';
import { SET_CODES } from '../../src/catalogue/codes/sets.js';
import { CODES } from '../../src/catalogue/codes.js';
import type { Requirement } from '../../src/catalogue/requirements.js';
import { compareSet, loggedErasures, type SetBundle } from '../../src/history/set.js';
import type { Transcript, Verdict } from '../../src/transcript/transcript.js';
import { loadTrustRoot } from '../../src/trust/trust-root.js';
import { verifyBundle } from '../../src/verify.js';
import type { Answer, Question } from './protocol.js';

const OUTCOMES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({ ...CODES, ...SET_CODES }).map(([code, { outcome }]) => [code, outcome]),
);

/** Reads the files that the question names. Never throws for what is in them. */
export async function answer(question: Question): Promise<Answer> {
  try {
    return question.bundles === undefined ? await overOne(question) : await overSet(question);
  } catch (error) {
    if (error instanceof VerifierError)
      return { verdict: 'error', failures: [], gaps: [], reason: error.code };
    throw error;
  }
}

const read = (path: string): Uint8Array => new Uint8Array(readFileSync(path));

async function transcriptOf(question: Question, path: string, held: boolean): Promise<Transcript> {
  const { trust_root: root, checkpoint, expect_selection: expected, as_of } = question;
  const { renewals, custody } = question;
  return verifyBundle(
    sourceFromBytes(read(path)),
    root === null ? undefined : loadTrustRoot(read(root)),
    {
      at: parseTime(question.at) ?? 0n,
      name: path,
      requirements: question.requirements as readonly Requirement[],
      ...(checkpoint === undefined || !held ? {} : { checkpoint: read(checkpoint) }),
      ...(expected === undefined
        ? {}
        : { expectSelection: new Uint8Array(Buffer.from(JSON.stringify(expected))) }),
      ...(renewals === undefined ? {} : { renewals: read(renewals) }),
      ...(custody === undefined ? {} : { custody: read(custody) }),
      ...(as_of === undefined ? {} : { asOf: parseTime(as_of) ?? 0n }),
      ...(question.limits === undefined ? {} : { limits: question.limits as Partial<Limits> }),
    },
  );
}

async function overOne(question: Question): Promise<Answer> {
  const { verdict, checks } = await transcriptOf(question, question.bundle ?? '', true);
  return answerOf(
    verdict,
    checks.flatMap(({ findings }) => findings.map(({ code }) => code)),
  );
}

async function overSet(question: Question): Promise<Answer> {
  const { trust_root: root, checkpoint, limits = {} } = question;
  const bundles: SetBundle[] = [];
  for (const name of question.bundles ?? []) {
    const transcript = await transcriptOf(question, name, false);
    const source = sourceFromBytes(read(name));
    const erasures = await loggedErasures(source, transcript);
    bundles.push({ name, transcript, erasures, open: (use) => use(source) });
  }
  const ledgers = await compareSet(bundles, {
    trustRoot: root === null ? undefined : loadTrustRoot(read(root)),
    held: checkpoint === undefined ? undefined : parseHeldCheckpoint(read(checkpoint)),
    limits: limits as Partial<Limits>,
  });
  const checks = ledgers.flatMap((ledger) => ledger.checks);
  const statuses = [
    ...bundles.map(({ transcript }) => transcript.verdict),
    ...checks.map(({ status }) => (status === 'failed' ? 'fail' : status)),
  ];
  const verdict: Verdict = statuses.includes('fail')
    ? 'fail'
    : statuses.includes('unproven')
      ? 'unproven'
      : 'pass';
  return answerOf(
    verdict,
    checks.flatMap(({ findings }) => findings.map(({ code }) => code)),
  );
}

function answerOf(verdict: Verdict, codes: readonly string[]): Answer {
  const of = (outcome: string): string[] =>
    [...new Set(codes)].filter((code) => OUTCOMES[code] === outcome).sort();
  return { verdict, failures: of('fail'), gaps: of('unproven'), notes: of('note') };
}
