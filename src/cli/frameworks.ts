// Which frameworks a run examines: the names of --framework, else files of the auditor's own. A name that comes with the verifier
// never means a file that happens to be called the same.

import { VerifierError } from '../base/errors.js';
import { FRAMEWORK } from '../base/limits.js';
import { BUILT_IN, type Framework, loadFramework } from '../frameworks/framework.js';
import { sameName, suggestion } from './closest.js';
import { isPresent, readSmall } from './files.js';
import { usage } from './flags.js';
import { FRAMEWORK_FILE, loadNamed } from './operator-file.js';

/**
 * Finds and loads frameworks, in the order given.
 * @throws VerifierError ERR_FRAMEWORK_INVALID, ERR_USAGE for two of one id
 */
export async function chosenFrameworks(words: readonly string[]): Promise<readonly Framework[]> {
  const frameworks: Framework[] = [];
  for (const word of words) {
    const name = sameName(word, [...BUILT_IN.keys()]);
    const framework = (name === undefined ? undefined : BUILT_IN.get(name)) ?? (await ofFile(word));
    const { id } = framework.document;
    // Reports name a framework by its id.
    if (frameworks.some(({ document }) => document.id === id))
      throw usage(`--framework: ${id} is given twice`);
    frameworks.push(framework);
  }
  return frameworks;
}

async function ofFile(path: string): Promise<Framework> {
  const names = [...BUILT_IN.keys()];
  if (!(await isPresent(path)))
    throw new VerifierError('ERR_FRAMEWORK_INVALID', `${path}: no such file, and no framework`, {
      hint: suggestion(path, names) ?? `name a file, or one of ${names.join(', ')}`,
    });
  const bytes = await readSmall(path, FRAMEWORK.fileBytes, 'ERR_FRAMEWORK_INVALID');
  return loadNamed(path, bytes, FRAMEWORK_FILE, () => loadFramework(bytes));
}
