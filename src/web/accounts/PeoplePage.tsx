import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { Account, AccountChange, Person } from '../../core/wire/account.ts'

import { call } from '../shell/api.ts'
import { wordsFor } from '../shell/declined.ts'
import { guestMutes } from '../shell/device.ts'
import { notify } from '../shell/notice.tsx'
import { account } from '../shell/session.ts'
import shell from '../shell/shell.module.css'
import { setWall, type Wall } from '../shell/ties.ts'
import { useTitle } from '../shell/title.ts'
import { useWords } from '../shell/words.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Alert } from '../ui/Field.tsx'
import ui from '../ui/ui.module.css'
import css from './accounts.module.css'
import { Switch } from './Choice.tsx'
import { MutedList } from './MutedList.tsx'
import { Protection } from './Protection.tsx'
import { SignInFirst } from './SignInFirst.tsx'

/** What others may do and see: who follows, what is shown, which words wait, who is kept away. */
export function PeoplePage() {
  const { say } = useWords()
  useTitle(say('title.settings.people'))
  return (
    <div class={shell.page}>
      <h1>{say('title.settings.people')}</h1>
      {account.value === null && (
        <>
          <SignInFirst />
          <Walls wall="mute" />
          <MutedList />
        </>
      )}
      {account.value && (
        <>
          <Shown handle={account.value.handle} />
          <BlockedWords />
          <Protection />
          <Walls wall="block" />
          <Walls wall="mute" />
          <MutedList />
        </>
      )}
    </div>
  )
}

function Shown({ handle }: { handle: string }) {
  const { say, language } = useWords()
  const found = useSignal<Account | null>(null)
  const fault = useSignal<string | null>(null)
  useEffect(() => {
    void call('GET /public/accounts/{handle}', { path: { handle } }).then(
      one => (found.value = one),
      async error => (fault.value = await wordsFor(error, language, say)),
    )
  }, [handle])
  const set = async (body: AccountChange) => {
    const before = found.peek()
    try {
      found.value = await call('PATCH /api/account', { body })
    } catch (error) {
      // Drawn anew, as it still is.
      found.value = before && { ...before }
      notify(await wordsFor(error, language, say))
    }
  }
  const one = found.value
  return (
    <section class={shell.section}>
      <h2>{say('people.shown')}</h2>
      {fault.value && <Alert>{fault.value}</Alert>}
      {account.value?.isYoung && <p>{say('people.young')}</p>}
      {one &&
        !account.value?.isYoung &&
        (
          [
            ['isClosed', 'settings.closed'],
            ['showsTies', 'people.showsTies'],
            ['showsLikes', 'people.showsLikes'],
          ] as const
        ).map(([choice, label]) => (
          <div class={css.choiceWith} key={choice}>
            <Switch label={say(label)} isOn={one[choice]} onChange={isOn => void set({ [choice]: isOn })} />
            <p class={css.quiet}>{say(`${label}Means`)}</p>
          </div>
        ))}
      <div class={shell.row}>
        <a class={shell.button} href="/followers">
          {say('settings.followers')}
        </a>
      </div>
    </section>
  )
}

function BlockedWords() {
  const { say, language } = useWords()
  const text = useSignal<string | null>(null)
  const fault = useSignal<string | null>(null)
  useEffect(() => {
    void call('GET /api/blocked-words').then(
      ({ words }) => (text.value = words.join('\n')),
      async error => (fault.value = await wordsFor(error, language, say)),
    )
  }, [])
  const save = async (event: Event) => {
    event.preventDefault()
    try {
      const { words } = await call('PUT /api/blocked-words', { body: { words: (text.peek() ?? '').split('\n') } })
      text.value = words.join('\n')
      fault.value = null
      notify(say('people.wordsSaved'))
    } catch (error) {
      fault.value = await wordsFor(error, language, say)
    }
  }
  return (
    <form class={shell.section} onSubmit={event => void save(event)}>
      <h2>{say('people.words')}</h2>
      {fault.value && <Alert>{fault.value}</Alert>}
      <label class={ui.field}>
        <span>{say('people.wordsField')}</span>
        <textarea
          rows={4}
          disabled={text.value === null}
          value={text.value ?? ''}
          onInput={event => (text.value = event.currentTarget.value)}
        />
      </label>
      <p class={css.quiet}>{say('people.wordsMean')}</p>
      <div>
        <button type="submit" class={shell.button} disabled={text.value === null}>
          {say('profile.save')}
        </button>
      </div>
    </form>
  )
}

function Walls({ wall }: { wall: Wall }) {
  const { say, language } = useWords()
  const items = useSignal<Person[] | null>(null)
  const fault = useSignal<string | null>(null)
  const list = useRef<HTMLUListElement>(null)
  useEffect(() => {
    if (!account.peek()) {
      items.value = guestMutes.peek().map(handle => ({ handle, name: handle, avatar: null }))
      return
    }
    void call(wall === 'block' ? 'GET /api/blocks' : 'GET /api/mutes').then(
      found => (items.value = found.items),
      async error => (fault.value = await wordsFor(error, language, say)),
    )
  }, [])
  const free = async (handle: string) => {
    try {
      await setWall(wall, handle, false)
      items.value = items.peek()!.filter(one => one.handle !== handle)
      list.current?.focus()
    } catch (error) {
      notify(await wordsFor(error, language, say))
    }
  }
  return (
    <section class={shell.section}>
      <h2>{say(`people.${wall}`)}</h2>
      <p class={css.quiet}>{say(`people.${wall}Means`)}</p>
      {fault.value && <Alert>{fault.value}</Alert>}
      {items.value?.length === 0 && <p>{say('people.nobody')}</p>}
      <ul class={css.sessions} ref={list} tabIndex={-1}>
        {items.value?.map(one => (
          <li class={css.session} key={one.handle}>
            <a class={css.person} href={`/@${one.handle}`}>
              <Avatar handle={one.handle} picture={one.avatar} />
              <span>
                <strong>{one.name}</strong>
                <span class={css.quiet}>@{one.handle}</span>
              </span>
            </a>
            <button type="button" class={shell.button} onClick={() => void free(one.handle)}>
              {say(`people.${wall}Free`)}
              <span class="only-spoken"> @{one.handle}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
