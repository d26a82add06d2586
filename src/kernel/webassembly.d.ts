// The part of the WebAssembly API that the kernel uses (W3C WebAssembly JavaScript Interface): the types of Node name it and
// leave it empty, and those of a browser would bring globals that this library must not see.

declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Memory {
    constructor(descriptor: { readonly initial: number });
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }
  class Instance {
    constructor(
      module: Module,
      imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
    );
    readonly exports: unknown;
  }
}
