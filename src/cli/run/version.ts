// What a verdict of this program rests on besides the trust root: which build it is, on what it runs, which code computes each
// algorithm, and the digest of the program's own files (docs/MANUAL.md §11).

import { basename } from 'node:path';
import { toHex, utf8 } from '../../base/encoding.js';
import { SPECIFICATION, VERSION } from '../../base/version.js';
import { EXIT, type ExitCode } from '../../catalogue/exit-codes.js';
import { digestOf } from '../../crypto/digest.js';
import { implementations } from '../../crypto/implementations.js';
import { plainText } from '../../report/escape.js';
import { renderDocument } from '../../report/json.js';
import { narrowed } from '../../report/layout.js';
import { Pen, type TextOptions } from '../../report/pen.js';
import { fingerprint } from '../../report/words.js';
import { COMMIT } from '../build.js';
import { readSmall } from '../files.js';
import type { Session } from '../session.js';

/** Far more than any file of this program has: 256 MiB. */
const FILE_BYTES = 268_435_456;

interface Build {
  readonly version: string;
  readonly commit: string;
  readonly specification: string;
  readonly node: string;
  readonly openssl: string;
  readonly platform: string;
  readonly algorithms: ReturnType<typeof implementations>;
  readonly program: readonly { readonly file: string; readonly sha256: string }[];
  /** SHA-256 over the list that `sha256sum` prints of these files. */
  readonly program_sha256: string;
}

/** Prints it. @throws VerifierError ERR_BUNDLE_UNREADABLE if a file of the program cannot be read */
export async function printBuild(format: 'text' | 'json', io: Session): Promise<ExitCode> {
  const build = await buildOf(io);
  await io.print(
    format === 'json'
      ? renderDocument({ format: 'softqcos.version/v1', ...build })
      : textOf(build, io.style),
  );
  return EXIT.pass;
}

async function buildOf({ runtime }: Session): Promise<Build> {
  const program = [];
  for (const path of [...(await runtime.files())].sort()) {
    const bytes = await readSmall(path, FILE_BYTES, 'ERR_BUNDLE_UNREADABLE');
    program.push({ file: basename(path), sha256: toHex(digestOf('sha256', bytes)) });
  }
  const list = program.map(({ file, sha256 }) => `${sha256}  ${file}\n`).join('');
  return {
    version: VERSION,
    commit: COMMIT,
    specification: SPECIFICATION,
    node: runtime.node,
    openssl: runtime.openssl,
    platform: runtime.machine,
    algorithms: implementations(),
    program,
    program_sha256: toHex(digestOf('sha256', utf8(list))),
  };
}

function textOf(build: Build, style: TextOptions): string {
  const pen = new Pen(style);
  const { version, commit, specification, node, openssl, platform } = build;
  const lines = [
    `softqcos-verify ${version}`,
    '',
    ...pen.row('Commit', commit),
    ...pen.row('Specification', specification),
    ...pen.row('Node', `${node}, OpenSSL ${openssl}, ${platform}`),
    ...pen.row('Program', `SHA-256 ${fingerprint(build.program_sha256)}`),
    ...pen.row('', 'of the list that sha256sum prints of these files, in this order:'),
    ...build.program.flatMap(({ file, sha256 }) =>
      pen.row('', `${fingerprint(sha256)}  ${plainText(file)}`),
    ),
    '',
    'Who computes what; where two are named, both have to agree',
    ...build.algorithms.flatMap(({ name, implementations: by }) =>
      pen.row(`  ${name}`, by.join(' and ')),
    ),
  ];
  return narrowed(`${lines.join('\n')}\n`, pen.width);
}
