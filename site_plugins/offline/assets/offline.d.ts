interface Window {
  /** What the build tells of a copy for use without a network: bytes to load, and texts by their keys. */
  lumbarOffline: { bytes: number; texts: Record<string, string> };
}
