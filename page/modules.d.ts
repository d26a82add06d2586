// Modules that the build makes (scripts/build/page.ts).

declare module 'made:worker' {
  /** The worker as text. */
  export const text: string;
}

declare module 'made:search' {
  /** The script of the HTML transcript as a function: search fields above long tables. */
  export function enhance(): void;
}

declare module 'made:demo' {
  /** Files of fixtures/demo in base64. */
  export const bundle: string;
  export const tampered: string;
  export const trustRoot: string;
}

declare module 'made:frameworks' {
  /** Id and name of each framework that is built in: the worker has the rest. */
  export const frameworks: readonly (readonly [string, string])[];
}
