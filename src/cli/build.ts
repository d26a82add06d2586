// Which commit this program was built from. The build writes it in; a run from the sources has none.

declare const SOFTQCOS_COMMIT: string | undefined;

export const COMMIT =
  typeof SOFTQCOS_COMMIT === 'string' ? SOFTQCOS_COMMIT : 'run from the sources';
