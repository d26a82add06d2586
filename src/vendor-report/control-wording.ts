// Labels of a vendor's control list that say something else than the control does (docs/SPEC.md §10.2), as a table. A label is
// only held against the words listed here: one that is merely short or unusual gets no remark, and none is ever confirmed.

interface ControlWording {
  /** How the control is named; `CC6.2` also inside `SOC 2 CC6.2`. */
  readonly control: string;
  readonly about: string;
  readonly source: string;
  /** Lower-case words that belong to another control. */
  readonly otherwise: readonly string[];
}

const CRITERIA = 'AICPA, TSP Section 100';
const SECURITY_RULE = '45 CFR Part 164, Subpart C';
const ACCESS = ['access control', 'access restriction', 'access review', 'rbac', 'role-based'];

const TABLE: readonly ControlWording[] = [
  {
    control: 'CC1.1',
    about: 'commitment to integrity and ethical values',
    source: CRITERIA,
    otherwise: [...ACCESS, 'authentication', 'encryption', 'audit log'],
  },
  {
    control: 'CC2.1',
    about: 'relevant, quality information for internal control',
    source: CRITERIA,
    otherwise: [...ACCESS, 'encryption'],
  },
  {
    control: 'CC6.1',
    about: 'logical access security over protected information assets',
    source: CRITERIA,
    otherwise: ['ethical value', 'risk assessment', 'backup'],
  },
  {
    control: 'CC6.2',
    about:
      'registration and authorisation of users before credentials are issued, their removal, and the periodic review of credentials',
    source: CRITERIA,
    otherwise: ['audit log', 'encryption', 'backup'],
  },
  {
    control: 'CC6.3',
    about: 'access by role, with least privilege and segregation of duties',
    source: CRITERIA,
    otherwise: ['audit log', 'encryption', 'backup', 'physical access'],
  },
  {
    control: 'CC7.2',
    about: 'monitoring of system components for anomalies',
    source: CRITERIA,
    otherwise: ACCESS,
  },
  {
    control: 'CC7.3',
    about: 'evaluation of security events, and action on incidents',
    source: CRITERIA,
    otherwise: [...ACCESS, 'encryption', 'backup'],
  },
  {
    control: '164.308',
    about: 'administrative safeguards',
    source: SECURITY_RULE,
    otherwise: ['technical safeguard', 'physical safeguard'],
  },
  {
    control: '164.312',
    about: 'technical safeguards',
    source: SECURITY_RULE,
    otherwise: ['administrative safeguard', 'physical safeguard'],
  },
];

/** What the control is about by its source, if the label speaks of something else; undefined if nothing is held against it. */
export function otherWording(
  control: string,
  label: string,
): { readonly about: string; readonly source: string } | undefined {
  const row = TABLE.find(({ control: name }) => namesControl(control, name));
  const text = label.toLowerCase();
  return row?.otherwise.some((words) => text.includes(words)) === true ? row : undefined;
}

/** `CC6.20` is not `CC6.2`, and `1164.308` is not `164.308`. */
function namesControl(text: string, name: string): boolean {
  const at = text.indexOf(name);
  const [before = ' ', after = ' '] = [text[at - 1], text[at + name.length]];
  return at >= 0 && !/[\w.]/.test(before) && !/\d/.test(after);
}
