#!/usr/bin/env python3
"""The second opinion as a program under test: one JSON object a line in, one a line out (SPEC 19.3). It does not compare sets."""
import json
import sys

import check


def reply(question):
    """The answer to one question."""
    if 'bundles' in question:
        return {'verdict': 'unsupported', 'reason': 'one bundle at a time'}
    selection = question.get('expect_selection')
    try:
        return check.answer(check.check(
            check.read(question['bundle']), check.read(question['trust_root']), question['at'], question.get('requirements', ()),
            check.read(question.get('checkpoint')), None if selection is None else json.dumps(selection).encode(),
            question.get('limits')))
    except check.Usage as error:
        return {'verdict': 'error', 'failures': [], 'gaps': [], 'reason': str(error)}


for line in sys.stdin:
    print(json.dumps(reply(json.loads(line))), flush=True)
