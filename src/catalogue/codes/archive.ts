// Finding codes of the zip profile (docs/SPEC.md §2).

import type { CodeRow } from './code.js';

export const ARCHIVE_CODES = {
  ZIP_NO_END_RECORD: {
    check: 'archive/structure',
    outcome: 'fail',
    meaning:
      'The file does not end in a zip end record: it is no zip, is cut short, or has bytes after its end.',
    remedy:
      'Ask for the file again, byte for byte as the exporter wrote it, and compare its SHA-256.',
  },
  ZIP_TRAILING_BYTES: {
    check: 'archive/structure',
    outcome: 'fail',
    meaning: 'Bytes stand after the end record, where some readers would look for another archive.',
    remedy: 'Ask for the bundle as it was exported, without anything appended.',
  },
  ZIP_COMMENT: {
    check: 'archive/structure',
    outcome: 'fail',
    meaning: 'The archive comment is not empty: a second archive could hide in it.',
    remedy: 'Ask for a zip without an archive comment.',
  },
  ZIP_MULTI_DISK: {
    check: 'archive/structure',
    outcome: 'fail',
    meaning: 'The archive claims to span several disks.',
    remedy: 'Ask for a zip in one part.',
  },
  ZIP_ZIP64_INVALID: {
    check: 'archive/structure',
    outcome: 'fail',
    meaning:
      'The zip64 records are malformed, contradict the other records, or hold more than they must.',
    remedy:
      'Ask for a zip whose zip64 blocks hold what they must and no more (Commons Compress: not Zip64Mode.Always).',
  },
  ZIP_DIRECTORY_INVALID: {
    check: 'archive/structure',
    outcome: 'fail',
    meaning:
      'The central directory is not where, as long as, or of as many entries as the end record says.',
    remedy: 'Ask for the bundle again; other readers could see other entries.',
  },
  ZIP_GAP: {
    check: 'archive/structure',
    outcome: 'fail',
    meaning: 'Bytes that belong to no structure stand before, between or after the entries.',
    remedy: 'Ask for the bundle without anything put in front of or between its entries.',
  },
  ZIP_OVERLAP: {
    check: 'archive/structure',
    outcome: 'fail',
    meaning: 'Two structures of the zip overlap.',
    remedy: 'Treat the file as hostile: no ordinary program writes this.',
  },
  ZIP_LOCAL_HEADER_MISSING: {
    check: 'archive/structure',
    outcome: 'fail',
    message: 'no local header stands where the directory says that the entry begins',
    meaning: 'No local header stands where the directory says that an entry begins.',
    remedy: 'Ask for the file again and compare its SHA-256; it is damaged or was put together.',
  },
  ZIP_HEADER_MISMATCH: {
    check: 'archive/structure',
    outcome: 'fail',
    meaning:
      'Local and central header of an entry disagree in name, method, flags, sizes or CRC-32, or a stored entry has two sizes.',
    remedy: 'Treat the file as hostile: two readers would see two bundles.',
  },
  ZIP_DESCRIPTOR_INVALID: {
    check: 'archive/structure',
    outcome: 'fail',
    message:
      'no data descriptor that agrees with the directory fills the space up to the next structure',
    meaning: 'The data descriptor of an entry is missing, malformed or contradicts the directory.',
    remedy: 'Ask for the bundle written by an ordinary zip program.',
  },
  ZIP_METHOD_NOT_ALLOWED: {
    check: 'archive/structure',
    outcome: 'fail',
    message: 'the compression method is not allowed',
    meaning: 'An entry is neither stored nor deflated.',
    remedy: 'Ask for the bundle with the methods stored or deflate.',
  },
  ZIP_FLAG_NOT_ALLOWED: {
    check: 'archive/structure',
    outcome: 'fail',
    meaning:
      'An entry is encrypted, patched or otherwise flagged in a way that the profile does not allow.',
    remedy: 'Ask for the bundle without encryption and with an ordinary zip program.',
  },
  ZIP_FILE_TYPE_NOT_ALLOWED: {
    check: 'archive/structure',
    outcome: 'fail',
    message: 'the attributes claim another kind of file than the name',
    meaning:
      'An entry claims to be a symbolic link, a device or another special file, or a directory where its name says file.',
    remedy: 'Ask for the bundle with regular files and plain directories only.',
  },
  ZIP_EXTRA_INVALID: {
    check: 'archive/structure',
    outcome: 'fail',
    message: 'the extra field does not end with a block',
    meaning: 'The extra field of an entry does not parse into blocks.',
    remedy: 'Ask for the bundle written by an ordinary zip program.',
  },
  ZIP_UNICODE_PATH: {
    check: 'archive/structure',
    outcome: 'fail',
    message: 'a Unicode-path block gives a second name',
    meaning: 'An entry has a Unicode-path block, by which some readers show another name.',
    remedy:
      'Ask for the bundle without Unicode-path fields (Info-ZIP: zip -UN=i is not needed for plain names).',
  },
  ZIP_BOMB: {
    check: 'archive/structure',
    outcome: 'fail',
    message: 'deflate cannot make so many bytes of so few',
    meaning:
      'The directory promises more inflated bytes than deflate can make of the compressed ones.',
    remedy: 'Treat the file as hostile.',
  },
  ZIP_LIMIT_EXCEEDED: {
    check: 'archive/structure',
    outcome: 'unproven',
    meaning: 'The zip has more entries or bytes than this verifier accepts.',
    remedy:
      'Raise the limit that is named if you trust the machine to carry it, or verify in parts.',
  },
  NAME_NOT_ALLOWED: {
    check: 'archive/names',
    outcome: 'fail',
    meaning: 'An entry name has a character, a segment or a form that the profile does not allow.',
    remedy: 'Ask for the bundle as it was exported: its names are made of A-Z a-z 0-9 . _ - alone.',
  },
  NAME_TOO_LONG: {
    check: 'archive/names',
    outcome: 'fail',
    message: 'the entry name is too long',
    meaning: 'An entry name is longer than 200 bytes.',
    remedy: 'Ask for shorter attachment names.',
  },
  NAME_DUPLICATE: {
    check: 'archive/names',
    outcome: 'fail',
    message: 'the directory has this name twice',
    meaning: 'Two entries have one name, so two readers could see two contents.',
    remedy: 'Treat the file as hostile; ask for the bundle as it was exported.',
  },
  NAME_CASE_COLLISION: {
    check: 'archive/names',
    outcome: 'fail',
    message: 'two names differ in upper and lower case only',
    meaning: 'Two names differ in upper and lower case only, so some systems see one file.',
    remedy: 'Ask for names that differ in more than case.',
  },
  NAME_PREFIX_COLLISION: {
    check: 'archive/names',
    outcome: 'fail',
    message: 'another entry makes a file of a folder of this one',
    meaning: 'One file name is the folder of another.',
    remedy: 'Ask for the bundle as it was exported.',
  },
  NAME_DIRECTORY_NOT_EMPTY: {
    check: 'archive/names',
    outcome: 'fail',
    meaning: 'A directory entry holds bytes.',
    remedy: 'Ask for the bundle as it was exported.',
  },
  ENTRY_INFLATE_FAILED: {
    check: 'archive/content',
    outcome: 'fail',
    meaning:
      'The compressed data of an entry is broken, or does not end exactly where the zip says.',
    remedy:
      'Ask for the file again and compare its SHA-256; it is damaged or has bytes smuggled in.',
  },
  ENTRY_SIZE_MISMATCH: {
    check: 'archive/content',
    outcome: 'fail',
    message: 'the content has another size than declared',
    meaning: 'An entry inflates to another size than the zip declares.',
    remedy: 'Ask for the file again and compare its SHA-256.',
  },
  ENTRY_CRC_MISMATCH: {
    check: 'archive/content',
    outcome: 'fail',
    message: 'the content has another CRC-32 than declared',
    meaning: 'The CRC-32 of an entry is not the one that the zip declares.',
    remedy: 'Ask for the file again and compare its SHA-256.',
  },
} as const satisfies Record<string, CodeRow>;
