// Schemas to validators: for each schemas/NAME.schema.json a module NAME.js with one function `validate`, and its declaration
// (types.ts).
// The code is ajv's; what it needs at run time is in src/base/formats.ts, so that ajv is installed by nobody.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { _, Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import { transform } from 'esbuild';
import { FORMATS } from '../../src/base/formats.js';
import { declarationOf, type JSONSchema } from './types.js';

const SUFFIX = '.schema.json';
/** Files by name, for src/base/validators/. @param folder of the schemas */
export async function validators(folder: string): Promise<ReadonlyMap<string, string>> {
  const names = readdirSync(folder).filter((name) => name.endsWith(SUFFIX));
  const schemas = new Map<string, JSONSchema>(
    names.map((file) => [file, JSON.parse(readFileSync(join(folder, file), 'utf8'))]),
  );
  // A schema has the name of its file: it claims no namespace, and others refer to it as a file beside them.
  for (const [file, { $id }] of schemas)
    if ($id !== file) throw new Error(`schemas/${file}: $id is not the name of the file`);
  const files = names.map(async (file): Promise<[string, string][]> => {
    const name = file.slice(0, -SUFFIX.length);
    const code = await compile(schemas.get(file) ?? {}, [...schemas.values()]);
    return [
      [`${name}.js`, `// Made from schemas/${file} by npm run generate.\n${code}`],
      [`${name}.d.ts`, await declarationOf(schemas.get(file) ?? {}, schemas)],
    ];
  });
  return new Map((await Promise.all(files)).flat());
}

/** @param others schemas that it may refer to by their `$id` */
async function compile(schema: object, others: readonly object[]): Promise<string> {
  const ajv = new Ajv2020({
    strict: true,
    // Puts the failing schema node and the value beside an error, from which src/base/schema.ts makes its sentence.
    verbose: true,
    messages: false,
    ownProperties: true,
    code: { source: true, esm: true, formats: _`FORMATS`, optimize: true },
  });
  for (const [name, format] of Object.entries(FORMATS)) ajv.addFormat(name, format);
  for (const other of others) if (other !== schema) ajv.addSchema(other);
  const code = standalone
    .default(ajv, ajv.compile(schema))
    .replace(/export default \w+;/, '')
    .replaceAll('require("ajv/dist/runtime/ucs2length").default', 'codePoints');
  if (code.includes('require(')) throw new Error(`a helper of ajv that src/base lacks: ${code}`);
  const small = await transform(code, {
    format: 'esm',
    target: 'node20.19',
    minify: true,
  });
  return `import { codePoints, FORMATS } from '../formats.js';\n${small.code}`;
}
