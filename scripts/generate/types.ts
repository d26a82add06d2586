// Schemas to types: for each schemas/NAME.schema.json the declaration NAME.d.ts of its validator, which says what a document is that
// it has let through. For documents of several kinds (allOf of if/then over `type`) also what `data` is of each kind.

import { createRequire } from 'node:module';
import { basename } from 'node:path';

export interface JSONSchema {
  readonly [keyword: string]: unknown;
}

// Not imported: the declarations of the package do not stand exactOptionalPropertyTypes.
const { compile } = createRequire(import.meta.url)('json-schema-to-typescript') as {
  compile(schema: JSONSchema, name: string, options: object): Promise<string>;
};

/** The declaration beside a validator. @param others schemas that this one may refer to, by `$id` */
export async function declarationOf(
  schema: JSONSchema,
  others: ReadonlyMap<string, JSONSchema>,
): Promise<string> {
  const data = kindsOf(schema).map(async ({ kind, data }) =>
    typesOf(`${pascal(kind)}Data`, { ...data, $defs: schema['$defs'] }, others),
  );
  const types = await Promise.all([typesOf('Document', schema, others), ...data]);
  return `import type { Frozen, Json } from '../json.js';
import type { Validator } from '../validator.js';

export declare const validate: Validator<Document>;
${types.join('')}`;
}

/** In a namespace of their own, since two kinds of `data` may name alike; and read-only. */
async function typesOf(
  name: string,
  schema: JSONSchema,
  others: ReadonlyMap<string, JSONSchema>,
): Promise<string> {
  const { title: _, $id: __, ...unnamed } = schema;
  const text = await compile(asUnions(unnamed) as JSONSchema, name, {
    bannerComment: '',
    format: false,
    ignoreMinAndMaxItems: true,
    strictIndexSignatures: false,
    additionalProperties: false,
    $refOptions: {
      resolve: {
        schemas: {
          order: 1,
          canRead: /\.schema\.json$/,
          read: ({ url }: { readonly url: string }) => JSON.stringify(others.get(basename(url))),
        },
      },
    },
  });
  return `
declare namespace Of${name} {
${text.replaceAll(': unknown', ': Json')}}
export type ${name} = Frozen<Of${name}.${name}>;
`;
}

/**
 * Two forms of a value stand in the schemas as `if` by type, `then`, `else`, which makes for a better sentence about a fault; to a type
 * they are a union.
 */
function asUnions(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(asUnions);
  if (typeof node !== 'object' || node === null) return node;
  const { if: when, then, else: other, ...rest } = node as JSONSchema;
  const copy = Object.fromEntries(
    Object.entries(rest).map(([name, each]) => [name, asUnions(each)]),
  );
  const byType =
    typeof when === 'object' &&
    when !== null &&
    Object.keys(when).join() === 'type' &&
    other !== undefined;
  if (!byType) return copy;
  return { ...copy, anyOf: [{ ...when, ...(asUnions(then) as object) }, asUnions(other)] };
}

/** A rule of `allOf`: what `data` is if `type` is so. */
interface KindRule {
  readonly if?: { readonly properties?: { readonly type?: { readonly const?: string } } };
  readonly then?: { readonly properties?: { readonly data?: JSONSchema } };
}

function kindsOf(schema: JSONSchema): readonly { kind: string; data: JSONSchema }[] {
  const rules = (schema['allOf'] ?? []) as readonly KindRule[];
  return rules.flatMap(({ if: when, then }) => {
    const [kind, data] = [when?.properties?.type?.const, then?.properties?.data];
    return kind === undefined || data === undefined ? [] : [{ kind, data }];
  });
}

function pascal(text: string): string {
  return text.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
