import { useComputed, useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { type NoticeTab, noticeTabs } from '../../core/notices/kinds.ts'
import type { Notice } from '../../core/wire/notice.ts'
import { again } from '../shell/again.ts'
import { hoursHere, isQuiet } from '../shell/calm.ts'
import { clockOf } from '../shell/clock.ts'
import { wordsFor } from '../shell/declined.ts'
import { holdsMutedWord } from '../shell/muted.ts'
import { account } from '../shell/session.ts'
import shell from '../shell/shell.module.css'
import { useTitle } from '../shell/title.ts'
import { useWords } from '../shell/words.ts'
import { Alert } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Choices } from './Choices.tsx'
import { Line } from './Line.tsx'
import { openList } from './list.ts'
import css from './notices.module.css'
import { hear } from './stream.ts'

/** What happened to one’s clips and ties, newest first. */
export function InboxPage() {
  const { say } = useWords()
  const isChoosing = useSignal(false)
  const tab = useSignal<NoticeTab>('all')
  useTitle(say('title.inbox'))
  if (account.value === null) return <Guest />
  return (
    <div class={`${shell.page} ${css.inbox}`}>
      <header class={css.head}>
        <h1>{say('title.inbox')}</h1>
        {account.value && (
          <button
            type="button"
            class={shell.button}
            aria-expanded={isChoosing.value}
            onClick={() => (isChoosing.value = !isChoosing.peek())}
          >
            <Icon name="settings" />
            {say('inbox.choices')}
          </button>
        )}
      </header>
      {isChoosing.value && <Choices />}
      {isQuiet.value && hoursHere.value && (
        <p class={css.quiet}>
          <Icon name="moon" />
          {say('inbox.quietNow', { to: clockOf(hoursHere.value.to) })}
        </p>
      )}
      <fieldset class={css.tabs}>
        <legend class="only-spoken">{say('inbox.show')}</legend>
        {noticeTabs.map(one => (
          <label class={css.tab} key={one}>
            <input type="radio" name="tab" checked={tab.value === one} onChange={() => (tab.value = one)} />
            {say(`inbox.tab.${one}`)}
          </label>
        ))}
      </fieldset>
      {account.value ? <Lines key={tab.value} tab={tab.value} /> : <Skeleton />}
    </div>
  )
}

function Lines({ tab }: { tab: NoticeTab }) {
  const { say, language } = useWords()
  const list = useComputed(() => openList(tab)).value
  const fault = useSignal<string | null>(null)
  const isMore = useSignal(false)
  const attempt = async (act: () => Promise<void>) => {
    try {
      await act()
      fault.value = null
    } catch (error) {
      fault.value = await wordsFor(error, language, say)
    }
  }
  const load = () => void attempt(list.load)
  const times = again.value
  useEffect(load, [times])
  // In quiet hours nothing moves by itself.
  useEffect(() => {
    if (isQuiet.value) return
    return hear({ onInbox: load, onMissed: () => list.listed.peek() && load() })
  }, [isQuiet.value])
  const more = async () => {
    isMore.value = true
    await attempt(list.more)
    isMore.value = false
  }
  const listed = list.listed.value
  const shown = listed && { ...listed, items: listed.items.filter(({ text }) => !holdsMutedWord(text)) }
  const fresh = shown?.items.filter(({ isNew }) => isNew) ?? []
  const rest = shown?.items.filter(({ isNew }) => !isNew) ?? []
  return (
    <>
      {fault.value && (
        <Alert>
          {fault.value}
          <div>
            <button type="button" class={shell.button} onClick={load}>
              <Icon name="refresh-cw" />
              {say('error.retry')}
            </button>
          </div>
        </Alert>
      )}
      {!shown && !fault.value && <Skeleton />}
      {shown?.items.length === 0 && <Empty tab={tab} />}
      {fresh.length > 0 && <Part heading={say('inbox.new')} items={fresh} onChange={load} />}
      {rest.length > 0 && (
        <Part heading={say('inbox.earlier')} items={rest} isHeadingSpoken={fresh.length === 0} onChange={load} />
      )}
      {shown?.next && (
        <div>
          <button type="button" class={shell.button} disabled={isMore.value} onClick={() => void more()}>
            {say('list.more')}
          </button>
        </div>
      )}
      {shown && shown.items.length > 0 && shown.next === null && <p class={css.end}>{say('inbox.end')}</p>}
    </>
  )
}

interface PartProps {
  heading: string
  items: Notice[]
  isHeadingSpoken?: boolean
  onChange(): void
}

function Part({ heading, items, isHeadingSpoken = false, onChange }: PartProps) {
  return (
    <section class={css.part}>
      <h2 class={isHeadingSpoken ? 'only-spoken' : undefined}>{heading}</h2>
      <ul class={css.lines}>
        {items.map(item => (
          <Line key={item.id} notice={item} onChange={onChange} />
        ))}
      </ul>
    </section>
  )
}

function Empty({ tab }: { tab: NoticeTab }) {
  const { say } = useWords()
  return (
    <div class={css.empty}>
      <Icon name="inbox" />
      <p class={shell.lead}>{say(tab === 'all' ? 'inbox.empty' : 'inbox.emptyTab')}</p>
      {tab === 'all' && (
        <a class={`${shell.button} ${shell.primary}`} href="/create">
          {say('nav.create')}
        </a>
      )}
    </div>
  )
}

function Guest() {
  const { say } = useWords()
  return (
    <div class={`${shell.page} ${css.inbox}`}>
      <h1>{say('title.inbox')}</h1>
      <div class={css.empty}>
        <Icon name="inbox" />
        <p class={shell.lead}>{say('inbox.guest')}</p>
        <div class={shell.row}>
          <a class={`${shell.button} ${shell.primary}`} href="/join">
            {say('inbox.join')}
          </a>
          <a class={shell.button} href="/sign-in">
            {say('nav.signIn')}
          </a>
        </div>
      </div>
    </div>
  )
}

function Skeleton() {
  const { say } = useWords()
  return (
    <div aria-busy="true">
      <p class="only-spoken" role="status">
        {say('inbox.loading')}
      </p>
      <div class={css.lines} aria-hidden="true">
        {[0, 1, 2, 3, 4].map(place => (
          <div class={css.line} key={place}>
            <span class={css.boneRound} />
            <span class={css.said}>
              <span class={css.bone} />
              <span class={css.boneShort} />
            </span>
          </div>
        ))}
      </div>
    </div>
  )
}
