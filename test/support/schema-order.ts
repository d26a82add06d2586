// Whether the members of a document are in the order of its schema: one document has one text.

import { readFileSync } from 'node:fs';

interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly else?: Schema;
}

/** Places whose members are not in the order of the schema, or not in it at all; `schema` is the name of a file of schemas/. */
export function misplaced(document: unknown, schema: string): string[] {
  const url = new URL(`../../schemas/${schema}.schema.json`, import.meta.url);
  const root = JSON.parse(readFileSync(url, 'utf8')) as Schema;
  const resolve = (node: Schema): Schema =>
    node.$ref === undefined
      ? node
      : resolve(
          node.$ref
            .slice(2)
            .split('/')
            .reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], root) as Schema,
        );
  const walk = (value: unknown, node: Schema, path: string): string[] => {
    if (typeof value !== 'object' || value === null) return [];
    const choices = [
      node,
      ...(node.oneOf ?? []),
      ...(node.anyOf ?? []),
      ...(node.else ? [node.else] : []),
    ].map(resolve);
    if (Array.isArray(value)) {
      const items = choices.find((choice) => choice.items !== undefined)?.items;
      return value.flatMap((item) =>
        items === undefined ? [path] : walk(item, items, `${path}/*`),
      );
    }
    const names = Object.keys(value);
    const known = (choice: Schema) => names.filter((name) => name in (choice.properties ?? {}));
    const [best] = choices.sort((a, b) => known(b).length - known(a).length);
    const properties = best?.properties ?? {};
    const order = Object.keys(properties).filter((name) => names.includes(name));
    const here = order.join() === names.join() ? [] : [`${path}: ${names.join()}`];
    return [
      ...here,
      ...Object.entries(value).flatMap(([name, inner]) =>
        walk(inner, properties[name] ?? {}, `${path}/${name}`),
      ),
    ];
  };
  return [...new Set(walk(document, root, ''))];
}
