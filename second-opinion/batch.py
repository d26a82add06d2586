#!/usr/bin/env python3
"""The second opinion as a program under test: one JSON object a line in, one a line out (SPEC 19.3)."""
import json
import sys

import check


def reply(question):
    """The answer to one question, over one bundle or over several."""
    selection = question.get('expect_selection')
    expect, trust = None if selection is None else json.dumps(selection).encode(), check.read(question['trust_root'])
    requirements, limits, held = question.get('requirements', ()), question.get('limits'), check.read(question.get('checkpoint'))
    try:
        if 'bundles' not in question:
            return check.answer(check.check(check.read(question['bundle']), trust, question['at'], requirements, held, expect, limits,
                                            check.read(question.get('renewals')), check.read(question.get('custody')),
                                            question.get('as_of')))
        bundles = {name: check.check(check.read(name), trust, question['at'], requirements, None, expect, limits)
                   for name in question['bundles']}
        return check.answer_over(bundles, check.held_note(held), limits)
    except check.Usage as error:
        return {'verdict': 'error', 'failures': [], 'gaps': [], 'reason': str(error)}


for line in sys.stdin:
    print(json.dumps(reply(json.loads(line))), flush=True)
