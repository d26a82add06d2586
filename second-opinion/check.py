#!/usr/bin/env python3
"""A second opinion on evidence bundles: one file, Python 3.11, standard library only, no network.

Written from docs/SPEC.md and the schemas alone, never from the other verifier's source. Its sections are in the order of the
specification. The arithmetic of Ed25519, ML-DSA, RSA and ECDSA is plain: it verifies what is public and holds no secret.

How to read it: sections are marked by lines of dashes; each names its part of the specification, and each function the clause that it
carries out. Reading begins at Verifier.run, which has the steps of SPEC 14.2. Short names are always the same: b bytes, d data of a
record, e an erasure or an entry of the zip, h a hash, m the manifest, o a parsed object, p a path, q a sequence, r a record, s a stub or
a string, t a time in nanoseconds since 1970, v a Verifier.

A finding is a code of SPEC 15 and a place. CODES gives the check of each and its outcome: ! fails, ? is a gap, - is a note.
"""
import argparse
import base64
import bisect
import hashlib
import json
import os
import re
import struct
import sys
import time
import zlib
from decimal import Decimal

MAX = 2**53 - 1
VALUES = 1_048_576
sha3 = lambda b: hashlib.sha3_256(b).digest()
sha2 = lambda b: hashlib.sha256(b).digest()

# code! fails, code? is a gap, code- is a note (SPEC 15)
CODES = {}
for _line in re.sub(r'\n ', ' ', '''
archive/structure: ZIP_NO_END_RECORD! ZIP_TRAILING_BYTES! ZIP_COMMENT! ZIP_MULTI_DISK! ZIP_ZIP64_INVALID!
 ZIP_DIRECTORY_INVALID! ZIP_GAP! ZIP_OVERLAP! ZIP_LOCAL_HEADER_MISSING! ZIP_HEADER_MISMATCH! ZIP_DESCRIPTOR_INVALID!
 ZIP_METHOD_NOT_ALLOWED! ZIP_FLAG_NOT_ALLOWED! ZIP_FILE_TYPE_NOT_ALLOWED! ZIP_EXTRA_INVALID! ZIP_UNICODE_PATH!
 ZIP_BOMB! ZIP_LIMIT_EXCEEDED?
archive/names: NAME_NOT_ALLOWED! NAME_TOO_LONG! NAME_DUPLICATE! NAME_CASE_COLLISION! NAME_PREFIX_COLLISION!
 NAME_DIRECTORY_NOT_EMPTY!
archive/content: ENTRY_INFLATE_FAILED! ENTRY_SIZE_MISMATCH! ENTRY_CRC_MISMATCH!
manifest/form: MANIFEST_MISSING! MANIFEST_TOO_LARGE? MANIFEST_NOT_CANONICAL! MANIFEST_INVALID! MANIFEST_UNSORTED!
 MANIFEST_TREE_HEAD_INVALID! MANIFEST_SELECTION_INVALID!
manifest/support: FORMAT_UNSUPPORTED? SUITE_UNSUPPORTED? EXTENSION_UNSUPPORTED?
manifest/inventory: ENTRY_MISSING! ENTRY_UNLISTED! ENTRY_NOT_LISTABLE! ENTRY_EMPTY! PROOF_NOT_UNIQUE!
 PROOF_WITHOUT_TREE_HEAD!
manifest/digests: ENTRY_BYTES_MISMATCH! ENTRY_DIGEST_MISMATCH!
manifest/counts: COUNT_MISMATCH!
records/form: RECORDS_EMPTY? RECORD_NOT_CANONICAL! RECORD_INVALID! RECORD_TOO_LONG! RECORD_FIELD_TWICE!
 RECORD_OUT_OF_ORDER!
records/identity: RECORD_LEDGER_MISMATCH! RECORDS_TOO_MANY? RECORD_ID_DUPLICATE!
records/clock: RECORD_CLOCK_BACKWARDS!
records/chain: CHAIN_BROKEN! CHAIN_LINK_NOT_SHOWN-
records/signatures: RECORD_SIGNATURES_MALFORMED! RECORD_SIGNATURE_ORPHAN! RECORD_SIGNATURE_INVALID!
 RECORD_SIGNATURE_MISSING? RECORD_SIGNATURE_KEY_UNKNOWN? RECORD_SIGNATURE_KEY_INVALID?
stubs/form: STUB_INVALID! STUB_OUT_OF_ORDER! STUB_IS_RECORD! STUB_LINK_UNUSED!
inclusion/form: INCLUSION_ABSENT? PATHS_INVALID! PATH_MISSING! PATH_ORPHAN! PATH_LENGTH_WRONG! BATCH_LENGTH_WRONG!
 LEAF_OUTSIDE_TREE!
inclusion/leaves: INCLUSION_ROOT_MISMATCH!
checkpoint/form: CHECKPOINT_ABSENT? CHECKPOINT_TOO_LARGE? CHECKPOINT_MALFORMED! CHECKPOINT_ORIGIN_MISMATCH!
checkpoint/tree-head: TREE_HEAD_MISMATCH!
checkpoint/signatures: CHECKPOINT_LINE_DUPLICATE! CHECKPOINT_SIGNATURE_INVALID! CHECKPOINT_STRIPPED!
 CHECKPOINT_KEY_UNKNOWN? CHECKPOINT_KEY_INVALID? CHECKPOINT_TIME_UNPROVEN-
checkpoint/witnesses: COSIGNATURE_INVALID! WITNESS_POLICY_ABSENT? WITNESS_QUORUM_UNMET?
checkpoint/consistency: CONSISTENCY_INVALID! CONSISTENCY_MISMATCH!
checkpoint/continuity: SPLIT_VIEW! CONTINUITY_MISMATCH! CONTINUITY_NOT_COUNTED? CONTINUITY_BUNDLE_OLDER?
 CONTINUITY_NOT_SHOWN?
checkpoint/timestamps: CHECKPOINT_TOKEN_TOO_LARGE? CHECKPOINT_TOKENS_TOO_MANY? CHECKPOINT_TOKEN_MALFORMED!
 CHECKPOINT_TOKEN_IMPRINT! CHECKPOINT_TOKEN_REFUSED! CHECKPOINT_TOKEN_INVALID! CHECKPOINT_TOKEN_UNTRUSTED-
 CHECKPOINT_TOKEN_ENCODING- CHECKPOINT_TOKEN_WEAK- CHECKPOINT_TIMESTAMP_MISSING?
attestation/form: ATTESTATION_ABSENT? ATTESTATION_TOO_LARGE? ATTESTATION_NOT_CANONICAL! ATTESTATION_INVALID!
 STATEMENT_NOT_CANONICAL! STATEMENT_INVALID!
attestation/statement: ATTESTATION_SUBJECT_MISMATCH! ATTESTATION_BUNDLE_ID_MISMATCH! ATTESTATION_SIGNERS_MISMATCH!
attestation/signatures: ATTESTATION_SIGNATURE_INVALID! ATTESTATION_STRIPPED! ATTESTATION_MIXED_PAIR!
 ATTESTATION_KEY_UNKNOWN? ATTESTATION_KEY_INVALID? ATTESTATION_TIME_UNPROVEN-
attestation/timestamps: ATTESTATION_TOKEN_TOO_LARGE? ATTESTATION_TOKENS_TOO_MANY? ATTESTATION_TOKEN_MALFORMED!
 ATTESTATION_TOKEN_IMPRINT! ATTESTATION_TOKEN_REFUSED! ATTESTATION_TOKEN_INVALID! ATTESTATION_TOKEN_UNTRUSTED-
 ATTESTATION_TOKEN_ENCODING- ATTESTATION_TOKEN_WEAK- ATTESTATION_TIMESTAMP_MISSING?
disclosures/commitments: DISCLOSURES_INVALID! DISCLOSURE_RECORD_NOT_SHOWN! DISCLOSURE_MALFORMED!
 DISCLOSURE_NO_COMMITMENT! DISCLOSURE_NAME_MISMATCH! DISCLOSURE_DUPLICATE! COMMITMENTS_TOO_MANY? COMMITMENT_DUPLICATE!
erasures/logged: ERASURES_TOO_MANY? ERASURE_NOT_SHOWN! ERASURE_MISMATCH! ERASURE_BEFORE_TARGET! ERASURE_NOT_ALLOWED!
 ERASURE_FIELD_UNKNOWN! ERASED_YET_SHOWN! ERASED_YET_DISCLOSED! ERASURE_TARGET_NOT_SHOWN- ERASURE_RECENT-
erasures/retention: RETENTION_NOT_OVER- RETENTION_EARLY- RETENTION_POLICY_NOT_SHOWN- RETENTION_POLICY_NOT_APPLICABLE-
attachments/described: ATTACHMENT_NOT_DESCRIBED! ATTACHMENT_DESCRIBED_TWICE!
attachments/reports: REPORTS_TOO_LARGE? REPORT_MALFORMED! REPORT_COUNT_MISMATCH! REPORT_PERIOD_MISMATCH!
 REPORT_TENANT_MISMATCH! REPORT_NOT_COMPARED? REPORT_BEFORE_PERIOD_END- REPORT_CONTROL_WORDING- REPORT_FORMULA_CELLS- REPORT_NOT_VERIFIED-
authorization/decision: AUTHORIZATION_ABSENT? AUTHORIZATION_NOT_SHOWN! AUTHORIZATION_DENIED!
 AUTHORIZATION_OTHER_EXPORT! AUTHORIZATION_LATE! AUTHORIZATION_DISCLOSURE!
completeness/selection: SELECTION_OMISSION! SELECTION_BEYOND_TREE! SELECTION_ID_MISSING! SELECTION_BY_ID? PERIOD_GAP!
 PERIOD_NEIGHBOUR_HIDDEN! PERIOD_NEIGHBOUR_NOT_SHOWN? PERIOD_END_UNPROVEN?
completeness/asked: SELECTION_NOT_ASKED? SELECTION_BY_EXPORTER-
trust/ledger: TRUST_ROOT_ABSENT? TRUST_ROOT_NOT_CURRENT? LEDGER_UNKNOWN? SUITE_MISMATCH!
time/plausible: VERIFIED_BEFORE_EVIDENCE- TOKEN_BEFORE_CONTENT- HEAD_FAR_FROM_EXPORT-
time/algorithms: ALGORITHM_LAPSED? ALGORITHM_LAPSED_BESIDE-
time/renewals: RENEWALS_INVALID! RENEWALS_TOO_MANY? RENEWAL_TOKEN_MALFORMED! RENEWAL_IMPRINT! RENEWAL_TOKEN_INVALID!
 RENEWAL_TOKEN_UNTRUSTED? RENEWAL_NOT_LATER! RENEWAL_LATE?
custody/chain: CUSTODY_INVALID? CUSTODY_TOO_MANY? CUSTODY_ENTRY_MISSING? CUSTODY_OUT_OF_ORDER? CUSTODY_CHAIN_BROKEN?
 CUSTODY_HANDOVER_GAP? CUSTODY_OTHER_BUNDLE? CUSTODY_SIGNATURE_INVALID?
history/bundles: SET_TOO_MANY? SET_BUNDLE_DISAGREES-
history/leaves: SET_LEAF_CONFLICT!
history/subtrees: SET_SUBTREE_CONFLICT!
history/heads: SET_HEAD_CONFLICT! SET_ROOT_CONFLICT! SET_HISTORY_NOT_SHOWN-
history/identity: SET_ID_DUPLICATE! SET_COMMITMENT_DUPLICATE!
history/clock: SET_CLOCK_BACKWARDS!
history/periods: SET_PERIOD_OUTRUN- SET_COMPLETENESS_DISPROVED?
history/erasures: SET_ERASURE_MISMATCH! SET_ERASURE_FIELD_UNKNOWN! SET_SHOWN_AFTER_ERASURE! SET_DISCLOSED_AFTER_ERASURE!
history/checkpoint: SET_CHECKPOINT_CONFLICT! SET_CHECKPOINT_NOT_CONTINUED? SET_CHECKPOINT_NOT_COUNTED?''').strip().splitlines():
    _check, _codes = _line.split(': ')
    for _c in _codes.split():
        CODES[_c[:-1]] = (_check, _c[-1])
NEEDED = dict(x.split('=') for x in '''archive/structure=always archive/names=always archive/content=always
manifest/form=always manifest/support=always manifest/inventory=always manifest/digests=always manifest/counts=always
records/form=always records/identity=always records/clock=always records/chain=present
records/signatures=record-signatures stubs/form=present inclusion/form=always inclusion/leaves=always
checkpoint/form=always checkpoint/tree-head=always checkpoint/signatures=always checkpoint/witnesses=witnesses
checkpoint/consistency=present checkpoint/continuity=present checkpoint/timestamps=timestamp attestation/form=always
attestation/statement=always attestation/signatures=always attestation/timestamps=timestamp
disclosures/commitments=present erasures/logged=present erasures/retention=present attachments/described=present
attachments/reports=present authorization/decision=authorization completeness/selection=completeness
completeness/asked=present trust/ledger=always time/plausible=present time/algorithms=present
time/renewals=present custody/chain=present'''.split())


REQUIREMENTS = {'inclusion', 'checkpoint', 'attestation', 'timestamp', 'witnesses', 'record-signatures', 'completeness', 'authorization'}


class Usage(Exception):
    """An input of the operator that cannot be used: no verdict."""


# ---------------------------------------------------------------- Ed25519 (SPEC 1.1, RFC 8032)
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
SQRT_M1 = pow(2, (P - 1) // 4, P)


def ed_decode(b):
    """The point that 32 bytes encode canonically, in extended coordinates, or None."""
    y = int.from_bytes(b, 'little')
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    x2 = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if x * x % P != x2:
        x = x * SQRT_M1 % P
    if x * x % P != x2 or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


def ed_add(p, q):
    """The sum of two points."""
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def ed_mul(n, p):
    """A multiple of a point."""
    r = (0, 1, 1, 0)
    while n:
        if n & 1:
            r = ed_add(r, p)
        p, n = ed_add(p, p), n >> 1
    return r


def ed_encode(p):
    """The 32 bytes of a point."""
    z = pow(p[2], -1, P)
    x, y = p[0] * z % P, p[1] * z % P
    return (y | (x & 1) << 255).to_bytes(32, 'little')


ed_zero = lambda p: p[0] % P == 0 and (p[1] - p[2]) % P == 0
BASE = ed_decode((4 * pow(5, -1, P) % P).to_bytes(32, 'little'))


def ed_key_ok(b):
    """Is it the canonical encoding of a point of order L?"""
    a = len(b) == 32 and ed_decode(b)
    return bool(a) and not ed_zero(a) and ed_zero(ed_mul(L, a))


def ed_verify(key, msg, sig):
    """The four steps of SPEC 1.1."""
    if len(sig) != 64:
        return False
    s = int.from_bytes(sig[32:], 'little')
    r, a = ed_decode(sig[:32]), ed_decode(key)
    if s >= L or r is None or a is None or ed_zero(ed_mul(8, r)):
        return False
    k = int.from_bytes(hashlib.sha512(sig[:32] + key + msg).digest(), 'little') % L
    neg = (P - a[0], a[1], 1, P - a[3])
    return ed_encode(ed_add(ed_mul(s, BASE), ed_mul(k, neg))) == sig[:32]


# ---------------------------------------------------------------- ML-DSA (SPEC 1.1, FIPS 204 algorithm 8)
Q = 8380417
ML = {  # k, l, gamma1 bits, gamma2, tau, beta, omega, bytes of c~
    44: (4, 4, 17, (Q - 1) // 88, 39, 78, 80, 32),
    65: (6, 5, 19, (Q - 1) // 32, 49, 196, 55, 48),
    87: (8, 7, 19, (Q - 1) // 32, 60, 120, 75, 64)}
ML_PK = {44: 1312, 65: 1952, 87: 2592}
ZETA = [pow(1753, int(f'{i:08b}'[::-1], 2), Q) for i in range(256)]


def ntt(w):
    """FIPS 204 algorithm 41."""
    w, m, ln = list(w), 0, 128
    while ln:
        for st in range(0, 256, 2 * ln):
            m += 1
            z = ZETA[m]
            for j in range(st, st + ln):
                t = z * w[j + ln] % Q
                w[j + ln] = (w[j] - t) % Q
                w[j] = (w[j] + t) % Q
        ln >>= 1
    return w


def intt(w):
    """FIPS 204 algorithm 42."""
    w, m, ln = list(w), 256, 1
    while ln < 256:
        for st in range(0, 256, 2 * ln):
            m -= 1
            z = -ZETA[m]
            for j in range(st, st + ln):
                t = w[j]
                w[j] = (t + w[j + ln]) % Q
                w[j + ln] = z * (t - w[j + ln]) % Q
        ln <<= 1
    f = 8347681
    return [x * f % Q for x in w]


def unpack(b, bits):
    """Whole numbers of so many bits, the lowest first."""
    n, m = int.from_bytes(b, 'little'), (1 << bits) - 1
    return [n >> bits * i & m for i in range(len(b) * 8 // bits)]


def rej_ntt(seed):
    """FIPS 204 algorithm 30: a polynomial by rejection."""
    size = 1344
    while True:
        h, out = hashlib.shake_128(seed).digest(size), []
        for i in range(0, size - 2, 3):
            v = h[i] | h[i + 1] << 8 | (h[i + 2] & 127) << 16
            if v < Q:
                out.append(v)
                if len(out) == 256:
                    return out
        size *= 2


ML_CACHE = {}


def ml_key(level, pk):
    """What verification needs of a public key, kept for the next signature."""
    if (level, pk) not in ML_CACHE:
        k, l = ML[level][:2]
        rho = pk[:32]
        a = [[rej_ntt(rho + bytes([s, r])) for s in range(l)] for r in range(k)]
        t1 = [ntt([x << 13 for x in unpack(pk[32 + 320 * i:352 + 320 * i], 10)]) for i in range(k)]
        ML_CACHE[level, pk] = (a, t1, hashlib.shake_256(pk).digest(64))
    return ML_CACHE[level, pk]


def ml_verify(level, pk, msg, sig):
    """FIPS 204 algorithm 8 with an empty context."""
    k, l, g1, gamma2, tau, beta, omega, cl = ML[level]
    zl = 32 * (g1 + 1)
    if len(pk) != ML_PK[level] or len(sig) != cl + l * zl + omega + k:
        return False
    a, t1, tr = ml_key(level, pk)
    ct, hint = sig[:cl], sig[cl + l * zl:]
    gamma1 = 1 << g1
    z = [[gamma1 - v for v in unpack(sig[cl + zl * i:cl + zl * (i + 1)], g1 + 1)] for i in range(l)]
    if max(abs(v) for p in z for v in p) >= gamma1 - beta:
        return False
    h, idx = [], 0
    for i in range(k):
        end = hint[omega + i]
        if end < idx or end > omega:
            return False
        pos = hint[idx:end]
        if any(pos[j] >= pos[j + 1] for j in range(len(pos) - 1)):
            return False
        h.append(set(pos))
        idx = end
    if any(hint[idx:omega]):
        return False
    mu = hashlib.shake_256(tr + b'\0\0' + msg).digest(64)
    s = hashlib.shake_256(ct).digest(1024)
    signs, c, j = int.from_bytes(s[:8], 'little'), [0] * 256, 8
    for i in range(256 - tau, 256):
        while s[j] > i:
            j += 1
        c[i] = c[s[j]]
        c[s[j]] = 1 - 2 * (signs & 1)
        signs >>= 1
        j += 1
    ch, zh = ntt(c), [ntt(p) for p in z]
    m, bits = (Q - 1) // (2 * gamma2), ((Q - 1) // (2 * gamma2) - 1).bit_length()
    out = mu
    for i in range(k):
        acc = [-x * y for x, y in zip(ch, t1[i])]
        for s_ in range(l):
            acc = [x + y * w for x, y, w in zip(acc, a[i][s_], zh[s_])]
        packed = 0
        for n, r in enumerate(intt([x % Q for x in acc])):
            r0 = r % (2 * gamma2)
            if r0 > gamma2:
                r0 -= 2 * gamma2
            if r - r0 == Q - 1:
                r1, r0 = 0, r0 - 1
            else:
                r1 = (r - r0) // (2 * gamma2)
            if n in h[i]:
                r1 = (r1 + (1 if r0 > 0 else -1)) % m
            packed |= r1 << bits * n
        out += packed.to_bytes(32 * bits, 'little')
    return hashlib.shake_256(out).digest(cl) == ct


# ---------------------------------------------------------------- text forms (SPEC 1.3)
def b64(s):
    """Strict B64, or None."""
    try:
        raw = base64.b64decode(s, validate=True)
    except Exception:
        return None
    return raw if base64.b64encode(raw).decode() == s else None


def b64u(s):
    """Strict B64U, or None."""
    if not re.fullmatch(r'[A-Za-z0-9_-]*', s):
        return None
    try:
        raw = base64.urlsafe_b64decode(s + '=' * (-len(s) % 4))
    except Exception:
        return None
    return raw if base64.urlsafe_b64encode(raw).decode().rstrip('=') == s else None


def days(y, m, d):
    """Days since 1970-01-01 in the Gregorian calendar, for any year."""
    y -= m <= 2
    era, yoe = y // 400, y % 400
    doy = (153 * (m + (-3 if m > 2 else 9)) + 2) // 5 + d - 1
    return era * 146097 + yoe * 365 + yoe // 4 - yoe // 100 + doy - 719468


leap = lambda y: y % 4 == 0 and (y % 100 != 0 or y % 400 == 0)
month_days = lambda y, m: [31, 29 if leap(y) else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][m - 1]
NS = 10**9
TIME = re.compile(r'([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,9}))?Z')


def instant(s, plus_years=0):
    """A time as whole nanoseconds since 1970, or None."""
    g = TIME.fullmatch(s) if isinstance(s, str) else None
    if not g:
        return None
    y, mo, d, h, mi, sec = (int(x) for x in g.groups()[:6])
    if not (1 <= mo <= 12 and 1 <= d <= month_days(y, mo) and h < 24 and mi < 60 and sec < 60):
        return None
    y += plus_years
    if d > month_days(y, mo):
        mo, d = 3, 1
    return ((days(y, mo, d) * 24 + h) * 60 + mi) * 60 * NS + sec * NS + int((g[7] or '').ljust(9, '0'))


decimal_ok = lambda s: bool(re.fullmatch(r'0|[1-9][0-9]{0,15}', s)) and int(s) <= MAX
NAME = re.compile(r'[A-Za-z0-9._-]+(?:/[A-Za-z0-9._-]+)*')
plain_name = lambda n: bool(NAME.fullmatch(n)) and not any(s in ('.', '..') for s in n.split('/'))


# ---------------------------------------------------------------- canonical JSON (SPEC 1.4, RFC 8785)
class NotJson(Exception):
    pass


class Flags:
    pass


def es6(x):
    """A number as ECMAScript writes it."""
    t = Decimal(repr(abs(x))).as_tuple()
    digits = ''.join(map(str, t.digits)).lstrip('0').rstrip('0')
    n = len(''.join(map(str, t.digits)).lstrip('0')) + t.exponent
    k, sign = len(digits), '-' if x < 0 else ''
    if k <= n <= 21:
        return sign + digits + '0' * (n - k)
    if 0 < n <= 21:
        return sign + digits[:n] + '.' + digits[n:]
    if -6 < n <= 0:
        return sign + '0.' + '0' * -n + digits
    e = n - 1
    return sign + digits[0] + ('.' + digits[1:] if k > 1 else '') + 'e' + ('+' if e > 0 else '-') + str(abs(e))


def canon(o):
    """The form of RFC 8785."""
    if isinstance(o, dict):
        return '{' + ','.join(json.dumps(k, ensure_ascii=False) + ':' + canon(o[k])
                              for k in sorted(o, key=lambda s: s.encode('utf-16-be', 'surrogatepass'))) + '}'
    if isinstance(o, list):
        return '[' + ','.join(map(canon, o)) + ']'
    if isinstance(o, float):
        return es6(o) if o else '0'
    return json.dumps(o, ensure_ascii=False)


def depth(o):
    """Nesting; the outermost value is 1."""
    level, n = [o], 0
    while level:
        level = [c for x in level if isinstance(x, (dict, list)) for c in (x.values() if isinstance(x, dict) else x)] \
            if (any(isinstance(x, (dict, list)) for x in level)) else None
        if level is None:
            return n
        n += 1
    return n


def values(o):
    """Objects, lists, strings, numbers and literals, the outermost one included."""
    total, waiting = 0, [o]
    while waiting:
        x = waiting.pop()
        total += 1
        waiting.extend(x.values() if isinstance(x, dict) else x if isinstance(x, list) else ())
    return total


def load(raw, closed_names=False):
    """Parse JSON bytes -> (value, flags). flags.floats, flags.wild: what canonical JSON has to look at more closely."""
    f = Flags()
    f.floats, f.range, f.dup = False, False, False

    def whole(s):
        v = int(s) if len(s) < 20 else 2**60
        if abs(v) > MAX:
            f.range = True
        return v

    def real(s):
        v = float(s)
        f.floats = True
        if v in (float('inf'), float('-inf')) or (v == int(v) and abs(v) > MAX):
            f.range = True
        return int(v) if abs(v) <= MAX and v == int(v) else v

    def pairs(p):
        d = dict(p)
        if len(d) != len(p):
            f.dup = True
        return d

    def constant(_):
        raise NotJson('constant')
    first = raw.find(b'\n')
    if raw[-1:] == b'\r' or first > 0 and raw[first - 1] == 13:
        raise NotJson('a carriage return')
    try:
        text = raw.decode('utf-8')
        o = json.loads(text, object_pairs_hook=pairs, parse_int=whole, parse_float=real, parse_constant=constant)
    except (ValueError, RecursionError, UnicodeDecodeError) as e:
        raise NotJson(str(e))
    if f.range or (text.count('{') + text.count('[') > 16) and depth(o) > 16 or len(text) > VALUES and values(o) > VALUES:
        raise NotJson('a number, the depth or the number of values')
    if '\\' in text and not well_formed(o):
        raise NotJson('a lone surrogate')
    f.text = text
    return o, f


def well_formed(o):
    try:
        json.dumps(o, ensure_ascii=False).encode('utf-8')
        return True
    except UnicodeEncodeError:
        return False


def load_canonical(raw):
    """-> (value, is canonical). Raises NotJson."""
    o, f = load(raw)
    if f.dup:
        return o, False
    plain = not f.floats and (f.text.isascii() and '\\' not in f.text)
    text = json.dumps(o, ensure_ascii=False, sort_keys=True, separators=(',', ':')) if plain else canon(o)
    return o, text.encode('utf-8') == raw


def load_lax(raw):
    """The trust root, a selection, a report: need not be canonical."""
    o, f = load(raw)
    if f.dup:
        raise NotJson('a name twice')
    return o


# ---------------------------------------------------------------- JSON Schema 2020-12, as much of it as the schemas use (SPEC 1.4)
def same(a, b):
    return type(a) is type(b) and a == b if isinstance(a, bool) or isinstance(b, bool) else a == b


class Schema:
    """A schema of those embedded below. error() gives the first place and rule that a value breaks, or None."""
    TYPES = {'object': lambda v: isinstance(v, dict), 'array': lambda v: isinstance(v, list),
             'string': lambda v: isinstance(v, str), 'boolean': lambda v: isinstance(v, bool),
             'integer': lambda v: not isinstance(v, bool) and (isinstance(v, int) or isinstance(v, float) and v == int(v)),
             'number': lambda v: isinstance(v, (int, float)) and not isinstance(v, bool), 'null': lambda v: v is None}

    def __init__(self, name):
        self.root = SCHEMAS[name]
        self.re = {}

    def rx(self, p):
        if p not in self.re:
            self.re[p] = re.compile(p[:-1] + r'\Z' if p.endswith('$') else p)
        return self.re[p]

    def error(self, v, s=None, at=''):
        """None, or the place and rule that is broken."""
        s = self.root if s is None else s
        if s is True:
            return None
        if s is False:
            return at + ': not allowed'
        for key, rule in s.items():
            e = getattr(self, 'k_' + key.replace('$', '_'), None)
            if e:
                bad = e(v, rule, at, s)
                if bad:
                    return bad
        return None

    def k__ref(self, v, r, at, s):
        t = self.root
        for part in r[2:].split('/'):
            t = t[part]
        return self.error(v, t, at)

    def k_type(self, v, r, at, s):
        return None if self.TYPES[r](v) else f'{at}: no {r}'

    def k_const(self, v, r, at, s):
        return None if same(v, r) else f'{at}: const'

    def k_enum(self, v, r, at, s):
        return None if any(same(v, x) for x in r) else f'{at}: enum'

    def k_pattern(self, v, r, at, s):
        return f'{at}: pattern' if isinstance(v, str) and not self.rx(r).search(v) else None

    def k_format(self, v, r, at, s):
        if isinstance(v, str):
            ok = instant(v) is not None if r == 'utc-time' else b64(v) is not None if r == 'base64' else True
            return None if ok else f'{at}: {r}'

    def k_minimum(self, v, r, at, s):
        return f'{at}: minimum' if self.TYPES['number'](v) and v < r else None

    def k_maximum(self, v, r, at, s):
        return f'{at}: maximum' if self.TYPES['number'](v) and v > r else None

    def k_minLength(self, v, r, at, s):
        return f'{at}: short' if isinstance(v, str) and len(v) < r else None

    def k_maxLength(self, v, r, at, s):
        return f'{at}: long' if isinstance(v, str) and len(v) > r else None

    def k_minItems(self, v, r, at, s):
        return f'{at}: few' if isinstance(v, list) and len(v) < r else None

    def k_maxItems(self, v, r, at, s):
        return f'{at}: many' if isinstance(v, list) and len(v) > r else None

    def k_uniqueItems(self, v, r, at, s):
        return f'{at}: twice' if isinstance(v, list) and len(set(map(str, v))) != len(v) else None

    def k_minProperties(self, v, r, at, s):
        return f'{at}: few' if isinstance(v, dict) and len(v) < r else None

    def k_maxProperties(self, v, r, at, s):
        return f'{at}: many' if isinstance(v, dict) and len(v) > r else None

    def k_required(self, v, r, at, s):
        if isinstance(v, dict):
            return next((f'{at}/{k}: missing' for k in r if k not in v), None)

    def k_dependentRequired(self, v, r, at, s):
        if isinstance(v, dict):
            return next((f'{at}/{n}: missing' for k, l in r.items() if k in v for n in l if n not in v), None)

    def k_properties(self, v, r, at, s):
        if isinstance(v, dict):
            for k, sub in r.items():
                if k in v:
                    e = self.error(v[k], sub, f'{at}/{k}')
                    if e:
                        return e

    def k_additionalProperties(self, v, r, at, s):
        if isinstance(v, dict) and r is not True:
            known = s.get('properties', {})
            for k in v:
                if k not in known:
                    e = f'{at}/{k}: unknown' if r is False else self.error(v[k], r, f'{at}/{k}')
                    if e:
                        return e

    def k_propertyNames(self, v, r, at, s):
        if isinstance(v, dict):
            return next((e for e in (self.error(k, r, f'{at}/{k}') for k in v) if e), None)

    def k_items(self, v, r, at, s):
        if isinstance(v, list):
            start = len(s.get('prefixItems', []))
            return next((e for e in (self.error(x, r, f'{at}/{i}') for i, x in enumerate(v[start:])) if e), None)

    def k_prefixItems(self, v, r, at, s):
        if isinstance(v, list):
            return next((e for e in (self.error(x, t, at) for x, t in zip(v, r)) if e), None)

    def k_contains(self, v, r, at, s):
        if isinstance(v, list) and not any(self.error(x, r, at) is None for x in v):
            return f'{at}: contains'

    def k_allOf(self, v, r, at, s):
        return next((e for e in (self.error(v, t, at) for t in r) if e), None)

    def k_if(self, v, r, at, s):
        branch = s.get('then') if self.error(v, r, at) is None else s.get('else')
        return None if branch is None else self.error(v, branch, at)


# ---------------------------------------------------------------- the zip (SPEC 2)
def blocks(x):
    """The blocks of an extra field, or None if it does not parse."""
    out, i = [], 0
    while i < len(x):
        if i + 4 > len(x):
            return None
        k, n = struct.unpack_from('<HH', x, i)
        if i + 4 + n > len(x):
            return None
        out.append((k, x[i + 4:i + 4 + n]))
        i += 4 + n
    return out


class Entry:
    pass


def read_zip(b, add, most=None):
    """SPEC 2.2 -> entries, or None where the structure cannot be followed further. add(code, note) takes findings; most: how many entries."""
    place = end_record(b, add)
    if place is None:
        return None
    total, size, offset, end = place
    if most is not None and total > most and 46 * total <= size:
        return add('ZIP_LIMIT_EXCEEDED')
    if offset + size > end:
        return add('ZIP_DIRECTORY_INVALID', 'place')
    if offset + size < end:
        add('ZIP_GAP', f'{offset + size}')
    entries, at, end = [], offset, offset + size
    for _ in range(total):
        e, at = central_header(b, at, end, add)
        if e is None:
            return None
        judge_entry(e, add)
        entries.append(e)
    if at != end:
        return add('ZIP_DIRECTORY_INVALID', 'longer than its entries')
    order, at = sorted(entries, key=lambda e: e.off), 0
    for e, after in zip(order, [e.off for e in order[1:]] + [offset]):
        if e.off != at:
            add('ZIP_GAP' if e.off > at else 'ZIP_OVERLAP', e.name)
        at = local_entry(b, e, after, add)
        if at is None:
            return None
    if at < offset:
        add('ZIP_GAP', f'{at}')
    return entries


def end_record(b, add):
    """SPEC 2.2, 1 to 3 -> (number of entries, size and offset of the directory, where the end records begin) or None."""
    n = len(b)
    if n < 22 or b[n - 22:n - 18] != b'PK\5\6':
        pos = b.rfind(b'PK\5\6', max(0, n - 22 - 65535 - 65536))
        end = pos + 22 + struct.unpack_from('<H', b, pos + 20)[0] if 0 <= pos <= n - 22 else n + 1
        return add('ZIP_COMMENT' if end == n else 'ZIP_TRAILING_BYTES' if end < n else 'ZIP_NO_END_RECORD')
    *values, comment = struct.unpack_from('<HHHHIIH', b, n - 18)
    start = n - 22
    if comment:
        return add('ZIP_COMMENT')
    if n >= 42 and b[n - 42:n - 38] == b'PK\6\7':
        values, start = zip64_end_record(b, values, add), n - 98
        if values is None:
            return None
    elif 65535 in values[:4] or 2**32 - 1 in values[4:]:
        return add('ZIP_ZIP64_INVALID', 'sentinel without zip64')
    disk, directory_disk, here, total, size, offset = values
    if disk or directory_disk or here != total:
        return add('ZIP_MULTI_DISK')
    return total, size, offset, start


def zip64_end_record(b, values, add):
    """SPEC 2.2, 3: the values of the zip64 end record, beside those of the end record, or None."""
    n = len(b)
    disk, offset, disks = struct.unpack_from('<IQI', b, n - 38)
    if n < 98 or b[n - 98:n - 94] != b'PK\6\6' or offset != n - 98:
        return add('ZIP_ZIP64_INVALID', 'locator')
    length, _, _, *wide = struct.unpack_from('<QHHIIQQQQ', b, n - 94)
    if length != 44:
        return add('ZIP_ZIP64_INVALID', 'size of the end record')
    for small, big, mark in zip(values, wide, [65535] * 4 + [2**32 - 1] * 2):
        if small not in (big, mark):
            return add('ZIP_ZIP64_INVALID', 'two values')
    if disk or disks != 1:
        return add('ZIP_MULTI_DISK')
    return wide


def central_header(b, at, end, add):
    """SPEC 2.2, 4 and 10: one entry of the directory -> (entry or None, where the next one begins)."""
    if at + 46 > end or b[at:at + 4] != b'PK\1\2':
        return add('ZIP_DIRECTORY_INVALID', 'entries'), at
    e = Entry()
    (_, _, e.flags, e.method, _, _, e.crc, e.csize, e.size, nl, xl, cl, e.disk, _, e.attributes, e.off) = \
        struct.unpack_from('<HHHHHHIIIHHHHHII', b, at + 4)
    start, stop = at + 46 + nl, at + 46 + nl + xl + cl
    if stop > end:
        return add('ZIP_DIRECTORY_INVALID', 'length'), at
    e.raw = b[at + 46:start]
    e.name, extra = e.raw.decode('latin-1'), blocks(b[start:start + xl])
    if extra is None:
        add('ZIP_EXTRA_INVALID', e.name)
        return e, stop
    wide, marked = [v for k, v in extra if k == 1], [f for f in ('size', 'csize', 'off') if getattr(e, f) == 2**32 - 1]
    has_disk = e.disk == 65535
    if len(wide) > 1 or len(wide[0] if wide else b'') != 8 * len(marked) + 4 * has_disk:
        return add('ZIP_ZIP64_INVALID', e.name), stop
    for i, f in enumerate(marked):
        setattr(e, f, int.from_bytes(wide[0][8 * i:8 * i + 8], 'little'))
    if has_disk:
        e.disk = int.from_bytes(wide[0][-4:], 'little')
    if any(k == 0x7075 for k, _ in extra):
        add('ZIP_UNICODE_PATH', e.name)
    return e, stop


def judge_entry(e, add):
    """SPEC 2.2, 2, 7 to 9 and 11, by the directory alone."""
    if e.disk:
        add('ZIP_MULTI_DISK', e.name)
    if e.method not in (0, 8):
        add('ZIP_METHOD_NOT_ALLOWED', e.name)
    elif e.method == 0 and e.size != e.csize:
        add('ZIP_HEADER_MISMATCH', e.name)
    elif e.size > 1032 * e.csize:
        add('ZIP_BOMB', e.name)
    if e.flags & ~0x080E:
        add('ZIP_FLAG_NOT_ALLOWED', e.name)
    kind, e.dir = e.attributes >> 28, e.name.endswith('/')
    if kind not in ((0, 4) if e.dir else (0, 8)) or e.attributes & 0x10 and not e.dir:
        add('ZIP_FILE_TYPE_NOT_ALLOWED', e.name)


def local_entry(b, e, after, add):
    """SPEC 2.2, 5, 6 and 10: header, data and descriptor of an entry -> where it ends, or None. after: where the next structure begins."""
    if e.off + 30 > len(b) or b[e.off:e.off + 4] != b'PK\3\4':
        return add('ZIP_LOCAL_HEADER_MISSING', e.name)
    _, flags, method, _, _, crc, csize, size, nl, xl = struct.unpack_from('<HHHHHIIIHH', b, e.off + 4)
    e.start = e.off + 30 + nl + xl
    at, stream = e.start + e.csize, flags & 8
    if at > after:
        add('ZIP_OVERLAP', e.name)
        return after
    csize, size = local_sizes(e, blocks(b[e.off + 30 + nl:e.start]), csize, size, stream, add)
    if b[e.off + 30:e.off + 30 + nl] != e.raw or method != e.method or flags != e.flags:
        add('ZIP_HEADER_MISMATCH', e.name)
    elif stream and (crc not in (0, e.crc) or csize not in (0, e.csize) or size not in (0, e.size)):
        add('ZIP_HEADER_MISMATCH', e.name)
    elif not stream and (crc, csize, size) != (e.crc, e.csize, e.size):
        add('ZIP_HEADER_MISMATCH', e.name)
    if not stream:
        return at
    given, is_wide = b[at:after], after - at in (20, 24)
    want = struct.pack('<IQQ' if is_wide else '<III', e.crc, e.csize, e.size) if is_wide or max(e.csize, e.size) < 2**32 else b''
    if len(given) not in (12, 16, 20, 24) or given != (b'PK\7\x08' if len(given) in (16, 24) else b'') + want:
        add('ZIP_DESCRIPTOR_INVALID', e.name)
    return after


def local_sizes(e, extra, csize, size, stream, add):
    """SPEC 2.2, 6 and 10: the sizes of a local header, those of its zip64 block where they are sentinels. extra: its blocks."""
    if extra is None:
        add('ZIP_EXTRA_INVALID', e.name)
        return csize, size
    if any(k == 0x7075 for k, _ in extra):
        add('ZIP_UNICODE_PATH', e.name)
    wide, marks = [v for k, v in extra if k == 1], [size == 2**32 - 1, csize == 2**32 - 1]
    if stream and not wide:
        return 0 if marks[1] else csize, 0 if marks[0] else size
    if len(wide) > 1 or len(wide[0] if wide else b'') != 8 * sum(marks):
        add('ZIP_ZIP64_INVALID', e.name)
        return csize, size
    values = [int.from_bytes(wide[0][8 * j:8 * j + 8], 'little') for j in range(sum(marks))]
    if marks[0]:
        size = values.pop(0)
    return values.pop(0) if marks[1] else csize, size


def check_names(b, entries, add):
    """SPEC 2.3"""
    seen, folded = set(), {}
    for e in entries:
        base = e.name[:-1] if e.dir else e.name
        if len(base) > 200:
            add('NAME_TOO_LONG', base[:40])
        elif not plain_name(base):
            add('NAME_NOT_ALLOWED', repr(e.name))
        if e.dir and (e.size or (e.csize or e.crc) and hasattr(e, 'start') and content(b, e)[1]):
            add('NAME_DIRECTORY_NOT_EMPTY', e.name)
        if e.name in seen:
            add('NAME_DUPLICATE', e.name)
        elif e.name.lower() in folded:
            add('NAME_CASE_COLLISION', e.name)
        seen.add(e.name)
        folded[e.name.lower()] = 1
    files = {e.name.lower() for e in entries if not e.dir}
    for e in entries:
        parts = e.name.lower().rstrip('/').split('/')
        if any('/'.join(parts[:i]) in files for i in range(1, len(parts) + (1 if e.dir else 0))):
            add('NAME_PREFIX_COLLISION', e.name)


def content(b, e):
    """SPEC 2.4 -> (bytes or None, code or None)"""
    raw = b[e.start:e.start + e.csize]
    if e.method == 8:
        z = zlib.decompressobj(-15)
        try:
            out = z.decompress(raw, e.size + 1)
            if len(out) > e.size:
                return None, 'ENTRY_SIZE_MISMATCH'
            if not z.eof:
                out += z.decompress(z.unconsumed_tail, 1)
        except zlib.error:
            return None, 'ENTRY_INFLATE_FAILED'
        if len(out) > e.size:
            return None, 'ENTRY_SIZE_MISMATCH'
        if not z.eof or z.unused_data or z.unconsumed_tail:
            return None, 'ENTRY_INFLATE_FAILED'
    else:
        out = raw
    if len(out) != e.size:
        return None, 'ENTRY_SIZE_MISMATCH'
    if zlib.crc32(out) != e.crc:
        return None, 'ENTRY_CRC_MISMATCH'
    return out, None


# ---------------------------------------------------------------- trees (SPEC 6, RFC 9162)
def merkle(suite):
    """Leaf hash, node hash and root of the empty tree of a suite (SPEC 6)."""
    h = sha2 if suite == 'softqcos-v1-sha256' else sha3
    return (lambda r: h(b'\0' + r)), (lambda a, b: h(b'\1' + a + b)), h(b'')


def middle(lo, hi):
    """Where a tree is parted (RFC 9162 2.1.1): the left subtree has the largest power of two below the size."""
    return lo + (1 << (hi - lo - 1).bit_length() - 1)


def way_up(index, size):
    """The way from a leaf to the root: (subtree, the one beside the part below, is that part on the left). A subtree is (from, to)."""
    way, lo, hi = [], 0, size
    while hi - lo > 1:
        mid = middle(lo, hi)
        inner, beside = ((lo, mid), (mid, hi)) if index < mid else ((mid, hi), (lo, mid))
        way.append(((lo, hi), beside, index < mid))
        lo, hi = inner
    return way[::-1]


def path_root(index, size, leaf, path, node, parts=None):
    """The root that a path of the right length leads to. parts, if given, takes the hashes on the way and beside it."""
    parts = {} if parts is None else parts
    parts[index, index + 1] = leaf
    for (subtree, beside, left), given in zip(way_up(index, size), path):
        parts[beside] = given
        leaf = parts[subtree] = node(leaf, given) if left else node(given, leaf)
    return leaf


def batch_root(indices, size, leaf_of, proof, node, parts=None):
    """SPEC 6.1: the root that leaves and proof/batch.bin give, or None if the proof is not consumed exactly. indices are ascending."""
    parts, given = {} if parts is None else parts, [0]

    def root(lo, hi, first, last):
        if first == last:
            given[0] += 1
            found = proof[32 * given[0] - 32:32 * given[0]]
        elif hi - lo == 1:
            found = leaf_of(lo)
        else:
            mid = middle(lo, hi)
            cut = bisect.bisect_left(indices, mid, first, last)
            found = node(root(lo, mid, first, cut), root(mid, hi, cut, last))
        parts[lo, hi] = found
        return found
    top = root(0, size, 0, len(indices))
    return top if 32 * given[0] == len(proof) else None


def consistency_roots(first, second, root1, path, node, parts=None):
    """RFC 9162 2.1.4.1, read from its end: the roots of both sizes that a consistency proof leads to, or None."""
    parts, rest = {} if parts is None else parts, iter(path)

    def roots(lo, hi, whole):
        if hi == first:
            old = new = root1 if whole else next(rest)
        elif first <= (mid := middle(lo, hi)):
            old, new = roots(lo, mid, whole)
            parts[mid, hi] = right = next(rest)
            new = node(new, right)
        else:
            old, new = roots(mid, hi, False)
            parts[lo, mid] = left = next(rest)
            old, new = node(left, old), node(left, new)
        parts[lo, hi] = new
        return old, new
    try:
        both = roots(0, second, True)
    except StopIteration:
        return None
    return None if next(rest, None) is not None else both


# ---------------------------------------------------------------- the checkpoint (SPEC 7)
def parse_note(raw):
    """-> dict, or None if it is no C2SP checkpoint of this profile."""
    try:
        s = raw.decode('utf-8')
    except UnicodeDecodeError:
        return None
    if not s.endswith('\n') or re.search(r'[\x00-\x09\x0b-\x1f]', s) or '\n\n' not in s:
        return None
    text, sigs = s[:s.rindex('\n\n') + 1], s[s.rindex('\n\n') + 2:]
    t, lines = text[:-1].split('\n'), []
    root = b64(t[2]) if len(t) == 3 else None
    if root is None or len(root) != 32 or not 1 <= len(t[0].encode()) <= 255 or not decimal_ok(t[1]):
        return None
    for line in sigs[:-1].split('\n'):
        g = re.fullmatch(r'\u2014 (\S+) ([A-Za-z0-9+/=]+)', line)
        sig = b64(g[2]) if g else None
        if sig is None or len(sig) < 5 or '+' in g[1]:
            return None
        lines.append({'name': g[1], 'id': sig[:4], 'sig': sig[4:], 'raw': (line + '\n').encode()})
    if not 2 <= len(lines) <= 64:
        return None
    return {'origin': t[0], 'size': int(t[1]), 'root': root, 'text': text.encode(), 'lines': lines}


def cosigned(key, note, when):
    """The message of a line of type 0x06 (SPEC 7.3)."""
    name, origin = key['name'].encode(), note['origin'].encode()
    return b'subtree/v1\n\0' + bytes([len(name)]) + name + struct.pack('>Q', when) + bytes([len(origin)]) + origin \
        + struct.pack('>QQ', 0, note['size']) + note['root']


def line_ok(key, note, line):
    """-> (verifies, signed time in seconds or None)"""
    sig, kind = line['sig'], key['type']
    if kind == 1:
        return ed_verify(key['pk'], note['text'], sig), None
    if len(sig) != (2428 if kind == 6 else 72) or max(len(key['name'].encode()), len(note['origin'].encode())) > 255:
        return False, None
    when = int.from_bytes(sig[:8], 'big')
    if when >= 2**63:
        return False, None
    if kind == 6:
        return ml_verify(44, key['pk'], cosigned(key, note, when), sig[8:]), when
    return ed_verify(key['pk'], b'cosignature/v1\ntime %d\n' % when + note['text'], sig[8:]), when


def key_sets(note, sets):
    """-> (complete sets, signed 0x06 times of them, some line is of a known key, some of them is wrong, some is right)"""
    good, known, wrong, times = set(), False, False, {}
    for line in note['lines']:
        for s in sets:
            for k in s['keys']:
                if line['name'] == k['name'] and line['id'] == k['id']:
                    known = True
                    ok, when = line_ok(k, note, line)
                    if ok:
                        good.add(k['pk'])
                        times[k['pk']] = when
                    wrong |= not ok
    complete = [s for s in sets if all(k['pk'] in good for k in s['keys'])]
    return complete, [times[s['keys'][1]['pk']] for s in complete], known, wrong, bool(good)


# ---------------------------------------------------------------- tokens and certificates (SPEC 8.5, 8.6)
class Der(Exception):
    pass


class TooMany(Der):
    """More ASN.1 elements than a verifier has to read (SPEC 2.5)."""


class Cannot(Exception):
    """Something that is within the format and beyond a bound: the token does not count."""


class Node:
    __slots__ = ('tag', 'body', 'raw', 'kids')


def der_one(b, i, end, count, level=0):
    """One element at an offset -> (element, offset after it). count bounds the elements of all."""
    count[0] += 1
    if count[0] > 8192:
        raise TooMany('elements')
    if i + 2 > end or level > 31:
        raise Der('cut')
    n, tag, start = Node(), b[i], i
    if tag & 31 == 31:
        raise Der('tag')
    ln, i = b[i + 1], i + 2
    if ln >= 128:
        k = ln & 127
        if not 1 <= k <= 4 or i + k > end:
            raise Der('length')
        ln = int.from_bytes(b[i:i + k], 'big')
        if ln < 128 or b[i] == 0:
            raise Der('length not minimal')
        i += k
    if i + ln > end:
        raise Der('cut')
    n.tag, n.body, n.raw, n.kids = tag, b[i:i + ln], b[start:i + ln], []
    stop = i + ln
    if tag & 32:
        if tag < 64 and tag not in (0x30, 0x31):
            raise Der('constructed')
        while i < stop:
            kid, i = der_one(b, i, stop, count, level + 1)
            n.kids.append(kid)
        if tag == 0x31 and any(x.raw > y.raw for x, y in zip(n.kids, n.kids[1:])):
            raise Der('set order')
    elif tag in (0x30, 0x31) or tag == 1 and n.body not in (b'\0', b'\xff') or tag == 5 and n.body:
        raise Der('form')
    elif tag == 2 and (not n.body or len(n.body) > 1 and (n.body[0], n.body[1] >> 7) in ((0, 0), (255, 1))):
        raise Der('integer')
    elif tag == 3 and (not n.body or n.body[0] > 7 or n.body[0] and (len(n.body) < 2 or n.body[-1] & (1 << n.body[0]) - 1)):
        raise Der('bits')
    elif tag in (6, 13) and count[0] + len(n.body) > 8192:
        raise TooMany('octets of an object identifier')
    elif tag == 6 and (not n.body or n.body[-1] & 128 or any(y == 128 and not x & 128 for x, y in zip(b'\0' + n.body, n.body))):
        raise Der('oid')
    if tag in (6, 13):
        count[0] += len(n.body)
    return n, stop


def der(b):
    """The one element that the bytes are."""
    n, end = der_one(b, 0, len(b), [0])
    if end != len(b):
        raise Der('bytes after it')
    return n


def need(n, tag):
    """The element, which must have the tag."""
    if n is None or n.tag != tag:
        raise Der('another element expected')
    return n


def octets(n):
    """What a BIT STRING of whole octets holds."""
    if need(n, 3).body[0]:
        raise Der('bits')
    return n.body[1:]


class Fields:
    """The members of one element in order: one too many is as wrong as one too few."""

    def __init__(self, n, tag=0x30):
        self.kids = list(need(n, tag).kids)

    def take(self, *tags):
        """The next member, which must have one of the tags, if any is given."""
        if not self.kids or tags and self.kids[0].tag not in tags:
            raise Der('another member expected')
        return self.kids.pop(0)

    def maybe(self, tag):
        """The next member if it has the tag, else None."""
        return self.kids.pop(0) if self.kids and self.kids[0].tag == tag else None

    def end(self):
        """Nothing may be left."""
        if self.kids:
            raise Der('a member too many')


def only(n, tag):
    """The one member of an element that has the tag."""
    if len(need(n, tag).kids) != 1:
        raise Der('one member expected')
    return n.kids[0]


def oid(n):
    """An object identifier in dotted form."""
    out, v = [], 0
    for c in need(n, 6).body:
        v = v << 7 | c & 127
        if not c & 128:
            out.append(v)
            v = 0
    first = min(out[0] // 40, 2)
    return '.'.join(map(str, [first, out[0] - 40 * first] + out[1:]))


integer = lambda n: int.from_bytes(need(n, 2).body, 'big', signed=True)


def small(n):
    """SPEC 8.6: an INTEGER of at most eight octets."""
    if len(need(n, 2).body) > 8:
        raise Der('more than eight octets')
    return integer(n)


def algorithm(n):
    """An AlgorithmIdentifier -> its object identifier, and its parameters or None."""
    f = Fields(n)
    name, parameters = oid(f.take()), f.kids.pop(0) if f.kids else None
    f.end()
    return name, parameters


def plain(parameters):
    """Are the parameters absent or NULL?"""
    return parameters is None or parameters.raw == b'\5\0'


def hash_of(n):
    """The hash that an AlgorithmIdentifier names, or None if it is not one of the six."""
    name, parameters = algorithm(n)
    return HASHES.get(name) if plain(parameters) else None


HASHES = {'2.16.840.1.101.3.4.2.1': 'sha256', '2.16.840.1.101.3.4.2.2': 'sha384', '2.16.840.1.101.3.4.2.3': 'sha512',
          '2.16.840.1.101.3.4.2.8': 'sha3_256', '2.16.840.1.101.3.4.2.9': 'sha3_384', '2.16.840.1.101.3.4.2.10': 'sha3_512'}
HASH_OID = {v: k for k, v in HASHES.items()}
NIST = '2.16.840.1.101.3.4.3.'
SIGS = {'1.2.840.113549.1.1.11': ('rsa', 'sha256'), '1.2.840.113549.1.1.12': ('rsa', 'sha384'), '1.2.840.113549.1.1.13': ('rsa', 'sha512'),
        NIST + '14': ('rsa', 'sha3_256'), NIST + '15': ('rsa', 'sha3_384'), NIST + '16': ('rsa', 'sha3_512'),
        '1.2.840.113549.1.1.1': ('rsa', None), '1.2.840.113549.1.1.10': ('pss', None),
        '1.2.840.10045.4.3.2': ('ec', 'sha256'), '1.2.840.10045.4.3.3': ('ec', 'sha384'), '1.2.840.10045.4.3.4': ('ec', 'sha512'),
        NIST + '10': ('ec', 'sha3_256'), NIST + '11': ('ec', 'sha3_384'), NIST + '12': ('ec', 'sha3_512'),
        '1.3.101.112': ('ed', None), NIST + '17': (44, None), NIST + '18': (65, None), NIST + '19': (87, None)}
KNOWN_EXTENSIONS = {'2.5.29.' + n for n in ('14', '15', '17', '19', '32', '35', '37')}
CURVES = {
    '1.2.840.10045.3.1.7': (2**256 - 2**224 + 2**192 + 2**96 - 1, 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b,
                            0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551,
                            0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296),
    '1.3.132.0.34': (2**384 - 2**128 - 2**96 + 2**32 - 1,
                     0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aef,
                     0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973,
                     0xaa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7),
    '1.3.132.0.35': (2**521 - 1,
                     0x51953eb9618e1c9a1f929a21a0b68540eea2da725b99b315f3b8b489918ef109e156193951ec7e937b1652c0bd3bb1bf073573df883d2c34f1ef451fd46b503f00,
                     0x1fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409,
                     0xc6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe75928fe1dc127a2ffa8de3348b3c1856a429bf97e7e31c2e5bd66)}
CURVE_GY = {'1.2.840.10045.3.1.7': 0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5,
            '1.3.132.0.34': 0x3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5f,
            '1.3.132.0.35': 0x11839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662c97ee72995ef42640c550b9013fad0761353c7086a272c24088be94769fd16650}


def ec_verify(curve, point, digest, r, s):
    """ECDSA on one of three curves; the digest is cut to the order."""
    p, b, n, gx = CURVES[curve]
    size = (p.bit_length() + 7) // 8
    if len(point) != 1 + 2 * size or point[0] != 4:
        return False
    x, y = int.from_bytes(point[1:1 + size], 'big'), int.from_bytes(point[1 + size:], 'big')
    if x >= p or y >= p or (y * y - x * x * x + 3 * x - b) % p or not (0 < r < n and 0 < s < n):
        return False

    def add(u, v):
        if u is None or v is None:
            return u or v
        if u[0] == v[0]:
            if (u[1] + v[1]) % p == 0:
                return None
            m = (3 * u[0] * u[0] - 3) * pow(2 * u[1], -1, p)
        else:
            m = (v[1] - u[1]) * pow(v[0] - u[0], -1, p)
        w = (m * m - u[0] - v[0]) % p
        return w, (m * (u[0] - w) - u[1]) % p

    def mul(k, u):
        out = None
        while k:
            if k & 1:
                out = add(out, u)
            u, k = add(u, u), k >> 1
        return out
    e = int.from_bytes(digest, 'big') >> max(0, 8 * len(digest) - n.bit_length())
    w = pow(s, -1, n)
    q = add(mul(e * w % n, (gx, CURVE_GY[curve])), mul(r * w % n, (x, y)))
    return q is not None and q[0] % n == r


def tlv(tag, body):
    """One element in DER."""
    n = len(body)
    return bytes([tag]) + (bytes([n]) if n < 128 else bytes([128 + (n.bit_length() + 7) // 8]) + n.to_bytes((n.bit_length() + 7) // 8, 'big')) + body


def oid_der(s):
    """An object identifier in DER."""
    a = list(map(int, s.split('.')))
    out = b''
    for v in [a[0] * 40 + a[1]] + a[2:]:
        part = [v & 127]
        while v > 127:
            v >>= 7
            part.append(v & 127 | 128)
        out += bytes(reversed(part))
    return tlv(6, out)


def rsa_bits(spki):
    """Bits of the modulus."""
    return integer(der(spki.kids[1].body[1:]).kids[0]).bit_length()


def pss_of(parameters):
    """RSASSA-PSS-params -> (hash, bytes of salt), or None where they are not those of SPEC 8.6."""
    try:
        f = Fields(parameters)
        h, (mask, mask_hash), salt, trailer = hash_of(only(f.take(), 0xa0)), algorithm(only(f.take(), 0xa1)), f.maybe(0xa2), f.maybe(0xa3)
        f.end()
        size = 20 if salt is None else small(only(salt, 0xa2))
        right = mask == '1.2.840.113549.1.1.8' and hash_of(mask_hash) == h and 0 <= size <= 2048 and (trailer is None or small(only(trailer, 0xa3)) == 1)
        return (h, size) if h and right else None
    except Der:
        return None


def verify_sig(spki, alg, data, sig, digest=None):
    """spki, alg: nodes; digest: the one that a SignerInfo states. True or False; Cannot for an RSA key beyond the bounds of SPEC 8.5."""
    (name, par), (key_name, key_par), key = algorithm(alg), algorithm(spki.kids[0]), octets(spki.kids[1])
    kind, h = SIGS.get(name, (None, None))
    pss = pss_of(par) if kind == 'pss' else None
    h = pss[0] if pss else h or digest
    if kind is None or kind == 'pss' and not pss or not (kind == 'pss' or par is None or kind == 'rsa' and plain(par)):
        return False
    if kind in ('rsa', 'pss', 'ec') and (h is None or digest and h != digest):
        return False    # RFC 8933
    if kind in ('rsa', 'pss'):
        bound = pss_of(key_par) if key_name == '1.2.840.113549.1.1.10' and key_par is not None else pss
        if key_name != '1.2.840.113549.1.1.1' and not (kind == 'pss' and key_name == '1.2.840.113549.1.1.10' and bound and bound[0] == h and bound[1] <= pss[1]):
            return False
        k = der(key)
        n, e = integer(k.kids[0]), integer(k.kids[1])
        if n.bit_length() > 8192 or e >= 2**32:
            raise Cannot('RSA bounds')
        return n.bit_length() >= 2048 and rsa_verify(n, e, h, pss and pss[1], data, sig)
    if kind == 'ec':
        curve = oid(key_par) if key_par is not None and key_par.tag == 6 else None
        f = Fields(der(sig))
        r, t = integer(f.take()), integer(f.take())
        f.end()
        return key_name == '1.2.840.10045.2.1' and curve in CURVES and ec_verify(curve, key, hashlib.new(h, data).digest(), r, t)
    if key_name != name or key_par is not None:
        return False
    return ed_key_ok(key) and ed_verify(key, data, sig) if kind == 'ed' else ml_verify(kind, key, data, sig)


def rsa_verify(n, e, h, salt, data, sig):
    """PKCS #1 v1.5 (RFC 8017, 8.2.2), or PSS (8.1.2) where there is a salt, of so many bytes."""
    size = (n.bit_length() + 7) // 8
    if len(sig) != size or int.from_bytes(sig, 'big') >= n:
        return False
    em, hashed = pow(int.from_bytes(sig, 'big'), e, n), hashlib.new(h, data).digest()
    if salt is None:
        info = tlv(0x30, tlv(0x30, oid_der(HASH_OID[h]) + b'\5\0') + tlv(4, hashed))
        return em.to_bytes(size, 'big') == b'\0\1' + b'\xff' * (size - 3 - len(info)) + b'\0' + info
    bits, hl = n.bit_length() - 1, len(hashed)
    if em >> bits:
        return False
    em = em.to_bytes((bits + 7) // 8, 'big')
    db, hh = em[:-hl - 1], em[-hl - 1:-1]
    if em[-1] != 0xbc or len(em) < hl + salt + 2:
        return False
    mask = b''.join(hashlib.new(h, hh + i.to_bytes(4, 'big')).digest() for i in range(len(db) // hl + 1))
    db = bytes(x ^ y for x, y in zip(db, mask))
    db = bytes([db[0] & 255 >> 8 * len(em) - bits]) + db[1:]
    return db[:len(db) - salt] == b'\0' * (len(db) - salt - 1) + b'\1' and hashlib.new(h, b'\0' * 8 + hashed + db[len(db) - salt:]).digest() == hh


def der_time(n):
    """UTCTime or GeneralizedTime as nanoseconds since 1970."""
    s = n.body.decode('ascii', 'replace')
    if n.tag == 0x17 and re.fullmatch(r'\d{12}Z', s):
        s = ('19' if s[:2] >= '50' else '20') + s
    elif n.tag != 0x18 or not re.fullmatch(r'\d{14}(\.\d*[1-9])?Z', s):
        raise Der('time')
    t = instant(f'{s[:4]}-{s[4:6]}-{s[6:8]}T{s[8:10]}:{s[10:12]}:{s[12:14]}' + (s[14:24] if s[14] == '.' and len(s) <= 24 else '').rstrip('Z') + 'Z')
    if t is None:
        raise Der('time')
    return t


class Cert:
    """A certificate by the profile of SPEC 8.6. Raises Der for one that is malformed."""

    def __init__(self, raw):
        self.raw, outer = raw, Fields(der(raw))
        self.tbs, self.alg, self.sig = outer.take(0x30), outer.take(0x30), octets(outer.take())
        outer.end(), algorithm(self.alg)
        f = Fields(self.tbs)
        tagged = f.maybe(0xa0)
        version = 0 if tagged is None else small(only(tagged, 0xa0))
        self.serial, inner, self.issuer, validity = f.take(2).body, f.take(0x30), f.take(0x30).raw, Fields(f.take(0x30))
        self.not_before, self.not_after = der_time(validity.take()), der_time(validity.take())
        self.subject, self.spki = f.take(0x30).raw, f.take(0x30)
        f.maybe(0x81), f.maybe(0x82)
        extensions = f.maybe(0xa3)
        f.end(), validity.end()
        if not 0 <= version <= 2 or extensions is not None and version != 2:
            raise Der('version')
        if inner.raw != self.alg.raw:
            raise Der('two signature algorithms')
        if self.not_before % NS or self.not_after % NS:
            raise Der('a fraction of a second')
        self.critical, self.ext = {}, {}
        for one in need(only(extensions, 0xa3), 0x30).kids if extensions is not None else []:
            e = Fields(one)
            name, critical, value = oid(e.take(6)), e.maybe(1), e.take(4).body
            e.end()
            if name in self.critical:
                raise Der('an extension twice')
            self.critical[name] = critical is not None and critical.body == b'\xff'
            if name in KNOWN_EXTENSIONS:
                self.ext[name] = der(value)
        self.read_extensions()

    def read_extensions(self):
        """RFC 5280, 4.2.1: key identifiers, key usage, basic constraints, purposes."""
        key_id, usage, purposes, authority = (self.ext.get('2.5.29.' + n) for n in ('14', '15', '37', '35'))
        self.key_id = None if key_id is None else need(key_id, 4).body
        self.usage = None if usage is None else (need(usage, 3).body[1:2] or b'\0')[0]
        self.purposes = None if purposes is None else [oid(x) for x in need(purposes, 0x30).kids]
        self.is_ca, self.path_length = False, INF
        if '2.5.29.19' in self.ext:
            f = Fields(self.ext['2.5.29.19'])
            flag, length = f.maybe(1), f.maybe(2)
            f.end()
            self.is_ca, self.path_length = flag is not None and flag.body == b'\xff', INF if length is None else small(length)
            if self.path_length < 0:
                raise Der('path length')
        f = None if authority is None else Fields(authority)
        self.authority = [f and f.maybe(tag) for tag in (0x80, 0xa1, 0x82)]    # key identifier, names of the issuer, serial number
        if f:
            f.end()

    def known(self):
        """Is every critical extension one that is judged?"""
        return all(name in KNOWN_EXTENSIONS for name, critical in self.critical.items() if critical)

    def named_by(self, child):
        """Do name and authority key identifier of a certificate agree with this one?"""
        key, names, serial = child.authority
        directory = next((x for x in names.kids if x.tag == 0xa4), None) if names else None
        return child.issuer == self.subject and (not key or self.key_id in (None, key.body)) \
            and (not serial or serial.body == self.serial) and (not directory or only(directory, 0xa4).raw == self.issuer)

    def may_sign(self):
        """digitalSignature or nonRepudiation, where keyUsage is there."""
        return self.usage is None or self.usage & 0xc0 != 0

    def may_issue(self, below):
        """May it stand above so many certificates?"""
        return self.is_ca and self.path_length >= below and (self.usage is None or self.usage & 4 != 0)


def ber_one(b, i, end, level=0):
    """One element in BER -> (its DER, offset after it). SPEC 8.5: longer lengths, indefinite ones, strings in parts, SETs in any order."""
    if i + 2 > end or level > 31 or b[i] == 0 or b[i] & 31 == 31:
        raise Der('not BER')
    tag, first, start = b[i], b[i + 1], i + 2
    if first < 128:
        stop = start + first
    elif first == 128:
        stop = None
    else:
        start += first & 127
        if start > end:
            raise Der('cut')
        stop = start + int.from_bytes(b[i + 2:start], 'big')
    if stop is not None and stop > end or stop is None and not tag & 32:
        raise Der('cut')
    if not tag & 32:
        return tlv(tag, b[start:stop]), stop
    kids, at = [], start
    while at != stop:
        if stop is None and b[at:at + 2] == b'\0\0':
            at += 2
            break
        kid, at = ber_one(b, at, end if stop is None else stop, level + 1)
        kids.append(kid)
    if tag != 0x24:
        return tlv(tag, b''.join(sorted(kids) if tag == 0x31 else kids)), at
    if any(k[0] != 4 for k in kids):
        raise Der('string in parts')
    return tlv(4, b''.join(der(k).body for k in kids)), at


PEM = re.compile(rb'\s*-----BEGIN [A-Z0-9 ]+-----([^-]+)-----END [A-Z0-9 ]+-----\s*')


def other_form(raw):
    """SPEC 8.5: an entry that is not one TimeStampResp in DER, as what it should have been, or None."""
    pem = PEM.fullmatch(raw)
    text = b''.join((pem[1] if pem else raw).split())
    out = b64(text.decode('latin-1')) if text.isascii() else None
    out = raw if out is None or not text else out
    try:
        root = der(out)
    except Der:
        try:
            size, (out, end) = len(out), ber_one(out, 0, len(out))
            root = der(out if end == size else b'')
        except Der:
            return None
    if root.kids and root.kids[0].tag == 6:
        out = tlv(0x30, bytes.fromhex('3003020100') + out)
    return None if out == raw else out


def token(raw, imprint_of, authorities):
    """SPEC 8.5 -> (word, certificates). word: OK, or what stands behind …_TOKEN_ in the code, or UNJUDGED. OK has a genTime and the path."""
    word, found = token_in_der(raw, imprint_of, authorities)
    if word != 'MALFORMED':
        return word, found
    other = other_form(raw)
    word = 'MALFORMED' if other is None else token_in_der(other, imprint_of, authorities)[0]
    return 'ENCODING' if word == 'OK' else word, None


def token_in_der(raw, imprint_of, authorities):
    """Tests 1 to 6 of SPEC 8.5 over bytes that should be DER."""
    try:
        response = Fields(der(raw))
        info, content = Fields(response.take(0x30)), response.maybe(0x30)
        status = small(info.take())
        info.maybe(0x30), info.maybe(3), info.end(), response.end()
        if content is None and status in (0, 1):
            raise Der('no token')
        if content is not None:
            t = Token(content)
    except TooMany:
        return 'TOO_LARGE', None
    except (Der, IndexError, ValueError):
        return 'MALFORMED', None
    if status not in (0, 1):
        return 'REFUSED', None
    if t.imprint_hash and imprint_of(t.imprint_hash) != t.imprint:
        return 'IMPRINT', None
    return ('UNJUDGED', None) if authorities is None else t.judge(authorities)


class Token:
    """A ContentInfo by the form of SPEC 8.5, 1. Raises Der for another one."""

    def __init__(self, content):
        f = Fields(content)
        if oid(f.take()) != '1.2.840.113549.1.7.2':
            raise Der('no SignedData')
        data = Fields(only(f.take(), 0xa0))
        f.end(), small(data.take()), data.take(0x31)
        inner, certificates = Fields(data.take()), data.maybe(0xa0)
        data.maybe(0xa1)
        signer = Fields(only(data.take(), 0x31))
        data.end()
        if oid(inner.take()) != TST_INFO:
            raise Der('no TSTInfo')
        self.content = need(only(inner.take(), 0xa0), 4).body
        inner.end()
        self.certs = [c.raw for c in certificates.kids] if certificates else []
        small(signer.take())
        self.signer, self.digest, self.attributes = signer.take(0x30, 0x80), hash_of(signer.take()), signer.take(0xa0)
        self.algorithm, self.signature = signer.take(0x30), signer.take(4).body
        signer.maybe(0xa1), signer.end(), algorithm(self.algorithm)
        if self.signer.tag == 0x30:
            by = Fields(self.signer)
            self.signer = by.take(0x30).raw, by.take(2).body
            by.end()
        self.values = {}
        for one in self.attributes.kids:
            a = Fields(one)
            self.values.setdefault(oid(a.take()), []).append(a.take(0x31).kids)
            a.end()
        if not self.values:
            raise Der('no signed attributes')
        self.read_info(Fields(der(self.content)))

    def read_info(self, f):
        """TSTInfo (RFC 3161, 2.4.2)."""
        if small(f.take()) != 1:
            raise Der('version')
        oid(f.take())
        imprint = Fields(f.take())
        self.imprint_hash, self.imprint = hash_of(imprint.take()), imprint.take(4).body
        imprint.end(), integer(f.take())
        self.gen = der_time(f.take(0x18))
        accuracy = f.maybe(0x30)
        if accuracy:
            a = Fields(accuracy)
            parts = [a.maybe(tag) for tag in (2, 0x80, 0x81)]
            a.end()
            if any(p and len(p.body) > 8 for p in parts):
                raise Der('accuracy')
            values = [0 if p is None else int.from_bytes(p.body, 'big', signed=True) for p in parts]
            if values[0] < 0 or any(p and not 1 <= v <= 999 for p, v in zip(parts[1:], values[1:])):
                raise Der('accuracy')
        f.maybe(1)
        f.maybe(2), f.maybe(0xa0)
        extensions = f.maybe(0xa1)
        f.end()
        self.critical = False
        for one in extensions.kids if extensions else []:
            e = Fields(one)
            oid(e.take())
            flag = e.maybe(1)
            self.critical |= flag is not None and flag.body == b'\xff'
            e.take(4), e.end()

    def judge(self, authorities):
        """Tests 4 to 6 of SPEC 8.5, for each certificate that the signer may be: one that counts decides, else one that breaks a rule."""
        hints, words = read_all(self.certs), []
        for a in authorities:
            if a['compromised'] or not a['from'] <= self.gen <= a['until'] or (a['before'] is not None and self.gen >= a['before']):
                continue
            pinned = read_all(a['certs'])
            for c in pinned + hints:
                chain = self.is_by(c) and find_chain(c, pinned, hints, self.gen, [])
                word = self.judge_signer(c) if chain else 'UNTRUSTED'
                if word == 'OK':
                    return 'OK', (self.gen, chain)
                words.append(word)
        return next((word for word in ('INVALID', 'ENCODING') if word in words), 'UNTRUSTED'), None

    def is_by(self, c):
        """Does the SignerInfo name this certificate?"""
        return self.signer == (c.issuer, c.serial) if isinstance(self.signer, tuple) else c.key_id == self.signer.body

    def one(self, name):
        """The value of an attribute that stands once with one value, else None."""
        found = self.values.get(name, [])
        return found[0][0] if len(found) == 1 and len(found[0]) == 1 else None

    def judge_signer(self, c):
        """Tests 5 and 6 of SPEC 8.5, where there is a path."""
        ordered = all(x.raw <= y.raw for x, y in zip(self.attributes.kids, self.attributes.kids[1:]))
        signed = [b'\x31' + self.attributes.raw[1:]] + ([] if ordered else [tlv(0x31, b''.join(sorted(x.raw for x in self.attributes.kids)))])
        kind, digest = self.one('1.2.840.113549.1.9.3'), self.one('1.2.840.113549.1.9.4')
        try:
            good = self.imprint_hash and self.digest and kind and kind.tag == 6 and oid(kind) == TST_INFO \
                and digest and digest.tag == 4 and digest.body == hashlib.new(self.digest, self.content).digest() \
                and c.critical.get('2.5.29.37') and c.purposes == ['1.3.6.1.5.5.7.3.8'] and c.may_sign() and self.names_certificate(c) \
                and any(verify_sig(c.spki, self.algorithm, octets, self.signature, self.digest) for octets in signed)
        except Cannot:
            return 'UNTRUSTED'
        except (Der, IndexError, ValueError):
            good = False
        return 'INVALID' if not good else 'UNTRUSTED' if self.critical else 'OK' if ordered else 'ENCODING'

    def names_certificate(self, c):
        """Do the signing-certificate attributes, at least one, name this certificate first?"""
        found = [name for name in ESS if name in self.values]
        for name in found:
            attribute = Fields(self.one(name))
            f = Fields(need(attribute.take(), 0x30).kids[0])
            attribute.maybe(0x30), attribute.end()
            explicit = f.maybe(0x30) if name == ESS[1] else None
            h = 'sha1' if name == ESS[0] else 'sha256' if explicit is None else hash_of(explicit)
            value, issuer = f.take(4).body, f.maybe(0x30)
            f.end()
            if h is None or value != hashlib.new(h, c.raw).digest():
                return False
            if issuer is not None:
                g = Fields(issuer)
                directory, serial = only(g.take(), 0x30), g.take(2).body
                g.end()
                if only(directory, 0xa4).raw != c.issuer or serial != c.serial:
                    return False
        return bool(found)


TST_INFO = '1.2.840.113549.1.9.16.1.4'
ESS = '1.2.840.113549.1.9.16.2.12', '1.2.840.113549.1.9.16.2.47'    # signing-certificate, with SHA-1, and v2


def read_all(ders):
    """Certificates; what is malformed is none."""
    out = []
    for raw in ders:
        try:
            out.append(Cert(raw))
        except (Der, IndexError, ValueError):
            pass
    return out


def find_chain(c, pinned, hints, gen, below):
    """A path from a certificate to one that is pinned, over those of the token, the signer first, or None (SPEC 8.6)."""
    if not c.not_before <= gen < c.not_after + NS or not c.known() or len(below) > 7:
        return None
    chain = below + [c]
    counted = sum(x.issuer != x.subject for x in chain[1:])    # neither the signer nor what issued itself
    if c.raw in [x.raw for x in pinned]:
        return chain
    for i in pinned + hints:
        if i.named_by(c) and i.raw not in [x.raw for x in chain] and i.may_issue(counted):
            try:
                ok = verify_sig(i.spki, c.alg, c.tbs.raw, c.sig)
            except (Cannot, Der, IndexError, ValueError):
                ok = False
            found = ok and find_chain(i, pinned, hints, gen, chain)
            if found:
                return found
    return None


# ---------------------------------------------------------------- reports (SPEC 10.2)
def report_time(s, end=False):
    """RFC 3339 or a bare date -> (first instant, last instant) or None."""
    if not isinstance(s, str):
        return None
    if re.fullmatch(r'\d{4}-\d\d-\d\d', s):
        a = instant(s + 'T00:00:00Z')
        return None if a is None else (a + 86399 * NS, a + 86400 * NS - 1) if end else (a, a)
    g = re.fullmatch(r'(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:\d\d)(?:(\.\d{1,9})\d*)?(?:([Zz])|([+-])(\d\d):(\d\d))', s)
    a = instant(f'{g[1]}T{g[2]}{g[3] or ""}Z') if g else None
    if a is None or g[5] and (int(g[6]) > 23 or int(g[7]) > 59):
        return None
    if g[5]:
        a -= (1 if g[5] == '+' else -1) * (int(g[6]) * 60 + int(g[7])) * 60 * NS
    return a, a


def csv_rows(raw):
    """RFC 4180 as SPEC 10.2 has it -> rows, or None."""
    try:
        s = raw.decode('utf-8').removeprefix('\ufeff')
    except UnicodeDecodeError:
        return None
    rows, row, i, n = [], [], 0, len(s)
    bare = re.compile(r'[^,"\r\n\x00-\x08\x0b-\x1f\x7f-\x9f]*')
    quoted = re.compile(r'"((?:[^"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|"")*)"')
    while i < n:
        g = (quoted if s[i] == '"' else bare).match(s, i)
        if not g:
            return None
        row.append(g[1].replace('""', '"') if s[i] == '"' else g[0])
        i = g.end()
        if s.startswith(',', i):
            i += 1
            if i == n:
                row.append('')
            elif s[i] in '\r\n':
                row.append('')
            else:
                continue
        if i < n and s.startswith('\r\n', i):
            i += 2
        elif i < n and s[i] == '\n':
            i += 1
        elif i < n:
            return None
        rows.append(row)
        row = []
    if row:
        rows.append(row)
    if any(len(r) != len(rows[0]) or len(r) > 1024 for r in rows):
        return None
    return rows


WORDING = {'CC1.1': 'access control|access restriction|access review|RBAC|role-based|authentication|encryption|audit log',
           'CC2.1': 'access control|access restriction|access review|RBAC|role-based|encryption',
           'CC6.1': 'ethical value|risk assessment|backup',
           'CC6.2': 'access review|reviews of access|recertification|audit log|encryption',
           'CC7.2': 'access control|access restriction|access review|RBAC|role-based',
           '164.308': 'technical safeguard|physical safeguard', '164.312': 'administrative safeguard|physical safeguard'}


# ---------------------------------------------------------------- the trust root (SPEC 12)
ED_SPKI = bytes.fromhex('302a300506032b6570032100')
ML44_SPKI = bytes.fromhex('30820532300b06096086480165030403110382052100')
ML65_SPKI = bytes.fromhex('308207b2300b0609608648016503040312038207a100')
INF = float('inf')


def window(o):
    """When a key may have signed (SPEC 12.3)."""
    r = o.get('revoked')
    w = {'from': instant(o['valid_from']), 'until': instant(o['valid_until']) if 'valid_until' in o else INF,
         'at': instant(r['at']) if r else INF, 'compromised': bool(r) and r['reason'] == 'compromised',
         'since': instant(r['compromised_since']) if r and r['reason'] == 'compromised' else INF}
    w['bound'] = w['since'] if w['compromised'] else w['at']
    w['before'] = w['at'] if r else None
    if w['until'] < w['from']:
        raise Usage('a window ends before it begins')
    return w


def counts(w, times, at, stated=None):
    """SPEC 12.3 -> does a signature by a key of this window count? stated: the time that it states of itself."""
    if times:
        return any(w['from'] <= t <= w['until'] and t < w['bound'] for t in times)
    if stated is not None and not (stated <= w['until'] and stated < w['bound']):
        return False
    return w['from'] <= at <= w['until'] and at < w['at'] and at < w['since']


def vkey(s, types):
    """A C2SP verifier key of one of the types, or Usage."""
    try:
        name, kid, body = s.split('+', 2)
    except ValueError:
        raise Usage('vkey')
    raw = b64(body)
    if not raw or raw[0] not in types or not name or re.search(r'\s', name) or len(name.encode()) > 255:
        raise Usage('vkey type')
    kind, pk = raw[0], raw[1:]
    if len(pk) != (1312 if kind == 6 else 32) or kind != 6 and not ed_key_ok(pk):
        raise Usage('vkey key')
    if sha2(name.encode() + b'\n' + raw)[:4].hex() != kid:
        raise Usage('vkey id')
    return {'name': name, 'id': bytes.fromhex(kid), 'type': kind, 'pk': pk}


def parse_policy(text):
    """A witness policy (SPEC 12.2): its keys, and whether a set of them is a quorum."""
    names, used, quorum, keys = {}, set(), None, []
    if re.search(r'[\x00-\x08\x0b-\x1f\x7f]', text):
        raise Usage('policy text')
    for line in text.split('\n'):
        w = re.split(r'[ \t]+', line.strip(' \t'))
        if w == [''] or w[0].startswith('#'):
            continue
        if w[0] == 'witness' and len(w) in (3, 4) and w[1] not in names and w[1] != 'none':
            k = vkey(w[2], (4, 6))
            keys.append(k)
            names[w[1]] = k
        elif w[0] == 'group' and len(w) >= 4 and w[1] not in names and w[1] != 'none':
            members = w[3:]
            if any(m not in names or m in used for m in members) or len(set(members)) != len(members):
                raise Usage('policy member')
            used |= set(members)
            n = {'any': 1, 'all': len(members)}.get(w[2]) or (int(w[2]) if re.fullmatch('[1-9][0-9]{0,6}', w[2]) else 0)
            if not 1 <= n <= len(members):
                raise Usage('policy threshold')
            names[w[1]] = (n, members)
        elif w[0] == 'quorum' and len(w) == 2 and quorum is None and w[1] in names:
            quorum = w[1]
        else:
            raise Usage('policy line: ' + w[0])
    if quorum is None:
        raise Usage('policy without quorum')
    if len(keys) > 32 or len(names) - len(keys) > 32:    # SPEC 2.5
        raise Usage('more than 32 witnesses or groups')

    def met(ids, name=quorum):
        x = names[name]
        return id(x) in ids if isinstance(x, dict) else sum(met(ids, m) for m in x[1]) >= x[0]
    return {'keys': keys, 'met': met}


def key_set(s, origin, once):
    """A key set of a ledger (SPEC 7.3), or Usage. once: takes each public key of the trust root."""
    keys = sorted((vkey(v, (1, 6)) for v in s['vkeys']), key=lambda k: k['type'])
    if [k['type'] for k in keys] != [1, 6] or any(k['name'] != origin for k in keys):
        raise Usage('key set')
    for k in keys:
        once(k['pk'], (k['name'], k['id']))
    return {'keys': keys, **window(s)}


def authority(a, once):
    """An authority (SPEC 12.1), or Usage. once: takes each public key of the trust root, which here several certificates may have."""
    raws = [b64(c) for c in a['certificates']]
    try:
        keys = {Cert(raw).spki.raw for raw in raws}
    except (Der, IndexError, ValueError):
        raise Usage('certificate')
    if len(set(raws)) != len(raws):
        raise Usage('a certificate twice')
    for key in keys:
        once(key)
    return {'certs': raws, **window(a)}


def load_trust(raw):
    """A trust root that can be used, or Usage (SPEC 12.1)."""
    try:
        t = load_lax(raw)
    except NotJson as e:
        raise Usage(f'trust root: {e}')
    e = Schema('trust-root').error(t)
    if e:
        raise Usage('trust root: ' + e)
    seen = set()

    def once(key, note_id=None):
        """Takes a public key, raw or in an SPKI, and of a note key also what its lines show of it."""
        raw = next((key[len(head):] for head in (ED_SPKI, ML44_SPKI, ML65_SPKI) if key.startswith(head)), key)
        if raw in seen or note_id in seen:
            raise Usage('one key in two places')
        seen.update({raw, note_id} - {None})
        return key

    def spki(s, prefix, length):
        raw = b64(s)
        if not raw.startswith(prefix) or len(raw) != len(prefix) + length:
            raise Usage('SPKI')
        pk = raw[len(prefix):]
        if length == 32 and not ed_key_ok(pk):
            raise Usage('Ed25519 key')
        return {'pk': once(pk), 'id': sha2(raw).hex()}
    if instant(t['expires_at']) < instant(t['issued_at']):
        raise Usage('expires before it is issued')
    out = {'from': instant(t['issued_at']), 'until': instant(t['expires_at']), 'ledgers': {}, 'pairs': [], 'recorders': [], 'tsas': [],
           'policy': None, 'requirements': set(t.get('requirements', []))}
    for l in t['ledgers']:
        if l['origin'] in out['ledgers']:
            raise Usage('two entries of one origin')
        out['ledgers'][l['origin']] = {'suite': l['suite'], 'sets': [key_set(s, l['origin'], once) for s in l['key_sets']]}
    for a in t.get('attesters', []):
        for p in a['key_pairs']:
            out['pairs'].append({'ledgers': a['ledgers'], 'ed': spki(p['ed25519'], ED_SPKI, 32), 'ml': spki(p['ml_dsa_65'], ML65_SPKI, 1952), **window(p)})
    for r in t.get('recorders', []):
        for k in r['keys']:
            out['recorders'].append({'ledgers': r['ledgers'], 'key': spki(k['ml_dsa_65'], ML65_SPKI, 1952), **window(k)})
    for a in t.get('timestamp_authorities', []):
        out['tsas'].append(authority(a, once))
    if 'witness_policy' in t:
        out['policy'] = parse_policy(t['witness_policy'])
        for k in out['policy']['keys']:
            once(k['pk'], (k['name'], k['id']))
            if k['name'] in out['ledgers']:
                raise Usage('a witness with the name of a ledger')
    if 'keepers' in t:
        keys = t['keepers']['keys']
        if t['keepers']['threshold'] > len(keys) or len({k['name'] for k in keys}) < len(keys):
            raise Usage('keepers')
        for k in keys:
            spki(k['ed25519'], ED_SPKI, 32), spki(k['ml_dsa_65'], ML65_SPKI, 1952)
    return out


# ---------------------------------------------------------------- until when a result holds (SPEC 12.5)
def end_of(year):
    """The first instant after a year."""
    return instant(f'{year + 1}-01-01T00:00:00Z')


CLASSICAL = end_of(2035)    # Ed25519, ECDSA, RSA from 3072 bits; no end is set for hashes and ML-DSA
SHORT_RSA = end_of(2030)


def is_short_rsa(certificate):
    """Is its key RSA below 3072 bits?"""
    return oid(certificate.spki.kids[0].kids[0]) == '1.2.840.113549.1.1.1' and rsa_bits(certificate.spki) < 3072


def path_end(path):
    """When the first algorithm of a token is past its day: each key of the path made a signature, and hashes have no end."""
    kinds = [(c, oid(c.spki.kids[0].kids[0])) for c in path]
    return min(INF if SIGS.get(kind, ('',))[0] in ML else SHORT_RSA if is_short_rsa(c) else CLASSICAL for c, kind in kinds)


# ---------------------------------------------------------------- files of lines beside a bundle (SPEC 12.6, 12.8)
def lines_beside(file, *if_empty):
    """The lines, each with its offset and whether an LF ends it; of an empty file, those of if_empty."""
    start = 0
    while file and start < len(file):
        end = file.find(b'\n', start)
        yield file[start:end if end >= 0 else None], start, end >= 0
        start = end + 1 if end >= 0 else len(file)
    yield from ((line, 0, False) for line in if_empty if file == b'')


def line_beside(line, ended, schema):
    """What a line says, or None if it is not of the form."""
    try:
        o, ok = load_canonical(line)
    except NotJson:
        return None
    return o if ok and ended and len(line) <= LINE and not Schema(schema).error(o) else None


# ---------------------------------------------------------------- verification (SPEC 13, 14; in it 3 to 5, 9 to 11)
TOKEN_PATH = re.compile(r'timestamps/(checkpoint|attestation)\.(0|[1-9][0-9]{0,3})\.tsr')
LISTABLE = {'records.jsonl', 'stubs.jsonl', 'signatures.jsonl', 'proof/paths.jsonl', 'proof/batch.bin'}
DETACHED = {'checkpoint', 'proof/consistency.jsonl', 'attestation.dsse.json', 'disclosures.jsonl'}
LINE = 1_572_864


class Verifier:
    """One bundle: findings, what each check has examined (n), and the checks that were stopped."""

    def __init__(self, data, trust, at, requirements=(), held=None, expect=None, limits=None, renewals=None, custody=None, as_of=None):
        self.limits, self.data, self.trust, self.at, self.held, self.expect = limits or {}, data, trust, at, held, expect
        self.renewals, self.custody, self.as_of, self.dated = renewals, custody, as_of, []    # dated: [is it needed, when it is past its day] of what verified
        self.req = set(requirements) | (trust['requirements'] if trust else set())
        self.findings, self.n, self.stopped, self.ends_with_tree = [], {}, set(), False
        self.lines, self.records, self.all = {}, {}, False    # lines of each entry; shown records by sequence; could every line be used?

    def add(self, code, where=''):
        """A finding."""
        self.findings.append((code, where))

    def beyond(self, name, value):
        """Is a bound of the verifier exceeded (SPEC 2.5)? This one has none of its own."""
        return value > self.limits.get(name, INF)

    def count(self, check, n=1):
        """Something that the check has examined."""
        self.n[check] = self.n.get(check, 0) + n

    def stop(self, *checks):
        """The checks could not run to their end."""
        self.stopped |= set(checks)

    def failed(self, check, kinds='!?'):
        """Has the check a finding of one of these outcomes?"""
        return any(CODES[c][0] == check and CODES[c][1] in kinds for c, _ in self.findings)

    def verdict(self):
        """SPEC 13.2."""
        outcome = {}
        for c, _ in self.findings:
            check, kind = CODES[c]
            outcome[check] = '!' if '!' in (kind, outcome.get(check)) else '?' if '?' in (kind, outcome.get(check)) else '-'
        if '!' in outcome.values():
            return 'fail'
        for check, need_ in NEEDED.items():
            has = self.n.get(check, 0) > 0 and check not in self.stopped
            needed = need_ == 'always' or need_ in self.req or need_ == 'present' and (outcome.get(check) == '?' or check in self.n)
            if needed and (outcome.get(check) == '?' or not has):
                return 'unproven'
        return 'pass'

    # ---- the steps (SPEC 14.2)
    def run(self):
        """SPEC 14.2. Gives itself back."""
        self.bundle(), self.hands()
        return self

    def bundle(self):
        """SPEC 14.2, but for what is beside the bundle whatever is in it."""
        entries = read_zip(self.data, self.add, self.limits.get('entries'))
        if entries is not None:
            check_names(self.data, entries, self.add)
            sizes = [e.size for e in entries]
            if self.beyond('totalBytes', sum(sizes)) or \
                    any(e.name.startswith('attachments/') and self.beyond('attachmentBytes', e.size) for e in entries):
                self.add('ZIP_LIMIT_EXCEEDED')
        if self.findings or entries is None:
            return
        self.count('archive/structure'), self.count('archive/names', len(entries))
        self.files = {}
        for e in entries:
            if not e.dir:
                self.files[e.name], code = content(self.data, e)
                self.count('archive/content')
                if code:
                    self.add(code, e.name)
        if self.manifest():
            self.leaf, self.node, self.empty_root = merkle(self.m['suite'])
            self.inventory(), self.trusted(), self.attestation_form(), self.checkpoint(), self.attestation(), self.leaves(), self.reports(), self.asked(), self.plausible(), self.renewed()

    # ---- the manifest and the inventory (SPEC 3, 10.1)
    def manifest(self):
        """SPEC 3.1, 3.2. True if it can be used."""
        if 'manifest.json' not in self.files:
            return self.add('MANIFEST_MISSING')
        self.raw = self.files['manifest.json']
        if self.raw is None:
            return
        if self.beyond('manifestBytes', len(self.raw)):
            return self.add('MANIFEST_TOO_LARGE')
        try:
            m, ok = load_canonical(self.raw)
        except NotJson:
            return self.add('MANIFEST_NOT_CANONICAL', 'no JSON')
        fmt = m.get('format') if isinstance(m, dict) else None
        other = isinstance(fmt, str) and re.fullmatch(r'softqcos\.evidence-bundle/v(0|[1-9][0-9]{0,8})', fmt) and not fmt.endswith('/v1')
        if other:
            return self.add('FORMAT_UNSUPPORTED' if ok else 'MANIFEST_NOT_CANONICAL')
        if not ok:
            self.add('MANIFEST_NOT_CANONICAL')
        bad = Schema('manifest').error(m)
        if bad:
            return self.add('MANIFEST_INVALID', bad)
        self.m = m
        self.count('manifest/form'), self.count('manifest/support')
        if m['suite'] not in ('softqcos-v1', 'softqcos-v1-sha256'):
            return self.add('SUITE_UNSUPPORTED')
        for x in m.get('critical', []):
            self.add('EXTENSION_UNSUPPORTED' if x in m['extensions'] else 'MANIFEST_INVALID', x)
        sel = m['selection']
        for l in ([e['path'] for e in m['entries']], m.get('critical', []), sel.get('record_ids', [])):
            if any(a >= b for a, b in zip(l, l[1:])):
                self.add('MANIFEST_UNSORTED')
        self.head = m.get('tree_head')
        if self.head and not self.head['root_hash'].startswith('sha256:' if m['suite'].endswith('sha256') else 'sha3-256:'):
            self.add('MANIFEST_TREE_HEAD_INVALID')
        self.size = self.head['tree_size'] if self.head else None
        self.root = bytes.fromhex(self.head['root_hash'].split(':')[1]) if self.head else None
        self.exported = instant(m['exported_at'])
        if 'sequence' in sel and sel['sequence']['from'] >= sel['sequence']['to'] or \
                'period' in sel and instant(sel['period']['from']) > instant(sel['period']['to']):
            self.add('MANIFEST_SELECTION_INVALID')
        return True

    def inventory(self):
        """SPEC 3.3, 3.4, 2.1, 10.1."""
        listed = {e['path']: e for e in self.m['entries']}
        for p, e in listed.items():
            if p not in LISTABLE and not p.startswith('attachments/'):
                self.add('ENTRY_NOT_LISTABLE', p)
            elif p not in self.files:
                self.add('ENTRY_MISSING', p)
            self.count('manifest/inventory')
            raw = self.files.get(p)
            if raw is not None:
                self.count('manifest/digests')
                if len(raw) != e['bytes']:
                    self.add('ENTRY_BYTES_MISMATCH', p)
                if 'sha3-256:' + sha3(raw).hex() != e['digest']:
                    self.add('ENTRY_DIGEST_MISMATCH', p)
        if 'records.jsonl' not in listed and 'records.jsonl' not in self.files:
            self.add('ENTRY_MISSING', 'records.jsonl')
        for p, raw in self.files.items():
            if p != 'manifest.json' and p not in listed and p not in DETACHED and not TOKEN_PATH.fullmatch(p):
                self.add('ENTRY_UNLISTED', p)
            elif raw == b'' and p not in ('proof/batch.bin', 'records.jsonl', 'manifest.json'):
                self.add('ENTRY_EMPTY', p)
        proofs = [p for p in ('proof/paths.jsonl', 'proof/batch.bin') if p in listed]
        if self.head and len(proofs) != 1:
            self.add('PROOF_NOT_UNIQUE')
        if not self.head and any(p in self.files or p in listed for p in ('proof/paths.jsonl', 'proof/batch.bin', 'checkpoint', 'proof/consistency.jsonl', 'stubs.jsonl')) \
                or not self.head and any(p.startswith('timestamps/checkpoint.') for p in self.files):
            self.add('PROOF_WITHOUT_TREE_HEAD')
        self.proofs = [p for p in proofs if p in self.files]
        for p in self.files:
            if p.startswith('attachments/'):
                self.count('attachments/described')
        described = [a['path'] for a in self.m.get('attachments', [])]
        for p in sorted(p for p in listed if p.startswith('attachments/')):
            if p not in described:
                self.add('ATTACHMENT_NOT_DESCRIBED', p)
        if len(set(described)) != len(described) or any(p not in listed for p in described):
            self.add('ATTACHMENT_DESCRIBED_TWICE')

    # ---- records and stubs (SPEC 4, 5)
    def jsonl(self, name, schema, bad_code, order_code, key='sequence', note=None):
        """-> (usable rows, every line can be used). note(row, line) is called for each usable row."""
        raw = self.files.get(name)
        if name not in self.files:
            return [], all(e['path'] != name for e in self.m['entries'])
        if raw is None:
            return [], False
        sch, rows, usable, last = Schema(schema), [], True, -1
        lines = raw.split(b'\n')
        unended = lines.pop() != b''
        if unended:
            lines = raw.split(b'\n')
        records = name == 'records.jsonl'
        self.lines[name] = len(lines)
        for i, line in enumerate(lines):
            where = f'{name} line {i + 1}'
            if len(line) > LINE:
                self.add('RECORD_TOO_LONG' if records else bad_code, where)
                usable = False
                continue
            try:
                o, ok = load_canonical(line)
            except NotJson as e:
                self.add('RECORD_NOT_CANONICAL' if records else bad_code, f'{where} {e}')
                usable = False
                continue
            bad = sch.error(o)
            if unended and i == len(lines) - 1:
                self.add('RECORD_NOT_CANONICAL' if records else bad_code, where)
            elif bad:
                self.add(bad_code, f'{where} {bad}')
            elif not ok:
                self.add('RECORD_NOT_CANONICAL' if records else bad_code, where)
            if bad:
                usable = False
                continue
            if o[key] <= last:
                self.add(order_code, where)
                usable = False
                continue
            last = o[key]
            rows.append(o)
            if note:
                note(o, line)
        return rows, usable

    def leaves(self):
        """SPEC 4, 5, 3.5, and what rests on every leaf."""
        m, self.lines, self.hash, self.records = self.m, {}, {}, {}
        if self.files.get('records.jsonl') is None:
            return self.stop('records/form', 'inclusion/leaves')

        def note(o, line):
            self.hash[o['sequence']] = sha3(b'softqcos/record/v1\0' + line)
            if len(line) > 1048576 and len(canon(o['data']).encode()) > 1048576:
                self.add('RECORD_TOO_LONG', 'data')
            if set(o.get('sealed', {})) & set(o['data']):
                self.add('RECORD_FIELD_TWICE', o['record_id'])
            o['t'] = instant(o['recorded_at'])
            if o['type'] == 'export' and o['data']['disclosures'] != 'none' and o['data']['disclosures'] != sorted(o['data']['disclosures']):
                self.add('RECORD_INVALID', 'disclosures are not sorted')
            self.records[o['sequence']] = o
        rows, ok = self.jsonl('records.jsonl', 'record', 'RECORD_INVALID', 'RECORD_OUT_OF_ORDER', note=note)
        self.count('records/form', len(rows))
        if not self.lines.get('records.jsonl'):
            self.add('RECORDS_EMPTY')
        self.stubs, shown = {}, dict(self.hash)

        def stub(o, line):
            self.count('stubs/form')
            if o['sequence'] in self.records:
                self.add('STUB_IS_RECORD', o['sequence'])
            elif ok and o['reason'] == 'link' and o['sequence'] + 1 not in self.records:
                self.add('STUB_LINK_UNUSED', o['sequence'])
            self.stubs[o['sequence']] = o
            self.hash.setdefault(o['sequence'], bytes.fromhex(o['record_hash'][9:]))
        _, stubs_ok = self.jsonl('stubs.jsonl', 'stub', 'STUB_INVALID', 'STUB_OUT_OF_ORDER', note=stub)
        self.all = ok and stubs_ok
        self.count('manifest/counts')
        for what in ('records', 'stubs') if 'stubs.jsonl' in self.files or stubs_ok else ():
            if self.lines.get(what + '.jsonl', 0) != m['counts'][what] and self.files.get(what + '.jsonl', b'') is not None:
                self.add('COUNT_MISMATCH', what)
        self.proven = False
        if not self.all:
            for name, schema, code in (('proof/paths.jsonl', 'path', 'PATHS_INVALID'), ('disclosures.jsonl', 'disclosure', 'DISCLOSURES_INVALID'),
                                       ('signatures.jsonl', 'record-signature', 'RECORD_SIGNATURES_MALFORMED')):
                self.jsonl(name, schema, code, code)
            return
        self.identity(), self.inclusion(), self.signatures(), self.disclosures()
        self.erasures(), self.authorization(), self.completeness()

    def identity(self):
        """SPEC 4.2 to 4.4."""
        if self.beyond('identities', len(self.records)):
            self.add('RECORDS_TOO_MANY')
        ids, before = set(), None
        for q, r in self.records.items():
            self.count('records/identity'), self.count('records/clock')
            if r['ledger'] != self.m['ledger']:
                self.add('RECORD_LEDGER_MISMATCH', q)
            if r['record_id'] in ids:
                self.add('RECORD_ID_DUPLICATE', q)
            ids.add(r['record_id'])
            if before is not None and r['t'] < before:
                self.add('RECORD_CLOCK_BACKWARDS', q)
            before = r['t']
            want = b'\0' * 32 if q == 0 else self.hash.get(q - 1)
            if want is None:
                self.add('CHAIN_LINK_NOT_SHOWN', q)
            else:
                self.count('records/chain')
                if r['previous_hash'] != 'sha3-256:' + want.hex():
                    self.add('CHAIN_BROKEN', q)

    def signatures(self):
        """SPEC 4.5."""
        rows, ok = self.jsonl('signatures.jsonl', 'record-signature', 'RECORD_SIGNATURES_MALFORMED', 'RECORD_SIGNATURES_MALFORMED')
        keys = {r['key']['id']: r for r in (self.trust['recorders'] if self.trust else []) if self.m['ledger'] in r['ledgers']}
        have, tokens = set(), self.att_tokens if self.att_ok else []
        for o in rows:
            q = o['sequence']
            if q not in self.records:
                self.add('RECORD_SIGNATURE_ORPHAN', q)
                continue
            have.add(q)
            if not self.ledger:
                continue
            self.count('records/signatures')
            k = keys.get(o['key_id'])
            if not k:
                self.add('RECORD_SIGNATURE_KEY_UNKNOWN', q)
            elif not ml_verify(65, k['key']['pk'], b'softqcos/record-signature/v1\0' + self.hash[q], b64(o['signature'])):
                self.add('RECORD_SIGNATURE_INVALID', q)
            elif not counts(k, [self.records[q]['t']], self.at) or k['compromised'] and not any(t < k['since'] for t in tokens):
                self.add('RECORD_SIGNATURE_KEY_INVALID', q)
        if 'record-signatures' in self.req and ok and self.ledger:
            for q in self.records:
                if q not in have:
                    self.add('RECORD_SIGNATURE_MISSING', q)

    # ---- inclusion (SPEC 6)
    def inclusion(self):
        """SPEC 6."""
        if not self.head:
            return self.add('INCLUSION_ABSENT')
        seqs = sorted(self.hash)
        for q in seqs:
            if q >= self.size:
                self.add('LEAF_OUTSIDE_TREE', q)
        if len(self.proofs) != 1 or self.files[self.proofs[0]] is None:
            return self.stop('inclusion/form', 'inclusion/leaves')
        self.count('inclusion/form')
        if self.proofs[0] == 'proof/paths.jsonl':
            rows, ok = self.jsonl('proof/paths.jsonl', 'path', 'PATHS_INVALID', 'PATHS_INVALID')
            paths = {r['sequence']: r['path'] for r in rows}
            for q in seqs if ok else []:
                if q not in paths and q < self.size:
                    self.add('PATH_MISSING', q)
            for q, p in paths.items():
                if q not in self.hash:
                    self.add('PATH_ORPHAN', q)
                elif q < self.size and len(p) != len(way_up(q, self.size)):
                    self.add('PATH_LENGTH_WRONG', q)
            roots = {q: path_root(q, self.size, self.leaf(self.hash[q]), [bytes.fromhex(h) for h in paths[q]], self.node)
                     for q in seqs if q in paths and q < self.size and len(paths[q]) == len(way_up(q, self.size))}
        else:
            if not seqs:
                return self.stop('inclusion/form', 'inclusion/leaves')
            within = [q for q in seqs if q < self.size]
            r = batch_root(within, self.size, lambda q: self.leaf(self.hash[q]), self.files['proof/batch.bin'], self.node)
            if r is None:
                self.add('BATCH_LENGTH_WRONG')
            if r is None or within != seqs:
                return
            roots = {seqs[0]: r}
        self.count('inclusion/leaves', len(seqs))
        for q, r in roots.items():
            if r != self.root:
                self.add('INCLUSION_ROOT_MISMATCH', q)
        self.proven = not self.failed('inclusion/leaves')

    def parts(self):
        """SPEC 13.5: the hashes of the parts of its tree that the bundle determines, by (from, to). Of a bundle whose leaves are proven."""
        parts, leaf = {}, lambda q: self.leaf(self.hash[q])
        if self.proofs[0] == 'proof/batch.bin':
            batch_root(sorted(self.hash), self.size, leaf, self.files['proof/batch.bin'], self.node, parts)
        else:
            for row in map(json.loads, self.files['proof/paths.jsonl'].splitlines()):
                path_root(row['sequence'], self.size, leaf(row['sequence']), [bytes.fromhex(h) for h in row['path']], self.node, parts)
        for size, root, path in self.shown_lines:
            consistency_roots(size, self.size, root, path, self.node, parts)
        return parts

    # ---- the checkpoint (SPEC 7)
    def checkpoint(self):
        """SPEC 7."""
        self.note, self.head_times, self.upper_proven = None, [], lambda to: False
        self.cp_tokens = []
        if 'checkpoint' not in self.files:
            self.add('CHECKPOINT_ABSENT')
        if not self.head:    # SPEC 6.1: without a tree head nothing else is judged
            self.shown_lines = []
            return self.stop('checkpoint/form', 'checkpoint/timestamps', *['checkpoint/continuity'] * bool(self.held))
        if 'checkpoint' not in self.files:
            pass
        elif self.files['checkpoint'] is not None and self.beyond('documentBytes', len(self.files['checkpoint'])):
            self.add('CHECKPOINT_TOO_LARGE')
        elif self.files['checkpoint'] is not None:
            self.note = parse_note(self.files['checkpoint'])
            if self.note is None:
                self.add('CHECKPOINT_MALFORMED')
            else:
                self.count('checkpoint/form')
                if self.note['origin'] != self.m['ledger']:
                    self.add('CHECKPOINT_ORIGIN_MISMATCH')
        note = self.note
        own = b''.join(l['raw'] for l in note['lines'] if l['name'] == note['origin']) if note else None
        tokens = self.tokens('checkpoint', note and note['text'] + b'\n' + own)
        self.cp_tokens, leans = [gen for gen, _ in tokens.values()], False
        lines = self.consistency()
        complete, sets = [], self.ledger['sets'] if self.ledger else []
        if note and self.head:
            self.count('checkpoint/tree-head')
            if (note['size'], note['root']) != (self.size, self.root):
                self.add('TREE_HEAD_MISMATCH')
        policy = self.trust and self.trust['policy']
        ids = [l['id'] for l in note['lines'] if l['name'] == note['origin']] if note else []
        if len(set(ids)) != len(ids):
            self.add('CHECKPOINT_LINE_DUPLICATE')
        if note and self.ledger:
            complete, times, known, wrong, right = key_sets(note, sets)
            cos = self.cosignatures(note, policy) if policy else []
            quorum = next((t for t in sorted(t for _, t in cos if t) if policy['met']({k for k, s in cos if 0 < s <= t})), None)
            trusted = self.cp_tokens + ([quorum * NS] if quorum else [])
            self.count('checkpoint/signatures')
            if wrong:
                self.add('CHECKPOINT_SIGNATURE_INVALID')
            if not known:
                self.add('CHECKPOINT_KEY_UNKNOWN')
            elif not complete and right and not wrong:
                self.add('CHECKPOINT_STRIPPED')
            elif not complete:
                pass
            elif not any(counts(s, trusted, self.at, t * NS if t else None) for s, t in zip(complete, times)):
                self.add('CHECKPOINT_KEY_INVALID')
            else:
                if not trusted:
                    self.add('CHECKPOINT_TIME_UNPROVEN')
                leans = not any(counts(s, [], self.at, t * NS if t else None) for s, t in zip(complete, times))
                self.dated.append([True, INF])
            if not policy and 'witnesses' in self.req:
                self.add('WITNESS_POLICY_ABSENT')
            elif policy and (cos or 'witnesses' in self.req) and not policy['met']({k for k, _ in cos}):
                self.add('WITNESS_QUORUM_UNMET')
            self.date_cosignatures(policy, cos, leans)
            self.head_times = [t * NS for t in times if t]
            sure = [t * NS for s, t in zip(complete, times) if t and counts(s, trusted, self.at, t * NS)]
            self.upper_proven = lambda to: any(t >= to for t in sure) or \
                bool(policy) and policy['met']({k for k, t in cos if t and t * NS >= to})
        self.date_tokens(tokens, leans)
        if self.held and self.head and self.ledger:
            self.continuity(complete and (note['size'], note['root']) == (self.size, self.root), lines, sets)
        elif self.held:
            self.count('checkpoint/continuity'), self.stop('checkpoint/continuity')

    def cosignatures(self, note, policy):
        """SPEC 7.4: witnesses whose line verifies, with its time."""
        out = []
        for line in note['lines']:
            for k in policy['keys']:
                if line['name'] == k['name'] and line['id'] == k['id']:
                    ok, when = line_ok(k, note, line)
                    self.count('checkpoint/witnesses')
                    if ok:
                        out.append((id(k), when))
                    else:
                        self.add('COSIGNATURE_INVALID', k['name'])
        return out

    def consistency(self):
        """SPEC 7.5: roots of the lines that verify, by tree size."""
        self.shown_lines = []    # size, root and path of those that verify
        rows, out = self.jsonl('proof/consistency.jsonl', 'consistency', 'CONSISTENCY_INVALID', 'CONSISTENCY_INVALID', 'tree_size')[0], {}
        for r in rows if self.head else []:
            self.count('checkpoint/consistency')
            algorithm, root = r['root_hash'].split(':')
            if algorithm != self.head['root_hash'].split(':')[0] or r['tree_size'] >= self.size:
                self.add('CONSISTENCY_INVALID')
            elif consistency_roots(r['tree_size'], self.size, bytes.fromhex(root), [bytes.fromhex(p) for p in r['path']], self.node) \
                    == (bytes.fromhex(root), self.root):
                out[r['tree_size']] = bytes.fromhex(root)
                self.shown_lines.append((r['tree_size'], bytes.fromhex(root), [bytes.fromhex(p) for p in r['path']]))
            else:
                self.add('CONSISTENCY_MISMATCH')
        return out

    def continuity(self, is_signed, lines, sets):
        """SPEC 7.6. is_signed: has a key set signed the very head of the manifest?"""
        held = self.held
        self.count('checkpoint/continuity')
        if held['origin'] != self.m['ledger'] or not key_sets(held, sets)[0]:
            return self.add('CONTINUITY_NOT_COUNTED')
        mine = self.root if held['size'] == self.size else lines.get(held['size'])
        if held['size'] == 0:
            if held['root'] != self.empty_root:
                self.add('SPLIT_VIEW')
        elif held['size'] > self.size:
            self.add('CONTINUITY_BUNDLE_OLDER')
        elif mine is None:
            self.add('CONTINUITY_NOT_SHOWN')
        elif mine != held['root']:
            self.add('SPLIT_VIEW' if is_signed else 'CONTINUITY_MISMATCH')

    # ---- the attestation and tokens (SPEC 8)
    def attestation_form(self):
        """SPEC 8.1."""
        self.env, self.statement, self.sigs = None, None, []
        if 'attestation.dsse.json' not in self.files:
            return self.add('ATTESTATION_ABSENT')
        raw = self.files['attestation.dsse.json']
        if raw is None:
            return
        if self.beyond('documentBytes', len(raw)):
            return self.add('ATTESTATION_TOO_LARGE')
        try:
            env, ok = load_canonical(raw)
        except NotJson:
            return self.add('ATTESTATION_NOT_CANONICAL')
        bad = Schema('attestation').error(env)
        if bad or len(env['signatures']) > 2:
            return self.add('ATTESTATION_INVALID', bad)
        if not ok:
            self.add('ATTESTATION_NOT_CANONICAL')
        self.payload = b64(env['payload'])
        self.sigs = [(s['keyid'], b64(s['sig'])) for s in env['signatures']]
        try:
            st, ok = load_canonical(self.payload)
        except NotJson:
            return self.add('STATEMENT_NOT_CANONICAL')
        bad = Schema('statement').error(st)
        if bad:
            return self.add('STATEMENT_INVALID', bad)
        if not ok:
            self.add('STATEMENT_NOT_CANONICAL')
        self.count('attestation/form')
        self.env, self.statement = env, st

    def attestation(self):
        """SPEC 8.2 to 8.4."""
        self.att_tokens, self.att_ok = [], False
        what = b''.join(s for _, s in self.sigs) if len(self.sigs) == 2 else None
        tokens = self.tokens('attestation', what)
        self.att_tokens = [gen for gen, _ in tokens.values()]
        if not self.env:
            return
        st, sigs = self.statement, self.sigs
        self.count('attestation/statement')
        d = st['subject'][0]['digest']
        if (d['sha256'], d['sha3_256']) != (sha2(self.raw).hex(), sha3(self.raw).hex()):
            self.add('ATTESTATION_SUBJECT_MISMATCH')
        if st['predicate']['bundle_id'] != self.m['bundle_id']:
            self.add('ATTESTATION_BUNDLE_ID_MISMATCH')
        signers = [s['key_id'] for s in st['predicate']['signers']]
        ids = [k for k, _ in sigs]
        swapped = len(sigs) == 2 and ids == signers[::-1] and ids != signers
        if ids != signers if len(sigs) == 2 else ids[0] not in signers:
            self.add('ATTESTATION_SIGNERS_MISMATCH')
        if not self.ledger:
            return
        self.count('attestation/signatures', len(sigs))
        pairs = [p for p in self.trust['pairs'] if self.m['ledger'] in p['ledgers']]
        pae = b'DSSEv1 28 application/vnd.in-toto+json %d ' % len(self.payload) + self.payload
        places = [0, 1] if len(sigs) == 2 else [1 if ids[0] == signers[1] else 0]
        by, good = {}, True
        for place, (kid, sig) in zip(places, sigs):
            for p in pairs:
                k = p['ml' if place else 'ed']
                if k['id'] == kid:
                    by[place] = p
                    if not (ml_verify(65, k['pk'], pae, sig) if place else ed_verify(k['pk'], pae, sig)):
                        self.add('ATTESTATION_SIGNATURE_INVALID')
                        good = False
        if len(sigs) == 1:
            return self.add('ATTESTATION_STRIPPED')
        if swapped and not by:
            return
        if not by:
            return self.add('ATTESTATION_KEY_UNKNOWN')
        if len(by) == 1:
            return self.add('ATTESTATION_STRIPPED')
        if by[0] is not by[1]:
            return self.add('ATTESTATION_MIXED_PAIR')
        self.att_ok = good
        if not counts(by[0], self.att_tokens, self.at, self.exported):
            return self.add('ATTESTATION_KEY_INVALID')
        if not self.att_tokens:
            self.add('ATTESTATION_TIME_UNPROVEN')
        if good:
            self.dated.append([True, INF])
        self.date_tokens(tokens, not counts(by[0], [], self.at, self.exported))

    def tokens(self, kind, what):
        """-> {entry: (genTime, when it is past its day)} of the counting tokens"""
        paths = sorted((p for p in self.files if TOKEN_PATH.fullmatch(p) and p.startswith(f'timestamps/{kind}.')), key=lambda p: int(p.split('.')[1]))
        pre, check, out = kind.upper() + '_TOKEN_', kind + '/timestamps', {}
        if what is None:
            self.stop(check)
            return out
        if self.beyond('tokens', len(paths)):
            self.add(kind.upper() + '_TOKENS_TOO_MANY')
            paths = paths[:self.limits['tokens']]
        for p in paths:
            if self.files[p] is None:
                self.stop(check)
                continue
            if self.beyond('documentBytes', len(self.files[p])):
                self.add(pre + 'TOO_LARGE', p)
                continue
            self.count(check)
            word, found = token(self.files[p], lambda h: hashlib.new(h, what).digest(), self.trust['tsas'] if self.trust else None)
            if word == 'OK':
                out[p] = found[0], path_end(found[1])
                if any(map(is_short_rsa, found[1])):
                    self.add(pre + 'WEAK', p)
            elif word == 'UNJUDGED':
                self.stop(check)
            else:
                self.add(pre + word, p)
        if self.trust and not out and not self.failed(check) and (paths or 'timestamp' in self.req) and check not in self.stopped:
            self.add(kind.upper() + '_TIMESTAMP_MISSING')
        return out

    # ---- sealed fields, erasures, retention (SPEC 9)
    def disclosures(self):
        """SPEC 9.1."""
        self.disclosed, all_commitments = {}, set()
        for q, r in self.records.items():
            for c in r.get('sealed', {}).values():
                if c in all_commitments:
                    self.add('COMMITMENT_DUPLICATE', q)
                all_commitments.add(c)
        if self.beyond('identities', sum(len(r.get('sealed', {})) for r in self.records.values())):
            self.add('COMMITMENTS_TOO_MANY')
        for o in self.jsonl('disclosures.jsonl', 'disclosure', 'DISCLOSURES_INVALID', 'DISCLOSURES_INVALID')[0]:
            q, seen = o['sequence'], set()
            if q not in self.records:
                self.add('DISCLOSURE_RECORD_NOT_SHOWN', q)
                continue
            by = {c: f for f, c in self.records[q].get('sealed', {}).items()}
            for d in o['disclosures']:
                self.count('disclosures/commitments')
                if d in seen:
                    self.add('DISCLOSURE_DUPLICATE', q)
                seen.add(d)
                raw = b64u(d)
                try:
                    v, ok = load_canonical(raw) if raw is not None else (None, False)
                except NotJson:
                    ok = False
                ok = ok and isinstance(v, list) and len(v) == 3 and isinstance(v[0], str) and len(b64u(v[0]) or b'') == 32 \
                    and isinstance(v[1], str) and re.fullmatch(r'[A-Za-z0-9_.-]{1,64}', v[1])
                if not ok:
                    self.add('DISCLOSURE_MALFORMED', q)
                    continue
                name = by.get('sha3-256:' + sha3(b'softqcos/commitment/v1\0' + d.encode()).hex())
                if name is None:
                    self.add('DISCLOSURE_NO_COMMITMENT', q)
                elif name != v[1]:
                    self.add('DISCLOSURE_NAME_MISMATCH', q)
                else:
                    self.disclosed.setdefault(q, set()).add(name)

    def erasures(self):
        """SPEC 9.2."""
        held = sum(max(1, -(-len(x) // 256)) for x in
                   [','.join(r['data']['fields']) for r in self.records.values() if r['type'] == 'erasure']
                   + [canon(r['data']['applies_to']) for r in self.records.values() if r['type'] == 'retention_policy'])
        held += sum(s['reason'] == 'erased' for s in self.stubs.values())
        if self.beyond('erasures', held):
            self.add('ERASURES_TOO_MANY')
        self.whole = {}    # record ids that a proven erasure of a whole record names
        wiped, policies, named = {}, {}, {}    # of what is not in the bundle: target -> the hash that the chain or an erasure names
        for q, e in self.records.items():
            if e['type'] == 'retention_policy':
                policies.setdefault(e['data']['policy_name'], []).append(e)
            if e['type'] != 'erasure':
                continue
            self.count('erasures/logged')
            d = e['data']
            t, target = d['sequence'], self.records.get(d['sequence'])
            if q <= t:
                self.add('ERASURE_BEFORE_TARGET', q)
            if d['type'] != 'event':
                self.add('ERASURE_NOT_ALLOWED', q)
            if t not in self.hash:
                self.add('ERASURE_TARGET_NOT_SHOWN', q)
                after = self.records.get(t + 1)
                if named.setdefault(t, after['previous_hash'] if after else d['record_hash']) != d['record_hash']:
                    self.add('ERASURE_MISMATCH', q)
            elif d['record_hash'] != 'sha3-256:' + self.hash[t].hex() or target and \
                    (d['record_id'], d['type'], instant(d['recorded_at'])) != (target['record_id'], target['type'], target['t']):
                self.add('ERASURE_MISMATCH', q)
            if d['fields'] == ['*']:
                wiped[t] = e
                self.whole[d['record_id']] = q
                if target:
                    self.add('ERASED_YET_SHOWN', t)
            elif target:
                if set(d['fields']) - set(target.get('sealed', {})):
                    self.add('ERASURE_FIELD_UNKNOWN', q)
                if set(d['fields']) & self.disclosed.get(t, set()):
                    self.add('ERASED_YET_DISCLOSED', t)
            if self.exported - e['t'] < 30 * 86400 * NS:
                self.add('ERASURE_RECENT', q)
            if t in self.hash:
                self.retention(e, d, target, policies)
        for q, s in self.stubs.items():
            if s['reason'] == 'erased':
                self.count('erasures/logged')
                e = self.records.get(s['erasure'])
                if e is None or e['type'] != 'erasure':
                    self.add('ERASURE_NOT_SHOWN', q)
                elif e['data']['sequence'] != q or e['data']['fields'] != ['*']:
                    self.add('ERASURE_MISMATCH', q)

    def retention(self, e, d, target, policies):
        """SPEC 9.3: notes."""
        self.count('erasures/retention')
        force = [p for p in policies.get(d['policy'], []) if p['sequence'] < d['sequence']]
        if not force:
            return self.add('RETENTION_POLICY_NOT_SHOWN', e['sequence'])
        p = force[-1]['data']
        if target and any(k not in target['data'] or not same(target['data'][k], v) for k, v in p['applies_to'].items()):
            self.add('RETENTION_POLICY_NOT_APPLICABLE', e['sequence'])
        elif e['t'] < instant(d['recorded_at'], p['retention_years']):
            self.add('RETENTION_EARLY' if d['legal_ground'] == 'retention_expired' else 'RETENTION_NOT_OVER', e['sequence'])

    # ---- reports and the authorisation (SPEC 10.2, 10.3)
    def reports(self):
        """SPEC 10.2: the compliance reports, in the order of the manifest."""
        if not self.all:
            return
        total = 0
        for a in self.m.get('attachments', []):
            raw, kind = self.files.get(a['path']), a['media_type'].split(';')[0].lower()
            if a['role'] != 'compliance-report' or raw is None:
                continue
            if len(raw) > 16 * 2**20 or self.beyond('manifestBytes', len(raw)) or kind not in ('application/json', 'text/csv'):
                self.add('REPORT_NOT_COMPARED', a['path'])
                continue
            if self.beyond('reportBytes', total + len(raw)):
                self.add('REPORTS_TOO_LARGE', a['path'])
                continue
            total += len(raw)
            if kind == 'application/json':
                self.report(raw, a['path'])
            elif kind == 'text/csv':
                rows = csv_rows(raw)
                self.add('REPORT_MALFORMED' if rows is None else 'REPORT_NOT_VERIFIED', a['path'])
                cell = re.compile(r'\s*[=+\-@\uff1d\uff0b\uff0d\uff20]')
                if rows and any(cell.match(c) and not re.fullmatch(r'\s*[+-]?[0-9][0-9.,]*\s*', c) for r in rows for c in r):
                    self.add('REPORT_FORMULA_CELLS', a['path'])

    def report(self, raw, path):
        """SPEC 10.2: one report in JSON."""
        bad = lambda: self.add('REPORT_MALFORMED', path)
        try:
            o = load_lax(raw)
        except NotJson:
            return bad()
        if not isinstance(o, dict):
            return bad()
        n = o.get('audit_entries')
        if 'audit_entries' in o and (isinstance(n, bool) or not isinstance(n, (int, float)) or n != int(n) or not 0 <= n <= MAX):
            return bad()
        times = {k: report_time(o[k], k == 'period_end') for k in ('period_start', 'period_end', 'generated_at') if k in o}
        if None in times.values() or any(k in o and not isinstance(o[k], str) for k in ('report_type', 'tenant_id')):
            return bad()
        start, end, made = (times.get(k) for k in ('period_start', 'period_end', 'generated_at'))
        if start and end and end[1] < start[0]:
            return bad()
        events = [r for q, r in self.records.items() if r['type'] == 'event' and self.selected(q)]
        if 'audit_entries' in o:
            self.count('attachments/reports')
            if n != len(events):
                self.add('REPORT_COUNT_MISMATCH', path)
        if 'period' in self.m['selection']:
            for t, want in ((start, self.lo), (end, self.hi)):
                if t:
                    self.count('attachments/reports')
                    if not t[0] <= want <= t[1]:
                        self.add('REPORT_PERIOD_MISMATCH', path)
        if 'tenant_id' in o:
            tenants = [r['data'].get('tenant_id') for r in events]
            if any(t is not None and t != o['tenant_id'] for t in tenants):
                self.add('REPORT_TENANT_MISMATCH', path)
            if None in tenants or not tenants:
                self.add('REPORT_NOT_VERIFIED', path)
            if any(t is not None for t in tenants):
                self.count('attachments/reports')
        if end and made and made[0] < end[0]:
            self.add('REPORT_BEFORE_PERIOD_END', path)
        for cid, label in (o['controls'].items() if isinstance(o.get('controls'), dict) else []):
            if cid in WORDING and re.search(WORDING[cid], json.dumps(label), re.I):
                self.add('REPORT_CONTROL_WORDING', path)
        if o.get('report_type', 'soc2').lower() != 'soc2' or set(o) - {'audit_entries', 'period_start', 'period_end', 'tenant_id', 'generated_at', 'controls', 'report_type'}:
            self.add('REPORT_NOT_VERIFIED', path)

    def authorization(self):
        """SPEC 10.3."""
        if 'authorization' not in self.m:
            if 'authorization' in self.req:
                self.add('AUTHORIZATION_ABSENT')
            return
        self.count('authorization/decision')
        r = [r for r in self.records.values() if r['record_id'] == self.m['authorization']['record_id'] and r['type'] == 'export']
        if len(r) != 1:
            return self.add('AUTHORIZATION_NOT_SHOWN')
        d = r[0]['data']
        if d['decision'] != 'ALLOW':
            self.add('AUTHORIZATION_DENIED')
        if d['bundle_id'] != self.m['bundle_id'] or not self.same_selection(d['selection'], self.m['selection']):
            self.add('AUTHORIZATION_OTHER_EXPORT')
        if r[0]['t'] > self.exported:
            self.add('AUTHORIZATION_LATE')
        allowed = set() if d['disclosures'] == 'none' else set(d['disclosures'])
        if set().union(*self.disclosed.values()) - allowed:
            self.add('AUTHORIZATION_DISCLOSURE')

    # ---- the selection (SPEC 11)
    def same_selection(self, a, b):
        """SPEC 11.2: ids as a set, times as instants."""
        if set(a) != set(b):
            return False
        if 'record_ids' in a:
            return set(a['record_ids']) == set(b['record_ids'])
        if 'sequence' in a:
            return a['sequence'] == b['sequence']
        return all(instant(a['period'][k]) == instant(b['period'][k]) for k in ('from', 'to'))

    def selected(self, q):
        """Is the record at this sequence in the selection?"""
        sel, r = self.m['selection'], self.records[q]
        if 'record_ids' in sel:
            return r['record_id'] in self.sel_ids
        if 'sequence' in sel:
            return sel['sequence']['from'] <= q < sel['sequence']['to']
        return self.lo <= r['t'] <= self.hi

    def completeness(self):
        """SPEC 11.1."""
        sel, check = self.m['selection'], 'completeness/selection'
        self.count(check)
        if self.failed('erasures/logged'):
            self.stop(check)
        gone = {q for q, s in self.stubs.items() if s['reason'] == 'erased'}
        self.sel_ids = set(sel.get('record_ids', []))
        if 'record_ids' in sel:
            have = {r['record_id'] for r in self.records.values()} | set(self.whole)
            for i in self.sel_ids - have:
                self.add('SELECTION_ID_MISSING', i)
            return self.add('SELECTION_BY_ID')
        if 'sequence' in sel:
            a, b = sel['sequence']['from'], sel['sequence']['to']
            if self.head and b > self.size:
                self.add('SELECTION_BEYOND_TREE')
            there = sum(a <= q < b for q in set(self.records) | gone)
            if there < min(b, self.size or b) - a:
                self.add('SELECTION_OMISSION')
            return
        self.lo, self.hi = instant(sel['period']['from']), instant(sel['period']['to'])
        if self.lo > self.hi:
            return
        run = {q for q, r in self.records.items() if self.lo <= r['t'] <= self.hi}
        if not run:
            return self.empty_period(gone)
        first, last = min(run), max(run)
        missing = [q for q in range(first, last) if q not in run and q not in gone] if last - first < 10**7 else [0]
        if missing:
            self.add('PERIOD_GAP', missing[:5])
        while first - 1 in gone:
            first -= 1
        while last + 1 in gone:
            last += 1
        for q in ([first - 1] if first else []) + ([last + 1] if last + 1 != self.size else []):
            if q in self.stubs and q > last:
                self.add('PERIOD_NEIGHBOUR_HIDDEN', q)
            elif q not in self.records:
                self.add('PERIOD_NEIGHBOUR_NOT_SHOWN', q)
        if last + 1 == self.size and not self.upper_proven(self.hi):
            self.add('PERIOD_END_UNPROVEN')
        self.ends_with_tree = last + 1 == self.size and not self.failed(check) and check not in self.stopped

    def empty_period(self, gone):
        """SPEC 11.1, 5."""
        lower = max((q for q, r in self.records.items() if r['t'] < self.lo), default=-1)
        upper = min((q for q, r in self.records.items() if r['t'] > self.hi), default=None)
        q = lower + 1
        while q in gone:
            q += 1
        if q == upper:
            return
        if upper is None and q == self.size:
            return self.add('PERIOD_END_UNPROVEN')
        self.add('PERIOD_NEIGHBOUR_HIDDEN' if q in self.stubs and lower >= 0 else 'PERIOD_NEIGHBOUR_NOT_SHOWN', q)

    def asked(self):
        """SPEC 11.2."""
        if self.expect is None:
            self.add('SELECTION_BY_EXPORTER')
        else:
            self.count('completeness/asked')
            if not self.same_selection(self.expect, self.m['selection']):
                self.add('SELECTION_NOT_ASKED')

    # ---- the trust root and the times (SPEC 12.1, 12.3)
    def trusted(self):
        """SPEC 12.1 for this bundle."""
        t, self.ledger = self.trust, None
        self.count('trust/ledger')
        if t is None:
            return self.add('TRUST_ROOT_ABSENT')
        if not t['from'] <= self.at <= t['until']:
            self.add('TRUST_ROOT_NOT_CURRENT')
        self.ledger = t['ledgers'].get(self.m['ledger'])
        if self.ledger is None:
            return self.add('LEDGER_UNKNOWN')
        if self.ledger['suite'] != self.m['suite']:
            self.add('SUITE_MISMATCH')

    def plausible(self):
        """SPEC 12.3: notes on times that do not fit each other."""
        covered = [r['t'] for r in self.records.values()] if self.all else []
        for times, more in ((self.cp_tokens, []), (self.att_tokens, [self.exported])):
            for t in times:
                self.count('time/plausible')
                if any(t < c - 300 * NS for c in covered + more):
                    self.add('TOKEN_BEFORE_CONTENT')
        stated = covered + [self.exported] + self.cp_tokens + self.att_tokens + self.head_times
        if self.at < max(stated) - 300 * NS:
            self.add('VERIFIED_BEFORE_EVIDENCE')
        for t in self.head_times:
            self.count('time/plausible')
            if abs(t - self.exported) > 86400 * NS:
                self.add('HEAD_FAR_FROM_EXPORT')

    # ---- later days and renewals (SPEC 12.5, 12.6)
    def date_tokens(self, tokens, leans):
        """SPEC 12.5: of the tokens over one thing the one that lasts longest is needed, if one is."""
        ends = sorted((end for _, end in tokens.values()), reverse=True)
        needed = leans or 'timestamp' in self.req
        self.dated += [[needed and place == 0, end] for place, end in enumerate(ends)]

    def date_cosignatures(self, policy, cos, leans):
        """SPEC 12.5: as many are needed, the longest first, as make a quorum."""
        kinds, kept = {id(k): k['type'] for k in (policy['keys'] if policy else [])}, set()
        for key, end in sorted({k: INF if kinds[k] == 6 else CLASSICAL for k, _ in cos}.items(), key=lambda one: -one[1]):
            needed = (leans or 'witnesses' in self.req) and not policy['met'](kept)
            self.dated.append([needed, end])
            kept.add(key)

    def renewed(self):
        """SPEC 12.6, and 12.5 for a later day."""
        before = None
        for number, (line, start, ended) in enumerate(lines_beside(self.renewals, b'')):
            if number == 64:
                self.add('RENEWALS_TOO_MANY')
                break
            code, found = self.renewal(number + 1, line, start, ended, before)
            if code:
                self.add(code, f'line {number + 1}')
                break
            if found is None:
                continue
            before = gen, end = found
            for part in self.dated:
                if gen < part[1]:
                    part[1] = max(part[1], end)
        self.dated.append([True, INF])    # hashes of records and tree
        for needed, end in self.dated if self.as_of is not None else []:
            self.count('time/algorithms')
            if self.as_of >= end:
                self.add('ALGORITHM_LAPSED' if needed else 'ALGORITHM_LAPSED_BESIDE')

    def renewal(self, number, line, start, ended, before):
        """One generation -> (code or None, genTime and end or None). before: those of the generation before."""
        o = line_beside(line, ended, 'renewal')
        if o is None or o['generation'] != number:
            return 'RENEWALS_INVALID', None
        self.count('time/renewals')
        if self.trust is None:
            self.stop('time/renewals')
        name = o['hash'].replace('-', '_') if o['hash'].startswith('sha3') else o['hash']
        h = lambda b: hashlib.new(name, b).digest()
        imprint = h(b'softqcos/renewal/v1\0' + h(self.data) + h(self.renewals[:start]))
        word, found = token(b64(o['token']), lambda n: imprint if n == name else b'', self.trust['tsas'] if self.trust else None)
        if word == 'UNJUDGED':
            return None, None
        if word != 'OK':
            return {'IMPRINT': 'RENEWAL_IMPRINT', 'INVALID': 'RENEWAL_TOKEN_INVALID', 'UNTRUSTED': 'RENEWAL_TOKEN_UNTRUSTED',
                    'TOO_LARGE': 'RENEWAL_TOKEN_UNTRUSTED'}.get(word, 'RENEWAL_TOKEN_MALFORMED'), None
        if before and found[0] <= before[0]:
            return 'RENEWAL_NOT_LATER', None
        if before and found[0] >= before[1]:
            return 'RENEWAL_LATE', None
        return None, (found[0], path_end(found[1]))

    # ---- custody (SPEC 12.8)
    def hands(self):
        """SPEC 12.8: the entries up to the first that does not fit."""
        last = {'number': 0}
        for number, (line, start, ended) in enumerate(lines_beside(self.custody), 1):
            o = line_beside(line, ended, 'custody')
            code = 'CUSTODY_TOO_MANY' if number > 1_000 else 'CUSTODY_INVALID' if o is None else self.handover(o, last, start)
            if code:
                return self.add(code, f'line {number}')
            last = o
        if last['number'] and last['after'] != 'sha256:' + sha2(self.data).hex():
            self.add('CUSTODY_OTHER_BUNDLE')

    def handover(self, o, last, start):
        """One entry after the last one -> code or None. start: where its line begins."""
        self.count('custody/chain')
        if 'signature' in o:
            key, value = b64(o['signature']['key']), b64(o['signature']['value'])
            signed = b'softqcos/custody-signature/v1\0' + canon({k: x for k, x in o.items() if k != 'signature'}).encode()
            if len(key) != 44 or key[:12] != ED_SPKI or not ed_key_ok(key[12:]) or not ed_verify(key[12:], signed, value):
                return 'CUSTODY_SIGNATURE_INVALID'
        if o['number'] != last['number'] + 1:
            return 'CUSTODY_ENTRY_MISSING' if o['number'] > last['number'] + 1 else 'CUSTODY_OUT_OF_ORDER'
        if o['previous'] != 'sha256:' + sha2(b'softqcos/custody/v1\0' + self.custody[:start]).hex():
            return 'CUSTODY_CHAIN_BROKEN'
        if last['number'] and instant(o['at']) < instant(last['at']):
            return 'CUSTODY_OUT_OF_ORDER'
        return 'CUSTODY_HANDOVER_GAP' if last['number'] and o['before'] != last['after'] else None


# ---------------------------------------------------------------- several bundles of one ledger (SPEC 13.5)
def is_perfect(place):
    """Is it a subtree of 2^k leaves that begins at a multiple of 2^k? Such a one is comparable in every tree."""
    size = place[1] - place[0]
    return size & size - 1 == 0 and place[0] % size == 0


class History:
    """Bundles of one ledger and suite that count, held against each other. They are Verifiers that have run, by name."""

    def __init__(self, bundles, held=None, limits=None):
        self.bundles, self.held, self.limits, self.findings = bundles, held, limits or {}, []
        first = next(iter(bundles.values()))
        self.node, self.leaf, self.empty_root = first.node, first.leaf, first.empty_root
        self.known = {}     # perfect place -> {hash: names of the bundles that prove it}
        self.parts = {name: v.parts() for name, v in bundles.items()}
        self.stated = {}    # tree size -> {root: names that state it}; None is the auditor
        self.erased = {}    # sequence -> {leaf hash: names of the bundles whose erasures name it}
        self.differs = set()    # places of a difference that was told, and all that lie above it

    def add(self, code, where=''):
        """A finding."""
        self.findings.append((code, where))

    def run(self):
        """Gives itself back."""
        self.collect(), self.put_together(), self.compare_roots()
        self.compare_records(), self.compare_periods(), self.compare_erasures(), self.one_history()
        return self

    # ---- what each of them proves
    def collect(self):
        """Leaves, subtrees and roots of every bundle."""
        for name, v in self.bundles.items():
            for place, h in self.parts[name].items():
                if is_perfect(place):
                    self.learn(place, h, {name})
            for q, r in v.records.items():
                if q:
                    self.learn((q - 1, q), self.leaf(bytes.fromhex(r['previous_hash'][9:])), {name})
                if r['type'] == 'erasure':
                    named = self.leaf(bytes.fromhex(r['data']['record_hash'][9:]))
                    self.erased.setdefault(r['data']['sequence'], {}).setdefault(named, set()).add(name)
            for size, root in [(v.size, v.root)] + [(size, root) for size, root, _ in v.shown_lines]:
                self.stated.setdefault(size, {}).setdefault(root, set()).add(name)
        for t, named in self.erased.items():
            if (t, t + 1) not in self.known and len(named) == 1:
                self.known[t, t + 1] = named
        if self.held:
            self.stated.setdefault(self.held['size'], {}).setdefault(self.held['root'], set()).add(None)

    def learn(self, place, h, names):
        """A hash that the bundles prove for a place."""
        self.known.setdefault(place, {}).setdefault(h, set()).update(names)

    def one(self, place):
        """The hash of a place, if it is known and nothing at or below it differs."""
        hashes = self.known.get(place, {})
        return next(iter(hashes)) if len(hashes) == 1 and place not in self.differs else None

    # ---- contradictions, 1
    def put_together(self):
        """Two hashes for one place, from the leaves up; what halves make counts as proven by those who prove the halves."""
        top, size = max(self.stated), 1
        while size <= top:
            for place in sorted(p for p in self.known if p[1] - p[0] == size):
                hashes = self.known[place]
                if len(hashes) > 1 and len(set().union(*hashes.values())) > 1 and place not in self.differs:
                    self.add('SET_LEAF_CONFLICT' if size == 1 else 'SET_SUBTREE_CONFLICT', place)
                    above = size
                    while above <= top:
                        self.differs.add((place[0] // above * above, place[0] // above * above + above))
                        above *= 2
            for lo, hi in [p for p in self.known if p[1] - p[0] == size and p[0] % (2 * size) == 0]:
                left, right = self.one((lo, hi)), self.one((hi, hi + size))
                if left is not None and right is not None:
                    self.learn((lo, hi + size), self.node(left, right), self.known[lo, hi][left] | self.known[hi, hi + size][right])
            size *= 2

    def determined(self, size):
        """The root of so many leaves: of the largest subtrees before it, if each is known."""
        lo, parts = 0, []
        while lo < size:
            width = 1 << (size - lo).bit_length() - 1
            parts.append(self.one((lo, lo + width)))
            lo += width
        if None in parts:
            return None
        root = parts.pop() if parts else self.empty_root
        while parts:
            root = self.node(parts.pop(), root)
        return root

    def compare_roots(self):
        """Two stated roots of one size, or one that is determined to be another."""
        for size, roots in sorted(self.stated.items()):
            ours = [root for root, names in roots.items() if names - {None}]
            theirs = [root for root, names in roots.items() if None in names]
            if len(ours) > 1:
                self.add('SET_HEAD_CONFLICT', size)
            root = self.determined(size)
            if root is not None and ours and root not in ours:
                self.add('SET_ROOT_CONFLICT', size)
            others = {root, *ours, *(self.begins(name, size) for name in self.bundles)} - {None}
            if theirs and others - set(theirs):
                self.add('SET_CHECKPOINT_CONFLICT', size)

    # ---- contradictions, 2 and 3
    def compare_records(self):
        """Ids, commitments and the clock over all records, each once; of two records at one sequence neither."""
        rows, ids, commitments, last = {}, {}, {}, None
        for v in self.bundles.values():
            for q, r in v.records.items():
                rows.setdefault(q, {})[v.hash[q]] = r
        shown = [(q, *records.values()) for q, records in sorted(rows.items()) if len(records) == 1]
        sealed = [(q, c) for q, r in shown for c in r.get('sealed', {}).values()]
        for q, r in shown:
            if ids.setdefault(r['record_id'], q) != q:
                self.add('SET_ID_DUPLICATE', q)
            if last is not None and r['t'] < last:
                self.add('SET_CLOCK_BACKWARDS', q)
            last = r['t'] if last is None else max(last, r['t'])
        for q, c in sealed:
            if commitments.setdefault(c, q) != q:
                self.add('SET_COMMITMENT_DUPLICATE', q)
        if max(len(shown), len(sealed)) > self.limits.get('identities', INF):    # this verifier has no bounds of its own
            self.add('SET_TOO_MANY')

    def compare_periods(self):
        """A period that counts as complete because the tree ended in it, and a later leaf that was logged in it."""
        for name, v in self.bundles.items():
            if v.ends_with_tree and any(q >= v.size and r['t'] <= v.hi for other, w in self.bundles.items() if other != name
                                        for q, r in w.records.items()):
                self.add('SET_COMPLETENESS_DISPROVED' if 'completeness' in v.req else 'SET_PERIOD_OUTRUN', name)

    def compare_erasures(self):
        """What a bundle shows, against the erasures that another one logs."""
        erasures = [(name, q, r['data']) for name, v in self.bundles.items() for q, r in v.records.items() if r['type'] == 'erasure']
        for name, q, d in erasures:
            t, h = d['sequence'], self.leaf(bytes.fromhex(d['record_hash'][9:]))
            leaves = [*self.known.get((t, t + 1), {}).items(), *self.erased[t].items()]
            for other, v in self.bundles.items():
                if other == name:
                    continue
                target, fields = v.records.get(t), set(d['fields'])
                if any(other in who and leaf != h for leaf, who in leaves) or target and \
                        (d['record_id'], d['type'], instant(d['recorded_at'])) != (target['record_id'], target['type'], target['t']):
                    self.add('SET_ERASURE_MISMATCH', t)
                if target and d['fields'] != ['*'] and fields - set(target.get('sealed', {})):
                    self.add('SET_ERASURE_FIELD_UNKNOWN', t)
                if v.size > q and target and d['fields'] == ['*']:
                    self.add('SET_SHOWN_AFTER_ERASURE', t)
                if v.size > q and fields & v.disclosed.get(t, set()):
                    self.add('SET_DISCLOSED_AFTER_ERASURE', t)

    # ---- one history
    def begins(self, name, size):
        """The root of the first so many leaves of the tree of a bundle, or None if the bundle alone does not determine it."""
        parts = self.parts[name]

        def first(lo, hi):
            if hi == size:
                return parts.get((lo, hi))
            mid = middle(lo, hi) if hi - lo > 1 else None
            if mid is None or (lo, mid) not in parts:
                return None
            if size <= mid:
                return first(lo, mid)
            rest = first(mid, hi)
            return rest and self.node(parts[lo, mid], rest)
        return self.empty_root if size == 0 else first(0, self.bundles[name].size) if size <= self.bundles[name].size else None

    def groups(self):
        """Sets of trees that are shown to be of one history: all below a tree that no larger one continues."""
        below = {(v.size, v.root): set() for v in self.bundles.values()}
        if self.held:
            below.setdefault((self.held['size'], self.held['root']), set())
        for name, v in self.bundles.items():
            below[v.size, v.root] |= {tree for tree in below if tree[0] < v.size and self.begins(name, tree[0]) == tree[1]}
        for tree in sorted(below):
            below[tree] = {tree}.union(*(below[smaller] for smaller in below[tree]))
        return [group for tree, group in below.items() if not any(tree in other for t, other in below.items() if t != tree)]

    def one_history(self):
        """Heads that nothing joins, and the auditor's checkpoint."""
        if any(CODES[code][1] == '!' for code, _ in self.findings):
            return
        groups, heads = self.groups(), {(v.size, v.root) for v in self.bundles.values()}
        held = self.held and (self.held['size'], self.held['root'])
        if not any(heads | ({held} if held else set()) <= group for group in groups):
            self.add('SET_HISTORY_NOT_SHOWN')
        if held:
            if not all(any({head, held} <= group for group in groups) for head in heads):
                self.add('SET_CHECKPOINT_NOT_CONTINUED')


def histories(bundles, held=None, limits=None):
    """-> [(origin, findings)] of the ledgers that at least two bundles are of, or that the auditor's checkpoint is of. bundles: Verifiers by name."""
    sets = {}
    for name, v in bundles.items():
        if hasattr(v, 'leaf'):
            sets.setdefault((v.m['ledger'], v.m['suite']), {})[name] = v
    out, is_counted = [], held is None
    for (origin, _), members in sets.items():
        first = next(iter(members.values()))
        mine = held if held and held['origin'] == origin and first.ledger and key_sets(held, first.ledger['sets'])[0] else None
        is_counted |= mine is not None
        counted = {name: v for name, v in members.items() if v.verdict() == 'pass'}
        if counted and len(members) + bool(mine) > 1:
            out.append((origin, History(counted, mine, limits).run().findings))
    if sets and not is_counted:
        out.append((held['origin'], [('SET_CHECKPOINT_NOT_COUNTED', '')]))
    return out


def held_note(raw):
    """The checkpoint that the auditor holds, or None for none. Raises Usage."""
    note = None if raw is None else parse_note(raw)
    if raw is not None and note is None:
        raise Usage('the checkpoint that is held')
    return note


def check(bundle, trust=None, at=None, requirements=(), held=None, expect=None, limits=None, renewals=None, custody=None, as_of=None):
    """Bytes in, Verifier out. Raises Usage."""
    when = instant(at) if at else time.time_ns()
    if when is None:
        raise Usage('--at')
    day = None if as_of is None else instant(as_of)
    if as_of is not None and day is None:
        raise Usage('--as-of')
    t = None if trust is None else load_trust(trust)
    held = held_note(held)
    if expect is not None:
        try:
            expect = load_lax(expect)
        except NotJson as e:
            raise Usage(str(e))
        if Schema('selection').error(expect):
            raise Usage('selection')
    return Verifier(bundle, t, when, requirements, held, expect, limits, renewals, custody, day).run()


# ---------------------------------------------------------------- the command
EXIT = {'pass': 0, 'fail': 1, 'error': 2, 'unproven': 3}
WORST = ('crash', 'fail', 'error', 'unproven', 'pass')


def read(path):
    """The bytes of a file, or None for no file."""
    if path is None:
        return None
    with open(path, 'rb') as file:
        return file.read()


def bundles_of(names):
    """Bundles by name; a folder stands for every .zip in it and below."""
    for name in names:
        if os.path.isdir(name):
            below = [os.path.join(folder, one) for folder, _, files in os.walk(name) for one in files if one.endswith('.zip')]
            yield from sorted(below)
            if not below:
                raise Usage(name + ': a folder without a bundle')
        else:
            yield name


LIMITS = 'entries', 'totalBytes', 'attachmentBytes', 'manifestBytes', 'documentBytes', 'erasures', 'tokens', 'identities', 'reportBytes'


def options(words):
    """The options of softqcos-verify verify that a verdict rests on, with the same meaning; those that change none are taken as well."""
    parser = argparse.ArgumentParser(prog='check.py', description=__doc__.split('\n')[0], epilog='exit codes: 0 pass, 1 fail, '
                                     '2 an input cannot be used, 3 unproven, 70 a bug; over several bundles the worst of 70, 1, 2, 3, 0')
    parser.add_argument('words', nargs='*', metavar='BUNDLE', help='a bundle, or a folder of bundles')
    parser.add_argument('--bundle', action='append', default=[], metavar='FILE', help='the same')
    parser.add_argument('--trust-root', metavar='FILE', default=os.environ.get('SOFTQCOS_TRUST_ROOT'), help='keys and requirements')
    parser.add_argument('--trust-root-digest', metavar='sha3-256:HEX', help='pins the trust root')
    parser.add_argument('--at', metavar='TIME', help='verification time; default: now')
    parser.add_argument('--checkpoint', metavar='FILE', help='a checkpoint that the auditor holds')
    parser.add_argument('--require', action='append', default=[], metavar='NAME', help='adds a requirement')
    parser.add_argument('--expect-selection', metavar='FILE', help='what the auditor asked for')
    parser.add_argument('--renewals', metavar='FILE', help='later time stamps over the bundle; for one bundle')
    parser.add_argument('--custody', metavar='FILE', help='through whose hands the file went; for one bundle')
    parser.add_argument('--as-of', metavar='DAY', help='judges the algorithms as of a later day')
    parser.add_argument('--format', choices=('text', 'json'), default='text', help='json: one object a bundle, as SPEC 19.3 has it')
    parser.add_argument('-o', '--output', metavar='FILE', help='write there instead of to standard output')
    parser.add_argument('--force', action='store_true', help='replace that file if it exists')
    parser.add_argument('-q', '--quiet', action='store_true', help='verdicts without what was found')
    for name in LIMITS:
        parser.add_argument('--max-' + re.sub('[A-Z]', lambda g: '-' + g[0].lower(), name), dest=name, type=positive, metavar='N', help='a bound of SPEC 2.5')
    for name, more in (('--jobs', {'type': positive}), ('--compared', {}), ('--no-color', {'action': 'store_true'}), ('--verbose', {'action': 'store_true'})):
        parser.add_argument(name, *['-v'] * (name == '--verbose'), **more, help='taken, and without effect here: it changes no verdict')
    given = parser.parse_intermixed_args(words)
    given.words = given.words[given.words[:1] == ['verify']:]
    given.limits = {name: getattr(given, name) for name in LIMITS if getattr(given, name) is not None}
    return given


def positive(text):
    """A whole number above 0, as an option has it."""
    if not re.fullmatch('[1-9][0-9]{0,15}', text):
        raise argparse.ArgumentTypeError('not a whole number above 0')
    return int(text)


def coded(verdict, findings):
    """Verdict and codes, as SPEC 19.3 has them."""
    codes = {code for code, _ in findings}
    of = lambda mark: sorted(code for code in codes if CODES[code][1] == mark)
    return {'verdict': verdict, 'failures': of('!'), 'gaps': of('?'), 'notes': of('-')}


def answer(result):
    """The answer over one bundle."""
    return coded(result.verdict(), result.findings)


def answer_over(bundles, held=None, limits=None):
    """The answer over several bundles: the worst verdict of all, and the codes of what they are held against each other for."""
    findings = [one for _, found in histories(bundles, held, limits) for one in found]
    marks = {CODES[code][1] for code, _ in findings}
    verdicts = {v.verdict() for v in bundles.values()} | ({'fail'} if '!' in marks else {'unproven'} if '?' in marks else {'pass'})
    return coded(next(word for word in WORST if word in verdicts), findings)


def tell(what, name, verdict, findings, given):
    """Prints a result."""
    if given.format == 'json':
        return print(json.dumps({what: name, **coded(verdict, findings)}), file=given.out)
    for code, where in [] if given.quiet else findings:
        print({'!': 'FAIL', '?': 'open', '-': 'note'}[CODES[code][1]], CODES[code][0], code, where, file=given.out)
    print(f'{verdict.upper()}  {name}', file=given.out)


def judge(path, given, is_alone):
    """One bundle of the command line -> word for the exit code, and the Verifier that has run. Prints what was found."""
    try:
        trust = read(given.trust_root)
        if given.trust_root_digest and (trust is None or given.trust_root_digest != 'sha3-256:' + sha3(trust).hex()):
            raise Usage('the trust root is not the one that was pinned')
        day = given.as_of and given.as_of + 'T00:00:00Z'
        held = read(given.checkpoint) if is_alone else None    # SPEC 13.5: of several bundles it is asked of all together
        result = check(read(path), trust, given.at, given.require, held, read(given.expect_selection), given.limits, read(given.renewals),
                       read(given.custody), day)
    except (Usage, OSError) as error:
        print(f'{path}: {error}', file=sys.stderr)
        return 'error', None
    tell('bundle', path, result.verdict(), result.findings, given)
    return result.verdict(), result


def judge_together(results, given):
    """Several bundles of the command line, held against each other -> words for the exit code. Prints what was found."""
    held = held_note(read(given.checkpoint))
    for ledger, findings in histories({name: result for name, result in results.items() if result}, held, given.limits):
        marks = {CODES[code][1] for code, _ in findings}
        verdict = 'fail' if '!' in marks else 'unproven' if '?' in marks else 'pass'
        tell('ledger', f'all bundles of {ledger}', verdict, findings, given)
        yield verdict


def main():
    """Exit code of the command."""
    given, words = options(sys.argv[1:]), []
    try:
        if given.at is not None and instant(given.at) is None:
            raise Usage('--at is not a time')
        if set(given.require) - REQUIREMENTS:
            raise Usage('an unknown requirement')
        names = list(bundles_of(given.bundle + given.words))
        if not names:
            raise Usage('no bundle is named')
        if (given.renewals or given.custody) and len(names) > 1:
            raise Usage('renewals and custody are of one bundle')
        held_note(read(given.checkpoint))
        given.out = open(given.output, 'w' if given.force else 'x', encoding='utf-8') if given.output else sys.stdout
    except (Usage, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    results = {}
    for name in names + [None]:
        try:
            if name is None:
                words.extend(judge_together(results, given) if len(names) > 1 else [])
                continue
            word, results[name] = judge(name, given, len(names) == 1)
            words.append(word)
        except (RecursionError, MemoryError, AssertionError, LookupError, TypeError, AttributeError) as error:
            print(f'{name}: a bug of this verifier: {error!r}', file=sys.stderr)
            words.append('crash')
    worst = next(word for word in WORST if word in words)
    return EXIT.get(worst, 70)


# ---------------------------------------------------------------- the schemas, as `npm run docs` embeds them
# generated:schemas
SCHEMAS = {name: json.loads(text) for name, text in {
    'attestation': r'''{"type":"object","additionalProperties":false,"required":["payload","payloadType","signatures"],"properties":{"payload":{"type":"string","format":"base64","minLength":4,"maxLength":16777216},"payloadType":{"type":"string","const":"application/vnd.in-toto+json"},"signatures":{"type":"array","minItems":1,"maxItems":64,"items":{"type":"object","additionalProperties":false,"required":["keyid","sig"],"properties":{"keyid":{"$ref":"#/$defs/hex32"},"sig":{"type":"string","format":"base64","minLength":4,"maxLength":8192}}}}},"$defs":{"hex32":{"type":"string","pattern":"^[0-9a-f]{64}$","maxLength":64}}}''',
    'consistency': r'''{"type":"object","additionalProperties":false,"required":["path","root_hash","tree_size"],"properties":{"path":{"$ref":"#/$defs/path"},"root_hash":{"$ref":"#/$defs/rootHash"},"tree_size":{"$ref":"#/$defs/size"}},"$defs":{"rootHash":{"type":"string","pattern":"^(?:sha3-256|sha256):[0-9a-f]{64}$","maxLength":73},"hex32":{"type":"string","pattern":"^[0-9a-f]{64}$","maxLength":64},"size":{"type":"integer","minimum":1,"maximum":9007199254740991},"path":{"type":"array","maxItems":63,"items":{"$ref":"#/$defs/hex32"}}}}''',
    'custody': r'''{"type":"object","additionalProperties":false,"required":["format","number","at","by","from","before","after","previous"],"properties":{"format":{"type":"string","const":"softqcos.custody/v1"},"number":{"type":"integer","minimum":1,"maximum":1000},"at":{"type":"string","pattern":"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,9})?Z$","format":"utc-time","maxLength":30},"by":{"$ref":"#/$defs/words"},"from":{"$ref":"#/$defs/words"},"before":{"$ref":"#/$defs/sha256_digest"},"after":{"$ref":"#/$defs/sha256_digest"},"words":{"$ref":"#/$defs/words"},"previous":{"$ref":"#/$defs/sha256_digest"},"signature":{"type":"object","additionalProperties":false,"required":["key","value"],"properties":{"key":{"type":"string","format":"base64","minLength":60,"maxLength":60},"value":{"type":"string","format":"base64","minLength":88,"maxLength":88}}}},"$defs":{"words":{"type":"string","minLength":1,"maxLength":400,"pattern":"^[^\\u0000-\\u001f\\u007f]+$"},"sha256_digest":{"type":"string","maxLength":71,"pattern":"^sha256:[0-9a-f]{64}$"}}}''',
    'disclosure': r'''{"type":"object","additionalProperties":false,"required":["disclosures","sequence"],"properties":{"disclosures":{"type":"array","minItems":1,"maxItems":65536,"items":{"type":"string","pattern":"^[A-Za-z0-9_-]+$","maxLength":1572864}},"sequence":{"$ref":"#/$defs/count"}},"$defs":{"count":{"type":"integer","minimum":0,"maximum":9007199254740991}}}''',
    'manifest': r'''{"type":"object","additionalProperties":false,"required":["bundle_id","counts","entries","exported_at","exporter","format","ledger","selection","suite"],"properties":{"attachments":{"type":"array","maxItems":1000000,"items":{"type":"object","additionalProperties":false,"required":["media_type","path","role"],"properties":{"media_type":{"$ref":"#/$defs/mediaType"},"path":{"$ref":"#/$defs/attachmentPath"},"role":{"type":"string","enum":["compliance-report","document"]}}}},"authorization":{"type":"object","additionalProperties":false,"required":["record_id"],"properties":{"record_id":{"$ref":"#/$defs/id"}}},"bundle_id":{"$ref":"#/$defs/id"},"counts":{"type":"object","additionalProperties":false,"required":["records","stubs"],"properties":{"records":{"$ref":"#/$defs/count"},"stubs":{"$ref":"#/$defs/count"}}},"critical":{"type":"array","minItems":1,"maxItems":1024,"items":{"$ref":"#/$defs/extensionName"}},"entries":{"type":"array","maxItems":1000000,"items":{"type":"object","additionalProperties":false,"required":["bytes","digest","path"],"properties":{"bytes":{"$ref":"#/$defs/count"},"digest":{"$ref":"#/$defs/sha3Digest"},"path":{"$ref":"#/$defs/entryPath"}}}},"exported_at":{"$ref":"#/$defs/time"},"exporter":{"$ref":"#/$defs/shortText"},"extensions":{"type":"object","propertyNames":{"$ref":"#/$defs/extensionName"},"additionalProperties":true},"format":{"type":"string","pattern":"^softqcos\\.evidence-bundle/v(?:0|[1-9][0-9]{0,8})$","maxLength":36},"ledger":{"$ref":"#/$defs/origin"},"selection":{"$ref":"#/$defs/selection"},"suite":{"type":"string","pattern":"^softqcos-v[0-9a-z-]{1,64}$","maxLength":74},"tree_head":{"type":"object","additionalProperties":false,"required":["root_hash","tree_size"],"properties":{"root_hash":{"$ref":"#/$defs/rootHash"},"tree_size":{"$ref":"#/$defs/size"}}}},"dependentRequired":{"critical":["extensions"]},"$defs":{"sha3Digest":{"type":"string","pattern":"^sha3-256:[0-9a-f]{64}$","maxLength":73},"rootHash":{"type":"string","pattern":"^(?:sha3-256|sha256):[0-9a-f]{64}$","maxLength":73},"time":{"type":"string","pattern":"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,9})?Z$","format":"utc-time","maxLength":30},"count":{"type":"integer","minimum":0,"maximum":9007199254740991},"size":{"type":"integer","minimum":1,"maximum":9007199254740991},"id":{"type":"string","pattern":"^[A-Za-z0-9_.:-]{1,128}$","maxLength":128},"origin":{"type":"string","pattern":"^[!-*,-~]{1,255}$","maxLength":255},"shortText":{"type":"string","minLength":1,"maxLength":512},"entryPath":{"type":"string","pattern":"^(?!\\.{1,2}(?:/|$))[A-Za-z0-9._-]+(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._-]+)*$","maxLength":200},"attachmentPath":{"type":"string","pattern":"^attachments(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._-]+)+$","maxLength":200},"mediaType":{"type":"string","pattern":"^[A-Za-z0-9!#$&^_.+-]{1,127}/[A-Za-z0-9!#$&^_.+-]{1,127}(?:;[ -~]{0,128})?$","maxLength":384},"extensionName":{"type":"string","pattern":"^[A-Za-z0-9_-]{1,63}(?:\\.[A-Za-z0-9_-]{1,63}){1,15}$","maxLength":253},"selection":{"type":"object","additionalProperties":false,"minProperties":1,"maxProperties":1,"properties":{"record_ids":{"type":"array","minItems":1,"maxItems":1000000,"items":{"$ref":"#/$defs/id"}},"sequence":{"type":"object","additionalProperties":false,"required":["from","to"],"properties":{"from":{"$ref":"#/$defs/count"},"to":{"$ref":"#/$defs/count"}}},"period":{"type":"object","additionalProperties":false,"required":["from","to"],"properties":{"from":{"$ref":"#/$defs/time"},"to":{"$ref":"#/$defs/time"}}}}}}}''',
    'path': r'''{"type":"object","additionalProperties":false,"required":["path","sequence"],"properties":{"path":{"$ref":"#/$defs/path"},"sequence":{"$ref":"#/$defs/count"}},"$defs":{"hex32":{"type":"string","pattern":"^[0-9a-f]{64}$","maxLength":64},"count":{"type":"integer","minimum":0,"maximum":9007199254740991},"path":{"type":"array","maxItems":63,"items":{"$ref":"#/$defs/hex32"}}}}''',
    'record': r'''{"type":"object","additionalProperties":false,"required":["data","ledger","nonce","previous_hash","record_id","recorded_at","sequence","type"],"properties":{"data":{"type":"object","additionalProperties":true},"ledger":{"$ref":"#/$defs/origin"},"metadata":{"type":"object","additionalProperties":true},"nonce":{"$ref":"#/$defs/nonce"},"previous_hash":{"$ref":"#/$defs/sha3Digest"},"record_id":{"$ref":"#/$defs/id"},"recorded_at":{"$ref":"#/$defs/time"},"sealed":{"type":"object","propertyNames":{"$ref":"#/$defs/fieldName"},"additionalProperties":{"$ref":"#/$defs/sha3Digest"}},"sequence":{"$ref":"#/$defs/count"},"type":{"type":"string","enum":["event","retention_policy","erasure","export"]}},"allOf":[{"if":{"required":["type"],"properties":{"type":{"const":"event"}}},"then":{"properties":{"data":{"type":"object","propertyNames":{"$ref":"#/$defs/fieldName"},"additionalProperties":true}}}},{"if":{"required":["type"],"properties":{"type":{"const":"retention_policy"}}},"then":{"properties":{"data":{"type":"object","additionalProperties":false,"required":["applies_to","deletion_method","policy_name","retention_years","timestamp"],"properties":{"applies_to":{"type":"object","propertyNames":{"$ref":"#/$defs/fieldName"},"additionalProperties":true},"deletion_method":{"$ref":"#/$defs/shortText"},"policy_name":{"$ref":"#/$defs/id"},"retention_years":{"type":"integer","minimum":0,"maximum":1000},"timestamp":{"$ref":"#/$defs/time"}}}}}},{"if":{"required":["type"],"properties":{"type":{"const":"erasure"}}},"then":{"properties":{"data":{"type":"object","additionalProperties":false,"required":["authority","fields","legal_ground","method","policy","record_hash","record_id","recorded_at","sequence","timestamp","type"],"properties":{"authority":{"$ref":"#/$defs/shortText"},"fields":{"type":"array","minItems":1,"maxItems":4096,"uniqueItems":true,"items":{"type":"string","pattern":"^(?:\\*|[A-Za-z0-9_.-]{1,64})$","maxLength":64},"if":{"contains":{"const":"*"}},"then":{"maxItems":1}},"legal_ground":{"type":"string","enum":["retention_expired","gdpr_art_17_1_a","gdpr_art_17_1_b","gdpr_art_17_1_c","gdpr_art_17_1_d","gdpr_art_17_1_e","gdpr_art_17_1_f","court_order","other"]},"legal_note":{"type":"string","maxLength":16384},"method":{"type":"string","const":"cryptographic_erasure"},"policy":{"$ref":"#/$defs/id"},"record_hash":{"$ref":"#/$defs/sha3Digest"},"record_id":{"$ref":"#/$defs/id"},"recorded_at":{"$ref":"#/$defs/time"},"sequence":{"$ref":"#/$defs/count"},"timestamp":{"$ref":"#/$defs/time"},"type":{"type":"string","enum":["event","retention_policy","erasure","export"]}}}}}},{"if":{"required":["type"],"properties":{"type":{"const":"export"}}},"then":{"properties":{"data":{"type":"object","additionalProperties":false,"required":["bundle_id","decision","disclosures","policy","requested_by","selection","timestamp"],"properties":{"bundle_id":{"$ref":"#/$defs/id"},"decision":{"type":"string","enum":["ALLOW","DENY"]},"disclosures":{"if":{"type":"string"},"then":{"const":"none"},"else":{"type":"array","maxItems":4096,"uniqueItems":true,"items":{"type":"string","$ref":"#/$defs/fieldName"}}},"policy":{"type":"string","pattern":"^BUNDLE_EXPORT(?:/[A-Za-z0-9_.:-]{1,128})?$","maxLength":142},"requested_by":{"$ref":"#/$defs/shortText"},"selection":{"$ref":"#/$defs/selection"},"timestamp":{"$ref":"#/$defs/time"}}}}}}],"$defs":{"sha3Digest":{"type":"string","pattern":"^sha3-256:[0-9a-f]{64}$","maxLength":73},"time":{"type":"string","pattern":"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,9})?Z$","format":"utc-time","maxLength":30},"count":{"type":"integer","minimum":0,"maximum":9007199254740991},"id":{"type":"string","pattern":"^[A-Za-z0-9_.:-]{1,128}$","maxLength":128},"fieldName":{"type":"string","pattern":"^[A-Za-z0-9_.-]{1,64}$","maxLength":64},"origin":{"type":"string","pattern":"^[!-*,-~]{1,255}$","maxLength":255},"shortText":{"type":"string","minLength":1,"maxLength":512},"nonce":{"type":"string","pattern":"^[A-Za-z0-9_-]{21}[AQgw]$","maxLength":22},"selection":{"type":"object","additionalProperties":false,"minProperties":1,"maxProperties":1,"properties":{"record_ids":{"type":"array","minItems":1,"maxItems":1000000,"items":{"$ref":"#/$defs/id"}},"sequence":{"type":"object","additionalProperties":false,"required":["from","to"],"properties":{"from":{"$ref":"#/$defs/count"},"to":{"$ref":"#/$defs/count"}}},"period":{"type":"object","additionalProperties":false,"required":["from","to"],"properties":{"from":{"$ref":"#/$defs/time"},"to":{"$ref":"#/$defs/time"}}}}}}}''',
    'record-signature': r'''{"type":"object","additionalProperties":false,"required":["algorithm","key_id","sequence","signature"],"properties":{"algorithm":{"type":"string","const":"ML-DSA-65"},"key_id":{"$ref":"#/$defs/hex32"},"sequence":{"$ref":"#/$defs/count"},"signature":{"$ref":"#/$defs/recordSignature"}},"$defs":{"hex32":{"type":"string","pattern":"^[0-9a-f]{64}$","maxLength":64},"count":{"type":"integer","minimum":0,"maximum":9007199254740991},"recordSignature":{"type":"string","pattern":"^[A-Za-z0-9+/]{4412}$","maxLength":4412}}}''',
    'renewal': r'''{"type":"object","additionalProperties":false,"required":["format","generation","hash","token"],"properties":{"format":{"type":"string","const":"softqcos.renewal/v1"},"generation":{"type":"integer","minimum":1,"maximum":64},"hash":{"type":"string","enum":["sha256","sha384","sha512","sha3-256","sha3-384","sha3-512"]},"token":{"type":"string","format":"base64","minLength":4,"maxLength":1400000}}}''',
    'selection': r'''{"$ref":"#/$defs/selection","$defs":{"time":{"type":"string","pattern":"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,9})?Z$","format":"utc-time","maxLength":30},"count":{"type":"integer","minimum":0,"maximum":9007199254740991},"id":{"type":"string","pattern":"^[A-Za-z0-9_.:-]{1,128}$","maxLength":128},"selection":{"type":"object","additionalProperties":false,"minProperties":1,"maxProperties":1,"properties":{"record_ids":{"type":"array","minItems":1,"maxItems":1000000,"items":{"$ref":"#/$defs/id"}},"sequence":{"type":"object","additionalProperties":false,"required":["from","to"],"properties":{"from":{"$ref":"#/$defs/count"},"to":{"$ref":"#/$defs/count"}}},"period":{"type":"object","additionalProperties":false,"required":["from","to"],"properties":{"from":{"$ref":"#/$defs/time"},"to":{"$ref":"#/$defs/time"}}}}}}}''',
    'statement': r'''{"type":"object","additionalProperties":false,"required":["_type","predicate","predicateType","subject"],"properties":{"_type":{"type":"string","const":"https://in-toto.io/Statement/v1"},"predicate":{"type":"object","additionalProperties":false,"required":["bundle_id","signers"],"properties":{"bundle_id":{"$ref":"#/$defs/id"},"claims":{"type":"object","additionalProperties":true},"signers":{"type":"array","minItems":2,"maxItems":2,"prefixItems":[{"type":"object","additionalProperties":false,"required":["algorithm","key_id"],"properties":{"algorithm":{"type":"string","const":"Ed25519"},"key_id":{"$ref":"#/$defs/hex32"}}},{"type":"object","additionalProperties":false,"required":["algorithm","key_id"],"properties":{"algorithm":{"type":"string","const":"ML-DSA-65"},"key_id":{"$ref":"#/$defs/hex32"}}}],"items":false}}},"predicateType":{"type":"string","enum":["urn:uuid:c19ff9a1-8a21-4abb-8884-a1e47d0fb850","urn:softqcos-verify:quantum-attestation:v1"]},"subject":{"type":"array","minItems":1,"maxItems":1,"items":{"type":"object","additionalProperties":false,"required":["digest","name"],"properties":{"digest":{"type":"object","additionalProperties":false,"required":["sha256","sha3_256"],"properties":{"sha256":{"$ref":"#/$defs/hex32"},"sha3_256":{"$ref":"#/$defs/hex32"}}},"name":{"type":"string","const":"manifest.json"}}}}},"$defs":{"hex32":{"type":"string","pattern":"^[0-9a-f]{64}$","maxLength":64},"id":{"type":"string","pattern":"^[A-Za-z0-9_.:-]{1,128}$","maxLength":128}}}''',
    'stub': r'''{"type":"object","additionalProperties":false,"required":["reason","record_hash","sequence"],"properties":{"erasure":{"$ref":"#/$defs/count"},"reason":{"type":"string","enum":["link","erased"]},"record_hash":{"$ref":"#/$defs/sha3Digest"},"sequence":{"$ref":"#/$defs/count"}},"if":{"required":["reason"],"properties":{"reason":{"const":"erased"}}},"then":{"required":["erasure"],"properties":{"erasure":true}},"else":{"properties":{"erasure":false}},"$defs":{"sha3Digest":{"type":"string","pattern":"^sha3-256:[0-9a-f]{64}$","maxLength":73},"count":{"type":"integer","minimum":0,"maximum":9007199254740991}}}''',
    'trust-root': r'''{"type":"object","additionalProperties":false,"required":["expires_at","format","issued_at","ledgers","name","serial"],"properties":{"compared":{"$ref":"#/$defs/shortText"},"attesters":{"type":"array","maxItems":1024,"items":{"type":"object","additionalProperties":false,"required":["key_pairs","ledgers","name"],"properties":{"name":{"$ref":"#/$defs/shortText"},"ledgers":{"type":"array","minItems":1,"maxItems":1024,"uniqueItems":true,"items":{"type":"string","$ref":"#/$defs/origin"}},"key_pairs":{"type":"array","minItems":1,"maxItems":1024,"items":{"type":"object","additionalProperties":false,"required":["ed25519","ml_dsa_65","valid_from"],"properties":{"ed25519":{"type":"string","format":"base64","minLength":4,"maxLength":8192},"ml_dsa_65":{"type":"string","format":"base64","minLength":4,"maxLength":8192},"valid_from":{"$ref":"#/$defs/time"},"valid_until":{"$ref":"#/$defs/time"},"revoked":{"$ref":"#/$defs/revoked"}}}}}}},"expires_at":{"$ref":"#/$defs/time"},"format":{"type":"string","const":"softqcos.trust-root/v1"},"issued_at":{"$ref":"#/$defs/time"},"keepers":{"type":"object","additionalProperties":false,"required":["keys","threshold"],"properties":{"keys":{"type":"array","minItems":1,"maxItems":32,"items":{"type":"object","additionalProperties":false,"required":["ed25519","ml_dsa_65","name"],"properties":{"name":{"$ref":"#/$defs/shortText"},"ed25519":{"type":"string","format":"base64","minLength":4,"maxLength":8192},"ml_dsa_65":{"type":"string","format":"base64","minLength":4,"maxLength":8192}}}},"threshold":{"type":"integer","minimum":1,"maximum":32}}},"ledgers":{"type":"array","minItems":1,"maxItems":1024,"items":{"type":"object","additionalProperties":false,"required":["key_sets","origin","suite"],"properties":{"origin":{"$ref":"#/$defs/origin"},"suite":{"type":"string","enum":["softqcos-v1","softqcos-v1-sha256"]},"key_sets":{"type":"array","minItems":1,"maxItems":1024,"items":{"type":"object","additionalProperties":false,"required":["vkeys","valid_from"],"properties":{"vkeys":{"type":"array","minItems":2,"maxItems":2,"items":{"type":"string","pattern":"^[!-*,-~]{1,255}\\+[0-9a-f]{8}\\+[A-Za-z0-9+/=]+$","maxLength":4096}},"valid_from":{"$ref":"#/$defs/time"},"valid_until":{"$ref":"#/$defs/time"},"revoked":{"$ref":"#/$defs/revoked"}}}}}}},"name":{"$ref":"#/$defs/shortText"},"recorders":{"type":"array","maxItems":1024,"items":{"type":"object","additionalProperties":false,"required":["keys","ledgers","name"],"properties":{"name":{"$ref":"#/$defs/shortText"},"ledgers":{"type":"array","minItems":1,"maxItems":1024,"uniqueItems":true,"items":{"type":"string","$ref":"#/$defs/origin"}},"keys":{"type":"array","minItems":1,"maxItems":1024,"items":{"type":"object","additionalProperties":false,"required":["ml_dsa_65","valid_from"],"properties":{"ml_dsa_65":{"type":"string","format":"base64","minLength":4,"maxLength":8192},"valid_from":{"$ref":"#/$defs/time"},"valid_until":{"$ref":"#/$defs/time"},"revoked":{"$ref":"#/$defs/revoked"}}}}}}},"requirements":{"type":"array","maxItems":8,"uniqueItems":true,"items":{"type":"string","enum":["inclusion","checkpoint","attestation","timestamp","witnesses","record-signatures","completeness","authorization"]}},"serial":{"$ref":"#/$defs/count"},"timestamp_authorities":{"type":"array","maxItems":1024,"items":{"type":"object","additionalProperties":false,"required":["certificates","name","valid_from"],"properties":{"name":{"$ref":"#/$defs/shortText"},"certificates":{"type":"array","minItems":1,"maxItems":64,"items":{"type":"string","format":"base64","minLength":4,"maxLength":131072}},"valid_from":{"$ref":"#/$defs/time"},"valid_until":{"$ref":"#/$defs/time"},"revoked":{"$ref":"#/$defs/revoked"}}}},"witness_policy":{"type":"string","maxLength":1048576}},"$defs":{"time":{"type":"string","pattern":"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,9})?Z$","format":"utc-time","maxLength":30},"count":{"type":"integer","minimum":0,"maximum":9007199254740991},"origin":{"type":"string","pattern":"^[!-*,-~]{1,255}$","maxLength":255},"shortText":{"type":"string","minLength":1,"maxLength":512},"revoked":{"type":"object","additionalProperties":false,"required":["at","reason"],"properties":{"at":{"$ref":"#/$defs/time"},"reason":{"type":"string","enum":["compromised","superseded","ceased"]},"compromised_since":{"$ref":"#/$defs/time"}},"if":{"required":["reason"],"properties":{"reason":{"const":"compromised"}}},"then":{"required":["compromised_since"],"properties":{"compromised_since":true}},"else":{"properties":{"compromised_since":false}}}}}''',
}.items()}
# /generated:schemas

if __name__ == '__main__':
    sys.exit(main())
