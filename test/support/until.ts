/** Waits for something with a deadline, ms. @throws when it did not come true */
export async function until(holds: () => boolean | Promise<boolean>, deadline: number): Promise<void> {
  const end = Date.now() + deadline;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`not within ${deadline} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
