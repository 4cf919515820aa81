/**
 * Whether the feed stands still. What changes below a moving finger, or while a clip is on its way to the screen, makes a browser
 * snap back to where it was (CSS Scroll Snap 1, re-snapping after layout changes), and the move is lost.
 */
export interface Stillness {
  /** A move to `target` was asked for; it may take some frames before anything scrolls. */
  movesTo(target: Element): void
  /** Resolves at once, or when what moves has come to its end. */
  still(): Promise<void>
  stop(): void
}

/** A move that has not come to its end by then does not come at all, or the browser does not say when it has. */
const longestMoveMs = 1000
/** Browsers without `scrollend` (CSSOM View) stand still after so long without `scroll`. */
const quietMs = 150

export function watchStillness(scroller: HTMLElement): Stillness {
  const saysEnd = 'onscrollend' in scroller
  let isMoving = false
  let target: Element | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let waiting: (() => void)[] = []

  const end = () => {
    clearTimeout(timer)
    isMoving = false
    target = null
    for (const resolve of waiting) resolve()
    waiting = []
  }
  const moves = (longest: number) => {
    isMoving = true
    clearTimeout(timer)
    if (longest < Number.POSITIVE_INFINITY) timer = setTimeout(end, longest)
  }
  const isThere = () =>
    !target?.isConnected || Math.abs(target.getBoundingClientRect().top - scroller.getBoundingClientRect().top) < 2
  const hear = {
    scroll: () => moves(saysEnd ? longestMoveMs : quietMs),
    // The end of an earlier move may be told once the next has been asked for.
    scrollend: () => isThere() && end(),
    touchstart: () => moves(Number.POSITIVE_INFINITY),
    touchend: () => moves(quietMs),
    touchcancel: () => moves(quietMs),
  }
  for (const [name, on] of Object.entries(hear)) scroller.addEventListener(name, on, { passive: true })
  return {
    movesTo(article) {
      target = article
      if (!isThere()) moves(longestMoveMs)
    },
    still: () => (isMoving ? new Promise(resolve => waiting.push(resolve)) : Promise.resolve()),
    stop() {
      for (const [name, on] of Object.entries(hear)) scroller.removeEventListener(name, on)
      end()
    },
  }
}
