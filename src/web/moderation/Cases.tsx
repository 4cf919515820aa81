import { useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { isInterim, type Measure } from '../../core/moderation/measures.ts'
import type { CaseLine, CaseQueue, ModerationCase } from '../../core/wire/moderation.ts'
import { call } from '../shell/api.ts'
import { wordsFor } from '../shell/declined.ts'
import { wantsLetterKeys } from '../shell/device.ts'
import { notify } from '../shell/notice.tsx'
import { useRead } from '../shell/read.ts'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import { Alert } from '../ui/Field.tsx'
import { Deciding, useWish, wishOf } from './Deciding.tsx'
import { Evidence } from './Evidence.tsx'
import { useKeys } from './keys.ts'
import css from './moderation.module.css'

const steps: Readonly<Record<string, number>> = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }

/** The queue, the gravest first. What a case is about is shown once it is taken. */
export function Cases() {
  const { say, language } = useWords()
  const { found, fault, load } = useRead(() => call('GET /api/moderate/cases', { query: {} }))
  const opened = useSignal<ModerationCase | null>(null)
  const wrong = useSignal<string | null>(null)
  const hasLooked = useRef(false)
  const attempt = async (act: () => Promise<void>) => {
    try {
      await act()
      wrong.value = null
    } catch (error) {
      opened.value = null
      wrong.value = await wordsFor(error, language, say)
      await load()
    }
  }
  const look = async (id: string) => {
    opened.value = await call('GET /api/moderate/cases/{id}', { path: { id } })
    hasLooked.current = true
  }
  const open = (id: string) =>
    attempt(async () => {
      await call('PUT /api/moderate/cases/{id}/taken', { path: { id } })
      await look(id)
    })
  const giveBack = async (id: string) => {
    await call('DELETE /api/moderate/cases/{id}/taken', { path: { id } })
    await load()
    opened.value = null
  }
  /** What is only hidden meanwhile stays to be decided; after a decision the next case opens. */
  const goOn = async (id: string, measure: Measure) => {
    if (isInterim(measure)) return attempt(() => look(id))
    await load()
    const next = found.peek()?.items.find(one => one.id !== id && one.taken !== 'other')
    if (next) await open(next.id)
    else opened.value = null
  }
  const one = opened.value
  if (one)
    return (
      <Case key={one.id} one={one} onDecided={measure => goOn(one.id, measure)} onGiveBack={() => giveBack(one.id)} />
    )
  return (
    <Queue
      queue={found.value}
      fault={fault.value ?? wrong.value}
      isReturn={hasLooked.current}
      onOpen={id => void open(id)}
    />
  )
}

interface QueueProps {
  queue: CaseQueue | null
  fault: string | null
  /** From a case: the keyboard's place was in it, and is here now. */
  isReturn: boolean
  onOpen(id: string): void
}

function Queue({ queue, fault, isReturn, onOpen }: QueueProps) {
  const { say } = useWords()
  const heading = useRef<HTMLHeadingElement>(null)
  const list = useRef<HTMLOListElement>(null)
  useLayoutEffect(() => {
    if (isReturn) heading.current?.focus()
  }, [])
  useKeys(key => {
    const step = steps[key]
    const buttons = [...list.current!.querySelectorAll<HTMLButtonElement>('button:enabled')]
    if (step === undefined || buttons.length === 0) return false
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement)
    buttons[Math.min(buttons.length - 1, Math.max(0, at + step))]!.focus()
    return true
  })
  return (
    <section class={shell.section}>
      <h2 tabIndex={-1} ref={heading}>
        {say('case.queue')}
      </h2>
      {queue && <p>{say('case.waiting', { open: queue.open, grave: queue.grave, late: queue.late })}</p>}
      <p class={css.keys}>{say(wantsLetterKeys.value ? 'case.keys' : 'case.keysNoLetters')}</p>
      {fault && <Alert>{fault}</Alert>}
      {queue?.items.length === 0 && <p>{say('case.none')}</p>}
      <ol class={css.list} ref={list}>
        {queue?.items.map(one => (
          <li key={one.id} class={css.card}>
            <h3>
              <Name one={one} />
            </h3>
            <Line one={one} />
            <div>
              <button
                type="button"
                class={shell.button}
                disabled={one.taken === 'other'}
                onClick={() => onOpen(one.id)}
              >
                {say(one.taken === 'mine' ? 'case.goOn' : 'case.take')}
                <span class="only-spoken">
                  {' '}
                  {say(`case.kind.${one.kind}`)},{' '}
                  {one.categories.map(({ category }) => say(`report.category.${category}`)).join(', ')}
                </span>
              </button>
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}

function Name({ one }: { one: CaseLine }) {
  const { say } = useWords()
  return (
    <>
      {say(`case.kind.${one.kind}`)}
      {one.isGrave && <span class={`${css.tag} ${css.grave}`}>{say('case.grave')}</span>}
    </>
  )
}

function Line({ one }: { one: CaseLine }) {
  const { say, language } = useWords()
  const hours = (new Date(one.dueAt).getTime() - Date.now()) / 3_600_000
  const [n, unit] = Math.abs(hours) < 48 ? ([hours, 'hour'] as const) : ([hours / 24, 'day'] as const)
  const due = new Intl.RelativeTimeFormat(language).format(Math.round(n), unit)
  return (
    <>
      <p class={hours < 0 ? css.grave : css.quiet}>{say(hours < 0 ? 'case.late' : 'case.due', { in: due })}</p>
      <p class={css.tags}>
        {one.categories.map(({ category, n }) => (
          <span class={css.tag} key={category}>
            {say(`report.category.${category}`)} · {n}
          </span>
        ))}
        {one.foundBy !== 'report' && <span class={css.tag}>{say(`decisions.by.${one.foundBy}`)}</span>}
        {one.isHidden && <span class={css.tag}>{say('case.isHidden')}</span>}
        {one.taken === 'other' && <span class={css.tag}>{say('case.other')}</span>}
      </p>
    </>
  )
}

interface CaseProps {
  one: ModerationCase
  onDecided(measure: Measure): Promise<void>
  onGiveBack(): Promise<void>
}

function Case({ one, onDecided, onGiveBack }: CaseProps) {
  const { say, language } = useWords()
  const wish = useWish()
  const fault = useSignal<string | null>(null)
  const isSending = useSignal(false)
  const heading = useRef<HTMLHeadingElement>(null)
  useLayoutEffect(() => heading.current?.focus(), [])
  const giveBack = async () => {
    if (isSending.peek()) return
    isSending.value = true
    try {
      await onGiveBack()
    } catch (error) {
      fault.value = await wordsFor(error, language, say)
    }
    isSending.value = false
  }
  useKeys(key => {
    if (key === 'Escape') void giveBack()
    return key === 'Escape'
  })
  const send = async (event: SubmitEvent) => {
    event.preventDefault()
    isSending.value = true
    try {
      const body = wishOf(wish)
      await call('POST /api/moderate/cases/{id}/decision', { path: { id: one.id }, body })
      notify(say(isInterim(body.measure) ? 'case.hidden' : 'case.decided'))
      fault.value = null
      await onDecided(body.measure)
      // Where the case is still the same one, its next decision is another.
      wish.measure.value = null
      heading.current?.focus()
    } catch (error) {
      fault.value = await wordsFor(error, language, say)
    }
    isSending.value = false
  }
  return (
    <section class={shell.section}>
      <h2 tabIndex={-1} ref={heading}>
        <Name one={one} />
      </h2>
      <Line one={one} />
      <Evidence shown={one} />
      {one.resembles && (
        <div class={css.card}>
          <h3>{say('case.resembles', { frames: one.resembles.frames, of: one.resembles.of })}</h3>
          <p>
            {one.resembles.rule.title[language]}
            {!one.resembles.isStanding && ` (${say('case.overturned')})`}
          </p>
          <blockquote dir="auto">{one.resembles.reason}</blockquote>
        </div>
      )}
      {one.others.length > 0 && <p>{say('case.others', { n: one.others.length })}</p>}
      <form class={css.report} onSubmit={event => void send(event)}>
        <Deciding wish={wish} measures={one.measures} kind={one.kind} />
        {fault.value && <Alert>{fault.value}</Alert>}
        <div class={shell.row}>
          <button type="submit" class={`${shell.button} ${shell.primary}`} disabled={isSending.value}>
            {say('case.decide')}
          </button>
          <button type="button" class={shell.button} onClick={() => void giveBack()}>
            {say('case.giveBack')} <kbd>Esc</kbd>
          </button>
        </div>
      </form>
    </section>
  )
}
