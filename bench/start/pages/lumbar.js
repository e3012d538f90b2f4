{
  const python = window.lumbarPython.start({
    root: "../",
    guideline: JSON.parse("@guideline@"),
    onProgress: () => undefined,
    onReady: () =>
      python.ask("present", JSON.parse("@request@")).then(
        (answer) => window.benchDone(JSON.stringify(answer)),
        (error) => window.benchDone(`failed: ${error}`),
      ),
    onFail: (reason) => window.benchDone(`failed: ${reason}`),
  });
}
