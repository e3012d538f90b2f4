/** What the theme's scripts offer to all pages. */
interface Window {
  /** The stores that the browser refuses, for which the page has stand-ins that last as long as itself. */
  lumbarBlockedStorage?: string[];
  /** Copies a text; resolves to whether it was done. Absent where the script did not come. */
  lumbarCopy?: (words: string) => Promise<boolean>;
}
