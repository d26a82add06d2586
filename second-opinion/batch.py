#!/usr/bin/env python3
"""The second opinion as a program under test: one JSON object a line in, one a line out (SPEC 19.3). It does not compare sets."""
import json
import sys

import check


def read(path):
    with open(path, 'rb') as file:
        return file.read()


def judge(job):
    if 'bundles' in job:
        return {'verdict': 'unsupported', 'reason': 'one bundle at a time'}
    trust, held, expect = job.get('trust_root'), job.get('checkpoint'), job.get('expect_selection')
    try:
        result = check.check(read(job['bundle']), trust and read(trust), job['at'], job.get('requirements', ()),
                             held and read(held), None if expect is None else json.dumps(expect).encode(), job.get('limits'))
    except check.Usage as error:
        return {'verdict': 'error', 'message': str(error), 'failures': [], 'gaps': [], 'notes': []}
    codes = {code for code, _ in result.findings}
    kind = lambda mark: sorted(code for code in codes if check.CODES[code][1] == mark)
    return {'verdict': result.verdict(), 'failures': kind('!'), 'gaps': kind('?'), 'notes': kind('-')}


for line in sys.stdin:
    print(json.dumps(judge(json.loads(line))), flush=True)
