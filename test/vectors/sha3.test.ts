import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { toHex } from '../../src/base/encoding.js';
import { hash, RunningDigest } from '../../src/crypto/digest.js';
import { nativeDigests } from '../../src/crypto/digest-native.js';
import { portableDigests } from '../../src/crypto/digest-portable.js';
import { describeVectors, hex } from './vectors.js';

describeVectors('sha3-kat', 'SHA3-256 known answers of the Keccak team', (dir) => {
  const text = readFileSync(path.join(dir, 'ShortMsgKAT_SHA3-256.txt'), 'utf8');
  const cases = [...text.matchAll(/^Len = (\d+)\nMsg = ([0-9A-F]+)\nMD = ([0-9A-F]{64})$/gm)]
    .map(([, bits = '', message = '', digest = '']) => ({ bits: Number(bits), message, digest }))
    .filter(({ bits }) => bits % 8 === 0);

  it('holds for all 256 byte-aligned messages in both engines and as a stream', () => {
    expect(cases).toHaveLength(256);
    for (const { bits, message, digest } of cases) {
      // The file writes the empty message as one byte.
      const bytes = hex(message).subarray(0, bits / 8);
      const expected = digest.toLowerCase();
      expect(toHex(nativeDigests.digest('sha3-256', bytes))).toBe(expected);
      expect(toHex(portableDigests.digest('sha3-256', bytes))).toBe(expected);
      expect(toHex(hash('sha3-256', bytes))).toBe(expected);
      const running = new RunningDigest('sha3-256');
      running.update(bytes.subarray(0, 5));
      running.update(bytes.subarray(5));
      expect(toHex(running.digest())).toBe(expected);
    }
  });
});
