// Run by .ci/run in a folder where the packed library is installed: the public surface does what the README says.
import { readFile } from 'node:fs/promises';
import {
  CATALOGUE,
  CODES,
  loadTrustRoot,
  parseTime,
  renderJson,
  renderText,
  sourceFromBytes,
  verifyBundle,
} from 'softqcos-verify';
import manifest from 'softqcos-verify/schemas/manifest.schema.json' with { type: 'json' };

const trustRoot = loadTrustRoot(await readFile('demo/trust-root.json'));
const verdicts = {};
for (const name of ['incident', 'incident-tampered']) {
  const source = sourceFromBytes(await readFile(`demo/${name}.zip`));
  const at = parseTime('2026-04-01T00:00:00Z');
  const transcript = await verifyBundle(source, trustRoot, { at, name });
  if (JSON.parse(renderJson(transcript)).checks.length !== CATALOGUE.length) throw new Error(name);
  if (!renderText(transcript).startsWith(transcript.verdict.toUpperCase())) throw new Error(name);
  verdicts[name] = transcript.verdict;
}
if (verdicts.incident !== 'pass' || verdicts['incident-tampered'] !== 'fail')
  throw new Error(JSON.stringify(verdicts));
if (typeof manifest.title !== 'string' || Object.keys(CODES).length < 100)
  throw new Error('exports');
process.stdout.write('the library verifies\n');
