// Asks the calculator's own page, as soon as its Python can answer, what the other pages ask.
{
  // The page would store a copy of the site as soon as Python is ready; what that fetches is no part of a start.
  if (location.protocol === "http:") localStorage.setItem("lumbar-offline /site/", "no");
  new PerformanceObserver((list, observer) => {
    if (list.getEntriesByName("lumbar:ready").length === 0) return;
    observer.disconnect();
    window.lumbarLoading.ask("present", JSON.parse("@request@")).then(
      (answer) => window.benchDone(JSON.stringify(answer)),
      (error) => window.benchDone(`failed: ${error}`),
    );
  }).observe({ type: "mark", buffered: true });
}
