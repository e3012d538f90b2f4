// What the bench does in the pages that it starts, before, between and after the measuring.
window.bench = {
  /** A loop that keeps the processor busy; returns its milliseconds. */
  compute: () => {
    const start = performance.now();
    let sum = 0;
    for (let at = 0; at < 3e8; at += 1) sum += at % 7;
    return performance.now() - start + sum * 0;
  },

  /** Loads a file that nobody has kept; returns its milliseconds. */
  load: async () => {
    const start = performance.now();
    await (await fetch(`${self.origin}/check.bin?${Math.random()}`)).arrayBuffer();
    return performance.now() - start;
  },

  /** Does one of the two in a worker. */
  inWorker: (name) =>
    new Promise((resolve) => {
      const script = `Promise.resolve((${window.bench[name]})()).then((ms) => self.postMessage(ms));`;
      const worker = new Worker(URL.createObjectURL(new Blob([script])));
      worker.onmessage = ({ data }) => resolve(data);
    }),

  /** Installs a service worker; returns its state in the end: "activated" or "redundant". */
  install: async (address) => {
    const { installing } = await navigator.serviceWorker.register(address);
    return new Promise((resolve) => {
      installing.onstatechange = () => {
        if (["activated", "redundant"].includes(installing.state)) resolve(installing.state);
      };
    });
  },
};
