// Small helpers of the worked example: code blocks, shortened values, and the refusal to print what is not so.

/** A fenced block; a last argument of `json` names the language. */
export function fenced(...lines: readonly string[]): string {
  const language = lines.length > 1 && lines.at(-1) === 'json' ? 'json' : '';
  const body = language === '' ? lines : lines.slice(0, -1);
  return [`\`\`\`${language}`, ...body, '```'].join('\n');
}

/** Long text with its middle left out and its length stated. */
export function shortened(text: string): string {
  return text.length <= 200
    ? text
    : `${text.slice(0, 96)}…${text.slice(-16)} (${text.length} characters)`;
}

/** The value, which has to be there. */
export function need<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the golden bundle is not as the example needs it');
  return value;
}

/** Stops the run if a computed value is not the stated one. */
export function same<T>(actual: T, stated: T): void {
  if (actual !== stated) throw new Error(`${String(actual)} is not ${String(stated)}`);
}
