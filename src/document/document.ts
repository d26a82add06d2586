// A run as a document: of one bundle its head and parts; of several a head over all, a table of the bundles, then a document for each,
// the worst first.

import { bundleRemark, remarkOf, runSummary, worstFirst } from '../report/run-words.js';
import { verdictWord } from '../report/words.js';
import type { Run } from '../transcript/run.js';
import type { Transcript } from '../transcript/transcript.js';
import { keysAnswer, uncheckedAnswer } from './content/answers.js';
import { bundleDocument } from './content/bundle.js';
import { environmentPart, runParts, skippedPart } from './content/run.js';
import { MEANING, said, sentence } from './content/words.js';
import {
  type Answer,
  type DocumentInput,
  first,
  type Head,
  SHOWN,
  type Text,
  type TranscriptDocument,
} from './model.js';

/** Makes the document of a run. */
export function documentOf(run: Run, { records }: DocumentInput = {}): TranscriptDocument {
  const { transcripts, unread, verdict } = run;
  const [only] = transcripts;
  const isOne = only !== undefined && transcripts.length === 1 && unread.length === 0;
  const ordered = worstFirst(transcripts);
  const { shown, more } = first(ordered, SHOWN.bundles);
  const remark = remarkOf(run);
  const bundles = shown.map((one, i) =>
    bundleDocument(
      one,
      `b${i + 1}`,
      isOne ? remark : bundleRemark(one),
      records === undefined ? 'not asked' : records[transcripts.indexOf(one)],
    ),
  );
  const name = isOne ? only.bundle.name : runSummary(run);
  return {
    title: `${verdictWord(verdict)}${remark}: ${name}`,
    ...(isOne ? {} : { head: headOf(run, remark) }),
    parts: [...environmentPart(run), ...(isOne ? skippedPart(run) : runParts(run, ordered, more))],
    bundles,
    verifier: verifierOf(only),
    at: only?.at ?? '',
    fingerprint: isOne ? only.bundle.sha256 : '',
  };
}

function verifierOf(transcript: Transcript | undefined): string {
  const { name, version } = transcript?.verifier ?? { name: 'softqcos-verify', version: '' };
  return `${name} ${version}`.trim();
}

function headOf(run: Run, remark: string): Head {
  const heads = [...new Set(run.transcripts.map(({ trust_mode }) => trust_mode.headline))];
  const { shown, more } = first(heads, 3);
  return {
    verdict: run.verdict,
    remark,
    name: [runSummary(run)],
    meaning: MEANING[run.verdict],
    lines: [
      ...shown.map((headline): Text => [said(sentence(headline))]),
      ...(more > 0 ? [[`And ${more} other ways to trust: see each bundle.`]] : []),
    ],
    next: [],
    answers: runAnswers(run),
  };
}

/** What holds for all bundles together is no more than what holds for the weakest. */
function runAnswers({ transcripts, verdict }: Run): readonly Answer[] {
  const ends = transcripts.flatMap(({ proves_until }) => proves_until.verdict_until ?? []);
  const earliest = ends.toSorted()[0];
  const all = new Map(
    transcripts.flatMap(({ not_checked }) => not_checked.map((one) => [one.code, one])),
  );
  const checks = transcripts.flatMap((one) => one.checks);
  const [any] = transcripts;
  const until: Answer = {
    id: 'until',
    question: 'Until when does it hold?',
    answer: [
      verdict !== 'pass'
        ? 'Not all of it is proven.'
        : earliest === undefined
          ? 'No published text sets an end.'
          : `Expected until ${earliest}, the earliest of all.`,
    ],
    more: [],
  };
  return [
    ...(any === undefined ? [] : [runKeys({ ...any, verdict })]),
    uncheckedAnswer({ not_checked: [...all.values()], checks }),
    until,
  ].map(({ to: _, ...answer }) => answer);
}

/** One run has one trust root; trusted times and witnesses are those of each bundle. */
function runKeys(transcript: Transcript): Answer {
  const answer = keysAnswer(transcript);
  if (transcript.trust_root === null) return answer;
  const last: Text = ['Trusted times and witnesses: those of each bundle.'];
  return { ...answer, more: [...answer.more.slice(0, -1), last] };
}
