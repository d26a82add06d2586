// Variables by which whoever controls the environment would have Node read or write files before a line of ours runs. No flag
// refuses them, so the executable does not know their names: each stands in the file once as a C string, which is made empty here.

/**
 * NODE_COMPILE_CACHE is why: its folder may hold machine code for our main script, which Node runs without a look at its source,
 * so that it could forge a pass. The others read data of the environment's choice, or write where nobody asked for it.
 */
export const UNKNOWN = [
  'NODE_COMPILE_CACHE',
  'NODE_ICU_DATA',
  'NODE_EXTRA_CA_CERTS',
  'NODE_REDIRECT_WARNINGS',
  'NODE_V8_COVERAGE',
];

/** Node, in place, without those names. @throws if a name does not stand there exactly once */
export function forgetVariables(file: Buffer): Buffer {
  for (const name of UNKNOWN) {
    const [place, ...more] = placesOf(file, name);
    if (place === undefined || more.length > 0) throw new Error(`${name}: not one place`);
    file[place] = 0;
  }
  return file;
}

/** Where a name stands as a C string. */
export function placesOf(file: Buffer, name: string): number[] {
  const wanted = Buffer.from(`\0${name}\0`, 'latin1');
  const places: number[] = [];
  for (let at = file.indexOf(wanted); at >= 0; at = file.indexOf(wanted, at + 1))
    // A string of V8's heap has its length before it; scripts see those, the start of the runtime does not.
    if (file.readUInt32LE(at - 3) !== name.length) places.push(at + 1);
  return places;
}
