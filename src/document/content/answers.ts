// The four answers at the head: whose keys, what was not checked, until when, and what is shown. A reader who sees nothing else has
// seen these, so no answer says more than was verified.

import { NOT_CHECKED } from '../../catalogue/not-checked.js';
import { noteCodes } from '../../report/words.js';
import type { Transcript } from '../../transcript/transcript.js';
import type { Answer, Text } from '../model.js';
import { countOf, digest, grouped, said, sentence, utc } from './words.js';

/** Points that the head names one by one; the part lists all. */
const NAMED = 8;

/** @param id of the bundle in the document */
export function answersOf(transcript: Transcript, id: string): readonly Answer[] {
  return [
    keysAnswer(transcript),
    uncheckedAnswer(transcript),
    untilAnswer(transcript),
    shownAnswer(transcript),
  ].map((answer) => ({
    ...answer,
    ...(answer.to && { to: { ...answer.to, part: `${id}-${answer.to.part}` } }),
  }));
}

export function keysAnswer({ trust_root, trust_mode, verdict, attester }: Transcript): Answer {
  const question = 'Whose keys were trusted?';
  const to = { words: 'Keys and signatures', part: 'keys' };
  if (trust_root === null)
    return {
      id: 'keys',
      question,
      answer: ["Nobody's."],
      more: [['There was no trust root, so nothing says who signed.']],
      to,
    };
  const { from, compared, trusted_time, witnesses, digest_pinned } = trust_mode;
  return {
    id: 'keys',
    question,
    answer: ['Those of ', said(`“${trust_root.name}”`), ', your trust root.'],
    more: [
      [
        `Serial ${trust_root.serial}, pinned since `,
        said(trust_root.issued_at.slice(0, 10)),
        ...(digest_pinned ? [' and by its digest'] : []),
        ...(from === undefined ? [] : [', from ', said(from)]),
        '.',
      ],
      ...(verdict === 'pass' && attester !== undefined
        ? [['Attested by ', said(attester), '.']]
        : []),
      compared === undefined ? ['No comparison is stated.'] : ['Compared: ', said(compared), '.'],
      [
        `${TIMES[trusted_time]}; ${witnesses === 0 ? 'no witnesses' : countOf(witnesses, 'witnesses')}.`,
      ],
    ],
    to,
  };
}

const TIMES: Readonly<Record<Transcript['trust_mode']['trusted_time'], string>> = {
  both: 'Trusted times for checkpoint and attestation',
  checkpoint: 'A trusted time for the checkpoint alone',
  attestation: 'A trusted time for the attestation alone',
  none: 'No trusted time',
};

export function uncheckedAnswer({
  not_checked,
  checks,
}: Pick<Transcript, 'not_checked' | 'checks'>): Answer {
  const own = not_checked.filter(({ code }) => NOT_CHECKED[code].when !== 'always');
  const always = not_checked.length - own.length;
  const stopped = checks.filter(({ needed, status }) => needed && status === 'skipped').length;
  return {
    id: 'not-checked',
    question: 'What was not checked?',
    answer: [
      ...(stopped === 0 ? [] : [`${countOf(stopped, 'needed checks')} did not run. `]),
      `${own.length === 0 ? 'Nothing' : countOf(own.length, 'points')} in this run, and ${grouped(always)} that no run can check.`,
    ],
    more: [
      ...own.slice(0, NAMED).map(({ message }): Text => [sentence(message)]),
      ...(own.length > NAMED ? [[`And ${grouped(own.length - NAMED)} more.`]] : []),
    ],
    to: { words: 'All of it, with what follows', part: 'not-checked' },
  };
}

function untilAnswer({ proves_until, verdict }: Transcript): Answer {
  const { until, verdict_until, sentence } = proves_until;
  const to = { words: 'Day by day', part: 'until' };
  const question = 'Until when does it hold?';
  if (verdict !== 'pass')
    return {
      id: 'until',
      question,
      answer: ['Nothing is proven, so there is no such day.'],
      more: [],
      to,
    };
  return {
    id: 'until',
    question,
    answer: [
      verdict_until === undefined
        ? 'No published text sets an end.'
        : `Expected until ${verdict_until}.`,
    ],
    // The whole sentence: which part ends first, and what to renew by then.
    more: until === undefined ? [] : [[said(sentence)]],
    to,
  };
}

function shownAnswer({ evidence, checks, bundle }: Transcript): Answer {
  const question = 'What is shown?';
  const to = { words: 'The tree', part: 'tree' };
  if (checks.find(({ id }) => id === 'inclusion/leaves')?.status !== 'passed')
    return {
      id: 'shown',
      question,
      answer: ['Nothing is counted.'],
      more: [['The records are not proven to be in the tree.']],
      to,
    };
  const { records, selected, shown_in_addition, link_stubs, erased_records, sealed_fields } =
    evidence;
  const { first_recorded_at, last_recorded_at } = evidence;
  const { disclosed, erased, withheld } = sealed_fields;
  const size = bundle.manifest?.tree_head?.tree_size;
  const notes = noteCodes(checks);
  return {
    id: 'shown',
    question,
    answer: [
      `${countOf(records, 'records')}${size === undefined ? '' : ` of a ledger of ${grouped(size)}`}.`,
    ],
    more: [
      [
        `${grouped(selected)} selected, ${grouped(shown_in_addition)} in addition`,
        link_stubs > 0 ? `; ${countOf(link_stubs, 'neighbours')} as a hash only.` : '.',
      ],
      ...(first_recorded_at === undefined || last_recorded_at === undefined
        ? []
        : [['Recorded ', utc(first_recorded_at), ' to ', utc(last_recorded_at), '.']]),
      ...(erased_records.length + erased === 0
        ? []
        : [
            [
              `Logged as erased: ${countOf(erased_records.length, 'records')}, ${countOf(erased, 'fields')}.`,
            ],
          ]),
      ...(disclosed + withheld === 0
        ? []
        : [[`Sealed fields: ${grouped(disclosed)} disclosed, ${grouped(withheld)} withheld.`]]),
      ...(notes.length === 0 ? [] : [[`For you to judge: ${notes.join(', ')}.`]]),
    ],
    to,
  };
}

/** The fingerprint that stands beside the name of a bundle. */
export function bundleLine({ bundle, at, verifier }: Transcript): Text {
  return [
    `${countOf(bundle.bytes, 'bytes')}, SHA-256 `,
    digest(bundle.sha256),
    '. Judged as of ',
    utc(at),
    ` by ${verifier.name} ${verifier.version}.`,
  ];
}
