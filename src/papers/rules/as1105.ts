// PCAOB AS 1105, paragraph .10A: whether external information that came through the company in electronic form is reliable.

import type { RuleBook } from '../rule-book.js';
import { numbered, SAID } from './shared.js';

export const AS1105: RuleBook = {
  id: 'as1105',
  title: 'Reliability of external information in electronic form (PCAOB AS 1105.10A)',
  purpose:
    'A draft page of a working paper. It states what one verification showed of one file. Whether the information is reliable enough for its use in the audit is the judgement of the auditor who signs.',
  sources: [
    {
      title: 'PCAOB AS 1105, Audit Evidence, as amended by PCAOB Release No. 2024-007',
      date: '2024',
      read: 'told by others',
      where:
        'jgacpa.com of 2025-11-24 and mediadevenircap.blogspot.com of October 2025 tell paragraph .10A; of pcaobus.org the notice of its effective date was read',
      looked_up: '2026-11-27',
    },
    {
      title: 'PCAOB staff guidance on paragraph .10A',
      date: '2025-10',
      read: 'told by others',
      where: 'mediadevenircap.blogspot.com of October 2025, turtlegame.xyz (Accounting Weekly)',
      looked_up: '2026-11-27',
    },
  ],
  sections: [
    {
      id: 'as1105-source',
      clause: 'AS 1105.10A, the source',
      title: 'From whom the information is',
      asks: 'Understand the source from which the company received the information.',
      sentences: numbered('as1105-source', [
        SAID.ledgerSigned,
        SAID.attesterSigned,
        SAID.recorders,
        SAID.witnesses,
      ]),
      open: ['UNCHECKED_KEY_ORIGIN', 'UNCHECKED_COMPARISON', 'UNCHECKED_OTHER_VIEWS'],
      blanks: [
        'Who operates the ledger, what it is to the company, and who holds its keys',
        'With whom the keys of the trust root were compared, how and when',
      ],
    },
    {
      id: 'as1105-process',
      clause: 'AS 1105.10A, the process',
      title: 'How the company received, kept and processed it',
      asks: 'Understand how the company received, maintained and, where that applies, processed the information before it gave it to you.',
      sentences: numbered('as1105-process', [
        SAID.custody,
        SAID.authorised,
        SAID.recorded,
        SAID.consistency,
      ]),
      open: [
        'UNCHECKED_CUSTODY',
        'UNCHECKED_CUSTODY_WORDS',
        'UNCHECKED_AUTHORIZATION',
        'UNCHECKED_UNLOGGED',
        'UNCHECKED_STATED_TIMES',
      ],
      blanks: [
        'Through whose hands and over which systems the file came to you',
        'What the company did with the information before it was logged or exported',
      ],
    },
    {
      id: 'as1105-modified',
      clause: 'AS 1105.10A, testing',
      title: 'Whether it could have been changed, and what would show that',
      asks: 'Test whether the company modified the information and judge the effect, or test the controls over receiving, keeping and processing it.',
      sentences: numbered('as1105-modified', [
        SAID.inTree,
        SAID.chain,
        SAID.entries,
        SAID.oneReading,
        SAID.headStamped,
        SAID.attestationStamped,
        SAID.disclosed,
        SAID.erased,
        SAID.continuity,
      ]),
      open: [
        'UNCHECKED_TRUTH',
        'UNCHECKED_SIGNING_TIME',
        'UNCHECKED_CONTINUITY',
        'UNCHECKED_FORK',
        'UNCHECKED_WITHHELD',
        'UNCHECKED_ERASED_DATA',
      ],
      blanks: [
        'Changes that you know of from other sources, and their effect',
        'Controls that you tested instead or beside, with the result',
        'The sample that you drew after you received the file, and what you compared it with',
      ],
    },
  ],
  signers: ['Prepared by', 'Reviewed by'],
};
