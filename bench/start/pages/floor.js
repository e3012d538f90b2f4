new Worker("floor.worker.js").onmessage = ({ data }) => window.benchDone(data);
