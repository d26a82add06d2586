// SHA3-256 (FIPS 202) of many short inputs, two at a time: record hash and leaf hash of every line, and the nodes of a tree.
// Each of the two lanes of the permutation takes the next line as soon as its own is done, so neither waits for the other.

import { LEAF_HASH, END, RECORD_HASH, START } from './layout';
import { permute, STATE } from './permutation';

/** Bytes that one permutation absorbs. */
const RATE: usize = 136;
/** One block for each lane, with room for copies in steps of 16 bytes; and zeros for a lane that has nothing left to do. */
const STRIDE: usize = 160;
const BLOCK: usize = memory.data(2 * 160, 16);
const IDLE: usize = memory.data(144, 16);
/** Domain separation of §4.4: softqcos/record/v1 and a zero byte. */
const TAG: usize = memory.data<u8>([
  0x73, 0x6f, 0x66, 0x74, 0x71, 0x63, 0x6f, 0x73, 0x2f, 0x72, 0x65, 0x63, 0x6f, 0x72, 0x64, 0x2f, 0x76, 0x31, 0x00,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
]);
const TAG_BYTES: usize = 19;

/** What a lane is at: the tag and the first bytes of a line, its further blocks, the leaf, nothing. */
const FIRST = 0, FURTHER = 1, LEAF = 2, DONE = 3;
/** For each lane, u32 each: stage, line, next byte, bytes left (−1 when the padding has been absorbed). */
const LANES: usize = memory.data(32, 16);

let next: u32 = 0;
let count: u32 = 0;
let withLeaves: bool = false;

@inline
function zero(lane: usize): void {
  for (let i: usize = 0; i < 25; i++) store<u64>(STATE + (i << 4) + (lane << 3), 0);
}

@inline
function squeeze(lane: usize, to: usize): void {
  for (let i: usize = 0; i < 4; i++) store<u64>(to + (i << 3), load<u64>(STATE + (i << 4) + (lane << 3)));
}

/** Copies in steps of 16 bytes: up to 15 more are read and written than asked for (memory.copy is a call, and slower). */
@inline
function copy(to: usize, from: usize, length: usize): void {
  for (let i: usize = 0; i < length; i += 16) v128.store(to + i, v128.load(from + i));
}

/** FIPS 202 §B.2: 0x06 after the message, the top bit of the last byte. `block` has `used` bytes of message. */
@inline
function pad(block: usize, used: usize): void {
  for (let i = used; i < RATE; i += 8) store<u64>(block + i, 0);
  store<u8>(block + used, 6);
  store<u8>(block + RATE - 1, load<u8>(block + RATE - 1) ^ 0x80);
}

function begin(lane: usize): void {
  const at = LANES + (lane << 4);
  if (next == count) {
    store<u32>(at, DONE);
    return;
  }
  const start = load<u32>(START + (<usize>next << 2));
  store<u32>(at, FIRST);
  store<u32>(at, next, 4);
  store<u32>(at, start, 8);
  store<i32>(at, <i32>(load<u32>(END + (<usize>next << 2)) - start), 12);
  zero(lane);
  next++;
}

/** The block that a lane absorbs next. */
@inline
function take(lane: usize): usize {
  const at = LANES + (lane << 4);
  const stage = load<u32>(at);
  const block = BLOCK + lane * STRIDE;
  if (stage == DONE) return IDLE;
  if (stage == LEAF) return block;
  const from = <usize>load<u32>(at, 8);
  const left = load<i32>(at, 12);
  if (stage == FURTHER && left >= <i32>RATE) {
    // Straight from the line: no copy.
    store<u32>(at, <u32>(from + RATE), 8);
    store<i32>(at, left - <i32>RATE, 12);
    return from;
  }
  const head: usize = stage == FIRST ? TAG_BYTES : 0;
  if (stage == FIRST) copy(block, TAG, TAG_BYTES);
  store<u32>(at, FURTHER);
  const room = RATE - head;
  if (left >= <i32>room) {
    copy(block + head, from, room);
    store<u32>(at, <u32>(from + room), 8);
    store<i32>(at, left - <i32>room, 12);
  } else {
    copy(block + head, from, <usize>left);
    pad(block, head + <usize>left);
    store<i32>(at, -1, 12);
  }
  return block;
}

/** After a permutation: the digest, if the lane has absorbed its last block. */
@inline
function after(lane: usize): void {
  const at = LANES + (lane << 4);
  const stage = load<u32>(at);
  if (stage == DONE || (stage == FURTHER && load<i32>(at, 12) >= 0)) return;
  const line = <usize>load<u32>(at, 4);
  if (stage == FURTHER) {
    const record = RECORD_HASH + (line << 5);
    squeeze(lane, record);
    if (withLeaves) {
      // RFC 9162 §2.1.1: 0x00 and the data of the leaf.
      const block = BLOCK + lane * STRIDE;
      store<u8>(block, 0);
      copy(block + 1, record, 32);
      pad(block, 33);
      zero(lane);
      store<u32>(at, LEAF);
      return;
    }
  } else squeeze(lane, LEAF_HASH + (line << 5));
  begin(lane);
}

/** Record hashes of the lines of the last scan, and their leaf hashes in a tree of SHA3-256. */
export function hashLines(lines: u32, leaves: bool): void {
  count = lines;
  next = 0;
  withLeaves = leaves;
  begin(0);
  begin(1);
  while (load<u32>(LANES) != DONE || load<u32>(LANES, 16) != DONE) {
    const first = take(0);
    const second = take(1);
    permute(first, second);
    after(0);
    after(1);
  }
}

/** Nodes of a tree of SHA3-256 (RFC 9162 §2.1.1). */
export function nodesSha3(from: usize, to: usize, pairs: u32): void {
  for (let pair: u32 = 0; pair < pairs; pair += 2) {
    const alone = pair + 1 == pairs;
    node(BLOCK, from);
    node(BLOCK + STRIDE, alone ? from : from + 64);
    zero(0);
    zero(1);
    permute(BLOCK, BLOCK + STRIDE);
    squeeze(0, to);
    if (!alone) squeeze(1, to + 32);
    from += 128;
    to += 64;
  }
}

@inline
function node(block: usize, from: usize): void {
  store<u8>(block, 1);
  copy(block + 1, from, 64);
  pad(block, 65);
}
