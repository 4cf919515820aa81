import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { Choice, Switch } from '../accounts/Choice.tsx'
import { learned } from '../feed/attention.ts'
import { feedOrder, learnsHere, stopEvery } from '../shell/device.ts'
import shell from '../shell/shell.module.css'
import { useTitle } from '../shell/title.ts'
import { useWords } from '../shell/words.ts'
import { Alert } from '../ui/Field.tsx'
import { OnceMore } from '../ui/OnceMore.tsx'
import type { Change, Known } from './asking.ts'
import { newestSlate } from './feed.ts'
import css from './interests.module.css'
import { ask } from './keeper.ts'
import { Moving } from './Moving.tsx'
import { Remembered } from './Remembered.tsx'
import { Tiles } from './Tiles.tsx'
import { Topics } from './Topics.tsx'

/** Everything this device has learned of its viewer, to be read, changed, taken along and thrown away. */
export function InterestsPage() {
  const { say } = useWords()
  useTitle(say('title.interests'))
  const known = useSignal<Known | null>(null)
  const hasFault = useSignal(false)
  const undo = useSignal<number | null>(null)
  const isAsking = useSignal(false)
  const load = async () => {
    hasFault.value = false
    try {
      known.value = await ask({ ask: 'know', slate: await newestSlate().catch(() => null) })
    } catch {
      hasFault.value = true
    }
  }
  useEffect(() => void load(), [])
  const change = async (wanted: Change) => {
    try {
      const token = await ask({ ask: 'change', change: wanted })
      undo.value = wanted.do === 'undo' ? null : token
      learned.value++
      await load()
    } catch {
      hasFault.value = true
    }
  }
  const now = known.value
  return (
    <div class={shell.page}>
      <h1>{say('title.interests')}</h1>
      <p class={shell.lead}>{say('interests.lead')}</p>
      {hasFault.value && <Alert>{say('interests.fault')}</Alert>}
      {now?.fault && <Alert>{say(`interests.${now.fault}`)}</Alert>}
      <Orders />
      {now && (
        <>
          <Tiles known={now} onChange={change} />
          <Topics known={now} onChange={change} />
          <Remembered known={now} onChange={change} />
          <Moving onMoved={() => void load()} />
          <section class={shell.section}>
            <h2>{say('interests.reset')}</h2>
            <p class={css.quiet}>{say('interests.resetMeans')}</p>
            <div class={shell.row}>
              <button type="button" class={shell.button} onClick={() => (isAsking.value = true)}>
                {say('interests.resetDo')}
              </button>
            </div>
          </section>
        </>
      )}
      {undo.value !== null && (
        <p class={css.undo} role="status">
          <span>{say('why.done')}</span>
          <button type="button" class={shell.button} onClick={() => void change({ do: 'undo', token: undo.peek()! })}>
            {say('why.undo')}
          </button>
        </p>
      )}
      {isAsking.value && (
        <OnceMore
          title={say('interests.resetAsk')}
          means={say('interests.resetMeans')}
          yes={say('interests.resetYes')}
          no={say('interests.resetNo')}
          onYes={() => {
            isAsking.value = false
            void change({ do: 'forget-all' })
          }}
          onNo={() => (isAsking.value = false)}
        />
      )}
    </div>
  )
}

const stops = [10, 20, 40] as const

/** In which order the feed stands, whether it is learned from, and when it stops. */
function Orders() {
  const { say } = useWords()
  return (
    <section class={shell.section}>
      <h2>{say('interests.feed')}</h2>
      <Choice
        legend={say('interests.order')}
        name="order"
        value={feedOrder.value}
        options={(['personal', 'same'] as const).map(order => [order, say(`interests.order.${order}`)])}
        onChange={value => (feedOrder.value = value === 'same' ? 'same' : 'personal')}
      />
      <Switch label={say('interests.learns')} isOn={learnsHere.value} onChange={isOn => (learnsHere.value = isOn)} />
      <p class={css.quiet}>{say('interests.learnsMeans')}</p>
      <Choice
        legend={say('interests.stop')}
        name="stop"
        value={String(stopEvery.value ?? '')}
        options={[
          ...stops.map(n => [String(n), say('interests.stopAt', { n })] as const),
          ['', say('interests.stopNever')] as const,
        ]}
        onChange={value => (stopEvery.value = Number(value) || null)}
      />
    </section>
  )
}
