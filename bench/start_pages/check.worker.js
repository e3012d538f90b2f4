self.onmessage = ({ data }) => Promise.resolve(new Function(`return (${data})()`)()).then((said) => self.postMessage(said));
