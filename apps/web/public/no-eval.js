// Before any module: zod would try whether it may compile code at run time, and the content security policy would
// report the attempt.
globalThis.__zod_globalConfig = { jitless: true };
