// What a compiled schema is: a function that says yes or no, and leaves beside it why not. `npm run generate` makes one for each
// schema, in validators/.

/** Compares a value with its schema, which says what it is then; after `false`, `errors` holds the first fault and what encloses it, the deepest first. */
export interface Validator<Document = unknown> {
  (value: unknown): value is Document;
  readonly errors?: readonly ValidationError[] | null;
}

/** One keyword of a schema that a value does not follow, in ajv's words. */
export interface ValidationError {
  readonly keyword: string;
  /** RFC 6901 pointer to the value. */
  readonly instancePath: string;
  readonly schemaPath: string;
  /** What the keyword asked for; the keyword decides which names there are. */
  readonly params: Readonly<Record<string, unknown>>;
  /** The name itself, where a name is at fault and not a value. */
  readonly propertyName?: string;
  /** The value of the keyword, and the schema node that it belongs to. */
  readonly schema?: unknown;
  readonly parentSchema?: Readonly<Record<string, unknown>>;
  readonly data?: unknown;
}
