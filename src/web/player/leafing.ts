/** Two clips in a row that were looked at for less than this are leafed through, not watched. */
const leafingMs = 1000

/** Tells who leafs through the feed from who watches, by when the last clips came. */
export class Leafing {
  #cameAt: number[] = []

  /** Another clip has come to the screen. */
  came(): void {
    this.#cameAt = [...this.#cameAt.slice(-2), performance.now()]
  }

  /** Milliseconds for which the last clips were looked at, where the viewer leafs; null where they watch. */
  get ms(): number | null {
    const [first, second, third] = this.#cameAt
    if (first === undefined || second === undefined || third === undefined) return null
    const looked = Math.max(second - first, third - second)
    return Math.max(looked, performance.now() - third) < leafingMs ? looked : null
  }
}
