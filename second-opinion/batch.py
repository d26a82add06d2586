#!/usr/bin/env python3
"""Judges many bundles in one process, for comparison with another verifier: one JSON object a line in, one a line out.

in:  {"bundle": FILE, "trust_root": FILE or null, "at": TIME, "requirements": [...], "checkpoint"?: FILE,
      "expect_selection"?: selection, "limits"?: {name: number}}
out: {"verdict": "pass" | "fail" | "unproven" | "error", "failures": [codes], "gaps": [codes], "notes": [codes]}
"""
import json
import sys

import check


def read(path):
    with open(path, 'rb') as file:
        return file.read()


def judge(job):
    trust, held, expect = job.get('trust_root'), job.get('checkpoint'), job.get('expect_selection')
    try:
        result = check.check(read(job['bundle']), trust and read(trust), job['at'], job.get('requirements', ()),
                             held and read(held), None if expect is None else json.dumps(expect).encode())
    except check.Usage as error:
        return {'verdict': 'error', 'message': str(error), 'failures': [], 'gaps': [], 'notes': []}
    codes = {code for code, _ in result.findings}
    kind = lambda mark: sorted(code for code in codes if check.CODES[code][1] == mark)
    return {'verdict': result.verdict(), 'failures': kind('!'), 'gaps': kind('?'), 'notes': kind('-')}


for line in sys.stdin:
    print(json.dumps(judge(json.loads(line))), flush=True)
