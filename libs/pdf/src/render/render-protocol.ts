/** Exit codes of the rendering child. */
export const RENDER_ERRORS = { noSuchPage: 40, tooLarge: 41 } as const;
