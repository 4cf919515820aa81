import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { limitLengths, type Protection as State } from '../../core/wire/social.ts'
import { call } from '../shell/api.ts'
import { wordsFor } from '../shell/declined.ts'
import { notify } from '../shell/notice.tsx'
import shell from '../shell/shell.module.css'
import { useWords } from '../shell/words.ts'
import { Alert } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import css from './accounts.module.css'
import { Choice, Switch } from './Choice.tsx'

type Hours = (typeof limitLengths)[number]

/** What the account does about newcomers and pile-ons, asked for again at the moment when limits end by themselves. */
function useProtection() {
  const { say, language } = useWords()
  const state = useSignal<State | null>(null)
  const fault = useSignal<string | null>(null)
  const load = () =>
    call('GET /api/protection').then(
      found => {
        state.value = found
        fault.value = null
      },
      async error => {
        fault.value = await wordsFor(error, language, say)
      },
    )
  useEffect(() => void load(), [])
  const until = state.value?.limitedUntil ?? null
  useEffect(() => {
    if (until === null) return
    const timer = setTimeout(() => void load(), Math.max(1000, Date.parse(until) - Date.now() + 500))
    return () => clearTimeout(timer)
  }, [until])
  return { state, fault }
}

const momentOf = (at: string, language: string): string =>
  new Intl.DateTimeFormat(language, { weekday: 'long', hour: 'numeric', minute: '2-digit' }).format(new Date(at))

export function Protection() {
  const { say, language } = useWords()
  const { state, fault } = useProtection()
  const hours = useSignal<Hours>(6)
  const set = async (body: { holdsNewcomers?: boolean; limitHours?: Hours | null }) => {
    const before = state.peek()
    try {
      state.value = await call('PATCH /api/protection', { body })
    } catch (error) {
      // Drawn anew, as it still is.
      state.value = before && { ...before }
      notify(await wordsFor(error, language, say))
    }
  }
  const one = state.value
  const isLimited = one !== null && one.limitedUntil !== null
  return (
    <section class={shell.section}>
      <h2>{say('people.protection')}</h2>
      {fault.value && <Alert>{fault.value}</Alert>}
      {one && (
        <>
          <div class={css.choiceWith}>
            <Switch
              label={say('people.holdsNew')}
              isOn={one.holdsNewcomers}
              onChange={holdsNewcomers => void set({ holdsNewcomers })}
            />
            <p class={css.quiet}>{say('people.holdsNewMeans')}</p>
          </div>
          <div class={css.choiceWith}>
            <Switch
              label={say('people.limit')}
              isOn={isLimited}
              onChange={isOn => void set({ limitHours: isOn ? hours.peek() : null })}
            />
            <p class={css.quiet}>{say('people.limitMeans')}</p>
          </div>
          <Choice
            legend={say('people.limitLength')}
            name="limit-hours"
            value={String(hours.value)}
            options={limitLengths.map(n => [String(n), say('people.limitHours', { n })] as const)}
            onChange={value => {
              hours.value = Number(value) as Hours
              if (isLimited) void set({ limitHours: hours.peek() })
            }}
          />
          <p role="status">
            {one.limitedUntil !== null && say('people.limitUntil', { at: momentOf(one.limitedUntil, language) })}
          </p>
        </>
      )}
    </section>
  )
}

/** On one's own profile: that limits are on, and when they end. */
export function LimitedUntil() {
  const { say, language } = useWords()
  const { state } = useProtection()
  const until = state.value?.limitedUntil ?? null
  if (until === null) return null
  return (
    <p class={css.made} role="status">
      <Icon name="shield" />
      <span>
        {say('people.limitUntil', { at: momentOf(until, language) })}{' '}
        <a href="/settings/people">{say('people.limitChange')}</a>
      </span>
    </p>
  )
}
