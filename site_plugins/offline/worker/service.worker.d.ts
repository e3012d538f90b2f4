/** What the service worker is told, by the build, of the site that it keeps. */

interface LumbarCopy {
  /** Changes with every file of the site. */
  version: string;
  /** The size and the checksum of each file, by its address within the site. */
  files: Record<string, [bytes: number, sha256: string]>;
  /** Files of which either they themselves are kept or their twins in gzip, whichever Python would fetch. */
  twins: Record<string, string>;
  /** Pages that say why another one cannot be shown, in HTML; `{home}` is the address of the start page. */
  pages: { away: string; damaged: string };
}

/** What is kept: left in the cache when all of it is there. */
interface LumbarKept {
  bytes: number;
  /** Addresses by the checksums of what is kept there. */
  files: Record<string, string>;
}

interface WorkerGlobalScope {
  lumbarCopy: LumbarCopy;
}
