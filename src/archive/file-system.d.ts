// Names of the File System standard that the declarations of zip.js speak of and Node's do not have. Nothing here uses them.

interface FileSystemHandle {
  readonly kind: 'file' | 'directory';
}
interface FileSystemDirectoryHandle extends FileSystemHandle {
  readonly kind: 'directory';
}
