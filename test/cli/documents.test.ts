// What the verbs print for programs: every document follows its schema, in the order of its schema, and says the exit code.

import { describe, expect, it } from 'vitest';
import { command } from '../support/command.js';
import { checkSchema, type PublishedName } from '../support/schema.js';
import { misplaced } from '../support/schema-order.js';
import { verbDocuments } from '../support/verb-documents.js';

const DEMO = 'fixtures/demo/incident.zip';
const EMBED: readonly string[] = [
  ...['declined', 'inspection', 'redaction', 'difference', 'facts', 'paper'],
  ...['custody-added', 'renewal-request', 'renewal-added'],
];

describe('--format json', () => {
  it('of every verb follows its schema', async () => {
    for (const { schema, exit, document } of await verbDocuments()) {
      expect([schema, checkSchema(schema as PublishedName, document)]).toEqual([schema, undefined]);
      // Those that hold a document of another schema refer to it by its name.
      if (!EMBED.includes(schema))
        expect([schema, misplaced(document, schema)]).toEqual([schema, []]);
      const said = (document as { readonly exit?: number }).exit;
      if (said !== undefined) expect([schema, said]).toEqual([schema, exit]);
    }
  });

  it.each([
    [[DEMO, '--nope', '--format=json'], 'ERR_USAGE'],
    [[DEMO, '--trust-root', 'nope.json', '--format', 'json'], 'ERR_TRUST_ROOT_UNREADABLE'],
    [['trust', 'lst', '--format', 'JSON'], 'ERR_USAGE'],
    [['sample', DEMO, '--format', 'json'], 'ERR_USAGE'],
  ])('%j: standard output is not empty when the operator is at fault', async (argv, code) => {
    const ran = await command(argv);
    const said = JSON.parse(ran.stdout);
    expect(said).toMatchObject({ format: 'softqcos.error/v1', exit: 2, code });
    expect(ran.stderr).toContain(`${code}: ${said.message}`);
  });

  it('nor for a bug of ours', async () => {
    let first = true;
    const write = async () => {
      if (first) {
        first = false;
        throw new TypeError('a bug');
      }
    };
    const ran = await command(['checks', '--format', 'json'], { write });
    expect(JSON.parse(ran.stdout)).toEqual({
      format: 'softqcos.error/v1',
      exit: 70,
      message: 'a bug',
    });
  });
});
