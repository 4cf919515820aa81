/** What a finger or a mouse means on a clip. Scrolling stays the browser's own: a gesture that starts to scroll ends here. */
export interface Gestures {
  /** Once, after the time in which a second tap could still come. */
  tap(): void
  /** Where, in CSS pixels of the surface. */
  doubleTap(x: number, y: number): void
  hold(): void
  /** A finger is held at the left or right edge, and then no longer. */
  hurry(isFast: boolean): void
}

const doubleTapMs = 250
const holdMs = 450
const mostDriftPx = 10
/** Part of the clip's width, on each side, that counts as its edge. */
const edge = 0.22

export function listenToGestures(surface: HTMLElement, acts: Gestures): () => void {
  let tapping: ReturnType<typeof setTimeout> | undefined
  let holding: ReturnType<typeof setTimeout> | undefined
  let down: { x: number; y: number } | null = null
  let isFast = false
  const at = (event: MouseEvent) => {
    const box = surface.getBoundingClientRect()
    return { x: event.clientX - box.left, y: event.clientY - box.top, width: box.width }
  }
  const cancel = () => {
    clearTimeout(holding)
    down = null
    if (isFast) acts.hurry(false)
    isFast = false
  }
  const onDown = (event: PointerEvent) => {
    if (!event.isPrimary || event.button !== 0) return cancel()
    const { x, width } = at(event)
    down = { x: event.clientX, y: event.clientY }
    clearTimeout(holding)
    holding = setTimeout(() => {
      clearTimeout(tapping)
      tapping = undefined
      if (Math.min(x, width - x) < width * edge) {
        isFast = true
        acts.hurry(true)
      } else {
        down = null
        swallowClick()
        acts.hold()
      }
    }, holdMs)
  }
  const onMove = (event: PointerEvent) => {
    if (down && !isFast && Math.hypot(event.clientX - down.x, event.clientY - down.y) > mostDriftPx) cancel()
  }
  const onUp = (event: PointerEvent) => {
    const isTap = down !== null && !isFast
    cancel()
    if (!isTap) return
    if (tapping !== undefined) {
      clearTimeout(tapping)
      tapping = undefined
      const { x, y } = at(event)
      acts.doubleTap(x, y)
      return
    }
    tapping = setTimeout(() => {
      tapping = undefined
      acts.tap()
    }, doubleTapMs)
  }
  // A long touch opens the browser's own menu otherwise; a right click opens ours.
  const onMenu = (event: MouseEvent) => {
    event.preventDefault()
    if ((event as PointerEvent).pointerType !== 'touch') acts.hold()
  }
  const ending = new AbortController()
  const on = <K extends keyof HTMLElementEventMap>(name: K, act: (event: HTMLElementEventMap[K]) => void) =>
    surface.addEventListener(name, act, { signal: ending.signal })
  on('pointerdown', onDown)
  on('pointermove', onMove)
  on('pointerup', onUp)
  on('pointercancel', cancel)
  on('pointerleave', cancel)
  on('contextmenu', onMenu)
  return () => {
    cancel()
    clearTimeout(tapping)
    ending.abort()
  }
}

/** The finger that held is still down, and what opened lies under it: letting go chooses nothing there. */
function swallowClick(): void {
  const swallow = (event: Event) => {
    event.preventDefault()
    event.stopPropagation()
  }
  document.addEventListener('click', swallow, { capture: true })
  const stop = () => setTimeout(() => document.removeEventListener('click', swallow, { capture: true }), 60)
  for (const end of ['pointerup', 'pointercancel', 'touchend'] as const)
    document.addEventListener(end, stop, { capture: true, once: true })
}
