new Worker("stock.worker.js", { type: "module" }).onmessage = ({ data }) => window.benchDone(data);
