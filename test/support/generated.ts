// Before a run of the tests: the validators are those of the schemas as they are now.

export async function setup(): Promise<void> {
  await import('../../scripts/generate.js');
}
