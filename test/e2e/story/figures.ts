export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? NaN) + (sorted[Math.floor(middle)] ?? NaN)) / 2;
}

/** Times as one line of the run's figures. */
export function spread(values: readonly number[]): string {
  return `median ${median(values).toFixed(0)} ms, max ${Math.max(...values).toFixed(0)} ms of ${values.length}`;
}
