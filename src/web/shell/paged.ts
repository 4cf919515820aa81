import { type Signal, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { wordsFor } from './declined.ts'
import { useWords } from './words.ts'

interface Page<T> {
  items: T[]
  next: string | null
}

/** A list that is read page by page; `load` begins anew. */
export function usePaged<T>(read: (cursor: string | null) => Promise<Page<T>>): {
  page: Signal<Page<T> | null>
  fault: Signal<string | null>
  more(): void
  load(): Promise<void>
} {
  const { say, language } = useWords()
  const page = useSignal<Page<T> | null>(null)
  const fault = useSignal<string | null>(null)
  const add = async (cursor: string | null) => {
    try {
      const found = await read(cursor)
      page.value = { items: [...(cursor ? page.peek()!.items : []), ...found.items], next: found.next }
      fault.value = null
    } catch (error) {
      fault.value = await wordsFor(error, language, say)
    }
  }
  const load = () => add(null)
  useEffect(() => void load(), [])
  return { page, fault, more: () => void add(page.peek()!.next), load }
}
