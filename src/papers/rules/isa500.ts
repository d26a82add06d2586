// ISA 500, paragraphs 7 and 9: relevance and reliability, and of information that the entity produced its accuracy, its completeness and
// whether it is precise and detailed enough.

import type { RuleBook } from '../rule-book.js';
import { numbered, SAID } from './shared.js';

export const ISA500: RuleBook = {
  id: 'isa500',
  title: 'Reliability of information to be used as audit evidence (ISA 500.7 and .9)',
  purpose:
    'A draft page of a working paper. It states what one verification showed of one file. Whether the information is reliable, accurate and complete enough for its use in the audit is the judgement of the auditor who signs.',
  sources: [
    {
      title: 'IAASB, International Standard on Auditing 500, Audit Evidence',
      date: '2009',
      read: 'told by others',
      where:
        'contents and scope at studylib.net (handbook of 2013) and is.muni.cz; paragraphs 7 and 9 are told from general knowledge, and a revision of the standard was not looked for',
      looked_up: '2026-11-27',
    },
  ],
  sections: [
    {
      id: 'isa500-reliable',
      clause: 'ISA 500.7',
      title: 'Reliability',
      asks: 'Consider how relevant and how reliable the information is.',
      sentences: numbered('isa500-reliable', [
        SAID.ledgerSigned,
        SAID.attesterSigned,
        SAID.witnesses,
        SAID.headStamped,
        SAID.attestationStamped,
        SAID.oneReading,
        SAID.authorised,
        SAID.custody,
      ]),
      open: [
        'UNCHECKED_KEY_ORIGIN',
        'UNCHECKED_COMPARISON',
        'UNCHECKED_OTHER_VIEWS',
        'UNCHECKED_CUSTODY',
        'UNCHECKED_CUSTODY_WORDS',
        'UNCHECKED_AUTHORIZATION',
      ],
      blanks: [
        'For which assertion the information is used, and why it is relevant to it',
        'Who operates the ledger, and with whom its keys were compared',
      ],
    },
    {
      id: 'isa500-accurate',
      clause: 'ISA 500.9 (a)',
      title: 'Accuracy',
      asks: 'Of information that the entity produced, obtain evidence that it is accurate.',
      sentences: numbered('isa500-accurate', [
        SAID.inTree,
        SAID.chain,
        SAID.entries,
        SAID.recorders,
        SAID.disclosed,
      ]),
      open: ['UNCHECKED_TRUTH', 'UNCHECKED_STATED_TIMES', 'UNCHECKED_WITHHELD'],
      blanks: [
        'What you compared the events with to know that they are true: documents, systems, persons',
      ],
    },
    {
      id: 'isa500-complete',
      clause: 'ISA 500.9 (a)',
      title: 'Completeness',
      asks: 'Of information that the entity produced, obtain evidence that it is complete.',
      sentences: numbered('isa500-complete', [
        SAID.complete,
        SAID.asked,
        SAID.erased,
        SAID.consistency,
        SAID.continuity,
      ]),
      open: [
        'UNCHECKED_UNLOGGED',
        'UNCHECKED_COMPLETENESS',
        'UNCHECKED_SELECTION',
        'UNCHECKED_NEWEST',
        'UNCHECKED_CONTINUITY',
        'UNCHECKED_ERASED_DATA',
      ],
      blanks: ['How you know that the entity logs everything that belongs to the population'],
    },
    {
      id: 'isa500-precise',
      clause: 'ISA 500.9 (b)',
      title: 'Precise and detailed enough',
      asks: 'Judge whether the information is precise and detailed enough for your purpose.',
      sentences: numbered('isa500-precise', [SAID.recorded, SAID.identified]),
      open: ['UNCHECKED_SAME_ID', 'UNCHECKED_DOCUMENTS'],
      blanks: ['Which fields your test needs, and whether they are disclosed'],
    },
  ],
  signers: ['Prepared by', 'Reviewed by'],
};
