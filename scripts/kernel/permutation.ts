// Writes the permutation Keccak-f[1600] (FIPS 202 §3.3) of two states at once as AssemblyScript: the 25 lanes of both states in
// local variables of 128 bits, one loop over 24 rounds. Written out by a program, since a slip in 125 lines would hide well.

/** FIPS 202 §3.2.2, table 2: rotation of lane (x, y), modulo 64. */
const ROTATION = [
  [0, 36, 3, 41, 18],
  [1, 44, 10, 45, 2],
  [62, 6, 43, 15, 61],
  [28, 55, 25, 21, 56],
  [27, 20, 39, 8, 14],
] as const;

const FIVE = [0, 1, 2, 3, 4] as const;
const LANES = 25;
/** Lanes that a block of SHA3-256 fills. */
const RATE = 17;

/** FIPS 202 §3.2.5, algorithm 5: the round constants from their shift register. */
function roundConstants(): bigint[] {
  let register = 1;
  const bit = (): bigint => {
    const out = register & 1;
    register = (register << 1) ^ (register & 0x80 ? 0x171 : 0);
    return BigInt(out);
  };
  return Array.from({ length: 24 }, () => {
    let constant = 0n;
    for (let j = 0; j <= 6; j += 1) constant |= bit() << BigInt(2 ** j - 1);
    return constant;
  });
}

/** The source of `permutation.ts`. */
export function permutationSource(): string {
  const xor = (...terms: string[]): string => terms.reduce((a, b) => `v128.xor(${a}, ${b})`);
  const rotated = (term: string, by: number): string =>
    by === 0 ? term : `rotate(${term}, ${by})`;
  const lines: string[] = [];
  for (let i = 0; i < LANES; i += 1) {
    const state = `v128.load(STATE, ${16 * i})`;
    lines.push(`let a${i} = ${i < RATE ? xor(state, `both(first, second, ${8 * i})`) : state};`);
  }
  lines.push('for (let round: usize = 0; round < 24; round++) {');
  // Theta.
  for (const x of FIVE) lines.push(`const c${x} = ${xor(...FIVE.map((y) => `a${x + 5 * y}`))};`);
  for (const x of FIVE)
    lines.push(`const d${x} = ${xor(`c${(x + 4) % 5}`, rotated(`c${(x + 1) % 5}`, 1))};`);
  // Rho and pi: lane (x, y) goes to (y, 2x + 3y).
  for (const x of FIVE)
    for (const y of FIVE) {
      const to = y + 5 * ((2 * x + 3 * y) % 5);
      lines.push(`const b${to} = ${rotated(xor(`a${x + 5 * y}`, `d${x}`), ROTATION[x][y])};`);
    }
  // Chi and iota.
  for (const y of FIVE)
    for (const x of FIVE) {
      const at = (z: number): string => `b${(z % 5) + 5 * y}`;
      lines.push(`a${x + 5 * y} = ${xor(at(x), `v128.andnot(${at(x + 2)}, ${at(x + 1)})`)};`);
    }
  lines.push('a0 = v128.xor(a0, v128.load64_splat(CONSTANTS + (round << 3)));', '}');
  for (let i = 0; i < LANES; i += 1) lines.push(`v128.store(STATE, a${i}, ${16 * i});`);
  return `export const STATE: usize = memory.data(400, 16);
const CONSTANTS: usize = memory.data<u64>([${roundConstants()
    .map((constant) => `0x${constant.toString(16)}`)
    .join(', ')}]);

@inline
function rotate(lane: v128, by: i32): v128 {
  return v128.or(i64x2.shl(lane, by), i64x2.shr_u(lane, 64 - by));
}

@inline
function both(first: usize, second: usize, offset: usize): v128 {
  return v128.load64_lane(second + offset, v128.load64_zero(first + offset), 1);
}

/** Absorbs a block of 136 bytes into each of the two states and permutes both. */
export function permute(first: usize, second: usize): void {
${lines.map((line) => `  ${line}`).join('\n')}
}
`;
}
