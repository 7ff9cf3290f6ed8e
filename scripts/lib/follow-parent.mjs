// Ends this process when the one that started it is gone. npm passes SIGTERM to the shell between us, which dies of it
// alone; and nobody can pass on a SIGKILL. Without this the product would keep its port and its database for itself.
// Also preloaded into the application (`node --import`), which runs in a process group of its own.
const INTERVAL_MS = 500;
const parent = process.ppid;

const watch = setInterval(() => {
  if (process.ppid === parent) return;
  clearInterval(watch);
  process.kill(process.pid, 'SIGTERM');
}, INTERVAL_MS);
watch.unref();
