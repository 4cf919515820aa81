import { type Signal, useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { wordsFor } from './declined.ts'
import { useWords } from './words.ts'

/** Something a page reads, at once and again when asked to. */
export function useRead<T>(
  read: () => Promise<T>,
  changes: unknown = null,
): {
  found: Signal<T | null>
  fault: Signal<string | null>
  load(): Promise<void>
} {
  const { say, language } = useWords()
  const found = useSignal<T | null>(null)
  const fault = useSignal<string | null>(null)
  const turn = useRef(0)
  const load = async () => {
    const mine = ++turn.current
    try {
      const got = await read()
      // What was asked for later stands, whichever comes first.
      if (mine !== turn.current) return
      found.value = got
      fault.value = null
    } catch (error) {
      fault.value = await wordsFor(error, language, say)
    }
  }
  useEffect(() => void load(), [changes])
  return { found, fault, load }
}
