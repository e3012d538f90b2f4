/** What the build tells the service worker of the site that it stores. */

interface LumbarCopy {
  /** Changes with every file of the site. */
  version: string;
  /** The same for the page's script, which is itself such a file and cannot know the version. */
  build: string;
  /** The size and the checksum of each file, by its address within the site. */
  files: Record<string, [bytes: number, sha256: string]>;
  /** Files that are stored as they are or in gzip, whichever Python would fetch, with the address of the gzip. */
  precompressed: Record<string, string>;
  /** Files without which every page can be read: pictures, fonts, files to take along. */
  optional: string[];
  /** Pages that say why another one cannot be shown, in HTML; `{home}` is the address of the start page. */
  pages: { away: string; damaged: string };
}

/** What is stored: written to the cache when all of it is there. */
interface LumbarCopyIndex {
  bytes: number;
  /** Addresses of files that the host does not hand out as they were built, and that no page needs to be read. */
  missing: string[];
}

/** Why a version could not be stored: written to a cache of its own. */
interface LumbarCopyFailure {
  build: string;
  reason: string;
  /** How often in a row. */
  times: number;
  /** Whether it is not to be tried again unasked. */
  isLeftAlone: boolean;
  /** Until when this counts, in milliseconds since 1970. */
  until: number;
}

interface WorkerGlobalScope {
  lumbarCopy: LumbarCopy;
}
