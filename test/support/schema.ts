// Any published schema by its name: what the verifier writes (transcript, report, drill) is validated in tests alone.

import type { Json } from '../../src/base/json.js';
import { SCHEMAS } from '../../src/base/published.js';
import { faultOf, type SchemaFault } from '../../src/base/schema.js';
import type { Validator } from '../../src/base/validator.js';

export type PublishedName = keyof typeof SCHEMAS;

const NAMES = Object.keys(SCHEMAS) as PublishedName[];
const validators = new Map<PublishedName, Validator>();
for (const name of NAMES)
  validators.set(name, (await import(`../../src/base/validators/${name}.js`)).validate);

export function checkSchema(name: PublishedName, value: Json): SchemaFault | undefined {
  const validate = validators.get(name);
  if (validate === undefined) throw new Error(`there is no schema ${name}`);
  return faultOf(validate, value);
}
