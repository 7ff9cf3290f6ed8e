export interface RouteHandle {
  /** The page fills the window and scrolls inside its zones. */
  fullFrame?: boolean;
  /** The page is for whoever comes, signed in or not. */
  open?: boolean;
}
