// `trust keygen`: makes the keys of a keeper. The private ones go to the file that the operator names, and nowhere else.

import { EXIT, type ExitCode } from '../../catalogue/exit-codes.js';
import { plainText } from '../../report/escape.js';
import { renderDocument } from '../../report/json.js';
import { renderKeeper } from '../../report/trust-update.js';
import { keeperDocument } from '../../trust/update/keeper.js';
import { newSecret, writeSecret } from '../../trust/update/secret.js';
import type { Session } from '../session.js';
import type { TrustFormat } from './trust.js';

interface NewKeeper {
  readonly name: string;
  readonly public: string;
  readonly output: string;
  readonly format: TrustFormat;
}

export async function makeKeeper(wanted: NewKeeper, io: Session): Promise<ExitCode> {
  const secret = newSecret();
  const document = keeperDocument(wanted.name, secret);
  await io.outputs.write({ path: wanted.output, as: '--output' }, writeSecret(secret), {
    secret: true,
  });
  await io.outputs.write({ path: wanted.public, as: '--public' }, renderDocument(document));
  const keys = secret.map(({ key }) => key);
  const words = [
    `Private keys, for nobody else: ${plainText(wanted.output)}`,
    `Public keys, to hand out: ${plainText(wanted.public)}`,
    '',
    renderKeeper(wanted.name, keys, io.style),
  ].join('\n');
  await io.stdout.write(wanted.format === 'json' ? renderDocument(document) : words);
  return EXIT.pass;
}
