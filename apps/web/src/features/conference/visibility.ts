/**
 * Reports how many device pixels wide an element is shown, 0 while nobody can see it: scrolled away, in a folded
 * rail, or in a tab in the background. @returns how to stop.
 */
export function watchVisible(element: Element, report: (pixels: number) => void): () => void {
  let inSight = false;
  const tell = () => {
    const seen = inSight && document.visibilityState === 'visible';
    report(seen ? Math.round(element.getBoundingClientRect().width * window.devicePixelRatio) : 0);
  };
  const sight = new IntersectionObserver((entries) => {
    inSight = entries.at(-1)?.isIntersecting ?? false;
    tell();
  });
  const size = new ResizeObserver(tell);
  sight.observe(element);
  size.observe(element);
  document.addEventListener('visibilitychange', tell);
  return () => {
    sight.disconnect();
    size.disconnect();
    document.removeEventListener('visibilitychange', tell);
    report(0);
  };
}
