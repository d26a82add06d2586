// The worker: the verifier, away from the page, so that the page stays quick and a run can be stopped.

import { parseUtf8, toHex, utf8 } from '../src/base/encoding.js';
import { VerifierError } from '../src/base/errors.js';
import { digestOf } from '../src/crypto/digest.js';
import { plainText } from '../src/report/escape.js';
import type { Answers, Failure, Progress, Reply, Request } from './messages.js';
import { verifyAll } from './run.js';
import { smallFile } from './source.js';
import { compare, make, show } from './trust.js';

/** A page is at most 3 MB. */
const PAGE_BYTES = 16_777_216;
/** Characters of a message that are shown. */
const MESSAGE = 2_000;
/** Progress is told a hundred times a bundle at most. */
const STEPS = 100;

interface Scope {
  postMessage(reply: Reply): void;
  onmessage: ((event: { readonly data: Request & { readonly id: number } }) => void) | null;
}
const scope = self as unknown as Scope;

scope.onmessage = ({ data }) => {
  const { id } = data;
  answer(
    data,
    throttled((progress) => scope.postMessage({ id, progress })),
  ).then(
    (done) => scope.postMessage({ id, answer: done }),
    (error: unknown) => scope.postMessage({ id, failure: failureOf(error) }),
  );
};

async function answer(
  request: Request,
  told: (progress: Progress) => void,
): Promise<Answers[keyof Answers]> {
  switch (request.kind) {
    case 'verify':
      return verifyAll(request, told);
    case 'make':
      return make(request);
    case 'show':
      return show(request.file, request.at);
    case 'compare':
      return compare(request.before, request.after);
    case 'sha256':
      return fingerprints(request.file, request.zeroed);
  }
}

async function fingerprints(file: File, zeroed: string): Promise<Answers['sha256']> {
  const bytes = await smallFile(file, PAGE_BYTES, 'ERR_BUNDLE_UNREADABLE');
  const text = parseUtf8(bytes) ?? '';
  const blank = text.replaceAll(zeroed, '0'.repeat(zeroed.length));
  return {
    plain: toHex(digestOf('sha256', bytes)),
    zeroed: toHex(digestOf('sha256', utf8(blank))),
  };
}

function throttled(tell: (progress: Progress) => void): (progress: Progress) => void {
  let last = '';
  return (progress) => {
    const step = `${progress.bundle}/${Math.floor(progress.part * STEPS)}`;
    if (step === last) return;
    last = step;
    tell(progress);
  };
}

function failureOf(error: unknown): Failure {
  if (error instanceof VerifierError) {
    const { code, message, hint } = error;
    // A file may have any name: what of it cannot be seen is made visible.
    return { code, message: plainText(message, MESSAGE), ...(hint === undefined ? {} : { hint }) };
  }
  const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    code: 'internal error',
    message: said,
    hint: 'This is a bug of the verifier, and no verdict: please report it.',
  };
}
