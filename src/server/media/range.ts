/**
 * One byte range of `Range: bytes=…` (RFC 9110 §14.1.2), clamped to the file. Null means: send the whole, which is also the
 * right answer to several ranges and to what is not understood.
 */
export function parseRange(
  header: string | undefined,
  bytes: number,
): { start: number; end: number } | 'unsatisfiable' | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '')
  if (!match) return null
  const [, first = '', last = ''] = match
  if (first === '' && last === '') return null
  if (first === '') {
    const suffix = Number(last)
    return suffix === 0 ? 'unsatisfiable' : { start: Math.max(0, bytes - suffix), end: bytes - 1 }
  }
  const start = Number(first)
  if (start >= bytes) return 'unsatisfiable'
  const end = last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1)
  return end < start ? null : { start, end }
}
