/** What the build tells the service worker of the site that it stores. */

interface LumbarCopy {
  /** Changes with every file of the site. */
  version: string;
  /** The size and the checksum of each file, by its address within the site. */
  files: Record<string, [bytes: number, sha256: string]>;
  /** Files that are stored as they are or in gzip, whichever Python would fetch, with the address of the gzip. */
  precompressed: Record<string, string>;
  /** Pages that say why another one cannot be shown, in HTML; `{home}` is the address of the start page. */
  pages: { away: string; damaged: string };
}

/** What is stored: written to the cache when all of it is there. */
interface LumbarCopyIndex {
  bytes: number;
  /** Addresses by the checksums of what is stored there. */
  files: Record<string, string>;
}

interface WorkerGlobalScope {
  lumbarCopy: LumbarCopy;
}
