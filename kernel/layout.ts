// Where everything lies in the kernel's memory. The host reads these addresses from the exports, so they are stated once.
// A batch is a run of whole lines of records.jsonl; its columns have one item a line.

/** Lines of a batch, at most. */
export const MAX_LINES: usize = 4096;
/** Bytes of a batch, at most. */
export const MAX_BYTES: usize = 1 << 20;
/** Commitments of a batch, at most; a line that would exceed it is left to the host. */
export const MAX_COMMITMENTS: usize = 8192;
/** A longer line is left to the host. */
export const MAX_LINE: usize = 65535;
/** Loads of 16 bytes may begin at the last byte of the batch. */
const SLACK: usize = 64;

/** The origin of the manifest, at most 255 bytes. */
export const LEDGER: usize = 65536;
/** The bytes of the batch. */
export const INPUT: usize = LEDGER + 256 + SLACK;
/** u32: first byte of each line, as an address. */
export const START: usize = INPUT + MAX_BYTES + SLACK;
/** u32: the LF of each line. */
export const END: usize = START + 4 * MAX_LINES;
/** u8: 1 if the line is a plain event, proven canonical and of the form of §4; 0 if the host must read it. */
export const KNOWN: usize = END + 4 * MAX_LINES;
/** u8: 1 if `previous_hash` is the record hash of the line before it in the batch. */
export const LINKED: usize = KNOWN + MAX_LINES;
/** f64: `sequence`. */
export const SEQUENCE: usize = LINKED + MAX_LINES;
/** f64: `recorded_at`, whole seconds since 1970. */
export const SECONDS: usize = SEQUENCE + 8 * MAX_LINES;
/** u32: nanoseconds beside them. */
export const NANOSECONDS: usize = SECONDS + 8 * MAX_LINES;
/** u32: the 64 hex digits of `previous_hash`. */
export const PREVIOUS: usize = NANOSECONDS + 4 * MAX_LINES;
/** u32: `record_id`, and its length. */
export const ID: usize = PREVIOUS + 4 * MAX_LINES;
export const ID_LENGTH: usize = ID + 4 * MAX_LINES;
/** u32: number of commitments up to and with this line. */
export const SEALED: usize = ID_LENGTH + 4 * MAX_LINES;
/** 32 bytes: the record hash of §4.4, of every line of the batch, known or not. */
export const RECORD_HASH: usize = SEALED + 4 * MAX_LINES;
/** 32 bytes: the leaf hash of RFC 9162 §2.1.1. */
export const LEAF_HASH: usize = RECORD_HASH + 32 * MAX_LINES;
/** 16 bytes: SipHash of the id under the key of the run. */
export const ID_PRINT: usize = LEAF_HASH + 32 * MAX_LINES;
/** u32: the 64 hex digits of each commitment. */
export const COMMITMENT: usize = ID_PRINT + 16 * MAX_LINES;
/** 16 bytes: SipHash of the 32 bytes that they spell. */
export const COMMITMENT_PRINT: usize = COMMITMENT + 4 * MAX_COMMITMENTS;
/** 32 bytes each: nodes of a level, while a tree is folded. */
export const NODES: usize = COMMITMENT_PRINT + 16 * MAX_COMMITMENTS;
/** u32, of lines of proof/paths.jsonl: the 64 hex digits of the first hash, and the number of hashes. */
export const PATH: usize = NODES + 16 * MAX_LINES;
export const HASHES: usize = PATH + 4 * MAX_LINES;
/** 32 bytes each: all levels of a tree above its leaves, one after the other. */
export const TREE: usize = HASHES + 4 * MAX_LINES;
/** Bytes of memory that the kernel needs. */
export const MEMORY: usize = TREE + 32 * MAX_LINES + SLACK;
