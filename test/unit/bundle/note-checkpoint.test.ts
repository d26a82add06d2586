import { describe, expect, it } from 'vitest';
import { parseTime, toHex, utf8 } from '../../../src/base/encoding.js';
import { EvidenceError, InternalError } from '../../../src/base/errors.js';
import { parseCheckpoint } from '../../../src/bundle/checkpoint.js';
import {
  cosignatureMessage,
  signedLine,
  splitTimed,
  subtreeMessage,
} from '../../../src/bundle/cosignature.js';

const ROOT = `${'A'.repeat(43)}=`;
const LINES = '— a AAAAAAA=\n— b AAAAAAA=\n';

function faultOf(text: string, options = {}): unknown {
  try {
    parseCheckpoint(utf8(text), options);
  } catch (error) {
    if (!(error instanceof EvidenceError)) throw error;
    const [{ code, where, message } = { code: '', where: {}, message: '' }] = error.findings;
    expect(code).toBe('CHECKPOINT_MALFORMED');
    return [(where as { line?: number }).line, message];
  }
  return 'accepted';
}

const note = (text: string): string => `${text}\n${LINES}`;

describe('parseCheckpoint', () => {
  it('reads origin, tree size and root hash', () => {
    const checkpoint = parseCheckpoint(utf8(note(`example.com/log\n9007199254740991\n${ROOT}\n`)));
    expect(checkpoint.origin).toBe('example.com/log');
    expect(checkpoint.treeSize).toBe(Number.MAX_SAFE_INTEGER);
    expect(checkpoint.rootHash).toEqual(new Uint8Array(32));
    expect(checkpoint.note.signatures).toHaveLength(2);
  });

  it('accepts the empty tree', () => {
    expect(parseCheckpoint(utf8(note(`o\n0\n${ROOT}\n`))).treeSize).toBe(0);
  });

  it.each([
    ['an empty origin', `\n1\n${ROOT}\n`, 1],
    ['an origin longer than a cosignature can name', `${'é'.repeat(128)}\n1\n${ROOT}\n`, 1],
    ['a leading zero', `o\n01\n${ROOT}\n`, 2],
    ['a sign', `o\n+1\n${ROOT}\n`, 2],
    ['an exponent', `o\n1e3\n${ROOT}\n`, 2],
    ['hex', `o\n0x1\n${ROOT}\n`, 2],
    ['a size above 2^53 - 1', `o\n9007199254740992\n${ROOT}\n`, 2],
    ['no size', 'o\n', 2],
    ['no root', 'o\n1\n', 3],
    ['a root of 31 bytes', `o\n1\n${Buffer.alloc(31).toString('base64')}\n`, 3],
    ['a root of 33 bytes', `o\n1\n${Buffer.alloc(33).toString('base64')}\n`, 3],
    ['a root in hex', `o\n1\n${'0'.repeat(64)}\n`, 3],
    ['a root with unused bits', `o\n1\n${'A'.repeat(42)}B=\n`, 3],
    ['an extension line', `o\n1\n${ROOT}\nx\n`, 4],
    ['an empty extension line', `o\n1\n${ROOT}\n\n`, 4],
  ])('refuses %s', (_, text, line) => {
    expect(faultOf(note(text))).toEqual([line, expect.any(String)]);
  });

  it('accepts an origin of exactly 255 bytes', () => {
    expect(faultOf(note(`${'o'.repeat(255)}\n1\n${ROOT}\n`))).toBe('accepted');
  });

  it('asks for the two lines of the ledger unless told otherwise', () => {
    const one = `o\n1\n${ROOT}\n\n— a AAAAAAA=\n`;
    expect(faultOf(one)).toEqual([5, 'the note has fewer than 2 signature lines']);
    expect(faultOf(one, { minSignatures: 1 })).toBe('accepted');
  });
});

describe('signed messages', () => {
  it('writes cosignature/v1 as the example of c2sp.org/tlog-cosignature', () => {
    const body =
      'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';
    expect(Buffer.from(cosignatureMessage(utf8(body), 1679315147n)).toString()).toBe(
      `cosignature/v1\ntime 1679315147\n${body}`,
    );
  });

  it('writes subtree/v1 byte by byte', () => {
    const message = subtreeMessage({
      cosignerName: 'wé',
      timestamp: 0x0102030405060708n,
      origin: 'log',
      start: 0n,
      end: 0x0a0bn,
      hash: new Uint8Array(32).fill(0xcc),
    });
    expect(toHex(message)).toBe(
      [
        '737562747265652f76310a00', // label[12]
        '0377c3a9', // cosigner_name<1..255>
        '0102030405060708', // timestamp
        '036c6f67', // log_origin<1..255>
        '0000000000000000', // start
        '0000000000000a0b', // end
        'cc'.repeat(32), // hash[32]
      ].join(''),
    );
  });

  it('refuses names that do not fit their length byte as a bug of the caller', () => {
    const fits = {
      cosignerName: 'a',
      timestamp: 0n,
      origin: 'b',
      start: 0n,
      end: 1n,
      hash: new Uint8Array(32),
    };
    expect(() => subtreeMessage({ ...fits, origin: 'o'.repeat(256) })).toThrow(InternalError);
    expect(() => subtreeMessage({ ...fits, cosignerName: '' })).toThrow(InternalError);
    expect(() => subtreeMessage({ ...fits, hash: new Uint8Array(31) })).toThrow(InternalError);
  });

  it('splits a timed body, with a time of at most 2^63 - 1', () => {
    const body = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, 'hex'));
    expect(splitTimed(body('7fffffffffffffffaa'))).toEqual({
      timestamp: 2n ** 63n - 1n,
      signature: Uint8Array.of(0xaa),
    });
    expect(splitTimed(body('8000000000000000aa'))).toBeUndefined();
    expect(splitTimed(body('0000000000000001'))).toBeUndefined();
  });
});

describe('signedLine', () => {
  const timed = (seconds: bigint): string => {
    const bytes = Buffer.alloc(13);
    bytes.writeBigUInt64BE(seconds, 4);
    return bytes.toString('base64');
  };
  const checkpoint = (seconds: bigint, name = 'a') =>
    parseCheckpoint(utf8(`o\n1\n${ROOT}\n\n— ${name} ${timed(seconds)}\n— b AAAAAAA=\n`));
  const first = (seconds: bigint, type: 1 | 4 | 6, name?: string) => {
    const parsed = checkpoint(seconds, name);
    const [line] = parsed.note.signatures;
    if (line === undefined) throw new Error('no line');
    return signedLine(type, line, parsed);
  };

  it('takes the whole body of type 0x01 as the signature over the note text', () => {
    const line = first(7n, 1);
    expect(Buffer.from(line?.message ?? []).toString()).toBe(`o\n1\n${ROOT}\n`);
    expect(line?.signature).toHaveLength(9);
    expect(line?.time).toBeUndefined();
  });

  it('reads the time of types 0x04 and 0x06', () => {
    for (const type of [4, 6] as const) {
      expect(first(1_700_000_000n, type)?.time).toBe(parseTime('2023-11-14T22:13:20Z'));
      expect(first(1_700_000_000n, type)?.signature).toHaveLength(1);
    }
  });

  it('proves no time by zero, and counts a time that the format cannot write as the last that it can', () => {
    for (const type of [4, 6] as const) {
      expect(first(0n, type)?.time).toBeUndefined();
      expect(first(253402300799n, type)?.time).toBe(parseTime('9999-12-31T23:59:59Z'));
      for (const later of [253402300800n, 2n ** 63n - 1n])
        expect(first(later, type)?.time).toBe(parseTime('9999-12-31T23:59:59Z'));
    }
  });

  it('is undefined for a body or a name that the type cannot have', () => {
    for (const type of [4, 6] as const) expect(first(2n ** 63n, type)).toBeUndefined();
    expect(first(1n, 6, 'n'.repeat(256))).toBeUndefined();
    const parsed = checkpoint(1n);
    const short = parsed.note.signatures[1];
    if (short === undefined) throw new Error('no line');
    expect(signedLine(4, short, parsed)).toBeUndefined();
  });
});
