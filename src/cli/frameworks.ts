// Which frameworks a run examines: the names of --framework, else files of the auditor's own. A name that comes with the verifier
// never means a file that happens to be called the same.

import { VerifierError } from '../base/errors.js';
import { FRAMEWORK } from '../base/limits.js';
import { BUILT_IN, type Framework, loadFramework } from '../frameworks/framework.js';
import { readSmall } from './files.js';
import { usage } from './flags.js';

/**
 * Finds and loads frameworks, in the order given.
 * @throws VerifierError ERR_FRAMEWORK_INVALID, ERR_USAGE for two of one id
 */
export async function chosenFrameworks(names: readonly string[]): Promise<readonly Framework[]> {
  const frameworks: Framework[] = [];
  for (const name of names) {
    const framework = BUILT_IN.get(name) ?? (await frameworkFile(name));
    const { id } = framework.document;
    // Reports name a framework by its id.
    if (frameworks.some(({ document }) => document.id === id))
      throw usage(`--framework: ${id} is given twice`);
    frameworks.push(framework);
  }
  return frameworks;
}

async function frameworkFile(path: string): Promise<Framework> {
  try {
    return loadFramework(await readSmall(path, FRAMEWORK.fileBytes, 'ERR_FRAMEWORK_INVALID'));
  } catch (error) {
    if (!(error instanceof VerifierError)) throw error;
    const message = error.message.startsWith(path) ? error.message : `${path}: ${error.message}`;
    throw new VerifierError(error.code, message, {
      hint: error.hint ?? `name a file, or one of ${[...BUILT_IN.keys()].join(', ')}`,
    });
  }
}
