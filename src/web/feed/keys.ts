export interface FeedKeys {
  next(): void
  previous(): void
  toggle(): void
  mute(): void
  captions(): void
  like(): void
  first(): void
  last(): void
  /** -1 back, 1 forward. */
  seek(direction: number): void
}

/** The feed's keys. They are left alone while somebody types, moves a slider, or holds a modifier. */
export function keysOf(acts: FeedKeys): (event: KeyboardEvent) => void {
  const table: Record<string, () => void> = {
    ArrowDown: acts.next,
    j: acts.next,
    PageDown: acts.next,
    ArrowUp: acts.previous,
    k: acts.previous,
    PageUp: acts.previous,
    Home: acts.first,
    End: acts.last,
    ' ': acts.toggle,
    m: acts.mute,
    t: acts.captions,
    l: acts.like,
    ArrowLeft: () => acts.seek(-1),
    ArrowRight: () => acts.seek(1),
  }
  return event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const target = event.target as HTMLElement
    if (target.matches('input, textarea, select, [contenteditable]')) return
    // A button answers to the space bar itself.
    if (event.key === ' ' && target.closest('button, a, summary')) return
    const act = table[event.key.length === 1 ? event.key.toLowerCase() : event.key]
    if (!act) return
    event.preventDefault()
    act()
  }
}
