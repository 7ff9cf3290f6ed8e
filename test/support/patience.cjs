// Real servers start in seconds, on a busy machine in many: the limit is for what hangs, not for what is slow.
jest.setTimeout(120_000);
