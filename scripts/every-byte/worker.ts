// A process of its own for a part of the flips (arguments: part, parts): prints its rows as JSON.

import { flipPart } from './flips.js';

const [part = 0, parts = 1] = process.argv.slice(2).map(Number);
process.stdout.write(JSON.stringify(await flipPart(part, parts)));
