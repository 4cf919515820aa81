import { effect, type ReadonlySignal, useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { call } from '../shell/api.ts'
import { useWords } from '../shell/words.ts'
import { type Draft, wordsOf } from './ClipFields.tsx'
import css from './create.module.css'

const pauseMs = 1200

type Keeping = 'nothing' | 'keeping' | 'kept' | 'not kept'
export interface Kept {
  readonly state: ReadonlySignal<Keeping>
  /** Sends what was typed last, if anything was. */
  now(): Promise<void>
  /** Keeps nothing more: the clip is posted. */
  stop(): void
}

/** Keeps on the shore what is typed of a clip that is not posted, at each pause, so that any device can go on with it. */
export function useKept(draft: Draft, id: Promise<string> | string | null): Kept {
  const state = useSignal<Keeping>('nothing')
  const keeper = useMemo(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let isDirty = false
    let isStopped = false
    let sending = Promise.resolve()
    const send = async () => {
      clearTimeout(timer)
      if (!isDirty || isStopped || id === null) return
      isDirty = false
      state.value = 'keeping'
      sending = sending
        .then(async () => {
          await call('PUT /api/videos/{id}/draft', { path: { id: await id }, body: wordsOf(draft) })
          if (!isDirty) state.value = 'kept'
        })
        .catch(() => {
          isDirty = true
          if (!isStopped) state.value = 'not kept'
        })
      await sending
    }
    return {
      state,
      typed(isFirst: boolean) {
        // What is only shown has not been typed.
        if (isFirst || isStopped) return
        isDirty = true
        clearTimeout(timer)
        timer = setTimeout(() => void send(), pauseMs)
      },
      now: send,
      stop() {
        isStopped = true
        clearTimeout(timer)
      },
    }
  }, [id])
  useEffect(() => {
    if (id === null) return
    let isFirst = true
    const stopHearing = effect(() => {
      for (const value of Object.values(draft)) void value.value
      keeper.typed(isFirst)
      isFirst = false
    })
    const onHidden = () => document.hidden && void keeper.now()
    document.addEventListener('visibilitychange', onHidden)
    return () => {
      stopHearing()
      document.removeEventListener('visibilitychange', onHidden)
      void keeper.now()
    }
  }, [keeper])
  return keeper
}

export function KeptLine({ kept }: { kept: Kept }) {
  const { say } = useWords()
  const state = kept.state.value
  return (
    <p class={state === 'not kept' ? css.fault : css.quiet} role="status">
      {state === 'nothing' && say('draft.means')}
      {state === 'keeping' && say('draft.keeping')}
      {state === 'kept' && say('draft.kept')}
      {state === 'not kept' && say('draft.notKept')}
    </p>
  )
}
