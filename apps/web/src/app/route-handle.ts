export interface RouteHandle {
  /** The page fills the window and scrolls inside its zones. */
  fullFrame?: boolean;
}
