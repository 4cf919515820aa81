/** Measures the network by the media it has carried, from the browser's own Resource Timing. Nothing is sent. */
const samples: number[] = []
const mostSamples = 8
/** Shorter transfers say more about latency than about throughput. */
const leastBytes = 60_000

export function watchThroughput(): void {
  if (typeof PerformanceObserver === 'undefined') return
  const observer = new PerformanceObserver(list => {
    for (const entry of list.getEntries() as PerformanceResourceTiming[]) {
      const isMedia = entry.name.includes('/media/')
      const ms = entry.responseEnd - entry.responseStart
      // A transfer of 0 bytes came from the cache.
      if (!isMedia || entry.transferSize < leastBytes || ms <= 0) continue
      samples.push((entry.transferSize * 8000) / ms)
      if (samples.length > mostSamples) samples.shift()
    }
  })
  observer.observe({ type: 'resource', buffered: true })
}

/** Bits per second that half of the last transfers reached, or null before the first. */
export function throughput(): number | null {
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null
}
