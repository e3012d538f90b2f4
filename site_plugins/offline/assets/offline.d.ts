interface Window {
  /** What the build tells of a copy for use without a network: bytes to load, the build, and texts by their keys. */
  lumbarOffline: { bytes: number; build: string; texts: Record<string, string> };
}
