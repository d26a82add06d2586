// The version of this verifier and of the specification it implements; a test compares it with package.json.

export const VERSION = '0.1.0';
export const SPECIFICATION = 'softqcos.evidence-bundle/v1';
