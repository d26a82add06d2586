// The verbs of `trust` about the one that is installed for this user: add, list, remove. Whoever can run a command once must not
// change whom all later runs trust without a word.

import { toHex } from '../../base/encoding.js';
import { VerifierError } from '../../base/errors.js';
import { EXIT, type ExitCode } from '../../catalogue/exit-codes.js';
import { digestOf } from '../../crypto/digest.js';
import { plainText } from '../../report/escape.js';
import { renderDocument } from '../../report/json.js';
import { hang } from '../../report/layout.js';
import { Pen, type TextOptions } from '../../report/pen.js';
import { headDocument } from '../../report/trust.js';
import type { TrustRoot } from '../../trust/trust-root.js';
import { isPresent } from '../files.js';
import { removeFile, writeInFolder } from '../files-out.js';
import type { Session } from '../session.js';
import { installedPath } from '../trust-path.js';
import { installedTrustRoot, loadPinned, readTrustRootBytes, trustRootOf } from '../trust-root.js';
import { sheetOf, type TrustFormat } from './trust.js';

export interface AddFlags {
  readonly replace: boolean;
  readonly trustRootDigest: string | undefined;
  readonly format: TrustFormat;
}

/** Installs a trust root for this user. Another one that is installed stays unless `replace` is given. */
export async function addTrust(
  file: string,
  { replace, trustRootDigest, format }: AddFlags,
  io: Session,
): Promise<ExitCode> {
  const bytes = await readTrustRootBytes(file);
  const trustRoot = loadPinned(bytes, file, trustRootDigest);
  const target = installedPath(io);
  if (target === undefined)
    throw new VerifierError('ERR_OUTPUT_UNWRITABLE', 'the environment names no home folder', {
      hint: 'pass --trust-root FILE to each run instead',
    });
  const installed = await installedTrustRoot(io);
  if (installed !== undefined && !Buffer.from(bytes).equals(installed.bytes)) {
    const { serial, keepers } = trustRootOf(installed.bytes, installed.file);
    // §12.7: otherwise whoever can run a command once would stand above all keepers.
    if (keepers !== undefined)
      throw new VerifierError(
        'ERR_USAGE',
        `the installed trust root has keepers, ${keepers.threshold} of whom sign what replaces it`,
        {
          hint: 'install an update with: softqcos-verify trust update FILE; if its keepers are gone, remove it first: softqcos-verify trust remove',
        },
      );
    // §12.1: serial numbers never go back, or a thief of last year's key could bring last year's file.
    if (trustRoot.serial < serial)
      throw new VerifierError(
        'ERR_USAGE',
        `the installed trust root has serial ${serial}, and this one ${trustRoot.serial}`,
        {
          hint: 'serials never go back; if you mean it, remove it first: softqcos-verify trust remove',
        },
      );
    if (!replace)
      throw new VerifierError('ERR_USAGE', `another trust root is installed: ${target}`, {
        hint: `see what would change with: softqcos-verify trust diff ${target} ${file}; then add --replace`,
      });
  }
  await writeInFolder(target, bytes, io.disk);
  const sheet = sheetOf(trustRoot, format, io, { what: 'installed', path: target });
  await io.print(format === 'json' ? sheet : `Installed as ${plainText(target)}\n\n${sheet}`);
  return EXIT.pass;
}

interface Place {
  readonly place: 'SOFTQCOS_TRUST_ROOT' | 'installed';
  readonly path?: string;
  readonly state: 'used' | 'not used' | 'not there' | 'unusable';
  readonly trustRoot?: TrustRoot;
  readonly message?: string;
}

/** Lists where a run without --trust-root looks for one. The exit code is 2 if it would end for what it finds there. */
export async function listTrust(format: TrustFormat, io: Session): Promise<ExitCode> {
  const named = io.env['SOFTQCOS_TRUST_ROOT'];
  const places: Place[] = [];
  for (const [place, path] of [
    ['SOFTQCOS_TRUST_ROOT', named === '' ? undefined : named],
    ['installed', installedPath(io)],
  ] as const) {
    const isTaken = places.some(({ state }) => state === 'used' || state === 'unusable');
    places.push(await placeOf(place, path, isTaken ? 'not used' : 'used'));
  }
  await io.print(format === 'json' ? listJson(places) : listText(places, io.style));
  const isUnusable = places.some(({ state }) => state === 'unusable');
  return isUnusable ? EXIT.couldNotRun : EXIT.pass;
}

async function placeOf(
  place: Place['place'],
  path: string | undefined,
  state: 'used' | 'not used',
): Promise<Place> {
  if (path === undefined) return { place, state: 'not there' };
  try {
    // Nobody named the installed one: that it is not there is no fault.
    if (place === 'installed' && !(await isPresent(path)))
      return { place, path, state: 'not there' };
    const bytes = await readTrustRootBytes(path);
    return { place, path, state, trustRoot: trustRootOf(bytes, path) };
  } catch (error) {
    if (!(error instanceof VerifierError)) throw error;
    // What is named and cannot be used ends a run: the next place is never taken instead.
    return { place, path, state: 'unusable', message: error.message };
  }
}

function listText(places: readonly Place[], style: TextOptions): string {
  const pen = new Pen(style);
  if (pen.quiet)
    return places
      .map(({ state, path }) => (state === 'used' ? `${plainText(path ?? '')}\n` : ''))
      .join('');
  const lines = places.flatMap(({ place, path, state, trustRoot, message }) => [
    ...hang(
      `${state.padEnd(10)}`,
      `${place}${path === undefined ? '' : `: ${plainText(path)}`}`,
      pen.width,
    ),
    ...(trustRoot === undefined
      ? []
      : [
          ...hang(
            '          ',
            plainText(
              `${trustRoot.name}, serial ${trustRoot.serial}, to ${trustRoot.expiresAtText}`,
            ),
            pen.width,
          ),
          ...hang('          ', `sha3-256:${trustRoot.sha3_256}`, pen.width),
        ]),
    ...(message === undefined ? [] : hang('          ', plainText(message), pen.width)),
  ]);
  const none = places.every(({ state }) => state === 'not there')
    ? hang(
        '',
        'No trust root is named or installed: without --trust-root nothing is more than unproven.',
        pen.width,
      )
    : [];
  return `${[...lines, ...none].join('\n')}\n`;
}

function listJson(places: readonly Place[]): string {
  return renderDocument({
    format: 'softqcos.trust-list/v1',
    places: places.map(({ place, path, state, trustRoot, message }) => ({
      place,
      ...(path === undefined ? {} : { path }),
      state,
      ...(trustRoot === undefined ? {} : { trust_root: headDocument(trustRoot) }),
      ...(message === undefined ? {} : { message }),
    })),
  });
}

/**
 * Removes the installed trust root. Its digest has to be given: the command that removes one names it, and no other is removed.
 * @throws VerifierError ERR_USAGE, ERR_TRUST_ROOT_DIGEST
 */
export async function removeTrust(
  { trustRootDigest, format }: Pick<AddFlags, 'trustRootDigest' | 'format'>,
  io: Session,
): Promise<ExitCode> {
  const installed = await installedTrustRoot(io);
  if (installed === undefined) throw new VerifierError('ERR_USAGE', 'no trust root is installed');
  const { file, bytes } = installed;
  const digest = toHex(digestOf('sha3-256', bytes));
  const command = `softqcos-verify trust remove --trust-root-digest sha3-256:${digest}`;
  if (trustRootDigest === undefined)
    throw new VerifierError('ERR_USAGE', `${file} would be removed`, {
      hint: `look at it with "trust list", keep a copy if you need it, then say which: ${command}`,
    });
  if (trustRootDigest !== digest)
    throw new VerifierError('ERR_TRUST_ROOT_DIGEST', `${file}: its digest is sha3-256:${digest}`, {
      hint: 'another trust root is installed than the one that you mean; nothing was removed',
    });
  await removeFile(file, io.disk);
  // One that cannot be loaded can be removed all the same.
  const words = `Removed ${plainText(file)}, sha3-256:${digest}\n`;
  await io.print(
    format === 'json'
      ? renderDocument({ format: 'softqcos.trust-removed/v1', path: file, sha3_256: digest })
      : words,
  );
  return EXIT.pass;
}
