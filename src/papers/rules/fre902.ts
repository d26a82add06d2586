// Federal Rules of Evidence 902(13) and 902(14): what a person who knows the process can certify of a record that it made, or of a copy
// that is identified by its hash. The words of the declaration are that person's and counsel's.

import type { RuleBook } from '../rule-book.js';
import { numbered, SAID } from './shared.js';

export const FRE902: RuleBook = {
  id: 'fre902',
  title: 'Certification under Federal Rules of Evidence 902(13) and 902(14)',
  purpose:
    'A draft for counsel and for the person who will sign. It states what one verification showed of one file. It is about authenticity alone: hearsay, relevance and every other objection stay open. It is not legal advice.',
  sources: [
    {
      title: 'Federal Rules of Evidence, Rule 902(13) and (14), as amended in 2017',
      date: '2017-12-01',
      read: 'quoted by others',
      where:
        'the whole text of both paragraphs at allaboutediscovery.com (2017) and jhany.com (2018)',
      looked_up: '2026-11-27',
    },
    {
      title: 'Advisory Committee notes to the amendments of 2017',
      date: '2017',
      read: 'told by others',
      where: 'jhany.com (2018) and the summaries of two forms at advance.lexis.com',
      looked_up: '2026-11-27',
    },
    {
      title: 'Federal Rules of Evidence, Rule 902(11); 28 U.S.C. 1746',
      date: '2011',
      read: 'told by others',
      where: 'jhany.com (2018)',
      looked_up: '2026-11-27',
    },
  ],
  sections: [
    {
      id: 'fre902-person',
      clause: 'FRE 902(11), (13) and (14)',
      title: 'The person who signs',
      asks: 'A person who could testify to the same certifies it.',
      sentences: [],
      open: [],
      blanks: [
        'Name, occupation and employer',
        'Training and experience with systems of this kind, and with this one',
        'How you know what you state: what you did yourself, and when',
      ],
    },
    {
      id: 'fre902-process',
      clause: 'FRE 902(13)',
      title: 'The process, and why its result is accurate',
      asks: 'Say by which electronic process or system the record was made, and what shows that its result is accurate.',
      sentences: numbered('fre902-process', [
        SAID.ledgerSigned,
        SAID.recorders,
        SAID.inTree,
        SAID.chain,
        SAID.identified,
        SAID.recorded,
        SAID.witnesses,
        SAID.headStamped,
        SAID.consistency,
        SAID.erased,
      ]),
      open: [
        'UNCHECKED_TRUTH',
        'UNCHECKED_UNLOGGED',
        'UNCHECKED_STATED_TIMES',
        'UNCHECKED_PRODUCERS',
        'UNCHECKED_KEY_ORIGIN',
      ],
      blanks: [
        'The system that made the records, who runs it, and how an event becomes a record there',
        'How it is known that this system works as it should: tests, reviews, use',
      ],
    },
    {
      id: 'fre902-copy',
      clause: 'FRE 902(14)',
      title: 'The copy, and the process that identifies it',
      asks: 'Say from which device, medium or file the data was copied, and by which process of digital identification the copy is known to be the same, such as a hash of both.',
      sentences: numbered('fre902-copy', [
        SAID.attesterSigned,
        SAID.entries,
        SAID.oneReading,
        SAID.attestationStamped,
        SAID.disclosed,
        SAID.custody,
      ]),
      open: [
        'UNCHECKED_CUSTODY',
        'UNCHECKED_CUSTODY_WORDS',
        'UNCHECKED_WITHHELD',
        'UNCHECKED_MACHINE',
        'UNCHECKED_CRYPTOGRAPHY',
      ],
      blanks: [
        'The device, medium or file from which it was copied, who copied it, and when',
        'SHA-256 of the original, computed by whom and when; the same as above: yes or no',
        'Through whose hands the copy came',
      ],
    },
    {
      id: 'fre902-notice',
      clause: 'FRE 902(11)',
      title: 'Notice',
      asks: 'Give each adverse party reasonable written notice before trial or hearing, and make record and certification available to inspect.',
      sentences: [],
      open: [],
      blanks: ['Notice given to whom and when, and where both can be inspected'],
    },
    {
      id: 'fre902-declaration',
      clause: '28 U.S.C. 1746',
      title: 'Declaration',
      asks: 'The declaration that the law asks for, in the words that counsel gives.',
      sentences: [],
      open: [],
      blanks: ['Declaration'],
    },
  ],
  signers: ['Declared by'],
};
