/** How many letters have to be put in, left out, changed or swapped with their neighbour (optimal string alignment). */
function distanceOf(a: string, b: string): number {
  const [from, to] = [[...a], [...b]]
  let before: number[] = []
  let last = Array.from({ length: to.length + 1 }, (_, place) => place)
  for (let i = 1; i <= from.length; i++) {
    const row = [i]
    for (let j = 1; j <= to.length; j++) {
      const isSame = from[i - 1] === to[j - 1]
      let least = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (isSame ? 0 : 1))
      if (i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1])
        least = Math.min(least, before[j - 2]! + 1)
      row.push(least)
    }
    before = last
    last = row
  }
  return last[to.length]!
}

/** The one of `known` that somebody meant by `word`; null where none is near enough. Of two as near, the earlier. */
export function nearest(word: string, known: readonly string[]): string | null {
  const most = [...word].length < 8 ? 1 : 2
  let best: { word: string; far: number } | null = null
  for (const one of known) {
    const far = distanceOf(word, one)
    if (far > 0 && far <= most && (best === null || far < best.far)) best = { word: one, far }
  }
  return best?.word ?? null
}
